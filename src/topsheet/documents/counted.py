"""A number with its word, as a person says it."""

from __future__ import annotations

from decimal import Decimal


def counted(number: int | Decimal, one: str, many: str = "") -> str:
    """`1 error`, `25 errors`; a word whose plural takes more than an s gives it as `many`."""
    told = f"{number.normalize():f}" if isinstance(number, Decimal) else f"{number:,}"
    return f"{told} {one if number == 1 else many or one + 's'}"
