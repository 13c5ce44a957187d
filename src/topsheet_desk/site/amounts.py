"""Amounts as people write them, read in one way on every page."""

from __future__ import annotations

import re
from decimal import Decimal

from topsheet.money import minor_digits
from topsheet.money.written import Mark, both, doubtful, read

_NUMBER = re.compile(r"-?([1-9]\d{0,2}(,\d{3})+|\d+)(\.\d+)?|-?\.\d+")
AS = "Write it as 1,250.50: a point before the coins, commas only between thousands."


def number_of(written: str) -> Decimal | None:
    """A number as people write it, 1,250.50 or 33.333; None where it is none."""
    plain = written.strip()
    return Decimal(plain.replace(",", "")) if _NUMBER.fullmatch(plain) else None


def amount_of(written: str, currency: str = "") -> Decimal | None:
    """The same of money; 1.200 could be read in two ways and is None, unless the currency's coins are thousandths."""
    thousandths = currency and minor_digits(currency) == 3
    return None if _open(written) and not thousandths else number_of(written)


def fault_of(written: str) -> str:
    """What is wrong with an amount that could not be read, as the start of a sentence."""
    plain = written.strip()
    if not plain:
        return "the amount is missing"
    return f"{both(plain)}: which of the two is not guessed" if _open(plain) else f"“{plain}” is no amount"


def as_typed(written: str, mark: Mark | None) -> str:
    """A cell of a block whose decimal mark is known, as somebody would type it here; what stays open stays as it is."""
    bare = written.strip().removesuffix("%")
    value = read(bare, mark)
    if value is None:
        return written
    sign = written.strip().removeprefix(bare)
    return f"{value:f}{'0' if not sign and _open(f'{value:f}') else ''}{sign}"


def _open(written: str) -> bool:
    """Whether it may mean thousands or coins; a comma between thousands is this product's own way of writing."""
    return doubtful(written) and read(written, None) is None
