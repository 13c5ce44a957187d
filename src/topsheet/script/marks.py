"""Marks inside the text: what is cut before reading (boneyard, notes), and emphasis, which stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from topsheet.script.model import Note

_CUT = "\x00"  # stands where something was cut out of a line
_JOIN = "\x01"  # stands for each line end that was cut out with it
# What a cut leaves, with one of the two spaces it may have stood between.
_HOLE = re.compile(f" {_CUT}{_JOIN}*(?= )|{_CUT}{_JOIN}*")
_MARK = re.compile(r"\\[*_\\]|\*{1,3}|_|\n")


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text without boneyard and notes, the file's line of each line left, and what was found on the way."""

    text: str
    numbers: Sequence[int]
    notes: tuple[Note, ...]
    open_boneyard: int


def clean(text: str) -> CleanText:
    """Cut out boneyard, then notes. A line of which nothing else was left disappears; it parts no paragraph.

    An unterminated boneyard stays as text, and `open_boneyard` is its line (0 when all are closed).
    """
    if "/*" not in text and "[[" not in text:
        return CleanText(text, range(1, text.count("\n") + 2), (), 0)
    for sentinel in (_CUT, _JOIN):
        text = text.replace(sentinel, "\ufffd")
    text, opened = _without_boneyard(text)
    open_line = _line_at(text, opened) if opened >= 0 else 0
    text, found = _without_notes(text)
    text, numbers = _close_holes(text)
    return CleanText(text, numbers, tuple(found), open_line)


def _line_at(text: str, place: int) -> int:
    return text.count("\n", 0, place) + text.count(_JOIN, 0, place) + 1


def _gap(piece: str) -> str:
    return _CUT + _JOIN * (piece.count("\n") + piece.count(_JOIN))


def _without_boneyard(text: str) -> tuple[str, int]:
    kept: list[str] = []
    at = length = 0
    while (start := text.find("/*", at)) >= 0:
        end = text.find("*/", start + 2)
        kept.append(text[at:start])
        length += start - at
        if end < 0:
            kept.append(text[start:])
            return "".join(kept), length
        gap = _gap(text[start:end])
        kept.append(gap)
        length += len(gap)
        at = end + 2
    kept.append(text[at:])
    return "".join(kept), -1


def _without_notes(text: str) -> tuple[str, list[Note]]:
    """Notes may run over lines but not over an empty one; an opening without its end is text."""
    kept: list[str] = []
    notes: list[Note] = []
    at = look = line = counted = blank = 0
    while (start := text.find("[[", look)) >= 0:
        if blank <= start:
            blank = _found(text, "\n\n", start)
        end = text.find("]]", start + 2, blank)
        if end < 0:
            look = blank
            continue
        line += text.count("\n", counted, start) + text.count(_JOIN, counted, start)
        counted = start
        notes.append(Note(_shown(text[start + 2 : end]), line + 1))
        kept += (text[at:start], _gap(text[start:end]))
        at = look = end + 2
    kept.append(text[at:])
    return "".join(kept), notes


def _found(text: str, what: str, start: int) -> int:
    place = text.find(what, start)
    return place if place >= 0 else len(text)


def _shown(text: str) -> str:
    return text.replace(_CUT, "").replace(_JOIN, "").strip()


def _close_holes(text: str) -> tuple[str, list[int]]:
    """The text with its cuts closed, lines emptied by them dropped, and the line of the file for each line left."""
    kept: list[str] = []
    numbers: list[int] = []
    done, number = 0, 1
    while (cut := text.find(_CUT, done)) >= 0:
        start = text.rfind("\n", done, cut) + 1 or done
        end = text.find("\n", cut) + 1 or len(text)
        whole = text.count("\n", done, start)
        line = text[start:end]
        left = _HOLE.sub("", line)
        kept.append(text[done:start])
        numbers += range(number, number + whole)
        number += whole
        if left.strip():
            kept.append(left)
            numbers.append(number)
        number += 1 + line.count(_JOIN)
        done = end
    kept.append(text[done:])
    numbers += range(number, number + text.count("\n", done) + 1)
    return "".join(kept), numbers


def plain(text: str) -> str:
    """The text without emphasis marks: `**stop** \\*` reads `stop *`.

    A mark counts when it has a partner on the same line and no space on its inner side; all others are text.
    """
    if "*" not in text and "_" not in text and "\\" not in text:
        return text
    opened: dict[str, int] = {}
    marks = list(_MARK.finditer(text))
    dropped: set[int] = set()
    for place, mark in enumerate(marks):
        sign = mark.group()
        if sign == "\n":
            opened.clear()
        elif sign[0] == "\\":
            dropped.add(place)
        elif sign in opened and not text[mark.start() - 1].isspace():
            dropped |= {place, opened.pop(sign)}
        elif not text[mark.end() : mark.end() + 1].isspace():
            opened[sign] = place
    return _without(text, [marks[place] for place in sorted(dropped)])


def _without(text: str, marks: list[re.Match[str]]) -> str:
    kept: list[str] = []
    at = 0
    for mark in marks:
        kept.append(text[at : mark.start()])
        if mark.group()[0] == "\\":
            kept.append(mark.group()[1])
        at = mark.end()
    kept.append(text[at:])
    return "".join(kept)
