"""The plan and the cash computed: what pages and papers print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from topsheet.figures import Figure
from topsheet.money import Cash, Face, InKind, Money, Percent


@dataclass(frozen=True, slots=True)
class Receipt:
    """Cash that arrives on a day: from which source, which instalment of it."""

    source: str
    kind: str
    part: int
    day: date
    label: str
    amount: Figure[Cash]


@dataclass(frozen=True, slots=True)
class SourceReport:
    """A source with its three amounts: face, what it brings to the budget, and what must be repaid."""

    id: str
    name: str
    kind: str
    party: str
    status: str
    status_date: date | None
    counts: bool
    why_not: str
    face: Figure[Face] | None
    cash: Figure[Cash] | None
    in_kind: Figure[InKind] | None
    counted: Figure[Money]
    claim: Figure[Money] | None
    receipts: tuple[Receipt, ...]
    evidence: str
    note: str


@dataclass(frozen=True, slots=True)
class FinanceReport:
    """Sources and uses, covered %, the gap, and the bridge from face to cash."""

    sources: tuple[SourceReport, ...]
    uses: Figure[Money]
    committed: Figure[Money]
    committed_cash: Figure[Money]
    deferred: Figure[Money]
    covered: Figure[Percent]
    gap: Figure[Money]
    surplus: Figure[Money]
    face: Figure[Money]
    bridge: tuple[Figure[Money], ...]
    bridge_total: Figure[Money]
    cash_need: Figure[Money]
    collateral_surplus: Figure[Money]
    gap_cover: Figure[Decimal] | None

    def source(self, source_id: str) -> SourceReport:
        """A source by id. Raises StopIteration when there is none."""
        return next(source for source in self.sources if source.id == source_id)


@dataclass(frozen=True, slots=True)
class MonthReport:
    """One month of cash."""

    month: date
    shooting: bool
    opening: Figure[Money]
    receipts: tuple[Figure[Money], ...]
    into: Figure[Money]
    spending: tuple[Figure[Money], ...]
    out: Figure[Money]
    closing: Figure[Money]


@dataclass(frozen=True, slots=True)
class Remedy:
    """A receipt that, paid earlier, keeps the account above nothing."""

    text: str
    lowest: Figure[Money]


@dataclass(frozen=True, slots=True)
class StressReport:
    """The cash flow again, with some receipts late."""

    id: str
    title: str
    months: tuple[MonthReport, ...]
    lowest: Figure[Money]
    lowest_shoot: Figure[Money]
    negative: tuple[MonthReport, ...]
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True, slots=True)
class CashReport:
    """Cash month by month, its lowest points, and the stresses."""

    months: tuple[MonthReport, ...]
    lowest: Figure[Money]
    lowest_shoot: Figure[Money]
    stresses: tuple[StressReport, ...]
