"""How a condition stands on a day, and when it is needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from topsheet.finance.closing.model import MET, ClosingItem
from topsheet.finance.kinds import (
    CollateralLoan,
    Crowdfunding,
    FaceLoan,
    Incentive,
    IncentiveSale,
    Sale,
    Source,
)
from topsheet.finance.kinds import Instalments as PaidInParts
from topsheet.finance.report import Receipt
from topsheet.finance.terms import When

Days = Mapping[str, date]


def why_open(item: ClosingItem, as_of: date, missing: Mapping[str, str]) -> str:
    """The reason a condition is not met on a day, or nothing when it is met or waived.

    It is met by its status and the day of its evidence, and while everybody it names is attached.
    """
    if item.status == "waived":
        return ""
    if item.status not in MET:
        return item.status.replace("_", " ")
    if item.evidence_date is None:
        return f"{item.status.replace('_', ' ')}, but its evidence has no date"
    if item.evidence_date > as_of:
        return f"its evidence dates from {item.evidence_date}, after {as_of}"
    lost = next((each for each in item.essential if each in missing), None)
    return f"conditional: {missing[lost]}" if lost else ""


def day_of(when: When | None, milestones: Days) -> date | None:
    """The day that is meant; None for no day and for a milestone nobody knows."""
    if when is None or isinstance(when, date):
        return when
    return milestones.get(when)


def first_draws(
    sources: Iterable[Source], receipts: Mapping[str, tuple[Receipt, ...]], milestones: Days
) -> dict[str, date]:
    """The day on which each source not withdrawn pays first: as the plan has it, else as its terms say."""
    found = {}
    for source in sources:
        days = [receipt.day for receipt in receipts.get(source.id, ())]
        if not days:
            days = [day for when in _terms(source) if (day := day_of(when, milestones)) is not None]
        if days and source.status != "withdrawn":
            found[source.id] = min(days)
    return found


def _terms(source: Source) -> list[When]:
    """The days or milestones on which a source's own terms pay."""
    if isinstance(source, PaidInParts):
        return [part.on for part in source.instalments]
    if isinstance(source, Sale):
        return [source.deposit.on] if source.deposit else [source.balance_on]
    if isinstance(source, FaceLoan | CollateralLoan | IncentiveSale):
        return [source.on]
    if isinstance(source, Crowdfunding | Incentive):
        return [source.paid_on]
    return []


def needed(item: ClosingItem, draws: Days, milestones: Days) -> date | None:
    """The day an item is needed by: the one written, else the first draw, milestone or gate day it blocks."""
    if item.needed_by is not None:
        return day_of(item.needed_by, milestones)
    blocked = [day for name in item.blocks if (day := draws.get(name, milestones.get(name))) is not None]
    return min(blocked, default=None)
