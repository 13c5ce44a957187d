"""The investor's own statements: to the cent, never ahead of the day, and nothing of anybody else's anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet.film import Film
from topsheet.film.statements import Stated, stated
from topsheet_desk.portal.lookups import own_statement, portal_of
from topsheet_desk.site import formats
from topsheet_desk.site.roles import Role
from topsheet_desk.site.tables import as_csv
from topsheet_desk.vault.lookups import Ask
from topsheet_desk.vault.refusals import NoSuchStatement, NotShared

PORTAL = reverse("portal", args=[SLUG])
LATER = date(2030, 4, 1)
NUMBERS = (1, 2, 3, 4)


@pytest.fixture
def found(film: Film) -> Stated:
    made = stated(film, LATER)
    assert made is not None
    return made


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk's clock on a day after four statements."""
    noon = datetime(2030, 4, 1, 12, tzinfo=ZoneInfo("UTC"))
    monkeypatch.setattr(timezone, "localdate", lambda *_: noon.date())


@pytest.fixture
def ask(person: Callable[[Role], int]) -> Callable[..., Ask]:
    return lambda role=Role.INVESTOR, today=LATER, as_of="": Ask(person(role), SLUG, "", today, as_of)


def _shown(client: Client) -> Iterator[str]:
    """Everything an investor can fetch of statements: pages, print is the same page, CSV, and addresses in them."""
    yield client.get(PORTAL).content.decode()
    for table in ("statements-equity_a", "cases-equity_a", "receipts-equity_a"):
        yield client.get(reverse("portal_table", args=[SLUG, table])).content.decode()
    for number in NUMBERS:
        parts = [SLUG, number, "equity_a"]
        yield client.get(reverse("portal_statement", args=parts)).content.decode()
        for table in ("payment", "lines", "whole"):
            answer = client.get(reverse("portal_statement_table", args=[*parts, table]))
            assert answer.status_code == 200
            yield answer.content.decode()


def _spelled(film: Film, found: Stated) -> set[str]:
    """Other payees' names and amounts, receipts one by one and by source, and what joined from the finance plan."""
    own = {each for mine in found.of("equity_a") for line in mine.lines for each in
           (line.due.value, line.now.value, line.to_date.value, line.unpaid.value)}  # fmt: skip
    theirs = {
        figure.value
        for made in found.statements
        for line in made.lines
        if line.payee != "equity_a"
        for figure in (line.due, line.before, line.now, line.to_date, line.unpaid)
    }
    theirs |= {each.amount for each in found.receipts.receipts} | {
        each.gross for each in found.receipts.receipts
    }
    theirs |= {row.to_date.value for row in found.sources()} | {
        made.joined.value for made in found.statements
    }
    theirs |= {figure.value for made in found.statements for figure in (made.received, made.received_to_date)}
    amounts = {each for each in theirs - own if each and abs(each.amount) > 100}
    others = [source for source in film.finance.sources if source.id != "equity_a"]
    names = {each.name for each in others} | {each.party for each in others if each.party}
    names |= {film.production.document.people[each.party].name for each in others if each.party}
    names |= {each.payer for each in found.receipts.receipts} | set(found.terms.parties.values())
    return names | {formats.money(each) for each in amounts} | {formats.plain(each) for each in amounts}


@pytest.mark.usefixtures("later")
def test_nothing_of_anybody_else_is_in_anything_the_investor_is_sent(
    enter: Enter, film: Film, found: Stated
) -> None:
    planted = _spelled(film, found)
    assert len(planted) > 60
    client = enter(Role.INVESTOR)
    sent = "\n".join(_shown(client))
    assert "241,220.77" in sent
    assert (
        sorted(words for words in planted if re.search(rf"(?<![\d,.]){re.escape(words)}(?![\d,])", sent))
        == []
    )
    assert "/why/" not in sent
    assert "until USD" not in sent


@pytest.mark.usefixtures("later")
def test_every_other_way_to_a_statement_is_closed(enter: Enter) -> None:
    client = enter(Role.INVESTOR)
    ways = [
        reverse("portal_statement", args=[SLUG, 4, who])
        for who in ("equity_b", "gap_loan", "sales_agent", "collection_agent", "producer", "nobody")
    ]
    ways += [
        reverse("portal_statement_table", args=[SLUG, 4, "equity_b", "lines"]),
        reverse("portal_statement_pdf", args=[SLUG, 4, "equity_b"]),
        reverse("portal_statement_pdf", args=[SLUG, 5, "equity_a"]),
        reverse("portal_as_statement_pdf", args=[SLUG, "brightwater", 4, "equity_b"]),
        reverse("statement_participant_pdf", args=[SLUG, 4, "equity_a"]),
        reverse("portal_as", args=[SLUG, "harrow"]),
        reverse("portal_as", args=[SLUG, "brightwater"]),
        reverse("portal_as_statement", args=[SLUG, "brightwater", 4, "equity_b"]),
        reverse("statements", args=[SLUG]),
        reverse("statement", args=[SLUG, 4]),
        reverse("statement_participant", args=[SLUG, 4, "equity_a"]),
        reverse("statement_participant_table", args=[SLUG, 4, "equity_b", "history"]),
        reverse("portal_table", args=[SLUG, "statements-equity_b"]),
        reverse("why", args=[SLUG, "statement.4.equity.equity_a.now"]),
        reverse("search", args=[SLUG]) + "?q=241,220.77",
        reverse("document", args=[SLUG, "receipts"]),
    ]
    assert {way: client.get(way).status_code for way in ways} == dict.fromkeys(ways, 404)


