"""One territory sold or estimated twice, in one list or among the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from topsheet.documents import Severity
from topsheet.finance.workbook.model import At, Cell, Finding
from topsheet.finance.workbook.places import Sold, same_place, sold
from topsheet.finance.workbook.sources import is_presale, is_rest, source_sets
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import is_territory, is_total

_RIGHTS = re.compile(r"rights|medi(a|um)\b|window|platform|format|film\b|title", re.IGNORECASE)


def check(study: Study) -> Iterator[Finding]:
    """One finding for each row of a list of territories, and for each source, that sells again what is sold."""
    yield from _listed(study)
    yield from _counted(study)


def _counted(study: Study) -> Iterator[Finding]:
    """Pre-sales of one plan whose labels name one territory, in rights of which one holds the other."""
    told = set[At]()
    for each in source_sets(study):
        before = list[tuple[At, Sold]]()
        for at in each.sources:
            if not is_presale(study, at) or is_rest(study, at) or not study.amount(at):
                continue
            mine = sold(study.label(at).own)
            twin = next((other for other, theirs in before if mine.meets(theirs)), None)
            before.append((at, mine))
            if twin and study.origin(at) not in told and study.origin(twin) != study.origin(at):
                told.add(study.origin(at))
                yield Finding(
                    str(at),
                    f"{study.name(at)} and {study.name(twin)} ({twin}) are both sources: one territory twice",
                    "A sale of all rights holds those of the other; if both are one sale, its money counts twice.",
                    "Say in both labels which rights they sell, or take one of them out.",
                    Severity.WARNING,
                    code="territory_twice",
                )


def _listed(study: Study) -> Iterator[Finding]:
    """Rows of a list headed as territories."""
    for cells in study.reading.sheets.values():
        rows: dict[int, list[Cell]] = {}
        for cell in cells:
            rows.setdefault(cell.at.row, []).append(cell)
        column, rights, seen = 0, list[int](), dict[str, At]()
        for row in rows.values():
            words = [cell for cell in row if cell.words]
            head = next((cell for cell in words if _heads(cell.words)), None)
            if head and not any(cell.counts for cell in row):
                column, seen = head.at.column, {}
                rights = [cell.at.column for cell in words if _RIGHTS.search(cell.words) and cell is not head]
                continue
            here = next((cell for cell in words if cell.at.column == column), None)
            if not here or not any(cell.counts for cell in row) or is_total(here.words):
                continue
            key = " · ".join(
                [same_place(here.words), *(same_place(c.words) for c in words if c.at.column in rights)]
            )
            if key in seen:
                yield _finding(here, seen[key])
            seen.setdefault(key, here.at)


def _heads(words: str) -> bool:
    return len(words) <= 40 and is_territory(words)


def _finding(here: Cell, before: At) -> Finding:
    return Finding(
        str(here.at),
        f"{here.words} stands in the list already ({before})",
        "A territory is sold once for the same rights; counted twice, a lender will strike one of the two.",
        "Delete one of the rows, or say in a column which rights each of them holds.",
        code="territory_twice",
    )
