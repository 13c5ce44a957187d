"""What leaves the room: for each deal, each statement line by line, its break-evens, and what its printer got wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from topsheet.figures import Figure, Value
from topsheet.money import Money, Percent

# A receipt, what is taken off, a total, or what the participant has.
Role = Literal["receipt", "charge", "total", "share"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a statement to date, and its movement since the statement before.

    `follows` holds the lines it is made of and by what factor, so that a slip in one can be followed to the others.
    """

    id: str
    role: Role
    to_date: Figure[Money]
    movement: Figure[Money]
    follows: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Compared:
    """A line as printed, beside what follows from the lines above it as printed, and what we compute.

    `delta` is printed less what follows, nothing where they agree to the last printed place.
    """

    line: str
    label: str
    printed: Decimal
    follows: Decimal
    computed: Decimal
    delta: Decimal


@dataclass(frozen=True, slots=True)
class BreakevenReport:
    """The gross at which receipts in these proportions reach the break-even, or a word why there is none.

    `residual` is what is left over there, in exact fractions, and is nothing; `box_office` stands where the books
    give one. `threshold` is the same point in the deal's own gross.
    """

    id: str
    label: str
    gross: Figure[Value]
    threshold: Fraction | None
    residual: Figure[Value] | None
    box_office: Figure[Money] | None
    reached: bool


@dataclass(frozen=True, slots=True)
class StatementReport:
    """One statement of a deal: its lines from the top down, rates, break-evens, what is due, its print compared."""

    id: str
    label: str
    to: date
    lines: tuple[Line, ...]
    rates: tuple[Figure[Percent], ...]
    breakevens: tuple[BreakevenReport, ...]
    compared: tuple[Compared, ...]
    due: Figure[Money]

    def line(self, id_: str) -> Line:
        """The line of that id. Raises StopIteration when the statement has none."""
        return next(line for line in self.lines if line.id == id_)

    def amount(self, id_: str) -> Decimal:
        """What a line says to date; nothing for a line the statement does not have."""
        return next((line.to_date.value.amount for line in self.lines if line.id == id_), Decimal(0))

    def roots(self) -> Iterator[Figure[Value]]:
        """The figures under which every figure of the statement stands."""
        for line in self.lines:
            yield line.to_date
            yield line.movement
        yield from self.rates
        yield self.due
        for each in self.breakevens:
            yield each.gross
            if each.residual:
                yield each.residual
            if each.box_office:
                yield each.box_office


@dataclass(frozen=True, slots=True)
class DealReport:
    """One participant's deal: its statements in the order of their days, and its terms in plain English.

    `party` is the participant's id, `participant` their name.
    """

    id: str
    label: str
    party: str
    participant: str
    statements: tuple[StatementReport, ...]
    terms_text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParticipationReport:
    """Every deal; without deals when the document has errors, which the problems beside it name."""

    currency: str
    deals: tuple[DealReport, ...] = ()

    def roots(self) -> Iterator[Figure[Value]]:
        """The figures under which every figure of the report stands."""
        for deal in self.deals:
            for statement in deal.statements:
                yield from statement.roots()
