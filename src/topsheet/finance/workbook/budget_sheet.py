"""The budget of a workbook: its sections, its contingency, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from topsheet.finance.workbook.model import At
from topsheet.finance.workbook.sources import KINDS
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role, is_bare, is_total

SECTIONS = (Role.ABOVE, Role.BELOW, Role.POST, Role.OTHER)
CORE = frozenset({"budget", "negative", "cost"})
_PARTS = frozenset({*SECTIONS, Role.CONTINGENCY, Role.BOND})
_FEWEST, MOST_TABLES, MOST_TOTALS = 3, 20, 60
_HUNDRED = Decimal(100)


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
        return abs(_sum(study, self.parts) + (self.rate or Decimal(0)) * _sum(study, self.rate_base))

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
        return abs(_sum(study, given)) if 2 * len(given) > len(beside) and self.rate is None else None


def budget_sheet(study: Study) -> BudgetSheet | None:
    """The first table of the sheet with most sections of a budget, at least three; None where there is none."""
    return next(iter(budget_sheets(study)), None)


def budget_sheets(study: Study) -> tuple[BudgetSheet, ...]:
    """Every table that adds a budget up: of several plans on one sheet, or on several, each its own."""
    return study.once(_found)


def _found(study: Study) -> tuple[BudgetSheet, ...]:
    by_sheet: dict[str, list[At]] = {}
    for at in study.numbers:
        said = study.said(study.label(at).beside)
        if said & _PARTS and Role.LOAN not in said and not study.of_period(at):
            by_sheet.setdefault(at.sheet, []).append(at)
    ranked = sorted(
        by_sheet, key=lambda sheet: (-_breadth(study, by_sheet[sheet]), "budget" not in sheet.lower())
    )
    found = islice((each for sheet in ranked for each in _tables(study, sheet, by_sheet[sheet])), MOST_TABLES)
    return tuple(each for number, each in enumerate(found) if not number or each.stated)


def _tables(study: Study, sheet: str, cells: list[At]) -> Iterator[BudgetSheet]:
    """The tables side by side, by the column of their labels; each cut where a total ends one plan."""
    by_label: dict[int, list[At]] = {}
    for at in cells:
        by_label.setdefault(_label_column(study, at), []).append(at)
    groups = [group for group in by_label.values() if _breadth(study, group) >= _FEWEST]
    for group in groups or [cells]:
        if _breadth(study, group) < _FEWEST:
            continue
        column = _amounts_column(study, group)
        label = _label_column(study, group[0])
        grand = [
            at
            for at in study.numbers
            if at.sheet == sheet
            and at.column == column
            and (len(groups) < 2 or _label_column(study, at) == label)
            and is_grand_total(study, at)
            and abs(study.number(at) or Decimal(0)) > 1
        ]
        for part, stated in _cut(study, group, grand):
            yield _read(study, sheet, part, column, stated)


def _cut(study: Study, cells: list[At], grand: list[At]) -> list[tuple[list[At], At | None]]:
    """The cells of each plan with its last total; rows too few to be a plan belong to the one before."""
    made: list[tuple[list[At], At | None]] = []
    grand = grand[:MOST_TOTALS]
    beyond = len(grand) == MOST_TOTALS
    rest = [at for at in cells if not beyond or at.row < grand[-1].row]
    if beyond:
        study.stop()
    for stated in grand:
        mine = [at for at in rest if at.row < stated.row]
        rest = [at for at in rest if at.row >= stated.row]
        if made and (_breadth(study, mine) < _FEWEST or _breadth(study, made[-1][0]) < _FEWEST):
            made[-1] = ([*made[-1][0], *mine], stated)
        else:
            made.append((mine, stated))
    if not made or _breadth(study, rest) >= _FEWEST:
        made.append((rest, None))
    elif rest:
        made[-1] = ([*made[-1][0], *rest], made[-1][1])
    return [(part, stated) for part, stated in made if _breadth(study, part) >= _FEWEST]


def _label_column(study: Study, at: At) -> int:
    """The column of the words to the left of a number; 0 where there are none."""
    words = study.rows.get((at.sheet, at.row), ())
    return max((cell.column for cell in words if cell.column < at.column), default=0)


def is_grand_total(study: Study, at: At) -> bool:
    """Whether a label names the total of a whole budget."""
    label = study.label(at).beside
    others = frozenset({Role.SOURCES, Role.RECEIPTS, Role.CREDIT, Role.EQUITY, Role.LOAN, Role.PRESALE})
    if study.said(label) & others or Role.SOURCES in study.said(study.label(at).over):
        return False
    return not study.said(label) & _PARTS and (is_total(label) or is_bare(label, CORE))


def _breadth(study: Study, cells: Iterable[At]) -> int:
    """How many kinds of section have an amount; contingency and bond count beside two others."""
    said = {
        role
        for at in cells
        if abs(study.number(at) or Decimal(0)) > 1
        for role in study.said(study.label(at).beside) & _PARTS
    }
    return len(said & set(SECTIONS)) + (
        len(said - set(SECTIONS)) if len(said & set(SECTIONS)) == _FEWEST - 1 else 0
    )


def _read(study: Study, sheet: str, cells: list[At], column: int, stated: At | None) -> BudgetSheet:
    parts = [at for at in cells if at.column == column and abs(study.number(at) or Decimal(0)) > 1]
    totals = [at for at in parts if is_total(study.label(at).beside)]
    if len(totals) >= _FEWEST:
        extra = frozenset({Role.CONTINGENCY, Role.BOND})
        parts = [at for at in parts if at in totals or study.said(study.label(at).beside) & extra]
    parts = [at for at in parts if not _held(study, at, parts)]
    parts += _others(study, stated, parts)
    rate_at, rate, base = _rate(study, cells, parts)
    table = BudgetSheet(sheet, tuple(parts), rate, rate_at, base, stated)
    return _tied(study, table) if stated and not study.terms(stated) else table


def _tied(study: Study, table: BudgetSheet) -> BudgetSheet:
    """The reading nearest to a typed total: without typed subtotals, or with every line above it, whatever its name."""
    stated = study.amount(table.stated) if table.stated else None
    if stated is None:
        return table
    lines = _lines(study, table)
    readings = [
        replace(table, parts=tuple(parts))
        for parts in (
            table.parts,
            _without_subtotals(study, table.parts),
            lines,
            _without_subtotals(study, lines),
        )
        if parts
    ]
    return min(readings, key=lambda each: abs(each.total(study) - abs(stated)))


def _lines(study: Study, table: BudgetSheet) -> list[At]:
    """The lines above a typed total, back to a row without an amount or to another total; no totals, no sources."""
    column, rows = table.parts[0].column, {at.row for at in table.parts}
    mine = {at.row: at for at in study.numbers if at.sheet == table.sheet and at.column == column}
    first, last = min(rows), table.stated.row if table.stated else max(rows)
    while first - 1 in mine and not is_grand_total(study, mine[first - 1]):
        first -= 1
    within = [at for row, at in mine.items() if first <= row < last]
    return [
        at
        for at in within
        if at in table.parts or not (study.roles(at) & KINDS or is_total(study.label(at).own))
    ]


def _without_subtotals(study: Study, cells: Iterable[At]) -> list[At]:
    """The cells that are not the sum of two or more before them."""
    kept, since = list[At](), Decimal(0)
    count = 0
    for at in cells:
        number = study.number(at) or Decimal(0)
        if count > 1 and number == since:
            since, count = number, 1
            continue
        kept.append(at)
        since, count = since + number, count + 1
    return kept


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
    """The column with most amounts, and of several the largest sum: amounts beside percents, a total beside months."""
    counts: dict[int, tuple[int, Decimal]] = {}
    for at in cells:
        number = abs(study.number(at) or Decimal(0))
        if number > 1:
            count, whole = counts.get(at.column, (0, Decimal(0)))
            counts[at.column] = (count + 1, whole + number)
    return min(counts, key=lambda column: (-counts[column][0], -counts[column][1], column))


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
    return sum((study.amount(at) or Decimal(0) for at in cells), Decimal(0))
