"""How a value reads on a page: thousands in commas, a true minus, whole coins where all are whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from topsheet.figures import Figure, Value
from topsheet.money import Money, Percent, minor_digits

MINUS = "\N{MINUS SIGN}"


def money(value: Money, *, digits: int | None = None) -> str:
    """An amount without its currency: no decimals when it is whole, unless `digits` says otherwise."""
    exact = value.rounded().amount
    places = (
        digits
        if digits is not None
        else (0 if exact == exact.to_integral_value() else minor_digits(value.currency))
    )
    return f"{exact:,.{places}f}".replace("-", MINUS)


def number(value: Decimal | int) -> str:
    """A number as written by a person: no trailing zeros, at most four decimals."""
    exact = Decimal(value).quantize(Decimal("0.0001")).normalize()
    return f"{exact:,f}".replace("-", MINUS)


def percent(value: Percent) -> str:
    """A percentage with at most two decimals and its sign."""
    return f"{number(value.rounded().value)} %".replace(" ", "\N{NO-BREAK SPACE}")


def broken(value: Money | Percent) -> bool:
    """Whether an amount has coins, or a percentage decimals, as it is shown."""
    exact = value.rounded().amount if isinstance(value, Money) else value.rounded().value
    return exact != exact.to_integral_value()


def in_full(value: Money | Percent) -> str:
    """An amount with its coins, a percentage with two decimals: what stands beside one that has them."""
    if isinstance(value, Money):
        return money(value, digits=minor_digits(value.currency))
    return f"{value.rounded().value:,.2f} %".replace("-", MINUS).replace(" ", "\N{NO-BREAK SPACE}")


def day(value: date) -> str:
    """A day in words: Mon 29 Mar 2027."""
    return f"{value:%a} {value.day} {value:%b %Y}"


def eighths(value: int) -> str:
    """Pages in eighths as a scheduler writes them: 12 is 1 4/8."""
    whole, rest = divmod(value, 8)
    return f"{whole} {rest}/8" if whole and rest else f"{rest}/8" if rest else str(whole)


def show(value: Value, unit: str = "") -> str:
    """Any figure's value as text; `unit` may say that a number counts eighths."""
    match value:
        case Money():
            return money(value)
        case Percent():
            return percent(value)
        case date():
            return day(value)
        case bool():
            return "yes" if value else "no"
        case int() | Decimal():
            return eighths(int(value)) if unit == "eighths" else number(value)
        case _:
            return str(value)


def of(figure: Figure[Value]) -> str:
    """A figure's value as text; one whose name ends in `eighths` is written as pages and eighths."""
    return show(figure.value, "eighths" if figure.name.endswith("eighths") else "")


def plain(value: Value) -> str:
    """The value as a spreadsheet reads it: no separators, a hyphen for minus, days in ISO order."""
    match value:
        case Money():
            return str(value.rounded().amount)
        case Percent():
            return f"{value.value.normalize():f}"
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value.normalize():f}"
        case _:
            return str(value)


def sentence(words: str) -> str:
    """The words beginning with a capital, as they read on their own."""
    return words[:1].upper() + words[1:]


def act_words(act: str) -> str:
    """An act's stored code as a reader says it: `set_report` is `set report`."""
    return act.replace("_", " ")
