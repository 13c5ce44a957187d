"""Lenders', buyers' and investors' terms, which the producers alone read: no page tells them to anybody else."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.topsheet_desk.conftest import NIGHT_FERRY, SLUG, Enter
from tests.topsheet_desk.site.every_loan import every_loan
from topsheet.film import Film
from topsheet.money import Money, Percent
from topsheet.papers.finance_workbook import finance_workbook
from topsheet.papers.paper import Basis
from topsheet_desk.site import formats
from topsheet_desk.site.roles import Role

_HREF = re.compile(r'(?:href|hx-get)="(/films/night-ferry/[^"#]*)')
_TERM = re.compile(
    r"finance\.source\.[^.]+\.(fee|interest|reserve|reserve_left|costs|amount|claim|net|lent_on|back|surplus"
    r"|commission|guarantee|collateral|rate|advance|sizing)\b"
    r"|finance\.bridge\.|cash\.loan\.|consequence\."
)
# What the line producer plans with, though it may be as large as somebody's term.
_PLANNED = re.compile(
    r"finance\.source\.[^.]+(\.cash.*|\.planned)?$|finance\.source\.(equity_.|grant|tax_credit)\.face"
    r"|finance\.[a-z_]+$|finance\.stage|budget\.|script\.|schedule\.|incentives\.|production\.|rule\.|closing\."
    r"|(cash|stress)\.(?!loan)(?!.*\.out\.(own|mezz|gap_loan|bridge)\.)"
)


@pytest.fixture
def plan(rewrite: Callable[[str, str, str], None]) -> Film:
    """Night Ferry with a loan of every kind, as its executive producer saved it."""
    from topsheet_desk.vault.lookups import reading

    written = (NIGHT_FERRY / "finance.yaml").read_text()
    rewrite("finance", written, every_loan(NIGHT_FERRY))
    found = reading.film(reading.stamp_by_slug(SLUG), date.today())  # noqa: DTZ011  # the desk's own day
    assert found is not None
    return found


def forbidden(film: Film) -> dict[str, str]:
    """Every amount and rate of somebody's terms, as a page would write it, with the figure it is."""
    free = {_written(figure.value) for name, figure in film.figures.items() if _PLANNED.match(name)}
    found = {
        _written(figure.value): name
        for name, figure in film.figures.items()
        if _TERM.match(name) and isinstance(figure.value, Money | Percent) and figure.value
    }
    rates = ("1.37%", "1.61%", "2.33%", "1.13%", "2.03%", "1.91%", "0.71%")
    found |= dict.fromkeys(rates, "a fee")
    return {words: name for words, name in found.items() if words not in free}


def _written(value: object) -> str:
    if isinstance(value, Money):
        return formats.money(value, digits=2)
    return str(value)


def _pages(client: Client, film: Film) -> Iterator[tuple[str, str]]:
    """Every page and table that links lead to, the losses, what a search finds, and the trees that terms stand in."""
    room = [reverse(page, args=[SLUG]) for page in ("finance", "finance_account", "closing")]
    lost = ("presale_loan", "bridge", "mezz", "presale_de")
    losses = [reverse("if_gone", args=[SLUG, "source", source]) for source in lost]
    losses += [
        reverse("if_gone_table", args=[SLUG, "source", "presale_loan", at]) for at in ("risk", "money")
    ]
    search = [
        f"{reverse('search', args=[SLUG])}?q={word}" for word in ("interest", "reserve", "loan", "5,520")
    ]
    caused = {
        figure.name
        for figure in film.figures.values()
        if any(_TERM.match(cause.name) for cause in figure.inputs) and not _TERM.match(figure.name)
    }
    trees = [reverse("why", args=[SLUG, name]) for name in sorted(caused)]
    waiting = [*room, *losses, *search, *trees]
    seen = set(waiting)
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        if answer.status_code != 200 or "text" not in answer.headers["Content-Type"]:
            continue
        text = html.unescape(answer.content.decode())
        yield address, text
        for found in _HREF.findall(text):
            if found not in seen and not re.search(r"/why/|/if-gone/|[?]|/documents/.*/saves|xlsx", found):
                seen.add(found)
                waiting.append(found)


def test_no_page_tells_the_line_producer_anybodys_terms(enter: Enter, plan: Film) -> None:
    told = forbidden(plan)
    assert len(told) > 100
    leaks = []
    for address, text in _pages(enter(Role.LINE_PRODUCER), plan):
        for words in sorted(set(re.findall(r"-?\d[\d,]*(?:\.\d+)?%?", text)) & told.keys()):
            leaks.append(f"{address}: {words} ({told[words]})")
    assert "\n".join(leaks) == ""


@pytest.mark.parametrize("role", [Role.CO_PRODUCER, Role.ACCOUNTANT])
def test_nor_anybody_else_who_reads_the_plan(enter: Enter, plan: Film, role: Role) -> None:
    told, client = forbidden(plan), enter(role)
    for page in ("cash.2027-07.out", "finance.bridge", "budget.finance_costs", "finance.source.mezz.cash"):
        text = html.unescape(client.get(reverse("why", args=[SLUG, page])).content.decode())
        assert set(re.findall(r"-?\d[\d,]*(?:\.\d+)?%?", text)) & told.keys() == set()
        assert "withheld" in text


def test_the_sums_that_terms_stand_in_are_kept(enter: Enter, plan: Film) -> None:
    client = enter(Role.LINE_PRODUCER)
    costs = plan.figures["budget.finance_costs"]
    text = client.get(reverse("why", args=[SLUG, costs.name])).content.decode()
    assert formats.of(costs) in text
    page = client.get(reverse("finance_table", args=[SLUG, "bridge"])).content.decode()
    assert page.count("withheld") == 4
    assert str(plan.finance.bridge_total.value.amount) in page
    month = plan.figures["cash.2027-07.out"]
    assert client.get(reverse("why", args=[SLUG, month.name])).status_code == 200


def test_nor_does_the_line_producers_workbook(plan: Film) -> None:
    book = finance_workbook(Basis(plan, terms=False))
    cells = [cell for sheet in book.sheets for line in sheet.lines for cell in line.items]
    values = [getattr(cell, "value", cell) for cell in cells]
    amounts = {_written(value) for value in values if isinstance(value, Money | Percent)}
    assert len(amounts) > 50
    assert amounts & forbidden(plan).keys() == set()
