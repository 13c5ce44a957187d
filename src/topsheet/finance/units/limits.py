"""Whether an offering keeps the limits of its exemption: purchasers and amounts in their rolling windows.

A setting and a count, not advice. Purchasers are counted as holders of the ledger: a household or a company formed to
buy may count otherwise in law.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from topsheet.calendar import add_months
from topsheet.documents import Problem, Severity
from topsheet.figures import Citation, Figure, Status
from topsheet.finance.units.model import Move, Movement, UnitClass
from topsheet.finance.units.table import standing
from topsheet.money import Money
from topsheet.rules import Exemption

V = TypeVar("V", int, Money)


@dataclass(frozen=True, slots=True)
class Sale:
    """One subscription: the row, who, when, for how much, and what they were then."""

    number: int
    holder: str
    day: date
    amount: Money
    accredited: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class Window(Generic[V]):
    """A count in a window of days, the limit, and what is left of it; `fullest` is the most in any window."""

    first: date
    last: date
    counted: Figure[V]
    most: V
    left: V
    fullest: V


@dataclass(frozen=True, slots=True)
class LimitReport:
    """An exemption as of a day: what is counted, when its form is due, and what stands against the sales."""

    exemption: Exemption
    people: Window[int] | None
    amount: Window[Money] | None
    first_sale: date | None
    notice_date: date | None
    problems: tuple[Problem, ...]


def sales(classes: Sequence[UnitClass], movements: Iterable[Movement]) -> list[Sale]:
    """The subscriptions that stand, by day: a sale is made when somebody subscribes."""
    prices = {each.code: each.price for each in classes}
    return [
        Sale(
            row.number, row.holder, row.day, prices[row.unit_class] * row.units, row.accredited, row.verified
        )
        for row in standing(movements, date.max)
        if row.kind is Move.SUBSCRIBED and row.unit_class in prices
    ]


def limits(exemption: Exemption, sold: Sequence[Sale], *, as_of: date) -> LimitReport:
    """The windows that end on a day, and every problem of the sales, later ones included."""
    first = min((sale.day for sale in sold), default=None)
    notice = exemption.notice
    return LimitReport(
        exemption,
        _people(exemption, sold, as_of),
        _amounts(exemption, sold, as_of),
        first,
        first + timedelta(days=notice.days) if first and notice else None,
        tuple(over_the_limit(exemption, sold)),
    )


def over_the_limit(exemption: Exemption, sold: Sequence[Sale]) -> list[Problem]:
    """Every sale that breaks a limit: an error where the limit was read at its source, otherwise a warning."""
    return [*_unfit(exemption, sold), *_too_many(exemption, sold), *_too_much(exemption, sold)]


def _people(exemption: Exemption, sold: Sequence[Sale], as_of: date) -> Window[int] | None:
    most = exemption.most_not_accredited
    if most is None:
        return None
    first = as_of - timedelta(days=exemption.days - 1)
    counted = len(_not_accredited(sold, first, as_of))
    label = f"Not accredited in {exemption.days} days"
    how = f"holders who subscribed from {first} to {as_of} and were not accredited"
    figure = Figure("units.limit.people", label, counted, how, (), exemption.source, exemption.citation)
    fullest = max(
        (len(_not_accredited(sold, sale.day, _end(exemption, sale.day))) for sale in sold), default=0
    )
    return Window(first, as_of, figure, most, most - counted, fullest)


def _amounts(exemption: Exemption, sold: Sequence[Sale], as_of: date) -> Window[Money] | None:
    most = exemption.most_amount
    if most is None:
        return None
    first = add_months(as_of, -exemption.months) + timedelta(days=1)
    raised = _sum(sold, most, first, as_of)
    label = f"Subscribed in {exemption.months} months"
    how = f"subscriptions in {most.currency} from {first} to {as_of}"
    figure = Figure("units.limit.amount", label, raised, how, (), exemption.source, exemption.citation)
    sums = [_sum(sold, most, sale.day, _year(exemption, sale.day)) for sale in sold]
    return Window(first, as_of, figure, most, most - raised, max(sums, default=Money.zero(most.currency)))


def _unfit(exemption: Exemption, sold: Sequence[Sale]) -> Iterator[Problem]:
    for sale in sold:
        lacks = _lacking(exemption, sale)
        if lacks:
            yield _problem(
                exemption.citation,
                sale,
                f"the subscriber is not {lacks}",
                f"{exemption.title} takes only purchasers who are accredited, each verified.",
                "Record the evidence at the holder first, or offer under another exemption with counsel.",
            )


def _lacking(exemption: Exemption, sale: Sale) -> str:
    if not exemption.verified:
        return ""
    return "accredited" if not sale.accredited else "verified" if not sale.verified else ""


def _too_many(exemption: Exemption, sold: Sequence[Sale]) -> Iterator[Problem]:
    most = exemption.most_not_accredited
    if (
        most is None or exemption.verified
    ):  # where all must be accredited, each one who is not is named already
        return

    def exceeds(first: date) -> Sale | None:
        counted = _not_accredited(sold, first, _end(exemption, first))
        return list(counted.values())[most] if len(counted) > most else None

    for sale in _breaking(sold, exceeds):
        yield _problem(
            exemption.citation,
            sale,
            f"the subscriber is number {most + 1} of those who are not accredited within {exemption.days} days",
            f"{exemption.title} takes at most {most} of them in any {exemption.days} days.",
            "Wait until the window moves on, or ask counsel for another exemption.",
        )


def _too_much(exemption: Exemption, sold: Sequence[Sale]) -> Iterator[Problem]:
    most = exemption.most_amount
    if most is None:
        return

    def exceeds(first: date) -> Sale | None:
        raised = Money.zero(most.currency)
        for sale in sold:
            if first <= sale.day <= _year(exemption, first) and sale.amount.currency == most.currency:
                raised = raised + sale.amount
                if raised > most:
                    return sale
        return None

    for sale in _breaking(sold, exceeds):
        yield _problem(
            exemption.citation,
            sale,
            f"with it more than {most} is subscribed within {exemption.months} months",
            f"{exemption.title} takes at most {most} in any {exemption.months} months.",
            "Take less, wait until the window moves on, or ask counsel for another exemption.",
        )


def _breaking(sold: Sequence[Sale], exceeds: Callable[[date], Sale | None]) -> list[Sale]:
    """The sale that breaks the limit in each window that begins with a sale, each sale once."""
    found = {sale.number: sale for sale in map(exceeds, sorted({sale.day for sale in sold})) if sale}
    return list(found.values())


def _not_accredited(sold: Sequence[Sale], first: date, last: date) -> dict[str, Sale]:
    """The holders who are not accredited with their first subscription in the window: each counts once."""
    found = dict[str, Sale]()
    for sale in sold:
        if first <= sale.day <= last and not sale.accredited:
            found.setdefault(sale.holder, sale)
    return found


def _sum(sold: Sequence[Sale], most: Money, first: date, last: date) -> Money:
    raised = Money.zero(most.currency)
    for sale in sold:
        if first <= sale.day <= last and sale.amount.currency == most.currency:
            raised = raised + sale.amount
    return raised


def _end(exemption: Exemption, first: date) -> date:
    return first + timedelta(days=exemption.days - 1)


def _year(exemption: Exemption, first: date) -> date:
    return add_months(first, exemption.months) - timedelta(days=1)


def _problem(citation: Citation, sale: Sale, what: str, why: str, fix: str) -> Problem:
    unsure = citation.status is Status.UNVERIFIED
    told = f"{why} The rule was not read at its source." if unsure else why
    severity = Severity.WARNING if unsure else Severity.ERROR
    return Problem(f"unit ledger, row {sale.number}", what, told, fix, severity)
