"""The futures of a film: its unsold territories through its terms, beside what its investors paid in."""

from __future__ import annotations

from topsheet.film.chain import Film
from topsheet.film.returns import terms_for
from topsheet.market.forecast import forecast
from topsheet.money import Money
from topsheet.recoupment.futures import Setup

# Kinds that put money in and ask for a rate.
INVESTORS = ("equity", "own_money")


def setup_for(film: Film, variant: str = "") -> Setup | None:
    """All that decides the futures of a film; None without a day of delivery, terms that run or a forecast.

    Raises KeyError for a variant that does not exist or needs a position the plan does not have.
    """
    made = film.production
    terms = terms_for(made, film.finance, variant)
    delivery = film.costed.milestones.get("delivery")
    drawn, _ = forecast(made.market, made.trees["market"], film.market.territories)
    if terms is None or delivery is None or drawn is None:
        return None
    paid_in = {
        source.id: [(part.day, int(terms.coins(part.amount.value.amount))) for part in source.receipts]
        for source in film.finance.sources
        if source.counts and source.kind in INVESTORS
    }
    cases = [
        (case.label, Money(case.gross, film.currency))
        for case in made.recoupment.cases
        if case.gross is not None
    ]
    return Setup(terms, drawn, delivery.value, paid_in, cases)
