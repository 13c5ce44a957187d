"""The room's pages: a pipeline run, contacts kept, units recorded in a browser without JavaScript."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.topsheet_desk.conftest import SLUG, Enter
from tests.topsheet_desk.fundraising.raises import (
    NOW,
    accredited,
    contact,
    holder,
    move,
    offer,
    open_class,
    other_film,
    passed,
    prospect,
    record,
    send,
    usd,
    who,
)
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.fundraising.contacts import write_note
from topsheet_desk.vault.lookups.contacts import Card
from topsheet_desk.vault.records import (
    Contact,
    ContactNote,
    Holder,
    Membership,
    Offering,
    Person,
    Prospect,
    ProspectStep,
    Revision,
    Sent,
    TermSheet,
    UnitClass,
    UnitMovement,
)

pytestmark = pytest.mark.usefixtures("desk")
SECRET = "He drinks before noon"
EP = Role.EXECUTIVE_PRODUCER


@pytest.fixture
def client(enter: Enter) -> Client:
    return enter(EP)


def page(client: Client, name: str, *parts: object) -> str:
    answer = client.get(reverse(name, args=parts))
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, name: str, /, *parts: object, **sent: object) -> str:
    """The page after a form: where it led, or the form again."""
    answer = client.post(reverse(name, args=parts), sent, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(client: Client, name: str, *parts: object) -> list[list[str]]:
    answer = client.get(reverse(name, args=parts))
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_empty_pages_say_what_to_do_next(client: Client) -> None:
    assert "No contact is kept yet. Keep the first one below." in page(client, "contacts")
    told = page(client, "fundraising", SLUG)
    assert told.count('<p class="empty') == 1
    assert "Nobody is asked yet. Begin with" in told
    assert "Keep a contact first." in page(client, "prospect_new", SLUG)
    told = page(client, "units", SLUG)
    assert "There is no class of units yet. Open the first one." in told
    assert "it gives no securities advice" in told
    assert "No offering is kept yet" in told


def test_a_financier_is_kept_asked_moved_sent_to_and_passes(
    client: Client, seal: Callable[..., Revision]
) -> None:
    seal("budget")
    told = post(client, "contacts", name="Ada Lamb", company="Lamb & Sons", email="ada@lamb.example")
    assert "Ada Lamb, Lamb &amp; Sons is kept." in told
    ada = Contact.objects.get()
    first = {"stage": "APPROACHED", "owner": who(), "contact": ada.pk}
    told = post(client, "prospect_new", SLUG, **first)
    assert "Nothing was kept: write what is done next and by which day." in told
    assert not Prospect.objects.exists()
    told = post(client, "prospect_new", SLUG, **first, amount="250,000", currency="usd", next_step="Call her",
                next_date=in_days(3))  # fmt: skip
    assert "USD 250,000" in told
    told = post(client, "prospect_sent", SLUG, 1, kind="REVISION", revision="budget:1", how="e-mail",
                sent_date=in_days(0))  # fmt: skip
    assert f'<a href="{reverse("revision", args=[SLUG, "budget", 1])}">budget.yaml, revision 1</a>' in told
    post(client, "prospect_terms", SLUG, 1, ours="no", amount="200,000", currency="USD", premium="25", split="50",
         expires_date=in_days(20))  # fmt: skip
    post(
        client,
        "prospect_terms",
        SLUG,
        1,
        ours="yes",
        amount="200,000",
        currency="USD",
        premium="15",
        split="50",
    )
    told = page(client, "prospect", SLUG, 1)
    assert "Round 1, theirs" in told
    assert '<td data-kind="text" data-tone="watch">15' in told.replace("\N{NO-BREAK SPACE}", " ")
    post(client, "prospect_move", SLUG, 1, stage="PASSED", owner=who(), reason="Too dark", currency="USD")
    told = page(client, "fundraising", SLUG)
    assert "Too dark" in told
    assert "Re-open" in told
    assert (ProspectStep.objects.count(), Sent.objects.count(), TermSheet.objects.count()) == (2, 1, 2)


def test_the_board_has_a_column_a_stage_and_says_what_is_late(client: Client) -> None:
    prospect(asked=usd(100))
    told = client.get(reverse("fundraising", args=[SLUG])).context["room"]
    assert [(column.stage, column.asked, [card.name for card in column.cards]) for column in told.board] == [
        ("APPROACHED", "USD 100", ["Ada Lamb, Lamb & Sons"])
    ]
    assert "LOI" in told.empty
    assert "Passed" not in told.empty


def test_the_pipeline_goes_out_as_csv_and_workbook_without_notes(client: Client) -> None:
    asked = prospect(asked=usd("1000.50"))
    write_note(who(), asked.contact_id, SECRET, now=NOW)
    (_, line) = rows(client, "fundraising_table", SLUG, "pipeline")
    assert line[:8] == [
        "1", "Ada Lamb, Lamb & Sons", "Approached", "1000.50", "USD", "Call her", "2026-12-01", line[7]
    ]  # fmt: skip
    assert client.get(reverse("fundraising_table", args=[SLUG, "pipeline"]) + "?as=xlsx").status_code == 200


@pytest.mark.parametrize("role", [Role.PRODUCER, Role.LINE_PRODUCER, Role.INVESTOR, Role.ACCOUNTANT])
def test_a_private_note_is_on_no_page_export_search_or_log_of_anybody_else(enter: Enter, role: Role) -> None:
    asked = prospect()
    write_note(who(), asked.contact_id, SECRET, now=NOW)
    other = enter(role)
    addresses = [
        reverse("contacts"),
        reverse("contacts_table", args=["contacts"]),
        reverse("contact", args=[asked.contact_id]),
        *(
            reverse("contact_table", args=[asked.contact_id, name])
            for name in ("timeline", "history", "asked")
        ),
        reverse("fundraising", args=[SLUG]),
        reverse("prospect", args=[SLUG, 1]),
        reverse("log", args=[SLUG]),
        reverse("log_csv", args=[SLUG]),
        reverse("search", args=[SLUG]) + "?q=drinks",
        reverse("inbox"),
        reverse("take_out", args=[SLUG]),
    ]
    assert [address for address in addresses if SECRET in other.get(address).content.decode()] == []
    out = other.post(reverse("take_out", args=[SLUG]))
    assert SECRET.encode() not in (b"".join(out.streaming_content) if out.streaming else out.content)  # type: ignore[attr-defined]  # a file
    mine = enter(EP)
    assert SECRET in page(mine, "contact", asked.contact_id)
    assert all(
        SECRET not in cell
        for table in ("timeline", "history", "asked")
        for row in rows(mine, "contact_table", asked.contact_id, table)
        for cell in row
    )


def test_a_contact_has_a_timeline_over_the_productions_one_raises_money_for(client: Client) -> None:
    rae = other_film()
    asked = prospect()
    send(1, what="deck_v4.pdf")
    move(1, passed())
    Membership.objects.create(person_id=rae, production=asked.production, role=Role.PRODUCER)
    lines = rows(client, "contact_table", asked.contact_id, "timeline")[1:]
    assert sorted(line[2] for line in lines) == [
        "Approached: Call her, by Tue 1 Dec 2026",
        "Passed: Too dark for their fund",
        "Sent deck_v4.pdf, e-mail",
    ]
    stranger = Client()
    stranger.force_login(Person.objects.create(email="x@x.example", name="X"))
    assert stranger.get(reverse("contact", args=[asked.contact_id])).status_code == 404
    assert "You see no contact" in page(stranger, "contacts")
    assert stranger.post(reverse("contacts"), {"name": "Mine"}).status_code == 404


def test_a_second_entry_is_pointed_out_and_two_are_merged(client: Client) -> None:
    first = contact()
    told = post(client, "contacts", name="Ada Lambe")
    assert "this looks like Ada Lamb, Lamb &amp; Sons" in told
    assert reverse("contact", args=[first.pk]) in told
    post(client, "contacts", name="Ada Lambe", again="on")
    second = Contact.objects.latest("pk")
    assert "If it is one and the same, merge the two below." in page(client, "contact", first.pk)
    post(client, "contact_merge", first.pk, other=second.pk)
    answer = client.get(reverse("contact", args=[second.pk]))
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("contact", args=[first.pk]))


def test_a_record_is_changed_and_a_note_written_and_taken_away(client: Client) -> None:
    made = contact()
    told = post(client, "contact", made.pk, name="Ada Lamb", phone="+44", owner=who())
    assert "phone +1 555 0100 to +44" in told
    assert "Nothing was saved" in post(client, "contact", made.pk, name="Ada Lamb", phone="+44", owner=who())
    assert SECRET in post(client, "contact_note", made.pk, words=SECRET)
    note = ContactNote.objects.get()
    assert SECRET not in post(client, "contact_note_remove", made.pk, note.pk)
    assert "This field is required." in post(client, "contact_note", made.pk, words="")


def test_units_are_offered_sold_and_shown_as_of_any_day(client: Client) -> None:
    told = post(client, "units_offering", SLUG, issuer="Night Ferry LLC", currency="usd", exemption="us.506b",
                minimum="1,300,000", minimum_date="2026-10-31", escrow="Harbor Bank")  # fmt: skip
    assert "Regulation D, Rule 506(b)" in told
    post(client, "units_class_new", SLUG, code="A", name="Class A", price="1,000", currency="USD",
         authorised="3000", premium="20")  # fmt: skip
    post(client, "units_holder_new", SLUG, name="Ada Lamb", accredited="on", evidence="Letter",
         evidence_date="2026-09-01", country="United States", tax_form="W-9")  # fmt: skip
    for sent in (
        {"kind": "SUBSCRIBED", "units": "100"},
        {"kind": "PAID", "amount": "100,000"},
        {"kind": "ISSUED", "units": "100"},
    ):
        told = post(client, "units_record", SLUG, date="2026-10-01", unit_class="A", holder="1", **sent)
        assert "is recorded." in told
    assert "The minimum was not reached by Sat 31 Oct 2026." in told
    assert "Ada Lamb: USD 100,000.00." in told
    assert "from Harbor Bank" in told
    line = rows(client, "units_table", SLUG, "holdings")[1]
    assert line == ["Ada Lamb", "A", "100", "100", "100", "100000.00", "USD"]
    before = client.get(
        reverse("units_table", args=[SLUG, "holdings"]) + "?as_of=2026-09-30"
    ).content.decode()
    assert "Ada Lamb" not in before
    assert (UnitClass.objects.count(), Holder.objects.count(), UnitMovement.objects.count()) == (1, 1, 3)
    assert Offering.objects.get().exemption == "us.506b"


def test_a_row_that_cannot_be_is_told_in_words_and_keeps_what_was_written(client: Client) -> None:
    offer()
    open_class()
    accredited("Ada Lamb")
    told = post(client, "units_record", SLUG, kind="SUBSCRIBED", date="2026-10-01", unit_class="A", holder="1",
                units="3001")  # fmt: skip
    assert "3,001 units of class A would be subscribed and 3,000 are authorised." in told
    assert 'value="3001"' in told
    told = post(
        client, "units_record", SLUG, kind="PAID", date="2026-10-01", unit_class="A", holder="1", units="5"
    )
    assert "Write the amount." in told


def test_the_page_counts_against_the_limit_and_shows_the_worst_status(client: Client) -> None:
    offer()
    open_class()
    holder("Ada Lamb")
    record("SUBSCRIBED", 1, 1, date=date(2026, 11, 25))
    told = client.get(reverse("units", args=[SLUG]) + "?as_of=2026-11-25").content.decode()
    assert "1 of 35" in told
    assert "<strong>UNVERIFIED</strong>" in told
    assert "15 days after the first sale" in told


def test_a_class_and_a_holder_are_changed_on_their_pages_and_a_row_reversed(client: Client) -> None:
    open_class()
    accredited("Ada Lamb")
    record("SUBSCRIBED", 1, 10)
    told = post(client, "units_class", SLUG, "A", name="Founders", price="1000", currency="USD", authorised="3000",
                premium="0")  # fmt: skip
    assert "Class A is changed." in told
    told = post(client, "units_class", SLUG, "A", name="Founders", price="5", currency="USD", authorised="3000",
                premium="0")  # fmt: skip
    assert "were sold at its price, which stays" in told
    told = post(client, "units_holder", SLUG, 1, name="Ada Lamb", accredited="on")
    assert "an accredited holder needs the evidence and its day" in told
    told = post(client, "units_holder", SLUG, 1, name="Ada L. Lamb")
    assert "What is known of Ada L. Lamb is kept." in told
    assert "This field is required." in post(client, "units_reverse", SLUG, 1)
    told = post(client, "units_reverse", SLUG, 1, reason="never signed")
    assert "Reverses" in told
    assert UnitMovement.objects.count() == 2
    for name, parts in (("units_row", [9]), ("units_holder", [9]), ("units_class", ["Z"]), ("prospect", [9])):
        assert client.get(reverse(name, args=[SLUG, *parts])).status_code == 404


def test_an_investor_sees_their_own_units_on_their_page_and_no_other_line(enter: Enter) -> None:
    party = Membership.objects.get(role=Role.INVESTOR, production__slug=SLUG).party
    open_class()
    accredited("Ada Lamb", party=party)
    accredited("Ben Stone")
    for number, units in ((1, 10), (2, 777)):
        record("SUBSCRIBED", number, units)
        record("PAID", number, amount=1000 * units)
        record("ISSUED", number, units)
    told = page(enter(Role.INVESTOR), "portal", SLUG)
    assert "10 units of Class A; 10 subscribed, USD 10,000.00 paid." in told
    for leak in ("Ben Stone", "777", "Ada Lamb", "787"):
        assert leak not in told
    assert enter(Role.INVESTOR).get(reverse("units", args=[SLUG])).status_code == 404


def test_the_slate_leads_to_the_contacts_of_those_who_keep_some(enter: Enter) -> None:
    assert reverse("contacts") in page(enter(EP), "slate")
    assert reverse("contacts") not in page(enter(Role.LINE_PRODUCER), "slate")


def test_words_of_a_financier_are_never_run_as_a_formula_or_markup(client: Client) -> None:
    prospect(Card("=1+1<script>", email="x@y.example"), next_step="<b>call</b>")
    told = page(client, "fundraising", SLUG)
    assert "<script>" not in told.replace('<script type="module"', "")
    assert "<b>call</b>" not in told
    assert rows(client, "fundraising_table", SLUG, "pipeline")[1][1] == "'=1+1<script>"


def test_contacts_are_pasted_all_or_none(client: Client) -> None:
    told = post(
        client,
        "contacts_paste",
        rows="Name\tE-mail\tShoe size\nAda Lamb\tada@lamb.example\t38\nBen Stone\t\t44\n",
    )
    assert "2 contacts are kept. Left aside: the column Shoe size." in told
    told = post(client, "contacts_paste", rows="name,company\nCy,Cy Fund\nAda Lambe,\n")
    assert "Line 3: Nothing was kept: this looks like Ada Lamb." in told
    assert "Ada Lambe," in told
    told = post(client, "contacts_paste", rows="name;email\nCy;not an address\n")
    assert "Line 2: Nothing was kept: not an address is no e-mail address." in told
    told = post(client, "contacts_paste", rows="company\nCy Fund\n")
    assert "no column is headed name" in told
    assert "the row has no name" in post(client, "contacts_paste", rows="name,company\n,Cy Fund\n")
    assert "there is no row" in post(client, "contacts_paste", rows=" \n ")
    assert sorted(Contact.objects.values_list("name", flat=True)) == ["Ada Lamb", "Ben Stone"]


def test_the_csv_of_contacts_can_be_pasted_again(client: Client) -> None:
    contact(Card("=Ada", 'Lamb, Sons & "Co"', "partner", "a@b.example", "+1 555", "Cannes", "thrillers"))
    out = client.get(reverse("contacts_table", args=["contacts"])).content.decode("utf-8-sig")
    post(client, "contacts_paste", rows=out, again="on")
    first, second = Contact.objects.order_by("pk")
    for name in ("name", "company", "role", "email", "phone", "how_met", "interests"):
        assert getattr(second, name) == getattr(first, name)


def test_only_those_who_raise_money_paste(enter: Enter) -> None:
    answer = enter(Role.LINE_PRODUCER).post(reverse("contacts_paste"), {"rows": "name\nAda\n"})
    assert (answer.status_code, Contact.objects.count()) == (404, 0)
