"""The closing room: the list by deal, what a loss would do, and what no outsider learns of it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from tests.topsheet_desk.conftest import NIGHT_FERRY, PASSWORD, SLUG, TODAY, Enter
from topsheet_desk.site.roles import Role

if TYPE_CHECKING:
    from topsheet_desk.vault.actions import CastMember

OUTSIDERS = (Role.INVESTOR, Role.FINANCIER, Role.SALES_AGENT, Role.CLIENT, Role.GUEST, Role.DIRECTOR, None)


def rows(
    enter: Enter, table: str, query: str = "", role: Role = Role.EXECUTIVE_PRODUCER
) -> list[dict[str, str]]:
    answer = enter(role).get(reverse("closing_table", args=[SLUG, table]) + query)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))


def gone(enter: Enter, kind: str, name: str, table: str, query: str = "") -> list[dict[str, str]]:
    answer = enter(Role.PRODUCER).get(reverse("if_gone_table", args=[SLUG, kind, name, table]) + query)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))


def page(enter: Enter, address: str, role: Role = Role.EXECUTIVE_PRODUCER) -> str:
    answer = enter(role).get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_list_stands_by_group_with_what_each_blocks(enter: Enter) -> None:
    listed = rows(enter, "checklist")
    assert [row["Condition"] for row in listed if row["State"] == ""] == []
    found = {row["Condition"]: row for row in listed}
    assert found["Interparty agreement: ranking, delivery, directions of payment"] == {
        "Condition": "Interparty agreement: ranking, delivery, directions of payment",
        "State": "Drafting",
        "Owner": "Josephine Marlowe",
        "Needed by": "2027-02-12",
        "Days left": "80",
        "Blocks": "Loan on pre-sales, Loan on the film credit, Gap loan",
        "Waits for": "Loan agreement: Loan on pre-sales; Completion guarantee",
        "Evidence": "–",
        "Deal": "All lenders",
    }
    waived = found["Notices of assignment, acknowledged by all four buyers"]
    assert (waived["State"], waived["Evidence"].partition(":")[0]) == ("Waived", "Waived by J. Marlowe")


def test_one_deal_alone_on_the_page_and_in_its_csv(enter: Enter) -> None:
    whole, deal = rows(enter, "checklist"), rows(enter, "checklist", "?deal=tax_loan")
    assert [row["Condition"] for row in deal if row["State"]] == [
        "Loan agreement: Loan on the film credit",
        "Interparty agreement: ranking, delivery, directions of payment",
        "Letter of reservation of the film credit",
        "Completion guarantee",
        "Final budget and cash flow, approved and certified",
    ]
    assert rows(enter, "checklist", "?deal=no_such") == whole
    told = page(enter, reverse("closing", args=[SLUG]) + "?deal=tax_loan")
    assert f'href="/films/{SLUG}/closing/checklist.csv?deal=tax_loan"' in told
    assert 'deal=tax_loan#checklist" aria-current="true"' in told


def test_late_conditions_come_first(enter: Enter, rewrite: Callable[[str, str, str], None]) -> None:
    old = "owner: okonkwo, party: harrow, blocks"
    rewrite("closing", old, old.replace("blocks", "needed_by: 2026-11-20, blocks"))
    listed = rows(enter, "checklist")
    assert [row["Condition"] for row in listed[:2]] == ["Late", "Payment notice: Equity A"]
    assert (listed[1]["State"], listed[1]["Days left"]) == ("Late: not started", "-4")


def test_conditions_before_each_source_and_the_money_held(enter: Enter) -> None:
    found = {row["Source"]: row for row in rows(enter, "conditions", role=Role.LINE_PRODUCER)}
    assert (found["Equity A"]["First draw"], found["Equity A"]["Open"], found["Equity A"]["Of"]) == (
        "2027-01-15",
        "1",
        "3",
    )
    assert found["Equity A"]["Open before the first draw"] == "Payment notice: Equity A"
    held = rows(enter, "holds", role=Role.LINE_PRODUCER)[-1]
    assert (held["Held"], held["Sunk"], held["Still to pay"], held["Comes back"]) == (
        "Held now",
        "27000.00",
        "95000.00",
        "11000.00",
    )


def test_an_obligation_stands_by_both_clocks(enter: Enter) -> None:
    from topsheet_desk.vault.records import Person

    Person.objects.filter(email="ep@nightferry.example").update(time_zone="Europe/Lisbon")
    told = page(enter, reverse("closing", args=[SLUG]))
    assert "Fri 18 Dec 2026, 21:00 Lisbon" in told
    assert "17:00 Halifax" in told


def test_days_left_are_counted_by_the_places_clock(desk: Path) -> None:  # noqa: ARG001  # the desk must stand
    from topsheet_desk.closing.lookups import closing_room
    from topsheet_desk.vault.lookups import Ask
    from topsheet_desk.vault.records import Person

    ep = Person.objects.get(email="ep@nightferry.example").pk
    found = []
    # The last hour of 17 December in Halifax is 18 December by UTC; a minute after 17:00 on the 18th it is late.
    for now in (datetime(2026, 12, 18, 3, 30, tzinfo=UTC), datetime(2026, 12, 18, 21, 1, tzinfo=UTC)):
        room = closing_room(Ask(ep, SLUG, "", now.date()), deal="", now=now)
        row = next(row for row in room.tables["obligations"].rows if row.key == "obligation-vessel_refusal")
        found.append((row.cells[2].text, row.cells[3].text))
    assert found == [("Soon", "1"), ("Late", "0")]


def test_attachments_lead_to_what_their_leaving_would_do(enter: Enter) -> None:
    told = page(enter, reverse("closing", args=[SLUG]), Role.PRODUCER)
    assert f'<a href="/films/{SLUG}/closing/if-gone/attachment/mara/">If they leave: the lead' in told
    assert f'<a href="/films/{SLUG}/closing/if-gone/source/gap_loan/">If lost: Gap loan</a>' in told
    under = page(enter, reverse("closing", args=[SLUG]) + "?option=a", Role.PRODUCER)
    assert "/closing/if-gone/source/equity_c/?option=a" in under


def test_story_a_step_6_on_its_page(enter: Enter) -> None:
    risk = {row["At risk"]: row["Amount"] for row in gone(enter, "attachment", "mara", "risk", "?option=a")}
    assert (risk["Face value that stops counting"], risk["Deposits at risk"], risk["Loan capacity lost"]) == (
        "780000.00",
        "156000.00",
        "464100.00",
    )
    film = {
        row["Figure"]: (row["Now"], row["Without"])
        for row in gone(enter, "attachment", "mara", "film", "?option=a")
    }
    assert film["Committed"] == ("6001100.00", "5381000.00")
    assert film["Cash committed"] == ("5851100.00", "5231000.00")
    assert film["Gap"] == ("0.00", "619000.00")
    assert film["Greenlight"] == ("GO IF", "BLOCKED")
    told = page(enter, reverse("if_gone", args=[SLUG, "attachment", "mara"]) + "?option=a")
    for words in (
        "If the lead, Captain Mara Vance leaves",
        "619,000",
        "Lender&#x27;s consent to lead and director",
    ):
        assert words in told


def test_a_lost_source_shows_the_ways_out(enter: Enter) -> None:
    assert [
        (row["With this option"], row["Gap left"]) for row in gone(enter, "source", "presale_de", "options")
    ] == [
        ("Equity C and deferrals", "332800.00"),
        ("Cut 4 days and one country", "515042.52"),
        ("Sell France", "614800.00"),
    ]


@pytest.mark.parametrize(
    ("kind", "name"),
    [("attachment", "nobody"), ("source", "mara"), ("source", "equity_c"), ("person", "mara")],
)
def test_what_is_not_there_is_not_found(enter: Enter, kind: str, name: str) -> None:
    assert enter(Role.PRODUCER).get(reverse("if_gone", args=[SLUG, kind, name])).status_code == 404


@pytest.mark.parametrize("role", OUTSIDERS, ids=lambda role: role.value if role else "STRANGER")
def test_outsiders_find_nothing_of_it(enter: Enter, role: Role | None) -> None:
    client = enter(role)
    addresses = [
        reverse("closing", args=[SLUG]),
        reverse("closing_table", args=[SLUG, "checklist"]),
        reverse("if_gone", args=[SLUG, "attachment", "mara"]),
        reverse("document", args=[SLUG, "closing"]),
        reverse("document_text", args=[SLUG, "closing"]),
    ]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Interparty" not in answer.content.decode()


def test_who_reads_the_list_and_who_writes_it(enter: Enter) -> None:
    address = reverse("document", args=[SLUG, "closing"])
    wrote = {}
    for role in (Role.EXECUTIVE_PRODUCER, Role.PRODUCER, Role.LINE_PRODUCER, Role.ACCOUNTANT):
        told = page(enter, reverse("closing", args=[SLUG]), role)
        wrote[role] = ("Write the closing list" in told, enter(role).get(address).status_code)
    assert wrote == {
        Role.EXECUTIVE_PRODUCER: (True, 200),
        Role.PRODUCER: (True, 200),
        Role.LINE_PRODUCER: (False, 200),
        Role.ACCOUNTANT: (False, 200),
    }


BARE = "bare-ferry"


@pytest.fixture
def bare(desk: Path, cast: list[CastMember]) -> None:  # noqa: ARG001  # the desk must stand
    """Night Ferry once more, as a production that has no closing list."""
    from topsheet_desk.vault.actions import known, open_production, seat_cast
    from topsheet_desk.vault.folder import files_of, papers_in

    now = datetime.now(UTC)
    texts = {
        name: text for name, text in papers_in(files_of(NIGHT_FERRY)).texts.items() if name != "closing.yaml"
    }
    keeper = known(cast[0].email, cast[0].name, PASSWORD, keeper=True)
    open_production(keeper, BARE, "bare_ferry", texts, role=Role.EXECUTIVE_PRODUCER, now=now)
    seat_cast(BARE, cast, PASSWORD, now=now)


@pytest.mark.usefixtures("bare")
def test_without_a_list_the_page_says_how_to_begin_and_the_text_has_the_usual_items(
    person: Callable[[Role], int],
) -> None:
    from topsheet_desk.vault.records import Person

    def enter(role: Role | None) -> Client:
        assert role
        client = Client()
        client.force_login(Person.objects.get(pk=person(role)))
        return client

    told = page(enter, reverse("closing", args=[BARE]), Role.PRODUCER)
    assert "There is no closing list yet." in told
    assert "Usual for these deals" in told
    begin = page(enter, reverse("document", args=[BARE, "closing"]), Role.PRODUCER)
    assert "Interparty agreement" in begin
    assert "presale_loan_loan_agreement" in begin
    assert "Begin the closing list" in page(enter, reverse("documents", args=[BARE]), Role.PRODUCER)
    assert "The producers begin it." in page(enter, reverse("closing", args=[BARE]), Role.LINE_PRODUCER)
    assert enter(Role.LINE_PRODUCER).get(reverse("document", args=[BARE, "closing"])).status_code == 404


@pytest.mark.usefixtures("bare")
def test_a_first_condition_begins_the_list(
    person: Callable[[Role], int],
) -> None:
    from topsheet_desk.vault.records import Document, Person

    client = Client()
    client.force_login(Person.objects.get(pk=person(Role.PRODUCER)))
    told = client.get(reverse("closing", args=[BARE])).content.decode()
    assert reverse("closing_missing", args=[BARE]) in told
    new = {"title": "Letter of comfort", "group": "loans"}
    assert client.post(reverse("closing_new", args=[BARE, "items"]), new).status_code == 302
    held = Document.objects.select_related("paper").get(production__slug=BARE, kind="closing")
    assert (held.edits, "title: Letter of comfort" in held.paper.text) == (1, True)


@pytest.mark.usefixtures("bare")
def test_a_first_list_is_begun_with_the_ticked_items(person: Callable[[Role], int]) -> None:
    from topsheet_desk.vault.records import Document, Person

    client = Client()
    client.force_login(Person.objects.get(pk=person(Role.PRODUCER)))
    sent = {"item": ["title_searches", "post_schedule"], "edits": "0"}
    answer = client.post(reverse("closing_missing", args=[BARE]), sent, follow=True)
    page = answer.content.decode()
    assert ("Added 2 usual items." in page, "Undo" in page) == (True, False)
    held = Document.objects.select_related("paper").get(production__slug=BARE, kind="closing")
    assert held.paper.text.count("  - {id: ") == 2


@pytest.mark.usefixtures("bare")
def test_the_list_as_offered_can_be_saved_and_sealed(person: Callable[[Role], int]) -> None:
    from topsheet.finance.closing import begun, closing_items_for
    from topsheet_desk.vault.actions.papers import save_draft
    from topsheet_desk.vault.actions.revisions import seal
    from topsheet_desk.vault.lookups import reading

    read, producer, now = (
        reading.read(reading.stamp_by_slug(BARE)).production,
        person(Role.PRODUCER),
        datetime.now(UTC),
    )
    assert read
    save_draft(producer, BARE, "closing", begun(closing_items_for(read.finance)), edits=0, now=now)
    revision = seal(producer, BARE, "closing", edits=1, reason="begun", today=TODAY, now=now)
    assert set(revision.totals) == {
        "closing.open",
        "closing.late",
        "closing.holds.sunk",
        "closing.holds.to_pay",
    }
    budget = seal(producer, BARE, "budget", edits=1, reason="beside it", today=TODAY, now=now)
    assert "closing.yaml" in budget.basis["papers"]
    assert "private.yaml" not in budget.basis["papers"]
