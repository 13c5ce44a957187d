"""What an offer means for those below: the least gross pays them to the coin, and one coin less does not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.topsheet.papers.films import night_ferry
from topsheet.figures import Figure
from topsheet.film.offers import compared, middle_of, offer_figure
from topsheet.money import Money, Percent
from topsheet.recoupment.offers_further import NEVER

FILM = night_ferry("a")
OFFERS = FILM.production.recoupment.offers


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


@pytest.mark.parametrize("elsewhere", ["0", "1000000", "3400000"])
@pytest.mark.parametrize("at", [0, 1])
def test_at_the_gross_of_a_position_it_has_its_money_back_and_not_a_coin_before(
    at: int, elsewhere: str
) -> None:
    found = compared(FILM, OFFERS, other=usd(elsewhere))
    for each in found.further(found.reports[at]):
        if not isinstance(each.gross.value, Money) or not each.gross.value:
            continue
        coin = Decimal("0.01")
        asked = (each.gross.value.amount - coin, each.gross.value.amount)
        again = compared(FILM, OFFERS, asked, usd(elsewhere))
        had = [
            next(mine.paid.value for mine in case.positions if mine.id == each.position.id)
            for case in again.cases(again.reports[at])
        ]
        assert had[0] < each.position.invested.value <= had[1]


def test_who_needs_nothing_of_the_offer_and_who_is_never_reached() -> None:
    found = compared(FILM, OFFERS[:1], other=usd("3400000"))
    told = {each.position.id: each for each in found.further(found.reports[0])}
    assert (told["gap_loan"].gross.value, told["gap_loan"].gross.how) == (
        usd("0"),
        "without it",
    )
    flat = OFFERS[0].model_copy(update={"share": Percent(Decimal(0))})
    without = compared(FILM, [flat], other=usd("3400000"))
    lost = {each.position.id: each for each in without.further(without.reports[0])}
    assert lost["equity_a"].gross.value == NEVER
    assert "no more than its guarantee of USD 400,000.00" in lost["equity_a"].gross.how


def test_everything_is_received_once() -> None:
    found = compared(FILM, OFFERS, [Decimal(2_000_000)], usd("1000000"))
    for report in found.reports:
        (case,) = found.cases(report)
        assert case.gross.value == report.cases[0].net.value + usd("1000000")


def test_beside_the_middle_case_where_nothing_is_asked() -> None:
    found = compared(FILM, OFFERS)
    assert found.below is not None
    assert found.below.other == middle_of(FILM) == usd("3400000")


def test_every_figure_is_found_again_by_its_name() -> None:
    found = compared(FILM, OFFERS, [Decimal("1234567.89")], usd("500000.01"))
    wanted: list[Figure[Any] | None] = [found.best[1].since]
    for report in found.reports:
        wanted += [report.clauses.fee, report.cases[0].net, report.cases[0].above, *report.differences]
        wanted += [each.amount for each in report.reasons[0]] if report.reasons else []
        wanted += [figure for each in found.further(report) for figure in (each.needed, each.gross)]
        wanted += [each.paid for each in found.cases(report)[0].positions]
    for figure in wanted:
        assert figure is not None
        again = offer_figure(FILM, figure.name)
        assert again is not None, figure.name
        assert (again.value, again.how) == (figure.value, figure.how)
