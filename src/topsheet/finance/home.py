"""A source in another currency, read in the production's at its dated rate."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from topsheet.figures import Figure, Value, given
from topsheet.finance.kinds import Source
from topsheet.finance.worth import name_of
from topsheet.money import Face, Money

# Every key of a source whose plain number is an amount of money; percentages are a type of their own.
AMOUNTS = (
    "face",
    "estimate",
    "goal",
    "amount",
    "per_backer",
    "fulfilment",
    "price",
    "unit_price",
    "unit_cost",
    "postage",
    "total",
    "sales_expenses",
)


def at_home(source: Source, rate: Decimal) -> Source:
    """The source with every amount in the home currency, not rounded: what is made of it rounds."""
    converted: Source = _times(source, rate)
    return converted


def in_home(source: Source, home: str, exchange: Mapping[str, Figure[Value]]) -> Source:
    """The source at the rate of its currency; worth nothing where there is none."""
    if source.currency in ("", home):
        return source
    rate = exchange.get(source.currency)
    return at_home(source, rate.value if rate is not None and isinstance(rate.value, Decimal) else Decimal(0))


def _times(value: Any, rate: Decimal) -> Any:
    if isinstance(value, BaseModel):
        changed = {
            key: inside * rate if key in AMOUNTS and isinstance(inside, Decimal) else _times(inside, rate)
            for key, inside in value
        }
        return value.model_copy(update=changed)
    if isinstance(value, tuple):
        return tuple(_times(each, rate) for each in value)
    return value


def face_of(
    source: Source, home: str, where: str, exchange: Mapping[str, Figure[Value]], written: Decimal
) -> Figure[Face]:
    """The face of a source in the home currency, from what is written and the rate; nothing without a rate."""
    name = f"{name_of(source.id)}.face"
    rate = exchange.get(source.currency)
    if source.currency in ("", home):
        return given(name, f"{source.name}, face", Face(written, home), where)
    if rate is None or not isinstance(rate.value, Decimal):
        return Figure(
            name,
            f"{source.name}, face",
            Face.zero(home),
            f"nothing: no rate for {source.currency}",
            (),
            where,
        )
    foreign = given(
        f"{name}.{source.currency}", f"{source.name}, as written", Money(written, source.currency), where
    )
    value = Face(written * rate.value, home).rounded()
    return Figure(name, f"{source.name}, face", value, f"{foreign.value} at {rate.value}", (foreign, rate))
