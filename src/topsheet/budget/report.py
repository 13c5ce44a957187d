"""The budget computed: what pages and papers print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from topsheet.figures import Citation, Figure, Value
from topsheet.money import Money, Percent


@dataclass(frozen=True, slots=True)
class LineReport:
    """One line with its figures and the dimensions other rooms count by."""

    id: str
    account: str
    what: str
    unit: str
    amount: Figure[Decimal]
    x: Figure[Decimal]
    rate: Figure[Decimal]
    subtotal: Figure[Money]
    fringe: Figure[Money]
    total: Figure[Money]
    basis: str
    place: str
    payee: str
    qualifies: bool
    currency: str
    note: str


@dataclass(frozen=True, slots=True)
class AccountReport:
    """An account and its lines; finance costs may also carry costs of the plan, and then a total of the lines."""

    number: str
    name: str
    total: Figure[Money]
    lines: tuple[LineReport, ...]
    plan_costs: tuple[Figure[Money], ...] = ()
    written: Figure[Money] | None = None


@dataclass(frozen=True, slots=True)
class SectionReport:
    """A section of the topsheet (above the line, production, post, other)."""

    id: str
    label: str
    total: Figure[Money]
    accounts: tuple[AccountReport, ...]


@dataclass(frozen=True, slots=True)
class ViewReport:
    """The budget as somebody else counts it, the tier it falls in, and how near the edge that is."""

    id: str
    label: str
    total: Figure[Money]
    tier: str
    ceiling: Figure[Money] | None
    headroom: Figure[Money] | None
    near_edge: bool
    note: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class BudgetReport:
    """The topsheet and everything under it."""

    currency: str
    title: str
    prepared_by: str
    assumptions: tuple[str, ...]
    sections: tuple[SectionReport, ...]
    direct: Figure[Money]
    contractual: tuple[Figure[Money], ...]
    finance_costs: AccountReport
    total: Figure[Money]
    views: tuple[ViewReport, ...]
    globals: tuple[Figure[Value], ...]
    fringes: Mapping[str, Figure[Percent]]
    phasing: Mapping[str, Mapping[int, Decimal]]

    @property
    def lines(self) -> tuple[LineReport, ...]:
        """Every line of the direct cost, in chart order."""
        return tuple(
            line for section in self.sections for account in section.accounts for line in account.lines
        )

    @property
    def parts(self) -> tuple[tuple[str, Figure[Money]], ...]:
        """The parts that phasing and stages name, in order: sections, contractual charges, finance costs."""
        return (
            *((section.id, section.total) for section in self.sections),
            *((charge.name.removeprefix("budget."), charge) for charge in self.contractual),
            ("finance", self.finance_costs.total),
        )

    @property
    def parts_of(self) -> dict[str, str]:
        """The key of the part in which each line of the direct cost stands, by the line's id."""
        return {
            line.id: section.id
            for section in self.sections
            for account in section.accounts
            for line in account.lines
        }

    def charge(self, charge_id: str) -> Figure[Money] | None:
        """A contractual charge by its id, or None when the budget has none."""
        return next((c for c in self.contractual if c.name == f"budget.{charge_id}"), None)

    def view(self, view_id: str) -> ViewReport:
        """A named view. Raises StopIteration when the rules name no such view."""
        return next(view for view in self.views if view.id == view_id)
