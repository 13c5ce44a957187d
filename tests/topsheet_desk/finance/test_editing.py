"""The finance plan changed from its page: forms, cells in place, conflicts, undo, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from tests.topsheet_desk.forms import changed as lines_changed
from tests.topsheet_desk.forms import draft, form_of, words
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.records import Document, LogLine

pytestmark = pytest.mark.usefixtures("desk")


def plan() -> Document:
    return draft("finance")


def address(name: str, *parts: object) -> str:
    return reverse(name, args=[SLUG, *parts])


def changed(before: str) -> list[str]:
    return lines_changed("finance", before)


@pytest.fixture
def producer(enter: Enter) -> Client:
    return enter(Role.EXECUTIVE_PRODUCER)


@pytest.mark.parametrize("shelf", ["sources", "options", "stresses"])
def test_a_form_sent_as_it_was_filled_changes_no_byte(producer: Client, shelf: str) -> None:
    from topsheet_desk.vault.lookups import reading

    finance = reading.read(reading.stamp_by_slug(SLUG)).production.finance  # type: ignore[union-attr]  # it is read
    for entry in getattr(finance, shelf):
        where = address("finance_entry", shelf, entry.id)
        answer = producer.post(where, form_of(producer, where))
        assert (entry.id, answer.status_code, "Nothing was saved, because" in words(answer)) == (
            entry.id,
            409,
            True,
        )
    assert plan().edits == 1


def test_one_field_changes_one_line_and_the_page_says_so_with_an_undo(producer: Client) -> None:
    before = plan().paper.text
    where = address("finance_entry", "sources", "gap_loan")
    answer = producer.post(where, form_of(producer, where) | {"face": "950,000"}, follow=True)
    assert changed(before) == ["-    face: 1000000", "+    face: 950000"]
    assert "Saved Gap loan. Undo" in words(answer)
    assert LogLine.objects.latest("pk").words == "saved finance.yaml, edit 2: changed Gap loan"
    answer = producer.post(address("finance_undo", "finance", 2), follow=True)
    assert (plan().paper.text, "Taken back" in words(answer)) == (before, True)
    answer = producer.post(address("finance_undo", "finance", 2), follow=True)
    assert ("saved finance.yaml while you were writing" in words(answer), plan().edits) == (True, 3)


def test_a_cell_is_written_in_its_place_and_the_whole_page_answers(producer: Client) -> None:
    before = plan().paper.text
    where = address("finance_cell", "sources", "grant", "status")
    small = producer.get(where, headers={"HX-Request": "true"})
    assert ("<html" in small.content.decode(), "hx-post" in small.content.decode()) == (False, True)
    sent = form_of(producer, where) | {"status": "term_sheet"}
    answer = producer.post(where, sent, headers={"HX-Request": "true"}, follow=True)
    assert changed(before) == ["-    status: signed", "+    status: term_sheet"]
    assert 'id="content"' in answer.content.decode()
    assert "5,151,100" in answer.content.decode()  # committed, 250,000 less


def test_a_cell_that_is_wrong_comes_back_where_it_stands(producer: Client) -> None:
    where = address("finance_cell", "sources", "grant", "face")
    answer = producer.post(
        where, form_of(producer, where) | {"face": "a lot"}, headers={"HX-Request": "true"}
    )
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (200, "#cell-grant-face")
    assert ("a lot" in answer.content.decode(), plan().edits) == (True, 1)


def test_a_mistake_is_told_at_its_field_and_nothing_is_saved(producer: Client) -> None:
    where = address("finance_entry", "sources", "presale_de")
    sent = form_of(producer, where) | {"deposit.percent": "120", "status_date": "soon"}
    answer = producer.post(where, sent)
    page = answer.content.decode()
    assert (answer.status_code, plan().edits) == (409, 1)
    assert ['id="box-deposit-percent-wrong"' in page, 'id="box-status-date-wrong"' in page] == [True, True]
    assert 'value="120"' in page


def test_trying_shows_the_figures_and_keeps_nothing(producer: Client) -> None:
    where = address("finance_entry", "sources", "gap_loan")
    answer = producer.post(where, form_of(producer, where) | {"face": "900000", "try": "yes"})
    assert ("698,900" in words(answer), "Tried, and nothing is saved" in words(answer), plan().edits) == (
        True,
        True,
        1,
    )


def test_a_new_source_of_each_kind_has_its_form_and_tells_what_it_lacks(producer: Client) -> None:
    from topsheet_desk.finance.forms import KINDS

    for kind in KINDS:
        where = address("finance_new", "sources") + f"?kind={kind}"
        sent = form_of(producer, where) | {"name": "New money", "status": "idea"}
        answer = producer.post(where, sent)
        assert (kind, answer.status_code) == (kind, 409)
    assert plan().edits == 1


def test_a_new_source_stands_at_the_end_with_an_id_of_its_own(producer: Client) -> None:
    before = plan().paper.text
    where = address("finance_new", "sources") + "?kind=equity"
    sent = form_of(producer, where) | {
        "name": "Equity A", "status": "idea", "face": "450,000", "instalments[0].share": "40",
        "instalments[0].on": "2027-01-15", "instalments[1].share": "60", "instalments[1].on": "start_of_photography",
    }  # fmt: skip
    assert producer.post(where, sent).status_code == 302
    assert producer.post(where, sent).status_code == 409  # pressed twice: once is enough
    assert changed(before) == [
        "+  - id: equity_a_2",
        "+    kind: equity",
        "+    name: Equity A",
        "+    status: idea",
        "+    face: 450000",
        "+    instalments:",
        "+      - {share: 40, on: 2027-01-15}",
        "+      - {share: 60, on: start_of_photography}",
    ]


def test_a_new_source_never_takes_the_id_of_one_that_an_option_would_bring(producer: Client) -> None:
    before = plan().paper.text
    assert "- id: equity_c" in before
    where = address("finance_new", "sources") + "?kind=equity"
    sent = form_of(producer, where) | {
        "name": "Equity C", "status": "idea", "face": "1,000",
        "instalments[0].share": "100", "instalments[0].on": "2027-01-15",
    }  # fmt: skip
    assert producer.post(where, sent).status_code == 302
    assert "+  - id: equity_c_2" in changed(before)


def test_the_id_of_a_new_entry_can_be_chosen(producer: Client) -> None:
    before = plan().paper.text
    where = address("finance_new", "stresses")
    page = producer.get(where).content.decode()
    assert 'data-made-from="name title what role label" data-taken="' in page
    sent = form_of(producer, where) | {"title": "The grant is late", "id": "grant_late"}
    assert producer.post(where, sent).status_code == 302
    assert "id: grant_late, title: The grant is late" in " ".join(changed(before))


@pytest.mark.parametrize(
    ("wanted", "what"),
    [
        ("grant", "The id `grant` is taken. Choose another id."),
        ("new", "The id `new` is reserved. Choose another id."),
        ("paste", "The id `paste` is reserved. Choose another id."),
        ("1 of 2", "“1 of 2” is no id. Use letters, digits,"),
        ("a/b", "“a/b” is no id. Use letters, digits,"),
    ],
)
def test_a_taken_or_ill_formed_id_is_told_at_its_box_and_never_saved(
    producer: Client, wanted: str, what: str
) -> None:
    where = address("finance_new", "sources") + "?kind=own_money"
    sent = form_of(producer, where) | {"name": "Mine", "id": wanted, "anyway": "on"}
    answer = producer.post(where, sent)
    page = answer.content.decode()
    assert (answer.status_code, plan().edits, 'id="box-id-wrong"' in page) == (409, 1, True)
    assert (what in words(answer), "Save it all the same" in page) == (True, False)


def test_a_name_that_is_a_reserved_word_makes_another_id(producer: Client) -> None:
    before = plan().paper.text
    where = address("finance_new", "stresses")
    assert producer.post(where, form_of(producer, where) | {"title": "New"}).status_code == 302
    assert "id: stress," in changed(before)[0]


def test_two_people_on_two_sources_do_not_meet_and_on_one_the_second_is_told(enter: Enter) -> None:
    first, second = enter(Role.EXECUTIVE_PRODUCER), enter(Role.PRODUCER)
    grant, loan = (
        address("finance_entry", "sources", "grant"),
        address("finance_entry", "sources", "gap_loan"),
    )
    mine, theirs, late = form_of(first, grant), form_of(second, loan), form_of(second, grant)
    assert first.post(grant, mine | {"face": "260000"}).status_code == 302
    assert second.post(loan, theirs | {"face": "990000"}).status_code == 302
    answer = second.post(grant, late | {"face": "270000"})
    assert (answer.status_code, "What stands now" in words(answer), "260,000" in words(answer)) == (
        409,
        True,
        True,
    )
    assert ("face: 260000" in plan().paper.text, "face: 270000" in plan().paper.text) == (True, False)


def test_removed_and_undone(producer: Client) -> None:
    before = plan().paper.text
    where = address("finance_entry", "stresses", "both_loans_late")
    was = form_of(producer, where)["was"]
    assert (
        producer.post(address("finance_remove", "stresses", "both_loans_late"), {"was": was}).status_code
        == 302
    )
    assert [line[:24] for line in changed(before)] == ["-  - {id: both_loans_lat"]
    producer.post(address("finance_undo", "finance", 2))
    assert plan().paper.text == before


def test_what_others_name_cannot_be_removed_unseen(producer: Client) -> None:
    where = address("finance_entry", "sources", "tax_credit")
    answer = producer.post(
        address("finance_remove", "sources", "tax_credit"), {"was": form_of(producer, where)["was"]}
    )
    assert (answer.status_code, "tax_credit" in words(answer), plan().edits) == (409, True, 1)


def test_a_source_of_an_option_changes_nothing_of_the_plan(producer: Client) -> None:
    before = plan().paper.text
    where = address("finance_option_entry", "c", "presale_fr")
    answer = producer.post(where, form_of(producer, where) | {"face": "410000"}, follow=True)
    assert changed(before) == ["-        face: 400000", "+        face: 410000"]
    assert "598,900" in words(answer)


def test_those_who_do_not_edit_see_no_way_to(enter: Enter) -> None:
    for role in (Role.LINE_PRODUCER, Role.ACCOUNTANT, Role.CO_PRODUCER):
        page = enter(role).get(address("finance")).content.decode()
        assert [bit in page for bit in ("cell-edit", "Add a source", "Adopt", "Subscription agreement")] == [
            False
        ] * 4


PASTE = (
    "Kind\tName\tParty\tStatus\tSince\tFace value\tTerritory\tDeposit\tDeposit on\tCommission\tOdd\n"
    "Equity\tEquity D\tcastellan\tterm sheet\t2026-11-19\t50,000\t\t\t\t\t\n"
    "Pre-sale\tItaly\tnordsee\tLOI\t2026-11-20\t210,000\tIT\t20%\t2027-02-10\t10%\tx\n"
)


def test_rows_pasted_are_shown_and_added_together(producer: Client) -> None:
    before, where = plan().paper.text, address("finance_paste")
    answer = producer.post(where, {"rows": PASTE})
    assert ["2 sources" in words(answer), "Odd" in words(answer), plan().edits] == [True, True, 1]
    answer = producer.post(where, {"rows": PASTE, "edits": "1", "confirm": "yes"}, follow=True)
    assert "Added 2 sources" in words(answer)
    assert changed(before) == [
        "+  - id: equity_d", "+    kind: equity", "+    name: Equity D", "+    party: castellan",
        "+    status: term_sheet", "+    status_date: 2026-11-19", "+    face: 50000", "+    instalments:",
        "+      - {share: 100, on: start_of_photography}",
        "+  - id: italy", "+    kind: presale", "+    name: Italy", "+    party: nordsee", "+    status: loi",
        "+    status_date: 2026-11-20", "+    face: 210000", "+    territory: IT",
        "+    deposit: {percent: 20, on: 2027-02-10}", "+    commission: {percent: 10}",
    ]  # fmt: skip


def test_a_row_with_a_mistake_stops_all_and_says_where(producer: Client) -> None:
    rows = PASTE.replace("50,000", "lots").replace("term sheet", "sure")
    answer = producer.post(address("finance_paste"), {"rows": rows, "edits": "1", "confirm": "yes"})
    assert (plan().edits, "lots" in words(answer), "Add 2 sources" in words(answer)) == (1, True, False)
    for odd in ("", "x", "\x00", "kind\tname\n", "name\nA", '"'):
        assert producer.post(address("finance_paste"), {"rows": odd, "confirm": "yes"}).status_code < 500


@pytest.mark.parametrize(
    ("equity", "presale", "commission", "faces"),
    [
        ("1.200,50", "1.200", "12,5 %", ["1200.50", "1200", "12.5"]),
        ("1.200", "1.234.567", "10%", ["1200", "1234567", "10"]),
        ("1,200", "1.5", "10.125%", ["1200", "1.5", "10.125"]),
        ("€ 1.200,00", "1 234 567 €", "10", ["1200.00", "1234567", "10"]),
    ],
)
def test_a_paste_takes_its_decimal_mark_from_the_whole_block(
    producer: Client, equity: str, presale: str, commission: str, faces: list[str]
) -> None:
    before = plan().paper.text
    rows = PASTE.replace("50,000", equity).replace("210,000", presale).replace("10%", commission)
    producer.post(address("finance_paste"), {"rows": rows, "edits": "1", "confirm": "yes"})
    lines = [line for line in changed(before) if "face" in line or "commission" in line]
    assert lines == [
        f"+    face: {faces[0]}", f"+    face: {faces[1]}", f"+    commission: {{percent: {faces[2]}}}",
    ]  # fmt: skip


def test_an_amount_with_two_readings_is_refused_with_both(producer: Client) -> None:
    rows = PASTE.replace("50,000", "50.000").replace("210,000", "210")
    answer = producer.post(address("finance_paste"), {"rows": rows, "edits": "1", "confirm": "yes"})
    assert (plan().edits, "“50.000” may be 50,000 or 50" in words(answer)) == (1, True)
    assert "Add 2 sources" not in words(answer)


def test_an_id_that_no_address_holds_leaves_the_page_whole(
    producer: Client, rewrite: Callable[[str, str, str], None]
) -> None:
    rewrite("finance", "id: grant\n", 'id: "a/b ?c"\n')
    rewrite("finance", "id: both_loans_late", 'id: "x/y"')
    page = producer.get(address("finance"))
    assert (page.status_code, "North Light grant" in words(page)) == (200, True)
    assert producer.get(address("finance_entry", "sources", "nobody")).status_code == 404
    assert producer.get(address("finance_new", "sources") + "?kind=nothing").status_code == 200


def test_a_text_that_cannot_be_read_is_not_touched(
    producer: Client, rewrite: Callable[[str, str, str], None]
) -> None:
    rewrite("finance", "sources:\n", "sources: &all\n")
    answer = producer.get(address("finance_entry", "sources", "grant"))
    assert (answer.status_code, "uses an anchor" in words(answer)) == (409, True)


def test_the_accounts_settings_take_the_least_balance_and_rows_not_posted(producer: Client) -> None:
    before, where = plan().paper.text, address("finance_cash")
    sent = form_of(producer, where) | {
        "minimum_balance": "25,000", "unposted[0].label": "Cards", "unposted[0].amount": "1,200",
        "unposted[0].on": "2026-11-20",
    }  # fmt: skip
    assert producer.post(where, sent).status_code == 302
    assert changed(before)[-1] == (
        "+cash: {minimum_balance: 25000, unposted: [{label: Cards, amount: 1200, on: 2026-11-20}]}"
    )
    assert producer.post(where, form_of(producer, where)).status_code == 409
    answer = producer.post(where, form_of(producer, where) | {"unposted[0].on": "soon"})
    assert ("unposted-0--on-wrong" in answer.content.decode(), plan().edits) == (True, 2)


def test_stages_and_collection_are_written_beside_the_sources(producer: Client) -> None:
    before, where = plan().paper.text, address("finance_stages")
    assert producer.post(where, form_of(producer, where) | {"collection_months": "4"}).status_code == 302
    assert [line for line in changed(before) if line.strip("+")] == ["+collection_months: 4"]
    answer = producer.post(where, form_of(producer, where) | {"collection_months": "many"})
    assert ("box-collection-months-wrong" in answer.content.decode(), plan().edits) == (True, 2)


def test_a_deposit_is_added_to_an_account_that_had_none(producer: Client) -> None:
    new = address("finance_new", "deposits")
    sent = form_of(producer, new) | {
        "label": "Performers' guild", "amount": "40,000", "out": "2027-02-15", "back": "2027-09-01",
    }  # fmt: skip
    assert producer.post(new, sent).status_code == 302
    where = address("finance_entry", "deposits", "performers_guild")
    assert "Performers' guild" in words(producer.get(where))
    was = form_of(producer, where)["was"]
    assert (
        producer.post(address("finance_remove", "deposits", "performers_guild"), {"was": was}).status_code
        == 302
    )


def test_a_ruling_is_in_the_name_of_whoever_records_it(enter: Enter) -> None:
    first, second = enter(Role.EXECUTIVE_PRODUCER), enter(Role.PRODUCER)
    sent = {"amount": "2,000", "on": "2027-04-01", "reason": "Weather", "by": "Somebody Else"}
    assert first.post(address("finance_new", "rulings"), sent).status_code == 302
    assert ("by: Josephine Marlowe" in plan().paper.text, "Somebody" in plan().paper.text) == (True, False)
    where = address("finance_entry", "rulings", 1)
    assert second.post(where, form_of(second, where) | {"amount": "3,000"}).status_code == 302
    assert "by: Daniel Okonkwo" in plan().paper.text
    assert second.get(address("finance_entry", "rulings", 2)).status_code == 404


CAMPAIGN = """  - id: crowd
    kind: crowdfunding
    name: The crowd
    status: loi
    status_date: 2026-11-01
    goal: 33000
    opens: 2026-11-01
    deadline: 2026-12-01
    platform: 5
    processing: 3
    paid_on: 2026-12-20
    pledges:
      - {day: 2026-11-10, total: 9000, backers: 90}
