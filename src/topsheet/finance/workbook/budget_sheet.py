"""A table that adds a budget up: its parts, its contingency, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from topsheet.finance.workbook.model import At
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role, is_bare, is_total

SECTIONS = (Role.ABOVE, Role.BELOW, Role.POST, Role.OTHER)
CORE = frozenset({"budget", "negative", "cost"})
PARTS = frozenset({*SECTIONS, Role.CONTINGENCY, Role.BOND})
FEWEST = 3  # kinds of section that make a table a budget


@dataclass(frozen=True, slots=True)
class BudgetSheet:
    """A table that adds a budget up: the cells that count, a contingency that is only a rate, the stated total."""

    sheet: str
    parts: tuple[At, ...]
    rate: Decimal | None
    rate_at: At | None
    rate_base: tuple[At, ...]
    stated: At | None

    def total(self, study: Study) -> Decimal:
        """Sections and contingency together, in ones; where costs are written as negative, without their sign."""
        return abs(total_of(study, self.parts) + (self.rate or Decimal(0)) * total_of(study, self.rate_base))

    def slack(self, study: Study) -> Decimal:
        """How far the sum may be off because every part was rounded: half a coin, or half a thousand each."""
        unit = study.unit(self.parts[0])
        return Decimal("0.5") if unit == 1 else unit * len(self.parts) / 2

    def ties(self, study: Study) -> bool:
        """Whether the stated total is the sum."""
        stated = study.amount(self.stated) if self.stated else None
        return stated is not None and abs(abs(stated) - self.total(study)) <= self.slack(study)

    def holds(self, at: At) -> bool:
        """Whether a cell stands in the rows of this table."""
        rows = [cell.row for cell in (*self.parts, *((self.stated,) if self.stated else ()))]
        return at.sheet == self.sheet and min(rows) <= at.row <= max(rows)

    def in_column(self, study: Study, at: At) -> Decimal | None:
        """What the parts come to in the column of a cell; None where that column does not give most of them."""
        if at.column == self.parts[0].column:
            return self.total(study)
        beside = [At(at.sheet, part.row, at.column) for part in self.parts]
        given = [cell for cell in beside if study.number(cell) is not None]
        return abs(total_of(study, given)) if 2 * len(given) > len(beside) and self.rate is None else None


def total_of(study: Study, cells: Iterable[At]) -> Decimal:
    """What cells come to, in ones."""
    return sum((study.amount(at) or Decimal(0) for at in cells), Decimal(0))


def is_grand_total(study: Study, at: At) -> bool:
    """Whether a label names the total of a whole budget."""
    label = study.label(at).beside
    others = frozenset({Role.SOURCES, Role.RECEIPTS, Role.CREDIT, Role.EQUITY, Role.LOAN, Role.PRESALE})
    if study.said(label) & others or Role.SOURCES in study.said(study.label(at).over):
        return False
    return not study.said(label) & PARTS and (is_total(label) or is_bare(label, CORE))
