"""Where breakdown and script do not agree, each with its place, reason and remedy."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from topsheet.documents import Problem, Severity, Tree
from topsheet.script.breakdown import BreakdownDocument, SceneBreakdown
from topsheet.script.model import Scene, Screenplay

_NO_NUMBER = "A part without a board number is in no day-out-of-days and no budget line."


def check_breakdown(
    breakdown: BreakdownDocument, screenplay: Screenplay, tree: Tree, *, places: Collection[str]
) -> list[Problem]:
    """All disagreements, first of the cast list, then scene by scene in the order of the breakdown.

    `tree` is the YAML the breakdown was read from, for its lines; `places` are the ids the production knows.
    """
    problems = [*_double_cast(breakdown, tree), *_uncast_speakers(breakdown, screenplay, tree)]
    scenes = {scene.number: scene for scene in screenplay.scenes}
    for number, sheet in breakdown.scenes.items():
        scene = scenes.get(number)
        if scene is None:
            problems.append(_unknown_scene(number, screenplay, tree))
            continue
        if sheet.place not in places:
            problems.append(_unknown_place(number, sheet.place, places, tree))
        problems += _sheet_names(sheet, scene, breakdown, tree)
    return [*problems, *_without_sheet(breakdown, screenplay)]


def _double_cast(breakdown: BreakdownDocument, tree: Tree) -> Iterator[Problem]:
    numbers: dict[int, str] = {}
    characters: set[str] = set()
    for place, member in enumerate(breakdown.cast):
        where = tree.where(("cast", place))
        if member.number in numbers:
            yield Problem(
                where,
                f"{member.character} has board number {member.number}, which is {numbers[member.number]}'s",
                "Board, day-out-of-days and call sheet name the cast by number.",
                "Give each character a number of their own.",
            )
        if member.character in characters:
            yield Problem(
                where,
                f"{member.character} is on the cast list twice",
                "Days worked would count for one of the two only.",
                "Remove one of them.",
            )
        numbers.setdefault(member.number, member.character)
        characters.add(member.character)


def _uncast_speakers(breakdown: BreakdownDocument, screenplay: Screenplay, tree: Tree) -> Iterator[Problem]:
    known = {member.character for member in breakdown.cast}
    for scene in screenplay.scenes:
        for name in scene.cues:
            if name not in known:
                known.add(name)
                near = get_close_matches(name, [member.character for member in breakdown.cast], 1)
                yield Problem(
                    tree.where(("cast",)),
                    f"{name} speaks in scene {scene.number} ({screenplay.where(scene.start_line)}) "
                    "but is not on the cast list",
                    _NO_NUMBER,
                    (f"Correct the cue if {near[0]} is meant; otherwise add" if near else "Add")
                    + f" {{number: ..., character: {name}}} to cast.",
                )


def _unknown_scene(number: str, screenplay: Screenplay, tree: Tree) -> Problem:
    near = get_close_matches(number, [scene.number for scene in screenplay.scenes], 1)
    return Problem(
        _where(tree, number),
        f"scene {number} is not in the script {screenplay.name}",
        "What this sheet asks for would be scheduled for no scene.",
        f"Remove it, or give it its number in the script{f', such as {near[0]}' if near else ''}.",
    )


def _unknown_place(number: str, place: str, places: Collection[str], tree: Tree) -> Problem:
    near = get_close_matches(place, list(places), 1)
    return Problem(
        _where(tree, number, "place"),
        f"place {place} is not one of the production's",
        "Days, holidays and local spend are counted by place.",
        (f"Did you mean {near[0]}? Otherwise add it" if near else "Add it")
        + " under places in production.yaml.",
    )


def _sheet_names(
    sheet: SceneBreakdown, scene: Scene, breakdown: BreakdownDocument, tree: Tree
) -> Iterator[Problem]:
    cast = {member.character for member in breakdown.cast}
    for name in sheet.cast:
        if name not in cast:
            yield Problem(
                _where(tree, scene.number, "cast"),
                f"{name} is not on the cast list",
                _NO_NUMBER,
                f"Add {name} to cast at the top, or count background people under background.",
            )
    for name in sheet.not_present:
        if name not in scene.cues:
            yield Problem(
                _where(tree, scene.number, "not_present"),
                f"{name} does not speak in scene {scene.number}",
                "not_present takes off speakers who are not on set; this takes off nobody.",
                f"Remove {name}, or correct the name.",
                Severity.WARNING,
            )


def _without_sheet(breakdown: BreakdownDocument, screenplay: Screenplay) -> Iterator[Problem]:
    for scene in screenplay.scenes:
        if scene.number not in breakdown.scenes:
            yield Problem(
                screenplay.where(scene.start_line),
                f"scene {scene.number} has no breakdown sheet",
                "Its place, cast without lines and other needs are unknown, so it cannot be scheduled or priced.",
                f'Add "{scene.number}": under scenes in the breakdown.',
                Severity.WARNING,
            )


def _where(tree: Tree, number: str, *keys: str) -> str:
    """The place of a sheet, whose number may stand in quotes or not."""
    plain = ("scenes", number)
    as_number = ("scenes", int(number)) if number.isdecimal() else plain
    return tree.where((*(plain if plain in tree.lines else as_number), *keys))
