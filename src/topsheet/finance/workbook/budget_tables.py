"""Which tables of a workbook add a budget up: side by side, one below the other, on several sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from topsheet.finance.workbook.budget_lines import read_table
from topsheet.finance.workbook.budget_sheet import FEWEST, PARTS, SECTIONS, BudgetSheet, is_grand_total
from topsheet.finance.workbook.model import At
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role, is_total, tokens

MOST_TABLES, MOST_TOTALS = 20, 60
_OTHER_LISTS = frozenset({Role.ASK, Role.TAKE, Role.RECEIPTS, Role.PRESALE})


def budget_sheets(study: Study) -> tuple[BudgetSheet, ...]:
    """Every table that adds a budget up: of several plans on one sheet, or on several, each its own."""
    return study.once(_found)


def _found(study: Study) -> tuple[BudgetSheet, ...]:
    by_sheet: dict[str, list[At]] = {}
    for at in study.numbers:
        said = study.said(study.label(at).beside)
        if said & PARTS and Role.LOAN not in said and not study.of_period(at):
            by_sheet.setdefault(at.sheet, []).append(at)
    ranked = sorted(
        by_sheet, key=lambda sheet: (-_breadth(study, by_sheet[sheet]), "budget" not in sheet.lower())
    )
    tables = (each for sheet in ranked for each in _tables(study, sheet, by_sheet[sheet]))
    found = study.first(tables, MOST_TABLES, "tables that add up a budget")
    return tuple(each for number, each in enumerate(found) if not number or each.stated)


def _tables(study: Study, sheet: str, cells: list[At]) -> Iterator[BudgetSheet]:
    """The tables side by side, by the column of their labels; each cut where a total ends one plan."""
    by_label: dict[int, list[At]] = {}
    for at in cells:
        by_label.setdefault(_label_column(study, at), []).append(at)
    groups = [group for group in by_label.values() if _breadth(study, group) >= FEWEST]
    for group in groups or [cells]:
        if _breadth(study, group) < FEWEST:
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
            yield read_table(study, sheet, part, column, stated)


def _cut(study: Study, cells: list[At], grand: list[At]) -> list[tuple[list[At], At | None]]:
    """The cells of each plan with its last total; rows too few to be a plan belong to the one before."""
    made: list[tuple[list[At], At | None]] = []
    grand = grand[:MOST_TOTALS]
    beyond = len(grand) == MOST_TOTALS
    rest = [at for at in cells if not beyond or at.row < grand[-1].row]
    if beyond:
        study.stop(f"more than {MOST_TOTALS} totals in one column")
    for stated in grand:
        mine = [at for at in rest if at.row < stated.row]
        kept, before = made[-1] if made else (list[At](), None)
        if _of_another_list(study, stated, [*kept, *mine], before):
            continue
        rest = [at for at in rest if at.row >= stated.row]
        if made and (_breadth(study, mine) < FEWEST or _breadth(study, made[-1][0]) < FEWEST):
            made[-1] = ([*made[-1][0], *mine], stated)
        else:
            made.append((mine, stated))
    if not made or _breadth(study, rest) >= FEWEST:
        made.append((rest, None))
    elif rest:
        made[-1] = ([*made[-1][0], *rest], made[-1][1])
    return [(part, stated) for part, stated in made if _breadth(study, part) >= FEWEST]


def _of_another_list(study: Study, total: At, cells: list[At], before: At | None) -> bool:
    """Whether a total adds up none of a plan's cells, or says just *total* under a heading of its own."""
    label = study.label(total)
    held = {*study.spread(total), *study.terms(total)}
    last = max([*cells, *([before] if before else [])], key=lambda at: at.row, default=None)
    if last is None:
        return False
    if len(study.terms(total)) > 1:
        return all(at.sheet == total.sheet and at.row > last.row for at in held)
    if not is_total(label.beside) or tokens(label.beside) - {"sum"} or label.over == study.label(last).over:
        return False
    return last == before or bool(study.said(label.over) & _OTHER_LISTS)


def _label_column(study: Study, at: At) -> int:
    """The column of the words to the left of a number; 0 where there are none."""
    words = study.rows.get((at.sheet, at.row), ())
    return max((cell.column for cell in words if cell.column < at.column), default=0)


def _breadth(study: Study, cells: Iterable[At]) -> int:
    """How many kinds of section have an amount; contingency and bond count beside two others."""
    said = {
        role
        for at in cells
        if abs(study.number(at) or Decimal(0)) > 1
        for role in study.said(study.label(at).beside) & PARTS
    }
    return len(said & set(SECTIONS)) + (
        len(said - set(SECTIONS)) if len(said & set(SECTIONS)) == FEWEST - 1 else 0
    )


def _amounts_column(study: Study, cells: list[At]) -> int:
    """The column with most amounts, and of several the largest sum: amounts beside percents, a total beside months."""
    counts: dict[int, tuple[int, Decimal]] = {}
    for at in cells:
        number = abs(study.number(at) or Decimal(0))
        if number > 1:
            count, whole = counts.get(at.column, (0, Decimal(0)))
            counts[at.column] = (count + 1, whole + number)
    return min(counts, key=lambda column: (-counts[column][0], -counts[column][1], column))
