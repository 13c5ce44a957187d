"""The closing list changed from its page: forms, cells in place, waivers, usual items, attachments, refusals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from tests.topsheet_desk.forms import changed, draft, form_of, words
from topsheet_desk.site import formats
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.records import LogLine

pytestmark = pytest.mark.usefixtures("desk")


def address(name: str, *parts: object) -> str:
    return reverse(name, args=[SLUG, *parts])


@pytest.fixture
def producer(enter: Enter) -> Client:
    return enter(Role.EXECUTIVE_PRODUCER)


@pytest.mark.parametrize(
    ("shelf", "kind"),
    [("items", "closing"), ("obligations", "closing"), ("holds", "closing"), ("attachments", "production")],
)
def test_a_form_sent_as_it_was_filled_changes_no_byte(producer: Client, shelf: str, kind: str) -> None:
    from topsheet.documents import read_yaml

    tree = read_yaml(draft(kind).paper.text, kind)[0]
    assert tree is not None
    for entry in tree.value[shelf]:
        where = address("closing_entry", shelf, entry["id"])
        answer = producer.post(where, form_of(producer, where))
        assert (entry["id"], answer.status_code, "Nothing was saved, because" in words(answer)) == (
            entry["id"],
            409,
            True,
        )
    assert draft(kind).edits == 1


def test_a_status_is_written_in_its_place_with_its_evidence_and_undone(producer: Client) -> None:
    before = draft("closing").paper.text
    where = address("closing_cell", "items", "collection_account", "status")
    small = producer.get(where, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in small, "hx-post" in small, "Why it is waived" in small) == (False, True, True)
    sent = form_of(producer, where) | {
        "status": "signed",
        "evidence": "CAMA of 20 November 2026",
        "evidence_date": "2026-11-20",
    }
    answer = producer.post(where, sent, headers={"HX-Request": "true"}, follow=True)
    assert 'id="content"' in answer.content.decode()
    assert "Saved Collection account management agreement: status. Undo" in words(answer)
    added = {"status: signed", "evidence: CAMA of 20 November 2026", "evidence_date: 2026-11-20"}
    told = " ".join(line for line in changed("closing", before) if line.startswith("+"))
    assert {each for each in added if each in told} == added
    said = LogLine.objects.latest("pk").words
    assert (
        said
        == "saved closing.yaml, edit 2: changed Collection account management agreement: status and evidence"
    )
    producer.post(address("closing_undo", "closing", 2))
    assert draft("closing").paper.text == before


def test_a_waiver_carries_the_name_of_whoever_waives_and_no_other(enter: Enter) -> None:
    client = enter(Role.PRODUCER)
    where = address("closing_entry", "items", "collection_account")
    assert 'name="waived_by"' not in client.get(where).content.decode()
    sent = form_of(client, where) | {"status": "waived", "waived_by": "Josephine Marlowe"}
    answer = client.post(where, sent)
    assert (answer.status_code, draft("closing").edits) == (409, 1)  # a waiver without a reason
    assert client.post(where, sent | {"reason": "No sales agent collects"}).status_code == 302
    text = draft("closing").paper.text
    assert ("waived_by: Daniel Okonkwo" in text, "waived_by: Josephine Marlowe" in text) == (True, False)
    sent = form_of(client, where) | {"status": "drafting"}
    assert client.post(where, sent).status_code == 302
    assert "waived_by: Daniel Okonkwo" not in draft("closing").paper.text


def test_another_persons_waiver_stays_theirs_until_its_reason_is_changed(enter: Enter) -> None:
    client, where = enter(Role.PRODUCER), address("closing_entry", "items", "notices")
    assert client.post(where, form_of(client, where) | {"owner": "okonkwo"}).status_code == 302
    assert "waived_by: J. Marlowe" in draft("closing").paper.text
    assert client.post(where, form_of(client, where) | {"reason": "Later"}).status_code == 302
    assert "waived_by: J. Marlowe" not in draft("closing").paper.text


def test_a_mistake_is_told_at_its_field_and_nothing_is_saved(producer: Client) -> None:
    where = address("closing_entry", "items", "collection_account")
    answer = producer.post(where, form_of(producer, where) | {"needed_by": "some_day", "owner": "nobody"})
    page = answer.content.decode()
    assert (answer.status_code, draft("closing").edits) == (409, 1)
    assert ['id="box-needed-by-wrong"' in page, 'id="box-owner-wrong"' in page] == [True, True]
    assert 'aria-describedby="box-owner-wrong' in page


def test_a_condition_is_added_leads_to_its_source_and_is_removed(producer: Client) -> None:
    before = draft("closing").paper.text
    new = address("closing_new", "items")
    sent = form_of(producer, new) | {
        "title": "Letter of comfort", "group": "loans", "blocks": ["gap_loan"], "needed_by": "closing",
    }  # fmt: skip
    assert producer.post(new, sent).status_code == 302
    assert changed("closing", before)[0].startswith("+  - {id: letter_of_comfort") or (
        "+  - id: letter_of_comfort" in changed("closing", before)
    )
    where = address("closing_entry", "items", "letter_of_comfort")
    assert address("finance_entry", "sources", "gap_loan") in producer.get(where).content.decode()
    source = producer.get(address("finance_entry", "sources", "gap_loan")).content.decode()
    assert where in source
    was = {"was": form_of(producer, where)["was"]}
    gone = producer.post(address("closing_remove", "items", "letter_of_comfort"), was)
    assert (gone.status_code, draft("closing").paper.text) == (302, before)


def test_what_another_condition_waits_for_is_not_removed_unseen(producer: Client) -> None:
    where = address("closing_entry", "items", "interparty")
    was = {"was": form_of(producer, where)["was"]}
    answer = producer.post(address("closing_remove", "items", "interparty"), was)
    assert (answer.status_code, draft("closing").edits) == (409, 1)
    assert f'method="post" action="{where}"' in answer.content.decode()  # and saving there does not remove


def test_a_date_is_done_in_its_place(producer: Client) -> None:
    where = address("closing_cell", "obligations", "vessel_refusal", "done")
    sent = form_of(producer, where) | {"done": "2026-11-20", "evidence": "Exercised by letter"}
    assert producer.post(where, sent).status_code == 302
    assert f"Done {formats.day(date(2026, 11, 20))}" in words(producer.get(address("closing")))


def test_a_cancelled_hold_is_no_longer_held(producer: Client) -> None:
    assert "27,000" in words(producer.get(address("closing")))  # sunk in all holds
    where = address("closing_cell", "holds", "ferries", "until")
    assert producer.post(where, form_of(producer, where) | {"cancelled": "2026-11-20"}).status_code == 302
    told = words(producer.get(address("closing")))
    assert (f"cancelled {formats.day(date(2026, 11, 20))}" in told, "Sunk in holds 12,000" in told) == (
        True,
        True,
    )


def test_usual_items_are_added_together_and_nothing_unticked(producer: Client) -> None:
    before, where = draft("closing").paper.text, address("closing_missing")
    page = producer.get(where).content.decode()
    assert 'value="title_searches" checked' in page
    sent = {"item": ["title_searches", "gap_loan_gap_charge", "no_such"], "edits": "1"}
    assert "Added 2 usual items." in words(producer.post(where, sent, follow=True))
    lines = changed("closing", before)
    assert [line.partition(": ")[2] for line in lines if "id:" in line.partition(",")[0]] != []
    assert [line for line in lines if line.startswith("-")] == []
    assert 'value="title_searches"' not in producer.get(where).content.decode()
    late = producer.post(where, {"item": ["post_schedule"], "edits": "1"})
    assert (late.status_code, draft("closing").edits) == (409, 2)
    assert producer.post(where, {"edits": "2"}).status_code == 409


def test_an_attachment_that_leaves_makes_its_money_conditional(producer: Client) -> None:
    before = draft("production").paper.text
    where = address("closing_cell", "attachments", "mara", "rung")
    sent = form_of(producer, where) | {"rung": "interest"}
    answer = producer.post(where, sent, follow=True)
    assert ("Undo" in words(answer), changed("production", before)) == (
        True,
        ["-    rung: agent_confirmed", "+    rung: interest"],
    )
    assert "5,401,100" not in words(producer.get(address("finance")))
    producer.post(address("closing_undo", "production", 2))
    assert draft("production").paper.text == before


def test_those_who_read_see_no_way_to_write(enter: Enter) -> None:
    for role in (Role.LINE_PRODUCER, Role.ACCOUNTANT, Role.CO_PRODUCER):
        client = enter(role)
        page = client.get(address("closing")).content.decode()
        assert [bit in page for bit in ("cell-edit", "Add a condition", "closing/items/")] == [False] * 3
        assert client.get(address("closing_entry", "items", "interparty")).status_code == 403


def test_what_has_no_form_is_not_found(producer: Client) -> None:
    for parts in (("sources", "grant"), ("items", "nobody"), ("rows", "1")):
        assert producer.get(address("closing_entry", *parts)).status_code == 404
    assert producer.get(address("closing_cell", "items", "interparty", "rung")).status_code == 200
    assert producer.get(address("closing_cell", "items", "interparty", "nothing")).status_code == 404
    assert producer.post(address("closing_undo", "finance", 2)).status_code == 404


def test_an_id_that_no_address_holds_leaves_the_page_whole(
    producer: Client, rewrite: Callable[[str, str, str], None]
) -> None:
    rewrite("closing", "id: collection_account", 'id: "a/b ?c"')
    page = producer.get(address("closing"))
    assert (page.status_code, "Collection account management agreement" in words(page)) == (200, True)


def test_a_save_comes_back_to_the_deal_that_the_page_was_narrowed_to(producer: Client) -> None:
    page = producer.get(address("closing"), {"deal": "gap_loan"}).content.decode()
    cell = address("closing_cell", "items", "interparty", "owner") + "?deal=gap_loan"
    assert f'hx-get="{cell}"' in page
    small = producer.get(cell, headers={"HX-Request": "true"}).content.decode()
    assert f'hx-post="{cell}"' in small
    answer = producer.post(cell, form_of(producer, cell) | {"owner": "okonkwo"})
    assert answer.headers["Location"] == address("closing") + "?deal=gap_loan#checklist"
    undo = address("closing_undo", "closing", 2) + "?deal=gap_loan"
    assert f'action="{undo}"' in producer.get(answer.headers["Location"]).content.decode()
    assert producer.post(undo).headers["Location"] == address("closing") + "?deal=gap_loan"
    form = address("closing_entry", "items", "interparty") + "?deal=gap_loan"
    answer = producer.post(form, form_of(producer, form) | {"owner": "okonkwo"})
    assert answer.headers["Location"] == address("closing") + "?deal=gap_loan#checklist"
