"""The schedule built: document, script, breakdown and places made into dated days and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from topsheet.calendar import Place
from topsheet.documents import Problem, Tree
from topsheet.figures import Figure
from topsheet.rules import RuleBook
from topsheet.schedule.check import check, check_days
from topsheet.schedule.dates import Laid, lay_out
from topsheet.schedule.model import ScheduleDocument
from topsheet.schedule.performers import drop_gap, performers
from topsheet.schedule.report import Move, ScheduleReport, ShootDay, Strip
from topsheet.schedule.strips import Scenes, scenes_by_number, strips_by_day
from topsheet.schedule.summary import summarise
from topsheet.script import BreakdownDocument, Screenplay, who_is_on_set


def build(
    document: ScheduleDocument,
    screenplay: Screenplay,
    breakdown: BreakdownDocument,
    places: Mapping[str, Place],
    file: Tree,
    *,
    book: RuleBook,
    not_before: date | None = None,
) -> tuple[ScheduleReport, list[Problem]]:
    """The dated schedule and everything wrong with it.

    `places` are the production's by id, `file` the tree of the schedule's text (for lines), `book` the rules,
    read on the first day of photography. `not_before` is the day the production's figures speak of: a start
    before it is a problem; None says that there is no such day. A strip of an unknown scene is left out, with
    a problem.
    """
    scenes = scenes_by_number(screenplay)
    laid = lay_out(document, file, not_before)
    problems = [*laid.problems, *check(document, scenes, breakdown, places, file)]
    days, moves = _days(document, scenes, breakdown, laid, file)
    problems += check_days(days, places)
    if not days:
        problems.append(
            Problem(
                file.where(("days",)),
                "there is no shooting day",
                "Nothing would be filmed.",
                "Add a day with a place and scenes.",
            )
        )
    gap, missing = drop_gap(days, places, book, laid.start, file)
    board = {member.character: member.number for member in breakdown.cast}
    cast = performers(days, board, gap, file)
    return summarise(document, days, moves, cast, laid, places, file), [*problems, *missing]


def _days(
    document: ScheduleDocument, scenes: Scenes, breakdown: BreakdownDocument, laid: Laid, file: Tree
) -> tuple[tuple[ShootDay, ...], tuple[Move, ...]]:
    board = {member.character: member.number for member in breakdown.cast}
    strips = strips_by_day(document, scenes)
    days: list[ShootDay] = []
    moves: list[Move] = []
    for nth, (written, when) in enumerate(zip(document.days, laid.dates, strict=True)):
        source = file.where(("days", nth))
        if written.move is not None or written.place is None:
            moves.append(Move(when, written.move or "", source))
            continue
        number, on_day = len(days) + 1, strips.get(nth, ())
        present = {name for strip in on_day for name in who_is_on_set(scenes[strip.scene], breakdown)}
        cast = tuple(sorted(present, key=lambda name: (name not in board, board.get(name, 0), name)))
        days.append(
            ShootDay(
                number,
                when,
                written.place,
                written.call,
                written.night,
                on_day,
                _eighths(number, on_day, source),
                cast,
                _background(number, on_day, breakdown, source),
                source,
            )
        )
    return tuple(days), tuple(moves)


def _eighths(number: int, strips: Sequence[Strip], source: str) -> Figure[int]:
    total = sum(strip.eighths for strip in strips)
    how = " + ".join(f"scene {strip.scene} ({strip.eighths}/8)" for strip in strips) or "no strip"
    return Figure(
        f"schedule.day.{number}.eighths", f"Eighths of a page, day {number}", total, how, (), source
    )


def _background(
    number: int, strips: Sequence[Strip], breakdown: BreakdownDocument, source: str
) -> Figure[int]:
    needed = {
        strip.scene: breakdown.scenes[strip.scene].background
        for strip in strips
        if strip.scene in breakdown.scenes
    }
    most = max(needed.values(), default=0)
    busiest = next((scene for scene, people in needed.items() if people == most and most), None)
    how = f"the most a scene needs (scene {busiest}); the same people play the day" if busiest else "none"
    return Figure(
        f"schedule.day.{number}.background", f"Background players, day {number}", most, how, (), source
    )
