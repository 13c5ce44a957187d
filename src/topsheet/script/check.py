"""What is wrong with a script as a production document, each with its place, reason and remedy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from topsheet.documents import Problem, Severity
from topsheet.script.headings import opens_scene
from topsheet.script.model import Element, Kind, Screenplay
from topsheet.script.spelling import look_alikes

_RARE = 2
_CUE, _HEADING = Kind.CUE, Kind.HEADING
_HEADING_LINE = re.compile(r"\n *(?:INT|EXT|EST|I/E)[. /]")


def empty_script(name: str) -> Problem:
    """The file holds nothing but white space."""
    return Problem(
        f"{name}:1",
        "is empty",
        "Days, budget and everything below come from the scenes of the script.",
        "Export the script from the writing program again, and check its size.",
    )


def open_boneyard(name: str, line: int) -> Problem:
    """A boneyard that never ends; what follows is read as text."""
    return Problem(
        f"{name}:{line}",
        "opens a boneyard with /* that no */ closes",
        "What follows was read as part of the script, and its scenes are counted.",
        "Close the boneyard with */ after the text to leave out, or take out the /*.",
        Severity.WARNING,
    )


def check_screenplay(screenplay: Screenplay) -> list[Problem]:
    """No scenes, scene numbers used twice, headings that did not count, cues that look misspelt."""
    return [
        *_no_scenes(screenplay),
        *_double_numbers(screenplay),
        *_lost_headings(screenplay),
        *_misspelt_cues(screenplay),
    ]


def _no_scenes(screenplay: Screenplay) -> Iterator[Problem]:
    if not screenplay.scenes:
        yield Problem(
            screenplay.where(1),
            "has no scene heading",
            "Without scenes there is nothing to break down, schedule or budget.",
            "Start each scene with a line such as INT. BRIDGE - NIGHT, an empty line above and below it.",
        )


def _double_numbers(screenplay: Screenplay) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for scene in screenplay.scenes:
        if scene.number not in first:
            first[scene.number] = scene.start_line
            continue
        given = "" if scene.number_printed else ", given by its position because none is printed"
        yield Problem(
            screenplay.where(scene.start_line),
            f"scene number {scene.number} is used twice, first on line {first[scene.number]}{given}",
            "The breakdown and the schedule name scenes by number, and could not tell the two apart.",
            "Give one of them another number, such as the next letter, or number every scene.",
        )


def _lost_headings(screenplay: Screenplay) -> Iterator[Problem]:
    texts = [element.text for element in screenplay.elements if element.kind is not _HEADING]
    if not _HEADING_LINE.search("\n" + "\n".join(texts)):
        return
    for element in screenplay.elements:
        if element.kind in (Kind.ACTION, Kind.DIALOGUE):
            yield from _headings_inside(screenplay, element)


def _headings_inside(screenplay: Screenplay, element: Element) -> Iterator[Problem]:
    said = element.kind.value.lower()
    for place, line in enumerate(element.text.split("\n")):
        if line.isupper() and opens_scene(line.lstrip()):
            yield Problem(
                screenplay.where(element.line + place),
                f"looks like a scene heading but is read as {said}: {line.strip()[:60]}",
                "A heading stands alone, with an empty line above and below; this scene is not counted.",
                "Put an empty line above and below it, or start it with ! if it is action.",
                Severity.WARNING,
            )


def _misspelt_cues(screenplay: Screenplay) -> Iterator[Problem]:
    speeches = Counter([element.speaker for element in screenplay.elements if element.kind is _CUE])
    # most_common keeps the order of first speech among equals, so of two the later one is suspected.
    alike = [
        pair for pair in look_alikes(name for name, _ in speeches.most_common()) if speeches[pair[0]] <= _RARE
    ]
    first = {element.speaker: element.line for element in reversed(screenplay.elements)} if alike else {}
    for rare, known in alike:
        yield Problem(
            screenplay.where(first[rare]),
            f"the cue {rare} looks like a misspelling of {known}",
            f"{rare} has {_speeches(speeches[rare])} and {known} {_speeches(speeches[known])}; "
            "as written they are two parts, with two engagements.",
            f"Correct the cue to {known}, or leave it if both are characters.",
            Severity.WARNING,
        )


def _speeches(count: int) -> str:
    return "1 speech" if count == 1 else f"{count} speeches"
