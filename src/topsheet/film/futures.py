"""The futures of a film: its unsold territories through its terms, what was paid in, and other plans beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from topsheet.documents import Problem
from topsheet.film.chain import Film
from topsheet.film.forecasted import forecast_of
from topsheet.film.returns import terms_for
from topsheet.market.forecast import forecast
from topsheet.money import Money
from topsheet.recoupment.futures import Setup

# Kinds that put money in and ask for a rate.
INVESTORS = ("equity", "own_money")


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something to compare a plan with: an id that says what, the words for it, and all that decides its futures."""

    id: str
    label: str
    setup: Setup


def setup_for(film: Film, variant: str = "") -> Setup | None:
    """All that decides the futures of a film; None without a day of delivery, terms that run or a forecast.

    Raises KeyError for a variant that does not exist or needs a position the plan does not have.
    """
    made = film.production
    terms = terms_for(made, film.finance, variant)
    delivery = film.costed.milestones.get("delivery")
    drawn = forecast_of(film)
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


def missing_for(film: Film) -> tuple[Problem, ...]:
    """Why no futures can be drawn, each with its remedy; nothing where they can be."""
    made, drawn = film.production, forecast_of(film)
    found = []
    if drawn is None:
        _, wrong = forecast(made.market, made.trees["market"], film.market.territories)
        found += wrong or [
            Problem(
                "market.yaml",
                "the estimates hold a mistake, so that nothing can be drawn from them",
                "A future is a price and a day for every unsold territory.",
                "Open the problems page; it names the line.",
            )
        ]
    elif not drawn.territories:
        found.append(
            Problem(
                "market.yaml",
                "nothing is unsold, so there is nothing to draw",
                "Futures are drawn of what is still unsold; what is sold is a fixed receipt of the finance plan.",
                "Write the territories that are still open, with ask and take.",
            )
        )
    if terms_for(made, film.finance) is None:
        found.append(
            Problem(
                "recoupment.yaml",
                "the terms cannot be run over the sources that count on this day",
                "A future is paid out by the terms, step by step.",
                "Open the problems page; it names the term, or the source that is not signed yet.",
            )
        )
    if "delivery" not in film.costed.milestones:
        found.append(
            Problem(
                "production.yaml milestones",
                "no day of delivery is written",
                "Money comes so many months after delivery, so that no rate and no quarter is known without it.",
                "Add `delivery: 2027-12-17` under `milestones`.",
            )
        )
    return tuple(found)


def variants_of(film: Film) -> tuple[tuple[str, str], ...]:
    """The variants of the terms that this plan can run, by id and title."""
    return tuple((each.id, each.title) for each in film.recoupment.variants if not each.missing)


def alternatives(plan: Film, film: Film, variant: str = "") -> Iterator[Alternative]:
    """What the futures of a film, under a variant, can be compared with.

    `plan` is the plan as it stands with its options; `film` is it or one of them. Each is the same futures under
    another plan, under other terms, or with one territory sold at its take. What cannot be drawn is left out.
    """
    plans = [("plan", "Plan as it stands", plan)]
    plans += [(f"option:{each.id}", f"Option: {each.name}", each.film) for each in plan.options]
    for id_, label, other in plans:
        allowed = not variant or variant in dict(variants_of(other))
        if other is not film and allowed and (setup := _drawable(other, variant)):
            yield Alternative(id_, label, setup)
    for id_, label in [("", "The terms as they stand"), *variants_of(film)]:
        if id_ != variant and (setup := _drawable(film, id_)):
            yield Alternative(f"variant:{id_}", f"Terms: {label}", setup)
    own = _drawable(film, variant)
    for row in film.market.territories if own else ():
        if own and not row.sold and row.take.value:
            sold = replace(own, sold={row.code: row.take.value})
            yield Alternative(f"sold:{row.code}", f"{row.name} sold at its take", sold)


def _drawable(film: Film, variant: str) -> Setup | None:
    setup = setup_for(film, variant)
    return setup if setup and setup.forecast.territories else None
