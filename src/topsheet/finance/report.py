"""The plan computed: what pages and papers print. What becomes of it in cash is in `cash_report`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from topsheet.figures import Figure
from topsheet.finance.campaign import CampaignReport
from topsheet.finance.gap import GapSizing
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
    """A source with its three amounts: face, what it counts as, and what must be repaid.

    `to_budget` is what it covers of the budget: what it counts as, but nothing where it pays for the release.
    `unproven` says what paper is expected where a status that counts stands without evidence.
    """

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
    stage: str
    costs: tuple[Figure[Money], ...]
    planned: Figure[Money]
    to_budget: Figure[Money]
    unproven: str


@dataclass(frozen=True, slots=True)
class StageReport:
    """What a stage needs, what is there for it, and what is short; `planned` takes every source not withdrawn."""

    id: str
    label: str
    need: Figure[Money]
    committed: Figure[Money]
    short: Figure[Money]
    planned: Figure[Money]
    planned_short: Figure[Money]


@dataclass(frozen=True, slots=True)
class MandateReport:
    """What a mandate has earned on money that arrived, and what it would earn on money promised."""

    id: str
    name: str
    party: str
    starts: date
    ends: date
    earned: Figure[Money]
    expected: Figure[Money]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Solved:
    """The sizes found, in how many rounds, and what is left over: nothing, or the coins that rounding leaves."""

    sizes: Mapping[str, Figure[Face]]
    rounds: int
    residual: Figure[Money] | None


@dataclass(frozen=True, slots=True)
class Answers:
    """The plan solved for one unknown at a time; None where the question has no meaning."""

    equity: Figure[Money]
    gap_loan: Figure[Money] | None
    direct: Figure[Money] | None


@dataclass(frozen=True, slots=True)
class FinanceReport:
    """Sources and uses, covered %, the gap, the bridge from face to cash, and the plan by stage.

    `planned` is what every source not withdrawn would bring if all sign; `release` is money for the release, which
    covers none of the budget; `solved` is there when the size of a source was solved for.
    """

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
    planned: Figure[Money]
    planned_gap: Figure[Money]
    release: Figure[Money]
    stages: tuple[StageReport, ...]
    gap_sizings: tuple[GapSizing, ...]
    campaigns: tuple[CampaignReport, ...]
    mandates: tuple[MandateReport, ...]
    solved: Solved
    answers: Answers | None

    def source(self, source_id: str) -> SourceReport:
        """A source by id. Raises StopIteration when there is none."""
        return next(source for source in self.sources if source.id == source_id)
