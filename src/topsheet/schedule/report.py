"""The schedule as computed: dated shooting days, moves, and who works when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from topsheet.figures import Figure, Value


@dataclass(frozen=True, slots=True)
class Strip:
    """A scene, or a part of it, on one day; `part` says that the rest stands on another day."""

    scene: str
    eighths: int
    part: bool = False


@dataclass(frozen=True, slots=True)
class ShootDay:
    """A day of photography. `cast` are those on set in board order, `background` the most any scene needs."""

    number: int
    date: date
    place: str
    call: time
    night: bool
    scenes: tuple[Strip, ...]
    eighths: Figure[int]
    cast: tuple[str, ...]
    background: Figure[int]
    source: str


@dataclass(frozen=True, slots=True)
class Move:
    """A working day without shooting: a company move, travel, a rest."""

    date: date
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class DoodRow:
    """One performer in the day-out-of-days; `codes` holds the days that carry a code, in order.

    SW start, W work, WF finish, SWF one day only, H hold, WD (or SWD) the last day before a drop, PW (or PWF)
    the day of the pick-up. A day without a code is not owed to the performer.
    """

    character: str
    number: int | None
    codes: tuple[tuple[date, str], ...]
    worked: Figure[int]
    held: Figure[int]
    start: Figure[date]
    finish: Figure[date]

    def code(self, day: date) -> str:
        """The code on a day, empty where there is none."""
        return next((code for when, code in self.codes if when == day), "")


@dataclass(frozen=True, slots=True)
class ScheduleReport:
    """The whole schedule. `globals` holds every figure a budget may take with `from:`, by its name."""

    days: tuple[ShootDay, ...]
    moves: tuple[Move, ...]
    shoot_days: Figure[int]
    start: Figure[date]
    wrap: Figure[date]
    night_days: Figure[int]
    eighths: Figure[int]
    pages_per_day: Figure[Decimal]
    days_at: Mapping[str, Figure[int]]
    cast_days: Mapping[str, Figure[int]]
    dood: tuple[DoodRow, ...]
    omitted: tuple[str, ...]
    globals: Mapping[str, Figure[Value]]
