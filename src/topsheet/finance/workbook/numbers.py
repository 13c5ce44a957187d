"""Numbers as files and people write them, read exactly."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from topsheet.finance.workbook.model import Value

_AMOUNT = re.compile(r"(?:[A-Z]{3}\s?|[$€£¥])?\s*(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)\s*(%?)")


def number(written: str) -> Decimal | None:
    """An exact number as the file writes it; None for what is none, or is absurd."""
    try:
        found = Decimal(written.strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < 100 else None


def typed(words: str) -> Value:
    """A cell as somebody typed it: 1,250.50, (500), 10 % and $400,000 are numbers."""
    inside = words[1:-1] if words.startswith("(") and words.endswith(")") else words
    found = _AMOUNT.fullmatch(inside.replace("\N{MINUS SIGN}", "-").strip())
    value = number(found[1].replace(",", "")) if found else None
    if found is None or value is None:
        return words
    value = value / Decimal(100) if found[2] else value
    return -value if inside is not words else value
