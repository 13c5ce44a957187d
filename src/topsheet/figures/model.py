"""The figure: a value, its name, and what made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Generic, TypeVar

from topsheet.money import Money, Percent

Value = Money | Percent | Decimal | int | str | date
V = TypeVar("V", bound=Value, covariant=True)


class Status(Enum):
    """How far a fact can be relied on, best first."""

    VERIFIED = "VERIFIED"
    DERIVED = "DERIVED"
    UNVERIFIED = "UNVERIFIED"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule or rate comes from: title, address, the day the source speaks of, and how sure we are."""

    title: str
    url: str
    as_of: str
    status: Status


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Figure(Generic[V]):
    """A value with its cause: the sentence `how`, the figures it was made from, and where given values stand.

    `name` is stable and dotted (`finance.gap`); `source` is the place in a document (`budget.yaml:12 ...`);
    `rule` is the citation of a dated rule. Figures compare by identity: one name means one figure in a chain.
    """

    name: str
    label: str
    value: V
    how: str = ""
    inputs: tuple[Figure[Value], ...] = field(default=())
    source: str = ""
    rule: Citation | None = None

    def __repr__(self) -> str:
        return f"<Figure {self.name} = {self.value}>"
