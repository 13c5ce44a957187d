"""The base of every document, and the small types their fields share."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from topsheet.money import Percent
from topsheet.money.written import both, doubtful

# A comma separates thousands; `1,5` could be one and a half, so it is refused and not read as fifteen.
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")


# The years in which a film's papers can lie; a day beyond is a slip of the pen, and months are counted from it.
EARLIEST, LATEST = 1900, 2150


class Document(BaseModel):
    """A frozen document; an unknown key is an error, because silence would drop what someone wrote."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def _nothing_guessed(cls, written: Any) -> Any:
        """A number is no day (pydantic would count seconds from 1970), and true is not 1."""
        if isinstance(written, dict):
            for name, field in cls.model_fields.items():
                key = field.alias or name
                value = written.get(key)
                if isinstance(value, (int, Decimal)):
                    _fits(key, value, _kinds(field.annotation))
                for day in value.values() if isinstance(value, dict) else (value,):
                    if isinstance(day, date) and not EARLIEST <= day.year <= LATEST:
                        raise PydanticCustomError(
                            "far_day", "a day between 1900 and 2150 is expected", {"key": key, "given": day}
                        )
        return written


def _fits(key: str, value: Any, kinds: set[Any]) -> None:
    if date in kinds and not {int, Decimal} & kinds:
        raise PydanticCustomError("not_a_day", "a day is expected", {"key": key, "given": value})
    if isinstance(value, bool) and int in kinds and bool not in kinds:
        raise PydanticCustomError("not_whole", "a whole number is expected", {"key": key, "given": value})


def _kinds(annotation: Any) -> set[Any]:
    """The plain types a field may hold itself; what stands inside a list or a mapping does not count."""
    if isinstance(annotation, type):
        return {annotation}
    return {kind for part in get_args(annotation) for kind in _kinds(part)}


def _decimal(value: Any) -> Any:
    """Numbers as people write them: 1250000, 1250000.00 or "1,250,000"; never a binary float."""
    if isinstance(value, (bool, float)):
        raise ValueError("a number is expected")
    if isinstance(value, str):
        if "," in value and not _THOUSANDS.fullmatch(value.strip()):
            raise ValueError("a number is expected; commas only separate thousands")
        try:
            value = Decimal(value.replace(",", "").strip())
        except InvalidOperation:
            raise ValueError("a number is expected") from None
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError("a finite number is expected")
    return value


def _percent(value: Any) -> Any:
    """A percentage as a number or with its sign: 20, 20.5 or "20%"."""
    if isinstance(value, Percent):
        return value
    number = _decimal(value.removesuffix("%").strip() if isinstance(value, str) else value)
    if not isinstance(number, (int, Decimal)):
        raise ValueError("a percentage is expected")
    if not 0 <= number <= 100:
        raise ValueError("a percentage lies between 0 and 100")
    return Percent(Decimal(number))


def _amount(value: Any) -> Any:
    """Money and counts as words: 1.200 is twelve hundred to half of Europe, so it is refused and not read as 1.2."""
    if isinstance(value, str) and "," not in value and doubtful(value):
        raise ValueError(f"an amount with one reading is expected; {both(value)}")
    return _decimal(value)


def _sum(value: Any) -> Any:
    """Money that is no price of one thing: 1.200 is refused without quotes too, where it would be a thousandth."""
    return _amount(f"{value:f}" if isinstance(value, Decimal) and value.is_finite() else value)


Amount = Annotated[Decimal, BeforeValidator(_amount), Field(ge=0, le=Decimal(10) ** 13)]
# What is paid, owed or asked for as a whole; a rate or a price, such as 12.375 an hour, is an Amount.
Sum = Annotated[Decimal, BeforeValidator(_sum), Field(ge=0, le=Decimal(10) ** 13)]
# Where a correction may take back what was written before.
SignedAmount = Annotated[
    Decimal, BeforeValidator(_amount), Field(ge=-(Decimal(10) ** 13), le=Decimal(10) ** 13)
]
# What is no money, a rate or a number of units: 1.085 has one reading.
Count = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0, le=Decimal(10) ** 13)]
Number = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=-(Decimal(10) ** 13), le=Decimal(10) ** 13)]
# In a schema a percentage is what a person writes, not the value it becomes.
_WRITTEN_PERCENT = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 100},
        {"type": "string", "pattern": r"^[\d.]+\s*%?$"},
    ]
}
PercentValue = Annotated[Percent, BeforeValidator(_percent), WithJsonSchema(_WRITTEN_PERCENT)]
Share = PercentValue
