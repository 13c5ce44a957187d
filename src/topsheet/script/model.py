"""The screenplay as values: elements as written, and scenes as counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a paragraph of a screenplay is."""

    HEADING = "HEADING"
    ACTION = "ACTION"
    CUE = "CUE"
    PARENTHETICAL = "PARENTHETICAL"
    DIALOGUE = "DIALOGUE"
    LYRICS = "LYRICS"
    TRANSITION = "TRANSITION"
    CENTRED = "CENTRED"
    PAGE_BREAK = "PAGE_BREAK"
    SECTION = "SECTION"
    SYNOPSIS = "SYNOPSIS"


class Element(NamedTuple):
    """One paragraph of the script, without the marks that force its kind; emphasis marks stay in the text.

    `line` is the line of the file on which it starts, `printed` the lines it takes on the page with the blank
    lines before it. `speaker` names who speaks (cue, parenthetical, dialogue and sung lines of a speech); `number`
    is the scene number of a heading, `level` the depth of a section, `dual` a cue spoken beside the one before.
    A named tuple and not a dataclass, because a script makes thousands and a tuple is made three times faster.
    """

    kind: Kind
    text: str
    line: int
    printed: int = 0
    speaker: str = ""
    number: str = ""
    level: int = 0
    dual: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A writer's note, `[[ ... ]]`: never printed, kept with its line."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene, from its heading to the next.

    `number` is the printed number, or the position in the script where none is printed (`number_printed` says
    which). `int_ext` is INT, EXT, INT/EXT, EST, or empty under a forced heading. `time` is as printed; `day_night`
    is DAY, NIGHT, DAWN/DUSK or empty, and follows the scene before under CONTINUOUS, LATER and the like. `eighths`
    counts whole eighths of a page, `page` is the page on which the heading stands. `cues` are the speaking
    characters in order of first speech; `voice_over` those of them heard only in V.O., `off_screen` those never
    seen to speak but heard O.S. at least once.
    """

    number: str
    number_printed: bool
    heading: str
    int_ext: str
    set: str
    time: str
    day_night: str
    printed: int
    eighths: int
    page: int
    cues: tuple[str, ...]
    voice_over: tuple[str, ...]
    off_screen: tuple[str, ...]
    synopsis: str
    start_line: int
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Screenplay:
    """A whole script. `name` is the file's name, for sources; `printed` the lines of all its pages."""

    name: str
    title: str
    title_page: tuple[tuple[str, str], ...]
    elements: tuple[Element, ...]
    scenes: tuple[Scene, ...]
    notes: tuple[Note, ...]
    printed: int
    pages: int

    def scene(self, number: str) -> Scene | None:
        """The scene with that number, or None."""
        return next((scene for scene in self.scenes if scene.number == number), None)

    def where(self, line: int) -> str:
        """A line of the script as problems and figures cite it: `night_ferry.fountain:12`."""
        return f"{self.name}:{line}"
