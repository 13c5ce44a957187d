"""What is wrong with a schedule: scenes lost, doubled or cut, unknown places, long days, short rests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from topsheet.calendar import Place, hours_between, moment
from topsheet.documents import Problem, Severity, Tree, counted
from topsheet.schedule.model import ScheduleDocument
from topsheet.schedule.report import ShootDay
from topsheet.schedule.strips import Scenes, Written, written
from topsheet.script import BreakdownDocument, spell_eighths

LONG_DAY_EIGHTHS = 64  # eight pages: beyond it a day is rarely finished
DAY_HOURS = 12  # assumed from call to wrap, because a schedule does not know the wrap
REST_HOURS = Decimal(10)


def check(
    document: ScheduleDocument,
    scenes: Scenes,
    breakdown: BreakdownDocument,
    places: Mapping[str, Place],
    file: Tree,
) -> list[Problem]:
    """What can be said of the document before it is laid on dates."""
    return [
        *_unknown_scenes(document, scenes, file),
        *_counted_wrong(document, scenes, file),
        *_left_over(document, scenes, file),
        *_places(document, places, file),
        *_elsewhere(document, scenes, breakdown, file),
    ]


def check_days(days: Sequence[ShootDay], places: Mapping[str, Place]) -> list[Problem]:
    """What can be said of the dated days: pages a day, and rest between wrap and call."""
    return [*_long_days(days), *_short_rests(days, places)]


def _unknown_scenes(document: ScheduleDocument, scenes: Scenes, file: Tree) -> Iterator[Problem]:
    for item in written(document):
        if item.scene not in scenes:
            yield Problem(
                file.where(item.path),
                f"scene {item.scene} is not in the script",
                "A strip without a scene would shoot nothing.",
                "Correct the number, or take the strip off the day.",
            )
    for place, number in enumerate(document.omitted):
        if number not in scenes:
            yield Problem(
                file.where(("omitted", place)),
                f"scene {number} is not in the script",
                "What is not written cannot be left out.",
                "Correct the number, or remove it.",
            )


def _counted_wrong(document: ScheduleDocument, scenes: Scenes, file: Tree) -> Iterator[Problem]:
    """A scene on several strips must be cut in parts, and the parts must make the scene."""
    strips: dict[str, list[Written]] = {}
    for item in written(document):
        strips.setdefault(item.scene, []).append(item)
    for number, items in strips.items():
        scene = scenes.get(number)
        if scene is None:
            continue
        where, whole = file.where(items[-1].path), [item for item in items if item.eighths is None]
        if number in document.omitted:
            yield Problem(
                where,
                f"scene {number} is scheduled and also omitted",
                "It cannot be both shot and left out.",
                "Take it off the day, or off the list of omitted scenes.",
            )
        if whole and len(items) > 1:
            yield Problem(
                where,
                f"scene {number} is scheduled {counted(len(items), 'time')}",
                "Its eighths and the days of its cast would be counted again.",
                "Keep one strip, or write each part with its eighths.",
            )
        parts = sum(item.eighths or 0 for item in items)
        if not whole and parts != scene.eighths:
            yield Problem(
                where,
                f"the parts of scene {number} make {_pages(parts)}, the scene is {_pages(scene.eighths)}",
                "Part of the scene would be shot twice or never.",
                f"Let the parts add up to {scene.eighths} eighths.",
            )


def _left_over(document: ScheduleDocument, scenes: Scenes, file: Tree) -> Iterator[Problem]:
    laid = {item.scene for item in written(document)} | set(document.omitted)
    for number, scene in scenes.items():
        if number not in laid:
            yield Problem(
                file.where(("days",)),
                f"scene {number} ({scene.heading}) is on no day",
                "A scene nobody shoots is missing from the days, the budget and the film.",
                "Put it on a day, or list it under `omitted`.",
            )


def _places(document: ScheduleDocument, places: Mapping[str, Place], file: Tree) -> Iterator[Problem]:
    for nth, day in enumerate(document.days):
        if day.place is not None and day.place not in places:
            yield Problem(
                file.where(("days", nth, "place")),
                f"there is no place `{day.place}`",
                "Its days could not be counted for the budget or an incentive.",
                f"Use one of: {', '.join(sorted(places)) or 'none is known'}.",
            )


def _elsewhere(
    document: ScheduleDocument, scenes: Scenes, breakdown: BreakdownDocument, file: Tree
) -> Iterator[Problem]:
    for item in written(document):
        described, day = breakdown.scenes.get(item.scene), document.days[int(item.path[1])]
        if described is None or item.scene not in scenes or described.place == day.place:
            continue
        yield Problem(
            file.where(item.path),
            f"scene {item.scene} is broken down for {described.place} and scheduled at {day.place}",
            "One of the two papers has the wrong place.",
            "Move the strip, or correct the breakdown.",
            Severity.WARNING,
        )


def _long_days(days: Sequence[ShootDay]) -> Iterator[Problem]:
    for day in days:
        if day.eighths.value > LONG_DAY_EIGHTHS:
            yield Problem(
                day.source,
                f"day {day.number} has {_pages(day.eighths.value)}",
                f"More than {_pages(LONG_DAY_EIGHTHS)} a day are rarely shot.",
                "Move strips to another day, or add a day.",
                Severity.WARNING,
            )


def _short_rests(days: Sequence[ShootDay], places: Mapping[str, Place]) -> Iterator[Problem]:
    for before, after in pairwise(days):
        here, there = places.get(before.place), places.get(after.place)
        if here is None or there is None:
            continue
        wrap = moment(before.date, before.call, here) + timedelta(hours=DAY_HOURS)
        rest = hours_between(wrap, moment(after.date, after.call, there))
        if rest < REST_HOURS:
            kind = "night" if before.night else "day"
            yield Problem(
                after.source,
                f"day {after.number} calls {rest} hours after {kind} {before.number} wraps",
                f"Fewer than {REST_HOURS} hours of rest are unsafe and cost a forced call; a day of "
                f"{DAY_HOURS} hours is assumed, so day {before.number} wraps at "
                f"{wrap.astimezone(here.zone):%H:%M}.",
                "Call later, swap the days, or put a day between them.",
                Severity.WARNING,
            )


def _pages(eighths: int) -> str:
    return f"{spell_eighths(eighths)} pages"
