"""Numbers as files and people write them, read exactly, each in the decimal mark of its block, and written again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from topsheet.finance.workbook.model import At, Value
from topsheet.money.written import Mark, chosen, mark_among, read, readings

_YEAR = re.compile(r"(19|20)\d\d")
_DRESSED = re.compile(r"[^\d.,\s-]|\d[.,'\s]\d{3}(?!\d)")


def number(written: str) -> Decimal | None:
    """An exact number as the file writes it; None for what is none, or is absurd."""
    try:
        found = Decimal(written.strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < 100 else None


def typed(words: str, mark: Mark | None = None) -> Value:
    """A cell as somebody typed it: 1,250.50, 1.250,50 €, (500), 10 % and $400,000 are numbers."""
    found = read(words, mark)
    return words if found is None or abs(found.adjusted()) >= 100 else found


@dataclass(frozen=True, slots=True)
class Block:
    """The numbers among cells of words in one decimal mark; which are amounts, which stay with two readings."""

    mark: Mark | None
    values: Mapping[At, Decimal]
    amounts: frozenset[At]
    doubted: tuple[At, ...]


def block_of(cells: Mapping[At, str]) -> Block:
    """The numbers of a workbook or paste; its amounts, figures beside words or dressed as money, tell the decimal mark.

    Years and numbering are no amounts.
    """
    found = {at: each for at, words in cells.items() if (each := readings(words))}
    first: dict[tuple[str, int], int] = {}
    for at in cells.keys() - found.keys():
        here = (at.sheet, at.row)
        first[here] = min(first.get(here, at.column), at.column)
    amounts = frozenset(
        at
        for at in found
        if not _YEAR.fullmatch(cells[at])
        and (first.get((at.sheet, at.row), at.column) < at.column or _DRESSED.search(cells[at]))
    )
    mark = mark_among(found[at] for at in amounts)
    values = {at: chosen(each, cells[at], mark) for at, each in found.items()}
    return Block(
        mark,
        {at: value for at, value in values.items() if value is not None and abs(value.adjusted()) < 100},
        amounts,
        tuple(sorted(at for at in amounts if values[at] is None)),
    )


def shown(amount: Decimal) -> str:
    """An amount as a person writes it: thousands in commas, coins only where there are some."""
    exact = amount.quantize(Decimal("0.01"), ROUND_HALF_UP, Context(prec=400))
    return f"{exact:,.0f}" if exact == exact.to_integral_value() else f"{exact:,.2f}"
