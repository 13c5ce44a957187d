"""What comes into the room from the finance plan, and the report that leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from topsheet.figures import Figure, Value
from topsheet.money import Money, Percent


@dataclass(frozen=True, slots=True)
class Position:
    """A source of finance paid from receipts, and what it put in or, for a loan or a deferral, is owed."""

    id: str
    name: str
    kind: str
    invested: Figure[Money]


@dataclass(frozen=True, slots=True)
class PositionReport:
    """What one position gets: `paid` is `entitled` (rounded down) plus the stray cents it owns, if any."""

    id: str
    name: str
    kind: str
    invested: Figure[Money]
    paid: Figure[Money]
    entitled: Figure[Money]
    stray: Figure[Money] | None
    returned: Figure[Percent]


@dataclass(frozen=True, slots=True)
class PartyReport:
    """What one party gets that is not a source of finance: agents, producer."""

    id: str
    name: str
    paid: Figure[Money]


@dataclass(frozen=True, slots=True)
class CaseReport:
    """Everyone's part of one gross: the steps in order, then each position, each kind and each party."""

    label: str
    gross: Figure[Money]
    rows: tuple[Figure[Money], ...]
    positions: tuple[PositionReport, ...]
    returned: tuple[Figure[Percent], ...]
    parties: tuple[PartyReport, ...]
    strays: tuple[Figure[Money], ...]
    undistributed: Figure[Money]
    accounts: tuple[PartyReport, ...] = ()

    def row(self, step: str) -> Figure[Money]:
        """The row whose name ends in `step`, as `net_after_costs`. Raises StopIteration when none does."""
        return next(row for row in self.rows if row.name.endswith(f".{step}"))

    def roots(self) -> Iterator[Figure[Value]]:
        """The figures under which every figure of the case stands."""
        yield from self.rows
        yield from self.returned
        yield from self.strays
        yield from (party.paid for party in (*self.parties, *self.accounts))
        for position in self.positions:
            yield from (position.entitled, position.returned)


@dataclass(frozen=True, slots=True)
class VariantReport:
    """The same costs and cases under other tiers; `missing` names positions the plan does not have."""

    id: str
    title: str
    note: str
    missing: tuple[str, ...]
    cases: tuple[CaseReport, ...]
    breakevens: tuple[Figure[Value], ...]
    terms_text: tuple[str, ...]

    def roots(self) -> Iterator[Figure[Value]]:
        """The figures under which every figure of the variant stands."""
        yield from self.breakevens
        for case in self.cases:
            yield from case.roots()


@dataclass(frozen=True, slots=True)
class RecoupmentReport:
    """The whole room's answer; without cases when the terms have errors, which the problems beside it name.

    A break-even's value is an amount, or the word `never` with the reason in `how`.
    """

    currency: str
    receipts: str
    cases: tuple[CaseReport, ...] = ()
    breakevens: tuple[Figure[Value], ...] = ()
    variants: tuple[VariantReport, ...] = ()
    terms_text: tuple[str, ...] = ()

    def roots(self) -> Iterator[Figure[Value]]:
        """The figures under which every figure of the report stands."""
        yield from self.breakevens
        for case in self.cases:
            yield from case.roots()
        for variant in self.variants:
            yield from variant.roots()
