"""Which lines of a table make up the budget: without subtotals, with what the total adds beside the sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from topsheet.finance.workbook.budget_sheet import FEWEST, SECTIONS, BudgetSheet, is_grand_total
from topsheet.finance.workbook.model import At
from topsheet.finance.workbook.sources import KINDS
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role, is_total

_HUNDRED = Decimal(100)


def read_table(study: Study, sheet: str, cells: list[At], column: int, stated: At | None) -> BudgetSheet:
    """The table of which these are the cells: its parts in one column, and the total that states it."""
    parts = [at for at in cells if at.column == column and abs(study.number(at) or Decimal(0)) > 1]
    totals = [at for at in parts if is_total(study.label(at).beside)]
    if len(totals) >= FEWEST:
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