"""


def test_what_a_campaign_stands_at_is_written_once_a_day(
    producer: Client, rewrite: Callable[[str, str, str], None]
) -> None:
    rewrite("finance", "sources:\n", f"sources:\n{CAMPAIGN}")
    assert (
        'action="/films/night-ferry/finance/pledged/crowd/"'
        in producer.get(address("finance")).content.decode()
    )
    before, where = plan().paper.text, address("finance_pledged", "crowd")
    for total, day in (("27,000", "2026-11-23"), ("27,400", "2026-11-23"), ("12,000", "2026-11-12")):
        assert producer.post(where, {"total": total, "backers": "250", "day": day}).status_code == 302
    assert changed(before) == [
        "+      - {day: 2026-11-12, total: 12000, backers: 250}",
        "+      - {day: 2026-11-23, total: 27400, backers: 250}",
    ]
    answer = producer.post(where, {"total": "plenty", "backers": "250", "day": "2026-11-24"})
    assert (
        answer.status_code,
        'value="plenty"' in answer.content.decode(),
        plan().paper.text.count("day:"),
    ) == (
        409,
        True,
        3,
    )


def test_the_day_of_the_plan_is_written_from_its_page(producer: Client) -> None:
    assert "The day of the plan: Tue 24 Nov 2026" in words(producer.get(address("finance")))
    before, where = draft("production").paper.text, address("finance_day")
    answer = producer.post(where, form_of(producer, where) | {"as_of": "2026-12-01"}, follow=True)
    assert [line.partition("#")[0].rstrip() for line in lines_changed("production", before)] == [
        "-as_of: 2026-11-24",
        "+as_of: 2026-12-01",
    ]
    assert "The day of the plan: Tue 1 Dec 2026" in words(answer)
    producer.post(where, form_of(producer, where) | {"as_of": ""})
    assert "as_of:" not in draft("production").paper.text
    answer = producer.post(where, form_of(producer, where) | {"as_of": "soon"})
    assert ("box-as-of-wrong" in answer.content.decode(), draft("production").edits) == (True, 3)


def test_two_sources_of_one_name_are_told_apart_and_each_is_edited_by_its_id(
    producer: Client, rewrite: Callable[[str, str, str], None]
) -> None:
    rewrite("finance", "name: Equity B", "name: Equity A")
    page = producer.get(address("finance")).content.decode()
    for name in ("equity_a", "equity_b"):
        where = address("finance_entry", "sources", name)
        assert f'<a href="{where}">Equity A ({name})</a>' in page
        assert page.count(f'id="cell-{name}-status"') == 1
    where = address("finance_cell", "sources", "equity_b", "face")
    before = plan().paper.text
    producer.post(where, form_of(producer, where) | {"face": "1,100,000"})
    assert changed(before) == ["-    face: 1200000", "+    face: 1100000"]
    assert plan().paper.text.index("id: equity_b") < plan().paper.text.index("1100000")


def test_a_source_withdrawn_shows_a_dash_and_nothing_of_it_is_counted(
    producer: Client, rewrite: Callable[[str, str, str], None]
) -> None:
    text = plan().paper.text
    at = text.index("status: signed", text.index("id: gap_loan"))
    rewrite("finance", text[at - 60 : at + 14], text[at - 60 : at] + "status: withdrawn")
    csv = producer.get(address("finance_table", "sources")).content.decode()
    row = next(line for line in csv.splitlines() if line.startswith("Gap loan"))
    assert row.split(",")[-5:] == ["1000000.00", "–", "–", "0", "–"]
    page = producer.get(address("finance")).content.decode()
    assert page.count('– <small class="note">withdrawn</small>') == 2
    total = next(line for line in csv.splitlines() if line.startswith("Committed"))
    assert "4401100.00" in total


def test_a_signature_without_evidence_says_which_paper_is_expected(
    producer: Client, rewrite: Callable[[str, str, str], None]
) -> None:
    rewrite("finance", "    evidence: Award letter of 30 September 2026\n", "")
    assert "signed without evidence; expected: the award letter" in words(producer.get(address("finance")))


def test_an_option_says_what_it_cuts_from_what_to_what(
    producer: Client, rewrite: Callable[[str, str, str], None]
) -> None:
    rewrite(
        "finance", "    title: Sell France\n", "    title: Sell France\n    cuts: {camera_package: 1000}\n"
    )
    page = words(producer.get(address("finance_entry", "options", "c")))
    assert "Taken off it, USD" in page
    assert "What it cuts" in page
    assert "less 1,000 USD leaves" in page


def test_an_option_shown_leads_to_its_adoption_for_those_who_may(enter: Enter) -> None:
    shown = address("finance") + "?option=a"
    link = f'<a href="{address("finance_adopt", "a")}">Adopt it …</a>'
    assert link in enter(Role.PRODUCER).get(shown).content.decode()
    assert link not in enter(Role.LINE_PRODUCER).get(shown).content.decode()
    assert "Remove the option “Sell France”" in words(
        enter(Role.PRODUCER).get(address("finance_entry", "options", "c"))
    )
