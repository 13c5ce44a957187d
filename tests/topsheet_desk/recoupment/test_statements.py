"""The statement centre, each statement, each participant's part: on any day, to the cent, for the producers alone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet.film import Film
from topsheet.film.statements import stated
from topsheet_desk.recoupment import statement_rooms
from topsheet_desk.recoupment.statement_rooms import centre_room, participant_room, statement_room
from topsheet_desk.site import formats
from topsheet_desk.site.roles import Role
from topsheet_desk.site.tables import Table
from topsheet_desk.vault.lookups import Ask, reading, stating
from topsheet_desk.vault.refusals import NoSuchStatement, NotShared

CENTRE = reverse("statements", args=[SLUG])
LATER = {"as_of": "2030-04-01"}
TODAY = date(2026, 11, 25)


def page(client: Client, name: str, *parts: object, **query: str) -> str:
    answer = client.get(reverse(name, args=[SLUG, *parts]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def words(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.fixture
def ask(person: Callable[[Role], int]) -> Callable[..., Ask]:
    return lambda as_of="2030-04-01", role=Role.PRODUCER: Ask(person(role), SLUG, "", TODAY, as_of)


def test_before_the_first_statement_the_planned_days_are_offered(enter: Enter) -> None:
    found = page(enter(Role.EXECUTIVE_PRODUCER), "statements")
    assert "No statement was made by" in found
    assert re.findall(r'<a href="\?as_of=([\d-]+)">made', found) == [
        "2028-09-15", "2029-03-15", "2029-09-14", "2030-03-15"
    ]  # fmt: skip


def test_the_centre_shows_every_statement_question_bill_and_the_bank(ask: Callable[..., Ask]) -> None:
    tables = centre_room(ask()).tables
    assert words(tables["statements"]) == [
        ["Statement 1", "to 30 Jun 2028", "15 Sep 2028", "0.00", "620,110.08", "891,010.08", "0.00", "–"],
        ["Statement 2", "1 Jul 2028 – 31 Dec 2028", "15 Mar 2029", "0.00", "165,511.49", "165,511.49", "0.00", "–"],
        ["Statement 3", "1 Jan 2029 – 30 Jun 2029", "14 Sep 2029", "0.00", "−19.07", "0.00", "−19.07", "2"],
        ["Statement 4", "1 Jul 2029 – 31 Dec 2029", "15 Mar 2030", "−19.07", "745,994.56", "745,975.49", "0.00", "–"],
    ]  # fmt: skip
    assert len(tables["questions"].rows) == 3
    assert words(tables["bills"]) == [
        ["Lutetia Films SAS", "LFS-2028-011", "FR", "theatrical", "5 Jun 2028", "EUR 180,000", "EUR 160,000",
         "EUR 20,000"],
    ]  # fmt: skip
    assert [row[-1] for row in words(tables["bank"])] == ["0", "0"]
    before = centre_room(ask("2028-09-15")).tables
    assert [row[-1] for row in words(before["bank"])] == ["−19.07", "−19.07"]


def test_of_a_long_list_the_centre_shows_the_first_and_the_csv_holds_all(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statement_rooms, "ON_A_PAGE", 2)
    client = enter(Role.EXECUTIVE_PRODUCER)
    assert "The first 2 of 4 rows stand here; CSV and Excel hold all of them." in page(
        client, "statements", **LATER
    )
    assert page(client, "statements_table", "statements", **LATER).count("\n") == 5


def test_what_was_stated_is_worked_out_once_until_a_save(
    film: Film, rewrite: Callable[[str, str, str], None]
) -> None:
    day = date(2030, 4, 1)
    first = stating.stated(film, day)
    assert stating.stated(film, day) is first
    assert stating.figures_on(film, day) is stating.figures_on(film, day)
    assert stating.stated(film, date(2030, 4, 2)) is not first
    rewrite("recoupment", "percent: 15}", "percent: 14}")
    after = reading.film(reading.stamp_by_slug(SLUG), TODAY)
    assert after is not None
    assert stating.stated(after, day) is not first


def test_the_agents_own_statement_stands_beside_ours(ask: Callable[..., Ask], enter: Enter) -> None:
    shown = statement_room(ask(), 4).tables["rerun-tidegate-2029-h2"]
    assert [row[:5] for row in words(shown)] == [
        ["sales_agent", "Sales commission", "231,016.80", "229,739.55", "1,277.25"],
        ["equity_a", "in all", "240,582.14", "241,220.77", "−638.63"],
        ["equity_b", "in all", "240,582.15", "241,220.77", "−638.62"],
    ]
    assert shown.note == "3 lines agree to the coin."
    assert "rerun-tidegate-2029-h2" not in statement_room(ask("2029-09-14"), 3).tables
    found = page(enter(Role.PRODUCER), "statement", 4, **LATER)
    links = re.findall(r'href="(/films/[^"]+/why/rerun[^"]+)"', found)
    assert links
    assert {enter(Role.PRODUCER).get(link.replace("&amp;", "&")).status_code for link in links} == {200}


def test_receipts_by_source_tell_what_is_stated_and_what_waits(ask: Callable[..., Ask]) -> None:
    rows = words(centre_room(ask("2029-03-01")).tables["sources"])
    assert [
        "Lutetia Films SAS",
        "FR",
        "theatrical",
        "130,076.90",
        "43,816.60",
        "173,893.50",
        "EUR 20,000",
    ] in rows
    assert ["Canale Sud Srl", "IT", "television", "0.00", "96,409.58", "96,409.58", "–"] in rows


def test_a_statement_ties(ask: Callable[..., Ask]) -> None:
    room = statement_room(ask(), 4)
    told = {row[0]: row[1] for row in words(room.tables["account"])}
    assert told["Opening, received and joined"] == told["Paid and closing"] == "745,975.49"
    assert (told["Opening balance"], told["Received in the period"]) == ("−19.07", "745,994.56")
    lines = words(room.tables["lines"])
    assert lines[0] == ["Off the top"]
    assert ["Tiers"] in lines
    [equity] = [line for line in lines if line[:2] == ["Equity", "Equity A"]]
    assert equity[2:7] == ["1,440,000.00", "–", "241,220.77", "241,220.77", "1,198,779.23"]
    assert equity[7].startswith("until USD 1,440,000.00 is paid here, side by side by its share")


def test_a_restatement_names_what_it_replaces_and_the_replaced_names_it(ask: Callable[..., Ask]) -> None:
    third = statement_room(ask(), 3)
    assert [row[2] for row in words(third.tables["receipts"])] == [
        "in place of tidegate_2028_h1.air_all",
        "takes back tidegate_2028_h1.air_all",
    ]
    assert statement_room(ask(), 1).notes == (
        "Statement 3 restates tidegate_2028_h1.air_all. This statement stands as it was made.",
    )
    assert statement_room(ask("2029-09-13"), 1).notes == ()


def test_a_statement_looks_the_same_on_every_day_after(ask: Callable[..., Ask]) -> None:
    first, later = (statement_room(ask(day), 2) for day in ("2029-03-15", "2029-09-01"))
    assert {name: words(table) for name, table in first.tables.items()} == {
        name: words(table) for name, table in later.tables.items()
    }


def test_a_participants_part_and_its_history(ask: Callable[..., Ask]) -> None:
    room = participant_room(ask(), 4, "equity_b")
    assert words(room.tables["payment"]) == [
        ["Carried from before", "0.00"],
        ["Earned in the period", "241,220.77"],
        ["Less tax withheld", "36,183.12"],
        ["Sent", "205,037.65"],
    ]
    assert [row[0] for row in words(room.tables["history"])] == [
        f"Statement\N{NO-BREAK SPACE}{n}" for n in range(1, 5)
    ]
    assert room.returns is not None
    agent = participant_room(ask(), 3, "collection_agent")
    assert ["Carried on", "7,856.21"] in words(agent.tables["payment"])
    assert agent.returns is None


@pytest.mark.parametrize("as_of", ["2030-02-30", "soon", "' OR 1", "0", "2030-04-01T00:00"])
def test_a_day_that_is_none_is_told_and_today_is_shown(enter: Enter, as_of: str) -> None:
    found = page(enter(Role.PRODUCER), "statements", as_of=as_of)
    assert "is no day, so this is today. Write a day as 20" in found
    assert "No statement was made by" in found


@pytest.mark.parametrize(("number", "as_of"), [(1, "2028-09-14"), (5, "2030-04-01"), (0, "2030-04-01")])
def test_a_statement_that_is_not_made_by_the_day_is_not_found(
    ask: Callable[..., Ask], number: int, as_of: str
) -> None:
    with pytest.raises(NoSuchStatement):
        statement_room(ask(as_of), number)
    with pytest.raises(NoSuchStatement):
        participant_room(ask(as_of), number, "equity_a")


def test_nobody_has_a_statement_who_is_not_paid(ask: Callable[..., Ask]) -> None:
    with pytest.raises(NoSuchStatement):
        participant_room(ask(), 4, "presale_de")


def test_without_the_producers_right_nothing_is_read(ask: Callable[..., Ask]) -> None:
    for role in set(Role) - {Role.EXECUTIVE_PRODUCER, Role.PRODUCER}:
        with pytest.raises(NotShared):
            centre_room(ask(role=role))


def test_every_figure_of_a_statement_opens_to_its_cause(enter: Enter) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    for found in (
        page(client, "statements", **LATER),
        page(client, "statement", 3, **LATER),
        page(client, "statement_participant", 4, "equity_a", **LATER),
    ):
        links = set(re.findall(r'href="(/films/[^"]+/why/[^"]+)"', found))
        assert len(links) > 10
        assert {link: client.get(link.replace("&amp;", "&")).status_code for link in links} == dict.fromkeys(
            links, 200
        )


def test_a_cause_leads_on_with_the_day_and_down_to_the_bank_advice(enter: Enter) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    tree = page(client, "why", "statement.1.received", as_of="2028-09-15")
    assert "bank advice of 11 May 2028" in tree
    panel = client.get(reverse("why", args=[SLUG, "statement.4.paid"]), LATER, headers={"HX-Request": "true"})
    assert "/why/statement.4.paid?as_of=2030-04-01" in panel.content.decode()


def test_the_cause_of_a_statement_is_nobody_elses(enter: Enter) -> None:
    address = reverse("why", args=[SLUG, "statement.4.equity.equity_a.now"])
    told = {
        role: enter(role).get(address, LATER).status_code
        for role in set(Role) - {Role.EXECUTIVE_PRODUCER, Role.PRODUCER}
    }
    assert set(told.values()) == {404}
    assert enter(Role.PRODUCER).get(reverse("why", args=[SLUG, "statement.9.paid"]), LATER).status_code == 404


def test_tables_are_had_as_csv_and_workbook_of_the_same_day(enter: Enter, film: Film) -> None:
    client = enter(Role.PRODUCER)
    found = page(client, "statement", 4, **LATER)
    assert f'href="{reverse("statement_table", args=[SLUG, 4, "lines"])}?as_of=2030-04-01"' in found
    answer = client.get(reverse("statement_table", args=[SLUG, 4, "lines"]), LATER)
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    stated_ = stated(film, date(2030, 4, 1))
    assert stated_ is not None
    paid = [row[4] for row in rows[1:] if len(row) > 1]
    assert paid == [
        formats.plain(line.now.value) if line.now.value else "0" for line in stated_.statements[3].lines
    ]
    book = client.get(reverse("statement_table", args=[SLUG, 4, "lines"]), {**LATER, "as": "xlsx"})
    assert book.content[:2] == b"PK"


def test_terms_that_cannot_be_run_are_told_with_what_to_do(
    enter: Enter, rewrite: Callable[[str, str, str], None]
) -> None:
    rewrite("recoupment", "to: collection_agent, percent: 1", "to: nobody_known, percent: 1")
    assert "hold a mistake, so no statement can be made" in page(enter(Role.PRODUCER), "statements", **LATER)


def test_a_film_without_receipts_is_told_what_to_write(client: Client, desk: Path) -> None:
    from topsheet_desk.vault.actions import open_production
    from topsheet_desk.vault.folder import files_of, papers_in
    from topsheet_desk.vault.records import Person

    papers = papers_in(files_of(desk / "productions" / "night_ferry"))
    texts = {name: text for name, text in papers.texts.items() if name != "receipts.yaml"}
    keeper = Person.objects.get(email="ep@nightferry.example")
    open_production(keeper, "dry", "dry", texts, role=Role.EXECUTIVE_PRODUCER, now=datetime.now(UTC))
    client.force_login(keeper)
    found = client.get(reverse("statements", args=["dry"]), LATER)
    assert "There are no receipts yet." in found.content.decode()


def test_without_planned_statements_it_is_said_where_to_write_them(
    enter: Enter, rewrite: Callable[[str, str, str], None]
) -> None:
    for line in ("{to: 2028-06-30, made: 2028-09-15}", "{to: 2028-12-31, made: 2029-03-15}",
                 "{to: 2029-06-30, made: 2029-09-14}", "{to: 2029-12-31, made: 2030-03-15}"):  # fmt: skip
        rewrite("recoupment", f"  - {line}\n", "")
    rewrite("recoupment", "\nstatements:\n", "\nstatements: []\n")
    assert "No statements are planned." in page(enter(Role.PRODUCER), "statements", **LATER)
