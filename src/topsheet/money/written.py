"""Numbers as people and spreadsheets write them: every reading they have, and which decimal mark a block uses.

`1,250.50` and `1.250,50` have one reading each; `1.200` has two, and nothing here chooses between them unasked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum

_SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_EITHER = f"'\N{RIGHT SINGLE QUOTATION MARK}{_SPACES}"
_CURRENCY = r"[A-Z]{3}|US\$|[$€£¥]"
_DRESSED = re.compile(
    rf"(?P<open>\()?\s*(?P<minus>[-+])?\s*(?:(?:{_CURRENCY})\s*)?(?P<late>[-+])?(?P<body>[\d.,{_EITHER}]*\d)"
    rf"(?:[.,][-\N{{EN DASH}}]+|(?P<after>-))?\s*(?:(?:{_CURRENCY})\s*)?(?P<percent>%)?\s*(?P<close>\))?"
)


class Mark(Enum):
    """What stands before the coins."""

    POINT = "."
    COMMA = ","


def _pattern(group: str, mark: str) -> re.Pattern[str]:
    groups = rf"[1-9]\d{{0,2}}(?P<by>[{re.escape(group)}{_EITHER}])\d{{3}}(?:(?P=by)\d{{3}})*"
    return re.compile(rf"(?:{groups}|0|[1-9]\d*)(?:{re.escape(mark)}\d+)?|{re.escape(mark)}\d+")


_BODY = {Mark.POINT: _pattern(",", "."), Mark.COMMA: _pattern(".", ",")}


def readings(written: str) -> Mapping[Mark, Decimal]:
    """What a number may mean, by the decimal mark it would be written with; empty for what is no number.

    Brackets and a minus on either side make it negative, a percent sign divides by 100, a currency may stand beside it.
    """
    plain = written.strip().replace("\N{MINUS SIGN}", "-")
    found = _DRESSED.fullmatch(plain) if len(plain) <= 60 else None
    if found is None or bool(found["open"]) != bool(found["close"]):
        return {}
    factor = Decimal(-1 if "-" in (found["minus"], found["late"], found["after"]) or found["open"] else 1)
    factor = factor / 100 if found["percent"] else factor
    return {
        mark: factor * Decimal(re.sub(rf"[^\d{mark.value}]", "", found["body"]).replace(",", "."))
        for mark, pattern in _BODY.items()
        if pattern.fullmatch(found["body"])
    }


def mark_of(cells: Iterable[str]) -> Mark | None:
    """The decimal mark of a block, by the cells that have only one reading; None where none has, or they disagree."""
    return mark_among(readings(cell) for cell in cells)


def mark_among(found: Iterable[Mapping[Mark, Decimal]]) -> Mark | None:
    """The same of readings that were made before."""
    told = {next(iter(each)) for each in found if len(each) == 1}
    return told.pop() if len(told) == 1 else None


def doubtful(written: str) -> bool:
    """Whether a number means a thousand times more, or less, where the other decimal mark is used: 1.200, 1,200."""
    return len(set(readings(written).values())) > 1


def read(written: str, mark: Mark | None) -> Decimal | None:
    """The number, in the block's decimal mark where its own writing leaves two; None for none, or where that is open.

    With no mark known, `1,200` is read as Topsheet itself writes twelve hundred; `1.200` is left open.
    """
    return chosen(readings(written), written, mark)


def chosen(found: Mapping[Mark, Decimal], written: str, mark: Mark | None) -> Decimal | None:
    """The same of readings that were made before."""
    if len(set(found.values())) < 2:
        return next(iter(found.values()), None)
    if mark is None and re.search(r"\d,\d", written):
        mark = Mark.POINT
    return found[mark] if mark else None


def both(written: str) -> str:
    """The two readings of a doubtful number, in words."""
    large, small = sorted(readings(written).values(), reverse=True)
    return f"“{written.strip()}” may be {large:,f} or {small.normalize():f}"