@pytest.mark.usefixtures("later")
def test_the_statement_on_paper_is_the_same_for_the_investor_and_for_the_producer(enter: Enter) -> None:
    """Made once, of their own part; its words are tested in tests/topsheet/papers/test_participant_statement.py."""
    client, producer = enter(Role.INVESTOR), enter(Role.PRODUCER)
    page = client.get(reverse("portal_statement", args=[SLUG, 4, "equity_a"])).content.decode()
    address = reverse("portal_statement_pdf", args=[SLUG, 4, "equity_a"])
    assert f'href="{address}"' in page
    mine = client.get(address)
    assert (mine.status_code, mine.headers["Content-Type"]) == (200, "application/pdf")
    for name, parts in (("statement_participant_pdf", ()), ("portal_as_statement_pdf", ("harrow",))):
        theirs = producer.get(reverse(name, args=[SLUG, *parts, 4, "equity_a"]))
        assert theirs.content == mine.content


def test_no_paper_of_a_statement_that_lies_ahead(enter: Enter) -> None:
    address = reverse("portal_statement_pdf", args=[SLUG, 1, "equity_a"])
    assert enter(Role.INVESTOR).get(address, {"as_of": "2030-04-01"}).status_code == 404


def test_the_position_is_that_of_the_last_statement(ask: Callable[..., Ask], found: Stated) -> None:
    [holding] = portal_of(ask()).holdings
    assert {label: cell.text for label, cell in holding.position} == {
        "Paid in, by the plan": "1,200,000",
        "Earned to date": "241,220.77",
        "Tax withheld": "0",
        "Sent to you": "241,220.77",
        "Recouped": "20.1\N{NO-BREAK SPACE}%",
        "Multiple": "0.201",
        "IRR to date": "−41.38\N{NO-BREAK SPACE}%",
    }
    assert holding.statements is not None
    assert len(holding.statements.rows) == len(found.statements)
    assert "withheld" not in as_csv(holding.statements).replace("Tax withheld", "")


def test_a_statement_adds_up_to_all_that_came_in(ask: Callable[..., Ask]) -> None:
    own = own_statement(ask(), 4, "equity_a")
    assert [[cell.text for cell in row.cells] for row in own.tables["whole"].rows] == [
        ["Came in and joined, to date", "1,802,497.06"],
        ["To everybody else, as one sum", "1,561,276.29"],
        ["Yours, to date", "241,220.77"],
    ]
    third = own_statement(ask(), 3, "equity_a")
    assert [row.cells[1].text for row in third.tables["whole"].rows] == [
        "1,056,502.50",
        "1,056,521.57",
        "−19.07",
        "0.00",
    ]


@pytest.mark.parametrize("as_of", ["", "2030-04-01", "2999-01-01", "nonsense"])
def test_a_guest_never_looks_ahead(ask: Callable[..., Ask], as_of: str) -> None:
    page = portal_of(ask(today=date(2028, 9, 14), as_of=as_of))
    assert page.holdings[0].statements is None
    assert page.next is not None
    assert page.next.made == date(2028, 9, 15)
    with pytest.raises(NoSuchStatement):
        own_statement(ask(today=date(2028, 9, 14), as_of=as_of), 1, "equity_a")


def test_a_guest_looks_back(ask: Callable[..., Ask]) -> None:
    page = portal_of(ask(as_of="2029-03-15"))
    assert page.holdings[0].statements is not None
    assert len(page.holdings[0].statements.rows) == 2
    assert page.holdings[0].position[1][1].text == "0"


def test_a_lender_sees_what_came_back_of_the_loan(ask: Callable[..., Ask]) -> None:
    [holding] = portal_of(ask(Role.FINANCIER)).holdings
    told = {label: cell.text for label, cell in holding.position}
    assert told["Earned to date"] == "1,000,000"
    with pytest.raises(NoSuchStatement):
        own_statement(ask(Role.FINANCIER), 4, "equity_a")


def test_a_producer_looks_at_a_partys_page_as_the_party_sees_it(
    enter: Enter, ask: Callable[..., Ask]
) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    answer = client.get(reverse("portal_as", args=[SLUG, "brightwater"]), {"as_of": "2030-04-01"})
    page = answer.content.decode()
    assert "This is what <strong>Brightwater Pictures Fund II</strong> is shown of Mon 1 Apr 2030" in page
    assert ("36,183.12" in page, "Harrow Street" in page) == (True, False)
    link = reverse("portal_as_statement", args=[SLUG, "brightwater", 4, "equity_b"]) + "?as_of=2030-04-01"
    assert f'href="{link}"' in page
    assert "205,037.65" in client.get(link).content.decode()
    seen = own_statement(ask(Role.PRODUCER, as_of="2030-04-01"), 4, "equity_b", "brightwater")
    assert [table.id for table in seen.tables.values()] == ["payment", "lines", "whole"]
    for party in ("nobody", "okonkwo"):
        with pytest.raises(NoSuchStatement):
            portal_of(ask(Role.PRODUCER), party)
    with pytest.raises(NotShared):
        portal_of(ask(Role.INVESTOR), "harrow")
