"""A program as a value: the lines of a day under each version of the terms, and where results and memory stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from topsheet.recoupment.program.calendar import Calendar
from topsheet.recoupment.program.ops import Op, Operand

# Where a receipt comes from: its territory, medium and source.
Origin = tuple[str, str, str]
ANYWHERE: Origin = ("", "", "")


@dataclass(frozen=True, slots=True)
class Version:
    """The lines of one day under one version of the terms, and where its results and its memory stand."""

    ops: tuple[Op, ...]
    results: Mapping[tuple[str, ...], Operand]
    keeps: Mapping[str, Operand]


@dataclass(frozen=True, slots=True)
class Program:
    """What one day does under each version of the terms.

    `origins` numbers the classes of receipts: those of one class count alike everywhere. `states` names what is
    remembered between days; with `once` nothing is, and all receipts come at once. `levels` are the registers
    that are reported. Results are named `("in", pot)`, `("ever" | "cash", pot, step)`, `("paid", step, payee)`,
    `("room", step, payee)`, `("part", step, part)`, `("base" | "entitled" | "joined", step)`, `("had", payee)`,
    `("left", pot)`, `("held", account)`, `("register", id)`, `("interest", position)`,
    `("inside", id)` and `("passed", id, place)`; all are totals to date but `cash`.
    """

    versions: tuple[Version, ...]
    states: Mapping[str, str]
    origins: Mapping[Origin, int]
    levels: tuple[str, ...]
    calendar: Calendar
    once: bool
    claims: int = 0  # all that positions are owed, in coins

    @property
    def classes(self) -> int:
        """How many classes of receipts there are."""
        return max(self.origins.values(), default=0) + 1
