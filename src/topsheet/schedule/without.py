"""A schedule without one place: what a cost option asks for when a country or a location is cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from topsheet.documents import Tree
from topsheet.schedule.model import ScenePart, ScheduleDay, ScheduleDocument

Kept = list[tuple[int, ScheduleDay]]


def without_place(document: ScheduleDocument, place: str) -> tuple[ScheduleDocument, tuple[str, ...]]:
    """The document without the days at a place, and the scenes that lose their day, in shooting order.

    Lost scenes are listed as `omitted`, so that the schedule still says what happens to every scene. A scene
    split between this place and another is lost whole, for half a scene is no scene; a day emptied by that
    goes too. A move to or from the place goes unless the days that now meet still lie at different places.
    """
    lost = _lost(document, place)
    days = tuple(day for _, day in _kept(document, place, lost))
    omitted = tuple(dict.fromkeys([*document.omitted, *lost]))
    return document.model_copy(update={"days": days, "omitted": omitted}), lost


def kept_without(document: ScheduleDocument, place: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Which days are left without a place, by their places in the document, and the scenes that lose their day."""
    lost = _lost(document, place)
    return tuple(nth for nth, _ in _kept(document, place, lost)), lost


def lines_without_place(document: ScheduleDocument, place: str, file: Tree) -> Tree:
    """The lines on which the days that are left were written, so that figures still open to their own line.

    `document` and `file` are the whole schedule, before the place is cut.
    """
    lines = {path: line for path, line in file.lines.items() if path[:1] != ("days",) or len(path) == 1}
    for now, (before, day) in enumerate(_kept(document, place, _lost(document, place))):
        whole = day is document.days[before]
        for path, line in file.lines.items():
            if path[:2] == ("days", before) and (whole or len(path) == 2):
                lines["days", now, *path[2:]] = line
    return replace(file, lines=lines)


def _lost(document: ScheduleDocument, place: str) -> tuple[str, ...]:
    gone = [day for day in document.days if day.place == place]
    return tuple(dict.fromkeys(_number(item) for day in gone for item in day.scenes))


def _number(item: str | ScenePart) -> str:
    return item.scene if isinstance(item, ScenePart) else item


def _less(day: ScheduleDay, place: str, lost: Sequence[str]) -> ScheduleDay | None:
    if day.move is not None:
        return day
    kept = tuple(item for item in day.scenes if _number(item) not in lost)
    if day.place == place or not kept:
        return None
    return day if kept == day.scenes else day.model_copy(update={"scenes": kept})


def _kept(document: ScheduleDocument, place: str, lost: Sequence[str]) -> Kept:
    """The days that are left, each with its place in the document, and the moves that are still needed.

    Moves stand in runs between shooting days. A run that touches no removed day stays as it is; one that does
    keeps its last move, and only where the places before and after it differ.
    """
    kept: Kept = []
    moves: Kept = []
    before: ScheduleDay | None = None
    touched = False
    for nth, written in enumerate(document.days):
        day = _less(written, place, lost)
        if day is None:
            touched = True
        elif day.move is not None:
            moves.append((nth, day))
        else:
            apart = before is not None and before.place != day.place
            needed = moves[-1:] if apart else []
            kept += [*(needed if touched else moves), (nth, day)]
            before, moves, touched = day, [], False
    return kept if touched else [*kept, *moves]


def moved(document: ScheduleDocument, places: Mapping[str, str]) -> ScheduleDocument:
    """The schedule with the days at some places shot at others; calls and moves stay as they are."""
    days = tuple(
        day.model_copy(update={"place": places[day.place]}) if day.place and day.place in places else day
        for day in document.days
    )
    return document.model_copy(update={"days": days})
