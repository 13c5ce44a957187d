"""Small words: lists, percentages and days inside a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from topsheet.money import Percent
from topsheet.recoupment.steps import Claim


def listed(claims: Sequence[Claim]) -> str:
    """The names of some claims."""
    return and_([claim.position.name for claim in claims])


def is_or_are(claims: Sequence[Claim]) -> str:
    """The verb after a list."""
    return "is" if len(claims) == 1 else "are"


def and_(parts: Sequence[str]) -> str:
    """a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def or_(parts: Sequence[str]) -> str:
    """a, b or c."""
    return f"{', '.join(parts[:-1])} or {parts[-1]}" if len(parts) > 1 else "".join(parts)


def lower(label: str) -> str:
    """A label inside a sentence: its first letter small, unless the word is written in capitals."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def one_stop(sentence: str) -> str:
    """A sentence that ends once, where a name at its end has a full stop of its own: Most Film d.o.o."""
    return f"{sentence.rstrip('.')}." if sentence.endswith("..") else sentence


def spoken(value: object) -> str:
    """A percentage without noughts: 120%, 12.5%."""
    return f"{_number(value.value)}%" if isinstance(value, Percent) else str(value)


def percentage(rate: Fraction) -> str:
    """A share as a percentage without noughts."""
    percent = rate * 100
    return f"{_number(Decimal(percent.numerator) / percent.denominator)}%"


def spoken_day(day: date) -> str:
    """1 January 2028."""
    return f"{day.day} {day:%B} {day.year}"


def _number(number: Decimal) -> str:
    return f"{number.normalize():f}"
