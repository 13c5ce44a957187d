"""Strips: what a day's list of scenes means, against the script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from topsheet.schedule.model import ScenePart, ScheduleDocument
from topsheet.schedule.report import Strip
from topsheet.script import Scene, Screenplay

Scenes = Mapping[str, Scene]


@dataclass(frozen=True, slots=True)
class Written:
    """One entry of a day's list as written: its scene, its eighths where given, its place in the document."""

    scene: str
    eighths: int | None
    path: tuple[str | int, ...]


def scenes_by_number(screenplay: Screenplay) -> Scenes:
    """The scenes of the script by their printed number."""
    return {scene.number: scene for scene in screenplay.scenes}


def written(document: ScheduleDocument) -> Iterator[Written]:
    """Every entry of every day, in order."""
    for place, day in enumerate(document.days):
        for nth, item in enumerate(day.scenes):
            path = ("days", place, "scenes", nth)
            if isinstance(item, ScenePart):
                yield Written(item.scene, item.eighths, path)
            else:
                yield Written(item, None, path)


def strips_by_day(document: ScheduleDocument, scenes: Scenes) -> dict[int, tuple[Strip, ...]]:
    """The strips of each day by its place in the document; a scene the script lacks gives no strip."""
    laid: dict[int, list[Strip]] = {}
    for item in written(document):
        scene = scenes.get(item.scene)
        if scene is None:
            continue
        eighths = scene.eighths if item.eighths is None else item.eighths
        strip = Strip(item.scene, eighths, eighths != scene.eighths)
        laid.setdefault(int(item.path[1]), []).append(strip)
    return {place: tuple(strips) for place, strips in laid.items()}
