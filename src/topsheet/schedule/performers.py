"""Days of the performers as figures: worked, held, first and last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from topsheet.calendar import Place
from topsheet.documents import Problem, Severity, Tree
from topsheet.figures import Figure, Value
from topsheet.rules import RuleBook, RuleNotInForce
from topsheet.schedule.day_out_of_days import HOLD, codes, longest_break
from topsheet.schedule.report import DoodRow, ShootDay
from topsheet.schedule.words import spell_days

DOMESTIC, ABROAD = "sag-aftra.theatrical.drop_gap_domestic", "sag-aftra.theatrical.drop_gap_other"


@dataclass(frozen=True, slots=True)
class Performers:
    """Days worked for every character of the cast list or on set, and a row for everyone who works."""

    cast_days: Mapping[str, Figure[int]]
    held_days: Mapping[str, Figure[int]]
    rows: tuple[DoodRow, ...]


def drop_gap(
    days: Sequence[ShootDay], places: Mapping[str, Place], book: RuleBook, on: date, file: Tree
) -> tuple[Figure[Decimal] | None, list[Problem]]:
    """The gap beyond which a performer may be dropped: one rule where all is shot in the USA, one elsewhere.

    Without a rule in force nobody is dropped, everyone is held, and a warning says so.
    """
    countries = {places[day.place].country for day in days if day.place in places}
    try:
        return book.value(DOMESTIC if countries <= {"US"} else ABROAD, on=on), []
    except RuleNotInForce as refusal:
        return None, [
            Problem(
                file.where(("start",)),
                str(refusal),
                "Without it no performer can be dropped, and every idle day counts as held.",
                "Add the rule with its source, or read the held days as the most they can be.",
                Severity.WARNING,
            )
        ]


def performers(
    days: Sequence[ShootDay], board: Mapping[str, int], gap: Figure[Decimal] | None, file: Tree
) -> Performers:
    """Who works when. `board` gives the numbers of the cast list; those on set without one come after it."""
    seen = {name for day in days for name in day.cast}
    names = sorted({*board, *seen}, key=lambda name: (name not in board, board.get(name, 0), name))
    rows: list[DoodRow] = []
    worked: dict[str, Figure[int]] = {}
    held: dict[str, Figure[int]] = {}
    for name in names:
        on_set = [day for day in days if name in day.cast]
        worked[name] = _worked(name, on_set, file)
        row = _row(name, board.get(name), on_set, days, worked[name], gap) if on_set else None
        held[name] = row.held if row else _none_held(name)
        if row:
            rows.append(row)
    return Performers(worked, held, tuple(rows))


def key(character: str) -> str:
    """A character's name as the last part of a figure's name."""
    return character.replace(" ", "_")


def _worked(name: str, on_set: Sequence[ShootDay], file: Tree) -> Figure[int]:
    how = f"on {spell_days([day.number for day in on_set])}" if on_set else "on set on no shooting day"
    return Figure(
        f"schedule.cast_days.{key(name)}", f"Days worked, {name}", len(on_set), how, (), file.where(("days",))
    )


def _none_held(name: str) -> Figure[int]:
    return Figure(f"schedule.held_days.{key(name)}", f"Days held, {name}", 0, "does not work, so is not held")


def _row(
    name: str,
    number: int | None,
    on_set: Sequence[ShootDay],
    days: Sequence[ShootDay],
    worked: Figure[int],
    gap: Figure[Decimal] | None,
) -> DoodRow:
    work = [day.date for day in on_set]
    most = None if gap is None else int(gap.value)
    given = codes(work, [day.date for day in days], most)
    first, last = on_set[0], on_set[-1]
    return DoodRow(
        name,
        number,
        given,
        worked,
        _held(name, work, given, worked, gap),
        Figure(
            f"schedule.first_day.{key(name)}",
            f"First day, {name}",
            first.date,
            f"the first of {worked.value}, day {first.number}",
            (worked,),
            first.source,
        ),
        Figure(
            f"schedule.last_day.{key(name)}",
            f"Last day, {name}",
            last.date,
            f"the last of {worked.value}, day {last.number}",
            (worked,),
            last.source,
        ),
    )


def _held(
    name: str,
    work: Sequence[date],
    given: Sequence[tuple[date, str]],
    worked: Figure[int],
    gap: Figure[Decimal] | None,
) -> Figure[int]:
    how = f"shooting days from {work[0]} to {work[-1]} without work"
    inputs: tuple[Figure[Value], ...] = (worked,)
    if gap is not None:
        inputs = (worked, gap)
        dropped = longest_break(work, int(gap.value))
        if dropped:
            how += f", less those of the one break: dropped {dropped[0]}, picked up {dropped[1]}"
    held = sum(code == HOLD for _, code in given)
    return Figure(f"schedule.held_days.{key(name)}", f"Days held, {name}", held, how, inputs)
