"""What the checks could not read: amounts that are text, and lines whose labels say nothing to them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from topsheet.documents import Severity
from topsheet.finance.workbook.budget_sheet import BudgetSheet
from topsheet.finance.workbook.budget_tables import budget_sheets
from topsheet.finance.workbook.formulas import Area, walk
from topsheet.finance.workbook.model import At, Finding
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import is_territory, is_total
from topsheet.money.written import both

_FEWEST, _NAMED, _HEAD = 3, 5, 40


def lines(study: Study) -> Iterator[Finding]:
    """One finding for each sheet of which at least half of the lines, and three, say nothing that is known."""
    for sheet, cells in study.book.sheets.items():
        found: dict[int, At] = {}
        for cell in cells:
            if (
                cell.counts
                and not cell.formula
                and abs(study.number(cell.at) or Decimal(0)) > 1
                and study.label(cell.at).beside
            ):
                found.setdefault(cell.at.row, cell.at)
        strange = [at for at in found.values() if not _known(study, at)]
        if len(strange) < _FEWEST or 2 * len(strange) < len(found):
            continue
        named = ", ".join(f"“{study.name(at)[:60]}”" for at in strange[:_NAMED])
        more = f" and {len(strange) - _NAMED} more" if len(strange) > _NAMED else ""
        yield Finding(
            sheet,
            f"{len(strange)} of {len(found)} lines could not be read as finance or cost: {named}{more}",
            "What could not be read was not checked, so silence about it says nothing.",
            "Label the lines in English, German, French, Spanish or Italian, or look through them yourself.",
            Severity.WARNING,
            code="lines_not_read",
        )


def _known(study: Study, at: At) -> bool:
    """Whether a label says something, or a sum that does holds the line, or a budget that ties."""
    label = study.label(at)
    if study.roles_around(at) or is_total(label.own) or study.scheduled(at):
        return True
    if any(table.holds(at) for table in study.once(_tying)):
        return True
    return at in study.once(_held) or at.row > study.once(_territories).get(at.sheet, at.row)


def _tying(study: Study) -> tuple[BudgetSheet, ...]:
    """The budgets whose totals are the sums of their lines."""
    return tuple(table for table in budget_sheets(study) if table.ties(study))


def _territories(study: Study) -> dict[str, int]:
    """The row in which each sheet begins to list territories."""
    found: dict[str, int] = {}
    for at in study.texts:
        if len(study.words(at)) <= _HEAD and is_territory(study.words(at)):
            found.setdefault(at.sheet, at.row)
    return found


def _held(study: Study) -> frozenset[At]:
    """Every cell that a sum with a known label adds up."""
    sums = [
        at for at in study.trees if at in study.labels and (study.roles(at) or is_total(study.label(at).own))
    ]
    return frozenset(leaf for at in sums for leaf in (*study.spread(at), *study.terms(at)) if study.afford(1))


def texts(study: Study) -> Iterator[Finding]:
    """One finding for amounts that are text, and an error for each sum that passes over them."""
    mine = {at for at, cell in study.book.cells.items() if cell.read is not None}
    told = set[At]()
    for at, tree in study.trees.items() if mine else ():
        blocks = [node for node in walk(tree) if isinstance(node, Area)]
        missed = [cell for block in blocks for cell in study.values.cells_in(block) if cell in mine - told]
        if missed:
            told.update(missed)
            yield Finding(
                str(at),
                f"{study.name(at)} passes over {study.name(missed[0])} ({missed[0]}), whose amount is text"
                f"{f', and over {len(missed) - 1} more' if len(missed) > 1 else ''}",
                "A spreadsheet adds up numbers only; the sum is too small by what stands there as text.",
                "Turn the cell into a number, in Excel with Text to Columns or VALUE, and look at the sum again.",
                code="amount_is_text",
            )
    if mine and not told:
        first = min(mine, key=lambda at: (at.sheet, at.row, at.column))
        yield Finding(
            str(first),
            f"is text and not a number{f', and {len(mine) - 1} more amounts are' if len(mine) > 1 else ''}",
            "They are read here as what they say, and a sum put over them would pass over them.",
            "Turn the cells into numbers.",
            Severity.WARNING,
            code="amount_is_text",
        )
    for at in study.book.doubted[:1]:
        yield Finding(
            str(at),
            f"{both(str(study.book.cells[at].value))}, and no other text tells which decimal mark is used",
            f"It is not guessed, and not checked; {len(study.book.doubted)} amounts stand so.",
            "Turn the cells into numbers.",
            Severity.WARNING,
            code="two_readings",
        )
