"""The budget of a workbook: its sections, its contingency, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from topsheet.finance.workbook.model import At
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role, is_bare, is_total

SECTIONS = (Role.ABOVE, Role.BELOW, Role.POST, Role.OTHER)
CORE = frozenset({"budget", "negative", "cost"})
_PARTS = frozenset({*SECTIONS, Role.CONTINGENCY, Role.BOND})
_FEWEST = 3
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class BudgetSheet:
    """A sheet that adds a budget up: the cells that count, a contingency that is only a rate, the stated total."""

    sheet: str
    parts: tuple[At, ...]
    rate: Decimal | None
    rate_at: At | None
    rate_base: tuple[At, ...]
    stated: At | None

    def total(self, study: Study) -> Decimal:
        """Sections and contingency together."""
        return _sum(study, self.parts) + (self.rate or Decimal(0)) * _sum(study, self.rate_base)


def budget_sheet(study: Study) -> BudgetSheet | None:
    """The sheet with most sections of a budget, at least three; None where there is none."""
    return study.once(_found)


def _found(study: Study) -> BudgetSheet | None:
    by_sheet: dict[str, list[At]] = {}
    for at in study.numbers:
        if study.said(study.label(at).beside) & _PARTS and Role.LOAN not in study.said(
            study.label(at).beside
        ):
            by_sheet.setdefault(at.sheet, []).append(at)
    ranked = sorted(
        by_sheet, key=lambda sheet: (-_breadth(study, by_sheet[sheet]), "budget" not in sheet.lower())
    )
    for sheet in ranked:
        cells = by_sheet[sheet]
        if _breadth(study, cells) >= _FEWEST:
            return _read(study, sheet, cells)
    return None


def is_grand_total(study: Study, at: At) -> bool:
    """Whether a label names the total of a whole budget."""
    label = study.label(at).beside
    others = frozenset({Role.SOURCES, Role.RECEIPTS, Role.CREDIT, Role.EQUITY, Role.LOAN, Role.PRESALE})
    if study.said(label) & others or Role.SOURCES in study.said(study.label(at).over):
        return False
    return not study.said(label) & _PARTS and (is_total(label) or is_bare(label, CORE))


def _breadth(study: Study, cells: Iterable[At]) -> int:
    """How many kinds of section have an amount."""
    return len(
        {
            role
            for at in cells
            if (study.number(at) or 0) > 1
            for role in study.said(study.label(at).beside) & frozenset(SECTIONS)
        }
    )


def _read(study: Study, sheet: str, cells: list[At]) -> BudgetSheet:
    column = _amounts_column(study, cells)
    parts = [at for at in cells if at.column == column and (study.number(at) or 0) > 1]
    totals = [at for at in parts if is_total(study.label(at).beside)]
    if len(totals) >= _FEWEST:
        extra = frozenset({Role.CONTINGENCY, Role.BOND})
        parts = [at for at in parts if at in totals or study.said(study.label(at).beside) & extra]
    parts = [at for at in parts if not _held(study, at, parts)]
    grand = [
        at
        for at in study.numbers
        if at.sheet == sheet
        and at.column == column
        and is_grand_total(study, at)
        and (study.number(at) or 0) > 1
    ]
    stated = grand[-1] if grand else None
    parts += _others(study, stated, parts)
    rate_at, rate, base = _rate(study, cells, parts)
    return BudgetSheet(sheet, tuple(parts), rate, rate_at, base, stated)


def _held(study: Study, at: At, parts: list[At]) -> bool:
    """Whether another part adds this one up; a contingency reckoned on it does not."""
    return any(
        other != at
        and 1 in (study.terms(other).get(at), study.spread(other).get(at))
        and Role.CONTINGENCY not in study.roles(other)
        for other in parts
    )


def _others(study: Study, stated: At | None, parts: list[At]) -> list[At]:
    """What the stated total adds beyond the sections, such as a row with a name of its own."""
    if stated is None:
        return []
    held = {
        *parts,
        *(leaf for at in parts for leaf in study.spread(at)),
        *(c for at in parts for c in study.terms(at)),
    }
    return [
        at
        for at, factor in study.terms(stated).items()
        if factor == 1
        and at not in held
        and not is_total(study.label(at).beside)
        and study.number(at) is not None
    ]


def _amounts_column(study: Study, cells: list[At]) -> int:
    counts: dict[int, int] = {}
    for at in cells:
        if (study.number(at) or 0) > 1:
            counts[at.column] = counts.get(at.column, 0) + 1
    return min(counts, key=lambda column: (-counts[column], column))


def _rate(study: Study, cells: list[At], parts: list[At]) -> tuple[At | None, Decimal | None, tuple[At, ...]]:
    """A contingency of which the sheet gives only the rate, and the parts that its words say it is reckoned on."""
    mine = [at for at in cells if Role.CONTINGENCY in study.said(study.label(at).beside)]
    if not mine or any(at in parts for at in mine):
        return None, None, ()
    for at in mine:
        number = study.number(at)
        if number is None or number <= 0 or (number > 1 and "%" not in study.label(at).row):
            continue
        named = study.said(study.label(at).row) & frozenset(SECTIONS)
        base = tuple(part for part in parts if study.roles(part) & (named or frozenset(SECTIONS)))
        return at, number if number <= 1 else number / _HUNDRED, base
    return None, None, ()


def _sum(study: Study, cells: Iterable[At]) -> Decimal:
    return sum((study.number(at) or Decimal(0) for at in cells), Decimal(0))
