"""The closing list on a day: what is open before each source's first draw, what is late, what is held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from topsheet.figures import Figure, given, sum_of
from topsheet.finance.closing.model import GROUPS, ClosingDocument, ClosingItem, Group, Hold, Obligation
from topsheet.finance.closing.standing import Days, first_draws, needed, why_open
from topsheet.finance.model import FinanceDocument
from topsheet.finance.report import FinanceReport
from topsheet.money import Money

START = "start_of_photography"


@dataclass(frozen=True, slots=True)
class ItemReport:
    """A condition on the day: MET, WAIVED or OPEN with the reason, needed by when, and the open items it waits for."""

    item: ClosingItem
    state: str
    why: str
    needed_by: date | None
    days_left: int | None
    waits_for: tuple[str, ...]

    @property
    def late(self) -> bool:
        """Whether it is open after the day it was needed by."""
        return self.state == "OPEN" and self.days_left is not None and self.days_left < 0


@dataclass(frozen=True, slots=True)
class SourceConditions:
    """A source with the day of its first draw and the conditions before it; `open` counts those not met or waived."""

    id: str
    name: str
    first_draw: date | None
    items: tuple[ItemReport, ...]
    open: Figure[int]


@dataclass(frozen=True, slots=True)
class GroupReport:
    """A group of the list: how many items in each status, how many are open, how many late."""

    group: Group
    label: str
    by_status: Mapping[str, int]
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class ObligationReport:
    """An obligation on the day: DONE, OPEN or LATE, and the days left until it is due."""

    obligation: Obligation
    state: str
    days_left: int


@dataclass(frozen=True, slots=True)
class HoldReport:
    """A hold on the day: whether it has ended, can still be cancelled, what is sunk, to pay, and would come back."""

    hold: Hold
    ended: bool
    cancellable: bool
    sunk: Figure[Money]
    to_pay: Figure[Money]
    refundable: Figure[Money]


@dataclass(frozen=True, slots=True)
class ClosingReport:
    """The whole list. Late items come first, then the soonest; sources, groups and holds in the order written."""

    items: tuple[ItemReport, ...]
    sources: tuple[SourceConditions, ...]
    groups: tuple[GroupReport, ...]
    obligations: tuple[ObligationReport, ...]
    holds: tuple[HoldReport, ...]
    open: Figure[int]
    late: Figure[int]
    sunk: Figure[Money]
    to_pay: Figure[Money]
    cancellable: Figure[Money]
    refundable: Figure[Money]

    def open_conditions(self) -> dict[str, tuple[str, ...]]:
        """What stands before each source's first draw: the titles of hard items not met or waived, by source."""
        return {
            source.id: titles
            for source in self.sources
            if (titles := tuple(each.item.title for each in source.items if _stops(each)))
        }

    def before_the_shoot(self) -> tuple[ItemReport, ...]:
        """The hard items that block the start of photography, whatever their state, in the order of the list."""
        return tuple(each for each in self.items if each.item.hard and START in each.item.blocks)

    def holding(self, gate: str) -> tuple[str, ...]:
        """The titles of hard open items that block a gate."""
        return tuple(each.item.title for each in self.items if _stops(each) and gate in each.item.blocks)


def closing_report(
    document: ClosingDocument,
    finance: FinanceDocument,
    plan: FinanceReport,
    *,
    milestones: Days,
    missing: Mapping[str, str],
    as_of: date,
    where: Mapping[str, str],
) -> ClosingReport:
    """The list on a day. `missing` are attachments nobody can count on, `where` the place of each hold by id."""
    receipts = {source.id: source.receipts for source in plan.sources}
    draws = first_draws(finance.sources, receipts, milestones)
    reasons = {item.id: why_open(item, as_of, missing) for item in document.items}
    written = [_item(item, reasons, needed(item, draws, milestones), as_of) for item in document.items]
    late = [each for each in written if each.late]
    still = [each for each in written if each.state == "OPEN"]
    holds = tuple(_hold(hold, finance.currency, as_of, where.get(hold.id, "")) for hold in document.holds)
    return ClosingReport(
        tuple(sorted(written, key=_urgency)),
        tuple(
            _conditions(source.id, source.name, draws.get(source.id), written)
            for source in finance.sources
            if source.status != "withdrawn"
        ),
        _groups(written),
        tuple(_obligation(each, as_of) for each in document.obligations),
        holds,
        _count("closing.open", "Open items", still),
        _count("closing.late", "Late items", late),
        *_held(holds, finance.currency),
    )


