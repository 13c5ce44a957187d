"""One territory sold or estimated twice in one list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from topsheet.finance.workbook.model import At, Cell, Finding
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import is_territory, is_total

_RIGHTS = re.compile(r"rights|medi(a|um)\b|window|platform|format|film\b|title", re.IGNORECASE)
_SAME: Mapping[str, str] = {
    "uk": "united kingdom",
    "great britain": "united kingdom",
    "us": "united states",
    "usa": "united states",
    "u.s.": "united states",
    "u.k.": "united kingdom",
    "domestic": "united states",
    "anz": "australia and new zealand",
    "gas": "german-speaking",
    "german speaking": "german-speaking",
    "the netherlands": "netherlands",
    "holland": "netherlands",
    "korea": "south korea",
}


def check(study: Study) -> Iterator[Finding]:
    """One finding for each row that names a territory, in the same rights, which stands in the list already."""
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
            key = " · ".join([_plain(here.words), *(_plain(c.words) for c in words if c.at.column in rights)])
            if key in seen:
                yield _finding(here, seen[key])
            seen.setdefault(key, here.at)


def _heads(words: str) -> bool:
    return len(words) <= 40 and is_territory(words)


def _plain(words: str) -> str:
    plain = " ".join(re.sub(r"\([^)]*\)", " ", words.lower()).split())
    return _SAME.get(plain, plain)


def _finding(here: Cell, before: At) -> Finding:
    return Finding(
        str(here.at),
        f"{here.words} stands in the list already ({before})",
        "A territory is sold once for the same rights; counted twice, a lender will strike one of the two.",
        "Delete one of the rows, or say in a column which rights each of them holds.",
        code="territory_twice",
    )
