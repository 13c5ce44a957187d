"""Character cues: who speaks, and whether seen, off screen or only heard."""

from __future__ import annotations

import re
from typing import NamedTuple

from topsheet.script.headings import opens_scene

_BRACKETS = re.compile(r"\([^()]*\)")
_VOICE_OVER = re.compile(r"\bV\.?/?\s?O\b", re.IGNORECASE)
_OFF_SCREEN = re.compile(r"\bO\.?/?\s?[SC]\b", re.IGNORECASE)
_NEVER_CUES = frozenset("!.>~=#")


class Cue(NamedTuple):
    """A cue line taken apart: who speaks, the cue as printed, and whether it stands beside the speech before."""

    speaker: str
    text: str
    dual: bool


def read_cue(line: str) -> Cue | None:
    """The cue a line gives, or None when the line can be no cue.

    A cue has no lower-case letter outside its brackets and at least one upper-case letter of any alphabet, or is
    forced by `@`. What starts as a scene heading or ends as a transition is never a cue.
    """
    text = line.strip()
    if not text or text[0] in _NEVER_CUES:
        return None
    forced = text[0] == "@"
    outside = _BRACKETS.sub("", text) if "(" in text else text
    if not forced and (not outside.isupper() or opens_scene(text) or text.endswith("TO:")):
        return None
    shown = text[1:].lstrip() if forced else text
    dual = shown.endswith("^")
    if dual:
        shown = shown.rstrip("^ ")
    name = name_in(shown)
    return Cue(name, shown, dual) if name else None


def name_in(cue: str) -> str:
    """The character's name in a cue: `MARA  (V.O.) (CONT'D)` is MARA."""
    return " ".join(_BRACKETS.sub("", cue).split())


def is_voice_over(cue: str) -> bool:
    """Whether the cue's extension says voice-over: the speaker need not be on set."""
    return _says(cue, _VOICE_OVER)


def is_off_screen(cue: str) -> bool:
    """Whether the cue's extension says off screen or off camera: on set, but not seen."""
    return _says(cue, _OFF_SCREEN)


def _says(cue: str, sign: re.Pattern[str]) -> bool:
    return sign.search(" ".join(_BRACKETS.findall(cue))) is not None
