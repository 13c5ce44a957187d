"""What futures say in words: chances out of a hundred, never a mean alone, never that something is certain."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from topsheet.calendar import add_months
from topsheet.money import Money, Percent
from topsheet.recoupment.futures.model import Outcome, Simulation
from topsheet.recoupment.returns.spread import Spread

TAILS = (
    "Receipts of films are lopsided: a few futures bring many times the middle one, so an average says little, and "
    "what lies above P90 rests on an assumed tail more than on anything known."
)
CASES = "Cases are examples somebody chose; futures are drawn from assumptions. Neither is a forecast of this film."


def of_100(share: Percent) -> str:
    """A chance as `13 of 100`; what rounds to none or to all of them is said so only where it is."""
    whole = int(share.value.quantize(Decimal(1), ROUND_HALF_UP))
    if whole == 0:
        return "fewer than 1 of 100" if share.value else "none"
    if whole == 100:
        return "all" if share.value == 100 else "more than 99 of 100"
    return f"{whole} of 100"


def at(spread: Spread, level: int) -> float:
    """The quantile of a spread. Raises StopIteration for a level that was not asked for."""
    return next(value for percent, value in spread.quantiles if percent.value == level)


def coin(value: float, currency: str) -> Money:
    """A drawn amount, which is whole coins, as money."""
    return Money(Decimal(repr(value)), currency).rounded()


def percent(value: float) -> Percent:
    """A rate or a multiple as percent."""
    return Percent(Decimal(repr(value)) * 100)


def answer(outcome: Outcome) -> str:
    """Whether somebody has its money back, how often, and what it has in the middle future."""
    goal = outcome.goal(100)
    if goal is None or outcome.multiple is None:
        return f"{outcome.name} put nothing in."
    had = percent(at(outcome.multiple, 50)).value.quantize(Decimal(1), ROUND_HALF_UP)
    middle = f"in the middle one it has {had} % of it" if had < 100 else f"in the middle one it has {had} %"
    return f"{outcome.name} has its money back in {of_100(goal.value)} futures; {middle}."


def short(outcome: Outcome, currency: str) -> str:
    """How often a debt is short, and by how much when it is; empty for those who lend nothing."""
    goal = outcome.goal(100)
    if outcome.missing is None or goal is None:
        return ""
    if outcome.lacking is None:
        return f"{outcome.name} is paid in full in all of them."
    often = of_100(Percent(100 - goal.value.value))
    middle, mean = (_round(each, currency) for each in (outcome.lacking.median, outcome.lacking.mean))
    return (
        f"{outcome.name} is short in {often} futures; where it is, it lacks {middle} in the middle one and "
        f"{mean} on average."
    )


def quarter(simulation: Simulation, at_: int) -> tuple[date, date]:
    """The first and the last day of a quarter counted from delivery."""
    return add_months(simulation.delivery, 3 * at_), simulation.quarters[at_]


def _round(value: float, currency: str) -> str:
    return f"{currency} {int(Decimal(repr(value)).quantize(Decimal(1), ROUND_HALF_UP)):,}"
