"""Amounts as people write them, read in one way on every page."""

from __future__ import annotations

import re
from decimal import Decimal

_AMOUNT = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?|-?\.\d+")


def amount_of(written: str) -> Decimal | None:
    """An amount as people write it, 1,250.50; None where it could be read in two ways or in none."""
    plain = written.strip()
    return Decimal(plain.replace(",", "")) if _AMOUNT.fullmatch(plain) else None
