"""Amounts in thousands or millions: which cells are, by the head of their column or by a note over the sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from topsheet.finance.workbook.labels import Label
from topsheet.finance.workbook.model import At, Book

_MONEY = r"(?:EUR|USD|GBP|CHF|CAD|AUD|NZD|SEK|NOK|DKK|US\$|[€$£])"
_THOUSANDS = re.compile(
    rf"\bin (?:thousands?|k\b|tsd)|\bthousands of\b|\((?:thousands?|'?000s?)\)"
    rf"|{_MONEY}\s?\(?(?:'?000s?\b|thousands?\b|k\b)"
    rf"|(?<!\d)'000s?\b|\b[kt]\s?{_MONEY}(?!\w)|\bin tausend",
    re.IGNORECASE,
)
_MILLIONS = re.compile(
    rf"\bin (?:millions?|mio\b|mn\b)|\bmillions of\b|{_MONEY}\s?(?:m|mn|mio|millions?)\b", re.IGNORECASE
)
ONE = Decimal(1)


def unit_said(words: str) -> Decimal:
    """A thousand, a million, or one, by what words say of the amounts under them."""
    if _THOUSANDS.search(words):
        return Decimal(1_000)
    return (
        Decimal(1_000_000)
        if _MILLIONS.search(words) and not re.search(r"\d\s?(m|mn|mio|million)", words)
        else ONE
    )


def units_of(book: Book, labels: Mapping[At, Label]) -> Mapping[At, Decimal]:
    """The unit of every labelled number that is not in ones; a note above a sheet's first number is for all of it."""
    whole: dict[str, Decimal] = {}
    for sheet, cells in book.sheets.items():
        first = next((cell.at.row for cell in cells if cell.counts), 0)
        notes = " | ".join(cell.words for cell in cells if cell.words and cell.at.row < first)[:2_000]
        whole[sheet] = unit_said(notes)
    found = {}
    for at, label in labels.items():
        head, own = unit_said(label.header), unit_said(f"{label.beside} | {label.over}")
        unit = own if own != ONE else head if head != ONE else whole[at.sheet]
        if unit != ONE and "%" not in label.header:
            found[at] = unit
    return found
