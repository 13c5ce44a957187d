"""A scene heading taken apart: interior or exterior, set, time of day, scene number."""

from __future__ import annotations

import re
from typing import NamedTuple

# Longer forms first, so that `INT./EXT.` is not read as `INT.` with a set called `/EXT.`.
_PREFIX = re.compile(r"(INT\.?/EXT|EXT\.?/INT|I/E|INT|EXT|EST)[. ]", re.IGNORECASE)
_DASH = re.compile(r" [-–—]+ ")
_WORD = re.compile(r"[^\W_]+")

_DAY = frozenset(
    (
        "DAY",
        "MORNING",
        "AFTERNOON",
        "NOON",
        "MIDDAY",
        "DAYTIME",
        "JOUR",
        "TAG",
        "DÍA",
        "DIA",
        "GIORNO",
        "ДЕНЬ",
        "УТРО",
    )
)
_NIGHT = frozenset(
    ("NIGHT", "MIDNIGHT", "EVENING", "NUIT", "NACHT", "NOCHE", "NOITE", "NOTTE", "НОЧЬ", "ВЕЧЕР")
)
_BETWEEN = frozenset(("DAWN", "DUSK", "SUNRISE", "SUNSET", "TWILIGHT", "DAYBREAK", "MAGIC"))
_SAME = frozenset(("CONTINUOUS", "CONT", "CONTINUED", "LATER", "SAME", "MOMENTS"))
_TIMES = _DAY | _NIGHT | _BETWEEN | _SAME

_INT_EXT = {"I/E": "INT/EXT", "INT/EXT": "INT/EXT", "EXT/INT": "INT/EXT"}


class Place(NamedTuple):
    """What a heading says: INT or EXT, the set, and the time as printed; empty where it says nothing."""

    int_ext: str
    set: str
    time: str


def opens_scene(line: str) -> bool:
    """Whether a line starts as a scene heading does: INT, EXT, EST, INT/EXT or I/E, then `.` or a space."""
    return _PREFIX.match(line) is not None


def split_number(text: str) -> tuple[str, str]:
    """A heading and the scene number at its end: `INT. BRIDGE - DAY #12A#` gives the heading and `12A`."""
    if not text.endswith("#"):
        return text, ""
    start = text.rfind("#", 0, -1)
    number = text[start + 1 : -1] if start >= 0 else ""
    if not number.replace("-", "").replace(".", "").isalnum():
        return text, ""
    return text[:start].rstrip(), number


def take_apart(heading: str) -> Place:
    """INT or EXT, set and time of a heading, in upper case.

    The time starts at the last part between dashes that has a word of time in it, so that
    `INT. HOUSE - KITCHEN - NIGHT - RAIN` is the set HOUSE - KITCHEN at NIGHT - RAIN.
    """
    text = " ".join(heading.upper().split())
    int_ext = ""
    if prefix := _PREFIX.match(text):
        said = prefix.group(1).replace(".", "")
        int_ext = _INT_EXT.get(said, said)
        text = text[prefix.end() :].lstrip(". ")
    parts = _DASH.split(text)
    timed = [place for place in range(1, len(parts)) if _tells_time(parts[place])]
    if not timed:
        return Place(int_ext, " - ".join(parts), "")
    start = timed[-1]
    while start > 1 and _tells_time(parts[start - 1]):
        start -= 1
    return Place(int_ext, " - ".join(parts[:start]), " - ".join(parts[start:]))


def _tells_time(part: str) -> bool:
    return not _TIMES.isdisjoint(_WORD.findall(part))


def day_or_night(time: str, before: str) -> str:
    """DAY, NIGHT or DAWN/DUSK for a printed time; CONTINUOUS, LATER and SAME are as the scene before."""
    words = frozenset(_WORD.findall(time))
    if words & _BETWEEN or "FIRST LIGHT" in time:
        return "DAWN/DUSK"
    if words & _NIGHT:
        return "NIGHT"
    if words & _DAY:
        return "DAY"
    return before if words & _SAME else ""
