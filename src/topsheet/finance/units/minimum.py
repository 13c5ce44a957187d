"""The minimum raise: until it is reached the money waits in escrow; when its day passes it goes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from topsheet.figures import Figure, given, sum_of
from topsheet.finance.units.model import Movement, UnitClass
from topsheet.finance.units.table import cap_table
from topsheet.money import Money


class RaiseState(StrEnum):
    """How a raise stands against its minimum."""

    NO_MINIMUM = "NO_MINIMUM"
    OPEN = "OPEN"
    REACHED = "REACHED"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class RaiseReport:
    """The raise as of a day; `money_back` is what each holder gets back, without interest, when it failed."""

    state: RaiseState
    minimum: Figure[Money]
    raised: Figure[Money]
    short: Figure[Money]
    by: date | None
    money_back: tuple[tuple[str, Figure[Money]], ...]


def raise_report(
    classes: Sequence[UnitClass],
    movements: Iterable[Movement],
    *,
    minimum: Money | None,
    by: date | None,
    currency: str,
    as_of: date,
) -> RaiseReport:
    """What is paid in by the day of the minimum, and who gets money back when that is too little.

    Counted are the classes in the minimum's currency: currencies are never added. Without a minimum nothing waits;
    without a day it waits for as long as it takes. Source: equity is held in escrow until the minimum raise and
    returned without interest if it is not reached.
    """
    every = list(movements)
    counted = [each for each in classes if each.price.currency == currency]
    until = min(as_of, by) if by else as_of
    table = cap_table(counted, every, as_of=until)
    raised = sum_of(
        "units.raise.raised", "Paid in", [report.paid for report in table.classes], Money.zero(currency)
    )
    wanted = given("units.raise.minimum", "Minimum raise", minimum or Money.zero(currency), "the offering")
    missing = max(wanted.value - raised.value, Money.zero(currency))
    short = Figure(
        "units.raise.short", "Short of the minimum", missing, "minimum less paid in", (wanted, raised)
    )
    state = _state(minimum, short, over=by is not None and as_of > by)
    back = cap_table(counted, every, as_of=as_of).holdings if state is RaiseState.FAILED else ()
    owed = tuple((line.holder, line.paid) for line in back if line.paid.value)
    return RaiseReport(state, wanted, raised, short, by, owed)


def _state(minimum: Money | None, short: Figure[Money], *, over: bool) -> RaiseState:
    if not minimum:
        return RaiseState.NO_MINIMUM
    if not short.value:
        return RaiseState.REACHED
    return RaiseState.FAILED if over else RaiseState.OPEN
