"""The few ways most figures are made: given by a document, added up, taken off, multiplied."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from topsheet.figures.model import Citation, Figure, Value
from topsheet.money import Money, Percent, total

M = TypeVar("M", bound=Money)
V = TypeVar("V", bound=Value)


def given(name: str, label: str, value: V, source: str = "", rule: Citation | None = None) -> Figure[V]:
    """A value that stands in a document or a rule, not computed here."""
    return Figure(name, label, value, "as given", (), source, rule)


def sum_of(name: str, label: str, parts: Sequence[Figure[M]], zero: M, how: str = "") -> Figure[M]:
    """The sum of money figures of one kind; `zero` gives the kind and currency when there are none."""
    value = total((part.value for part in parts), zero)
    return Figure(name, label, value, how or f"sum of {len(parts)}", tuple(parts))


def difference(name: str, label: str, whole: Figure[M], *parts: Figure[M], how: str = "") -> Figure[M]:
    """What is left of `whole` when the parts are taken off."""
    value = whole.value
    for part in parts:
        value = value - part.value
    words = how or f"{whole.label} less " + " less ".join(part.label for part in parts)
    return Figure(name, label, value, words, (whole, *parts))


def product(
    name: str, label: str, base: Figure[M], by: Figure[Percent] | Figure[Decimal], how: str = ""
) -> Figure[M]:
    """A money figure times a percentage or a number, rounded half up to the coin."""
    value = (base.value * by.value).rounded()
    inputs: tuple[Figure[Value], ...] = (base, by)
    return Figure(name, label, value, how or f"{base.label} × {by.label}", inputs)