def _item(item: ClosingItem, reasons: Mapping[str, str], needed_by: date | None, as_of: date) -> ItemReport:
    why = reasons[item.id]
    state = "WAIVED" if item.status == "waived" else "OPEN" if why else "MET"
    left = (needed_by - as_of).days if needed_by else None
    waits = tuple(each for each in item.after if reasons.get(each)) if why else ()
    return ItemReport(item, state, why, needed_by, left, waits)


def _urgency(each: ItemReport) -> tuple[bool, bool, date]:
    """Late first, then what is open, the soonest first; what has no day comes last."""
    return not each.late, each.state != "OPEN", each.needed_by or date.max


def _stops(each: ItemReport) -> bool:
    return each.item.hard and each.state == "OPEN"


def _conditions(source: str, name: str, draw: date | None, items: Sequence[ItemReport]) -> SourceConditions:
    before = tuple(each for each in items if source in each.item.blocks)
    still = [each for each in before if each.state == "OPEN"]
    return SourceConditions(
        source, name, draw, before, _count(f"closing.source.{source}.open", f"{name}, open conditions", still)
    )


def _count(name: str, label: str, items: Sequence[ItemReport]) -> Figure[int]:
    told = "; ".join(f"{each.item.title}: {each.why}" for each in items) or "none"
    return Figure(name, label, len(items), told)


def _groups(items: Sequence[ItemReport]) -> tuple[GroupReport, ...]:
    reports = []
    for group, label in GROUPS.items():
        held = [each for each in items if each.item.group == group]
        if held:
            states = Counter(str(each.item.status) for each in held)
            still = sum(each.state == "OPEN" for each in held)
            reports.append(GroupReport(group, label, states, still, sum(each.late for each in held)))
    return tuple(reports)


def _obligation(obligation: Obligation, as_of: date) -> ObligationReport:
    left = (obligation.due - as_of).days
    done = obligation.done is not None and obligation.done <= as_of
    return ObligationReport(obligation, "DONE" if done else "LATE" if left < 0 else "OPEN", left)


def _hold(hold: Hold, currency: str, as_of: date, where: str) -> HoldReport:
    name, last = f"closing.hold.{hold.id}", hold.cancellable_until
    ended = hold.until < as_of or (hold.cancelled is not None and hold.cancelled <= as_of)
    can = last is not None and as_of <= last and not ended
    return HoldReport(
        hold,
        ended,
        can,
        given(f"{name}.sunk", f"{hold.what}, sunk", Money(hold.sunk, currency), where),
        given(f"{name}.to_pay", f"{hold.what}, to pay", Money(hold.to_pay, currency), where),
        given(f"{name}.refundable", f"{hold.what}, refundable", Money(hold.refundable, currency), where),
    )


def _held(
    holds: Sequence[HoldReport], currency: str
) -> tuple[Figure[Money], Figure[Money], Figure[Money], Figure[Money]]:
    """Over the holds that have not ended: sunk, still to pay, of that cancellable today, and what would come back."""
    live = [each for each in holds if not each.ended]
    free = [each for each in live if each.cancellable]
    zero = Money.zero(currency)
    return (
        sum_of("closing.holds.sunk", "Sunk in holds", [each.sunk for each in live], zero),
        sum_of("closing.holds.to_pay", "Still to pay on holds", [each.to_pay for each in live], zero),
        sum_of(
            "closing.holds.cancellable",
            "Saved by cancelling now",
            [each.to_pay for each in free],
            zero,
            "still to pay on holds that can be cancelled today",
        ),
        sum_of(
            "closing.holds.refundable",
            "Comes back on cancelling now",
            [each.refundable for each in free],
            zero,
            "refundable parts of holds that can be cancelled today",
        ),
    )
