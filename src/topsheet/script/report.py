"""The script in figures: pages, scenes, eighths and speaking parts, by scene, set and time of day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from topsheet.figures import Figure
from topsheet.money import Percent, percent_of
from topsheet.script.length import LINES_A_PAGE, RULE
from topsheet.script.model import Scene, Screenplay

_NOT_WORD = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class SceneRow:
    """One line of the scene list; `page` is the page on which the scene starts."""

    number: str
    int_ext: str
    set: str
    time: str
    day_night: str
    eighths: Figure[int]
    page: int
    cues: tuple[str, ...]
    synopsis: str


@dataclass(frozen=True, slots=True)
class ScriptReport:
    """What a line producer reads first: how long the script is, where, when, and with how many parts.

    `sets` and `times` are eighths by set and by time of day, longest first; `shares` are the percentages of DAY,
    NIGHT, DAWN/DUSK and NOT GIVEN. The sum of eighths exceeds the pages, because every scene is rounded up.
    """

    title: str
    scenes: tuple[SceneRow, ...]
    pages: Figure[int]
    scene_count: Figure[int]
    eighths: Figure[int]
    speaking_parts: Figure[int]
    sets: tuple[Figure[int], ...]
    times: tuple[Figure[int], ...]
    shares: tuple[Figure[Percent], ...]


def script_figures(screenplay: Screenplay) -> ScriptReport:
    """The report of a script whose scene numbers are unique."""
    rows = tuple(_row(screenplay, scene) for scene in screenplay.scenes)
    eighths = _sum("script.eighths", "Length of all scenes in eighths", [row.eighths for row in rows])
    times = _grouped("time", "Eighths", rows, [row.day_night or "NOT GIVEN" for row in rows])
    parts = tuple(dict.fromkeys(name for scene in screenplay.scenes for name in scene.cues))
    return ScriptReport(
        title=screenplay.title or screenplay.name,
        scenes=rows,
        pages=Figure(
            "script.pages",
            "Pages of the script",
            screenplay.pages,
            f"{screenplay.printed:,} lines / {LINES_A_PAGE} a page, rounded up",
            source=screenplay.name,
        ),
        scene_count=Figure(
            "script.scenes", "Scenes", len(rows), "scene headings in the script", source=screenplay.name
        ),
        eighths=eighths,
        speaking_parts=Figure(
            "script.speaking_parts",
            "Speaking parts",
            len(parts),
            f"characters with a cue, voices included: {', '.join(parts)}"
            if parts
            else "no character has a cue",
            source=screenplay.name,
        ),
        sets=_grouped("set", "Eighths in", rows, [row.set or "NOT GIVEN" for row in rows]),
        times=times,
        shares=tuple(_share(each, eighths) for each in times),
    )


def _row(screenplay: Screenplay, scene: Scene) -> SceneRow:
    numbered = "" if scene.number_printed else "; the scene has no printed number, so its position is used"
    eighths = Figure(
        f"script.scene.{scene.number}.eighths",
        f"Scene {scene.number} in eighths",
        scene.eighths,
        f"{scene.printed} {RULE}{numbered}",
        source=screenplay.where(scene.start_line),
    )
    return SceneRow(
        number=scene.number,
        int_ext=scene.int_ext,
        set=scene.set,
        time=scene.time,
        day_night=scene.day_night,
        eighths=eighths,
        page=scene.page,
        cues=scene.cues,
        synopsis=scene.synopsis,
    )


def _sum(name: str, label: str, parts: Sequence[Figure[int]]) -> Figure[int]:
    return Figure(
        name,
        label,
        sum(part.value for part in parts),
        f"sum of {len(parts)} {'scene' if len(parts) == 1 else 'scenes'}",
        tuple(parts),
    )


def _grouped(
    group: str, label: str, rows: Sequence[SceneRow], names: Iterable[str]
) -> tuple[Figure[int], ...]:
    """Eighths by name, longest first; names that differ only in punctuation are one, by the first spelling."""
    spelt: dict[str, str] = {}
    parts: dict[str, list[Figure[int]]] = {}
    for row, name in zip(rows, names, strict=True):
        key = _NOT_WORD.sub("_", name.lower()).strip("_") or "unnamed"
        spelt.setdefault(key, name)
        parts.setdefault(key, []).append(row.eighths)
    sums = [_sum(f"script.{group}.{key}.eighths", f"{label} {spelt[key]}", parts[key]) for key in parts]
    return tuple(sorted(sums, key=lambda each: -each.value))


def _share(part: Figure[int], whole: Figure[int]) -> Figure[Percent]:
    return Figure(
        part.name.removesuffix(".eighths") + ".share",
        part.label.replace("Eighths", "Share of eighths:"),
        percent_of(Decimal(part.value), Decimal(whole.value)),
        "eighths of these scenes / eighths of all scenes",
        (part, whole),
    )
