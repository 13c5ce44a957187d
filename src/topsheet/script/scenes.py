"""Elements made into scenes: numbered, measured, and with the characters who speak in them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise, takewhile

from topsheet.script.cues import is_off_screen, is_voice_over
from topsheet.script.headings import day_or_night, take_apart
from topsheet.script.length import HEADING_BLANKS, eighths_of, page_at
from topsheet.script.marks import plain
from topsheet.script.model import Element, Kind, Scene

_HEADING, _CUE, _SYNOPSIS, _SECTION = Kind.HEADING, Kind.CUE, Kind.SYNOPSIS, Kind.SECTION


def read_scenes(elements: Sequence[Element]) -> tuple[Scene, ...]:
    """The scenes in order, each from its heading to the next heading or the end."""
    starts = [place for place, element in enumerate(elements) if element.kind is _HEADING]
    above = [0, *accumulate([element.printed for element in elements])]
    scenes: list[Scene] = []
    light = ""
    for position, (start, end) in enumerate(pairwise([*starts, len(elements)]), 1):
        scene = _scene(tuple(elements[start:end]), position, above[start], above[end] - above[start], light)
        light = scene.day_night
        scenes.append(scene)
    return tuple(scenes)


def _scene(elements: tuple[Element, ...], position: int, above: int, printed: int, light: str) -> Scene:
    heading = elements[0]
    place = take_apart(plain(heading.text))
    cues = [element for element in elements if element.kind is _CUE]
    speakers = tuple(dict.fromkeys([cue.speaker for cue in cues]))
    voice_over, off_screen = _unseen(cues)
    return Scene(
        number=heading.number or str(position),
        number_printed=heading.number != "",
        heading=heading.text,
        int_ext=place.int_ext,
        set=place.set,
        time=place.time,
        day_night=day_or_night(place.time, light),
        printed=printed,
        eighths=eighths_of(printed),
        page=page_at(above + HEADING_BLANKS + 1),
        cues=speakers,
        voice_over=voice_over,
        off_screen=off_screen,
        synopsis=_synopsis(elements),
        start_line=heading.line,
        elements=elements,
    )


def _unseen(cues: Sequence[Element]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those who speak in V.O. only, and those heard but never seen to speak and at least once O.S."""
    seen: set[str] = set()
    voices: dict[str, None] = {}
    beside: dict[str, None] = {}
    for cue in cues:
        if "(" not in cue.text:
            seen.add(cue.speaker)
        elif is_voice_over(cue.text):
            voices[cue.speaker] = None
        elif is_off_screen(cue.text):
            beside[cue.speaker] = None
        else:
            seen.add(cue.speaker)
    only_heard = tuple(name for name in voices if name not in seen and name not in beside)
    return only_heard, tuple(name for name in beside if name not in seen)


def _synopsis(elements: Sequence[Element]) -> str:
    """The synopsis lines of a scene; below a section they speak of what comes next."""
    unprinted = [element for element in elements if not element.printed]
    own = takewhile(lambda element: element.kind is not _SECTION, unprinted)
    return " ".join(element.text for element in own if element.kind is _SYNOPSIS)
