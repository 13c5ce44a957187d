"""Cells read as amounts, rates, days and words, each in the one way that the mapping says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal

from topsheet.finance.workbook.model import Cell
from topsheet.money import round_half_up
from topsheet.money.written import Mark, readings

MARKS: Mapping[str, Mark] = {"point": Mark.POINT, "comma": Mark.COMMA}
_EXCEL = Context(prec=15, rounding=ROUND_HALF_EVEN)  # the figures that a spreadsheet program itself keeps
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_TOKENS = {
    "YYYY": r"(?P<y>\d{4})",
    "YY": r"(?P<y>\d{2})",
    "MMM": r"(?P<name>[A-Za-z]{3})[a-z]*\.?",
    "MM": r"(?P<m>\d{1,2})",
    "DD": r"(?P<d>\d{1,2})",
}
_TOKEN = re.compile("YYYY|YY|MMM|MM|DD|.", re.DOTALL)
_YES = frozenset("yes y true 1 x ja oui si sì sí held received".split())
_NO = frozenset("no n false 0 - nein non none".split())
_LED = ("=", "+", "-", "@", "'")  # what an export leads with an apostrophe
_SIGNS = {
    "€": ("EUR",),
    "£": ("GBP", "EGP", "GIP", "FKP", "SHP"),
    "¥": ("JPY", "CNY"),
    "US$": ("USD",),
    "$": (
        "USD",
        "AUD",
        "CAD",
        "NZD",
        "HKD",
        "SGD",
        "TWD",
        "MXN",
        "BRL",
        "ARS",
        "CLP",
        "COP",
        "UYU",
        "DOP",
        "JMD",
        "TTD",
        "BBD",
        "BSD",
        "FJD",
    ),
}
_CODE = re.compile(r"[A-Z]{3}")


class Unread(ValueError):
    """A cell that does not say what it should; the message is what is wrong, `fix` what to do."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.fix = fix


def number_in(cell: Cell, mark: Mark) -> Decimal:
    """The number of a cell, as a spreadsheet keeps it or in the mapping's decimal mark. Raises Unread."""
    _computed(cell)
    if isinstance(cell.value, Decimal) and not cell.dated:
        return _EXCEL.plus(cell.value)
    words = str(cell.value)
    found = readings(words)
    if not isinstance(cell.value, str) or mark not in found or "%" in words:
        other = f"; with a decimal {_name(*found)} it would be one" if found and "%" not in words else ""
        raise Unread(
            f"“{words}” is no number with a decimal {_name(mark)}{other}",
            "Correct the cell, set the mapping's `decimal`, or leave the row out by a `skip` rule.",
        )
    return found[mark]


def amount_in(cell: Cell, mark: Mark, currency: str) -> Decimal:
    """An amount in whole coins of the currency; a code written beside it must be that currency. Raises Unread."""
    found = number_in(cell, mark)
    if isinstance(cell.value, str) and not _is_in(cell.value, currency):
        raise Unread(f"“{cell.value}” is not in {currency}", "Map the currency's column, or correct it.")
    coin = round_half_up(found, currency)
    if abs(coin - found) > Decimal("1e-6"):
        raise Unread(
            f"{found:f} has parts of a coin in {currency}",
            "Ask for the amount that was paid; a sheet may show a rounded one and hold another.",
        )
    return coin


def _is_in(written: str, currency: str) -> bool:
    """Whether the code or the sign beside an amount, if there is one, may stand for the currency."""
    if codes := _CODE.findall(written):
        return bool(codes[0] == currency)
    sign = next((each for each in _SIGNS if each in written), "")
    return not sign or currency in _SIGNS[sign]


def rate_in(cell: Cell, mark: Mark, inverse: bool) -> Decimal:
    """A rate to the film's currency, twelve figures where it is one divided by what was written. Raises Unread."""
    found = number_in(cell, mark)
    if found <= 0:
        raise Unread(f"{found:f} is no rate of exchange", "Correct the cell.")
    return Context(prec=12).divide(Decimal(1), found).normalize() if inverse else found


def day_in(cell: Cell, form: str, from_1904: bool) -> date:
    """A day: one that the spreadsheet shows as such, or words in the mapping's form, `DD.MM.YYYY`. Raises Unread."""
    _computed(cell)
    try:
        if cell.dated and isinstance(cell.value, Decimal):
            first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
            return first + timedelta(days=int(cell.value))
        if cell.dated:
            return date.fromisoformat(str(cell.value)[:10])
        found = _pattern(form).fullmatch(cell.value.strip()) if isinstance(cell.value, str) else None
        if found:
            return _day(found.groupdict())
    except (ValueError, OverflowError):
        pass
    raise Unread(f"“{cell.value}” is no day written {form}", "Correct the cell, or set the mapping's `days`.")


def words_in(cell: Cell) -> str:
    """The words of a cell; numbers as they are written. Raises Unread for what a spreadsheet would run."""
    _computed(cell)
    if isinstance(cell.value, Decimal):
        return f"{_EXCEL.plus(cell.value).normalize():f}"
    words = " ".join(str(cell.value).split())
    if words[:1] in ("=", "@"):
        raise Unread(f"“{words[:40]}” is a formula", "Save the file with values in place of formulas.")
    return words[1:] if words[:1] == "'" and words[1:2] in _LED else words


def truth_in(cell: Cell) -> bool:
    """Yes or no. Raises Unread."""
    words = words_in(cell).casefold()
    if words not in _YES | _NO:
        raise Unread(f"“{words}” is neither yes nor no", "Write yes or no.")
    return words in _YES


def is_form(form: str) -> bool:
    """Whether a form of days names day, month and year, each once."""
    try:
        names = set(_pattern(form).groupindex)
    except re.error:
        return False
    return {"y", "d"} <= names and len(names) == 3


def _computed(cell: Cell) -> None:
    if cell.formula and cell.value is None:
        raise Unread(
            "holds a formula that was never computed",
            "Open the file in your spreadsheet program, save it, and take it in again.",
        )


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile("".join(_TOKENS.get(token, re.escape(token)) for token in _TOKEN.findall(form)))


def _day(found: Mapping[str, str]) -> date:
    year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)
    named = found.get("name")
    month = _MONTHS.index(named.lower()) + 1 if named else int(found["m"])
    return date(year, month, int(found["d"]))


def _name(mark: Mark, *_: Mark) -> str:
    return mark.name.lower()
