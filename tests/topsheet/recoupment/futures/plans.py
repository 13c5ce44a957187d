"""Plans whose futures are drawn: Night Ferry's, and its forecast under terms that know days."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

from tests.topsheet.papers.films import night_ferry
from tests.topsheet.recoupment.terms_25 import terms
from topsheet.figures import Figure
from topsheet.film.futures import setup_for
from topsheet.market.forecast.model import TerritoryForecast
from topsheet.money import Money, Percent
from topsheet.recoupment.futures import Setup

RUNS = 2_000


@cache
def ferry() -> Setup:
    setup = setup_for(night_ferry())
    assert setup is not None
    return setup


@cache
def timed() -> Setup:
    return replace(ferry(), terms=terms(timed=True), paid_in={}, cases=())


def priced(setup: Setup, percent: int) -> Setup:
    """The same with every price at so many percent."""

    def times(figure: Figure[Money]) -> Figure[Money]:
        return replace(figure, value=(figure.value * Percent(Decimal(percent))).rounded())

    def one(each: TerritoryForecast) -> TerritoryForecast:
        return replace(each, p10=times(each.p10), p50=times(each.p50), p90=times(each.p90))

    drawn = replace(setup.forecast, territories=tuple(one(each) for each in setup.forecast.territories))
    return replace(setup, forecast=drawn)
