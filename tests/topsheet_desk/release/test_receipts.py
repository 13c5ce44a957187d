"""What came in, on any day, for the producers alone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.topsheet_desk.conftest import BARE, SLUG, Enter
from tests.topsheet_desk.forms import words
from topsheet_desk.release import lookups
from topsheet_desk.release.lookups import receipts_room
from topsheet_desk.site.roles import Role
from topsheet_desk.site.tables import Table
from topsheet_desk.vault.lookups import Ask
from topsheet_desk.vault.refusals import NotShared

PAGE = reverse("receipts", args=[SLUG])
LATER = "2030-04-01"
TODAY = date(2026, 11, 25)


@pytest.fixture
def ep(enter: Enter) -> Client:
    return enter(Role.EXECUTIVE_PRODUCER)


@pytest.fixture
def ask(person: Callable[[Role], int]) -> Callable[..., Ask]:
    return lambda as_of=LATER, role=Role.PRODUCER: Ask(person(role), SLUG, "", TODAY, as_of)


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_before_the_first_statement_it_says_that_some_come_later(ep: Client) -> None:
    said = words(ep.get(PAGE))
    assert "5 statements came after" in said
    assert "Nothing was received or billed by this day." in said


def test_every_table_on_a_day(ask: Callable[..., Ask]) -> None:
    tables = receipts_room(ask()).tables
    assert list(tables) == [
        "by-territory", "by-medium", "by-payer", "bills", "statements", "receipts", "reported", "bank"
    ]  # fmt: skip
    assert cells(tables["by-territory"])[-1][:2] == ["Total", "1,531,597.06"]
    assert [row[0] for row in cells(tables["statements"])] == [
        "longshore_2028_h1", "tidegate_2028_h1", "tidegate_2028_h2", "tidegate_2028_h1_restated", "tidegate_2029_h2"
    ]  # fmt: skip
    by_id = {row[0]: row for row in cells(tables["statements"])}
    assert by_id["tidegate_2028_h1"][1:3] + by_id["tidegate_2028_h1"][7:] == [
        "Tidegate Collections BV", "Collection agent", "", "tidegate_2028_h1_restated", "by hand"
    ]  # fmt: skip
    first = cells(tables["receipts"])[0]
    assert "in place of" not in " ".join(first)
    assert sum("takes back" in " ".join(row) for row in cells(tables["receipts"])) == 1


def test_a_past_day_knows_only_what_was_known_then(ask: Callable[..., Ask]) -> None:
    room = receipts_room(ask("2028-09-15"))
    assert (room.statements, room.later, room.latest) == (2, 3, date(2030, 2, 25))
    statements = cells(room.tables["statements"])
    assert [(row[0], row[8]) for row in statements] == [("longshore_2028_h1", ""), ("tidegate_2028_h1", "")]


def test_sums_are_the_sums_of_their_rows(ask: Callable[..., Ask]) -> None:
    room = receipts_room(ask())
    assert room.known is not None
    total = room.known.report.sums.total.cumulative.value
    for by in ("by-territory", "by-medium", "by-payer"):
        rows = [Decimal(row.cells[1].value or 0) for row in room.tables[by].rows]
        assert sum(rows[:-1]) == rows[-1] == total.amount


def test_every_figure_opens_on_the_day_it_is_of(ep: Client) -> None:
    page = ep.get(PAGE, {"as_of": LATER}).content.decode()
    links = sorted(set(re.findall(r'class="why" href="([^"]+)"', page)))
    assert len(links) > 40
    found = {link: ep.get(link.replace("&amp;", "&")).status_code for link in links}
    assert set(found.values()) == {200}
    bill = next(link for link in links if ".bill.outstanding" in link)
    assert f"as_of={LATER}" in bill


def test_of_a_long_list_the_page_has_the_latest_and_the_csv_all(
    ep: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookups, "ON_A_PAGE", 4)
    page = words(ep.get(PAGE, {"as_of": LATER}))
    answer = ep.get(reverse("receipts_table", args=[SLUG, "receipts"]), {"as_of": LATER})
    rows = answer.content.decode().count("\n") - 1
    assert rows > 4
    assert f"The latest 4 of {rows} rows stand here; CSV and Excel hold all of them." in page


def test_a_table_as_csv_is_of_the_same_day(ep: Client) -> None:
    address = reverse("receipts_table", args=[SLUG, "statements"])
    rows = list(csv.reader(io.StringIO(ep.get(address, {"as_of": LATER}).content.decode("utf-8-sig"))))
    assert rows[0][:3] == ["Statement", "From", "Kind"]
    assert len(rows) == 6
    assert ep.get(address).content.decode("utf-8-sig").count("\n") == 1
    assert ep.get(reverse("receipts_table", args=[SLUG, "nothing"])).status_code == 404


def test_a_day_that_is_none_is_told(ep: Client) -> None:
    assert "“soon” is no day" in words(ep.get(PAGE, {"as_of": "soon"}))


@pytest.mark.usefixtures("desk")
def test_a_production_without_receipts_says_what_to_do(enter: Enter, without: Callable[[str], str]) -> None:
    slug = without("receipts.yaml")
    answer = enter(Role.EXECUTIVE_PRODUCER).get(reverse("receipts", args=[slug]))
    assert slug == BARE
    assert "Take in the first statement" in words(answer)
    assert reverse("receipts_take", args=[slug]) in answer.content.decode()
    assert reverse("document", args=[slug, "receipts"]) in answer.content.decode()


def test_receipts_with_a_mistake_add_nothing_up(ep: Client, rewrite: Callable[[str, str, str], None]) -> None:
    rewrite("receipts", "        rate: 1.0842\n", "")
    said = words(ep.get(PAGE, {"as_of": LATER}))
    assert "receipts.yaml holds a mistake" in said
    assert "Received to date" not in said


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.EXECUTIVE_PRODUCER, Role.PRODUCER}))
def test_nobody_else_opens_them(ask: Callable[..., Ask], role: Role) -> None:
    with pytest.raises(NotShared):
        receipts_room(ask(role=role))
