"""Lines of a Fountain text made into elements, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from topsheet.script.cues import Cue, read_cue
from topsheet.script.headings import opens_scene, split_number
from topsheet.script.length import (
    DIALOGUE_WIDTH,
    ONE_LINER,
    PARENTHETICAL_WIDTH,
    action_lines,
    heading_lines,
    wrapped,
)
from topsheet.script.model import Element, Kind

# Looked up once: a member of an enum costs more to reach than the test it is used in.
_ACTION, _CUE, _DIALOGUE, _PARENTHETICAL = Kind.ACTION, Kind.CUE, Kind.DIALOGUE, Kind.PARENTHETICAL
_HEADING, _TRANSITION, _LYRICS, _CENTRED = Kind.HEADING, Kind.TRANSITION, Kind.LYRICS, Kind.CENTRED
_MARKED = frozenset(".!>~=#")
_MARKED_IN_SPEECH = frozenset("(~ ")
_BREAK = 3
_SECTION = re.compile(r"(#{1,6})\s*([^#\s].*)")


def read_elements(text: str, numbers: Sequence[int]) -> list[Element]:
    """All elements of a cleaned text; `numbers` gives the line of the file for each of its lines.

    An empty line parts paragraphs; a line of exactly two spaces keeps a speech going and parts all else.
    """
    reader = _Reader(numbers)
    at = 0
    for block in text.rstrip().split("\n\n"):
        if "\n" in block:
            lines = block.split("\n")
            after = at + len(lines) + 1
            reader.block(lines, at)
            at = after
        else:
            if block and not block.isspace():
                reader.alone(block, at)
            at += 2
    return reader.elements


class _Reader:
    """The elements read so far."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.elements: list[Element] = []
        self.numbers = numbers
        self.cues: dict[str, Cue | None] = {}

    def cue(self, line: str) -> Cue | None:
        """The cue a line gives, if any. Scripts repeat their cues, so each spelling is judged once."""
        try:
            return self.cues[line]
        except KeyError:
            return self.cues.setdefault(line, read_cue(line))

    def block(self, lines: list[str], at: int) -> None:
        """Lines without an empty line inside; white and unprinted ones part them all the same, outside speeches."""
        while lines and lines[-1].isspace():
            lines.pop()
        here, end = 0, len(lines)
        while here < end:
            line = lines[here]
            if here + 1 < end and (cue := self.cue(line)):
                self.speech(cue, lines[here:] if here else lines, at + here)
                return
            start = here
            while here < end and not _parts(lines[here]):
                here += 1
            if here - start > 1:
                self.prose(lines[start:here], at + start)
                continue
            here = start + 1
            if not _is_white(line):
                self.alone(line, at + start)

    def alone(self, line: str, at: int) -> None:
        """A paragraph of one line: the only place of headings and transitions."""
        text = line.strip()
        if text[0] in _MARKED and self.marked(text, line, at):
            return
        if opens_scene(text):
            self.heading(text, at)
        elif text.endswith("TO:") and text.isupper():
            self.elements.append(Element(_TRANSITION, text, self.numbers[at], ONE_LINER))
        else:
            self.printed(_ACTION, line.rstrip(), at)

    def printed(self, kind: Kind, text: str, at: int) -> None:
        self.elements.append(Element(kind, text, self.numbers[at], action_lines(text)))

    def heading(self, text: str, at: int) -> None:
        heading, number = split_number(text)
        self.elements.append(Element(_HEADING, heading, self.numbers[at], heading_lines(heading), "", number))

    def marked(self, text: str, line: str, at: int) -> bool:
        """A line under a forcing mark; False when the mark says nothing here and the line is read as any other."""
        mark, rest = text[0], text[1:].strip()
        if not rest:
            return False
        if mark in "=#":
            return self.outline(text, at)
        if mark == ".":
            if rest[0] == ".":
                return False
            self.heading(rest, at)
        elif mark == ">" and rest[-1] != "<":
            self.elements.append(Element(_TRANSITION, rest, self.numbers[at], ONE_LINER))
        else:
            self.printed(*_prose_line(line), at)
        return True

    def outline(self, text: str, at: int) -> bool:
        """A section, synopsis or page break; False when the line is none of them."""
        if (found := _outline(text)) is None:
            return False
        kind, shown, level = found
        self.elements.append(Element(kind, shown, self.numbers[at], level=level))
        return True

    def prose(self, lines: list[str], at: int) -> None:
        """Action, sung and centred lines in one paragraph; neighbours of one kind are one element."""
        run: list[str] = []
        kind, start = _ACTION, at
        for place, line in enumerate(lines, at):
            found, text = _prose_line(line)
            if run and found is not kind:
                self.printed(kind, "\n".join(run), start)
                run = []
            if not run:
                kind, start = found, place
            run.append(text)
        self.printed(kind, "\n".join(run), start)

    def speech(self, cue: Cue, lines: list[str], at: int) -> None:
        """A cue and all that follows it: dialogue, parentheticals, sung lines."""
        elements, numbers = self.elements, self.numbers
        name, shown, dual = cue
        beside = dual and bool(elements) and elements[-1].speaker != ""
        elements.append(Element(_CUE, shown, numbers[at], ONE_LINER, name, "", 0, beside))
        if len(lines) == 2 and lines[1][0] not in _MARKED_IN_SPEECH:
            text = lines[1].rstrip()
            elements.append(Element(_DIALOGUE, text, numbers[at + 1], wrapped(text, DIALOGUE_WIDTH), name))
            return
        run: list[str] = []
        kind, start = _DIALOGUE, at
        for place, line in enumerate(lines[1:], at + 1):
            found, text = _spoken_line(line.strip())
            if run and (found is not kind or found is _PARENTHETICAL):
                self.spoken(kind, run, start, name)
                run = []
            if not run:
                kind, start = found, place
            run.append(text)
        self.spoken(kind, run, start, name)

    def spoken(self, kind: Kind, run: list[str], at: int, name: str) -> None:
        text = "\n".join(run)
        width = PARENTHETICAL_WIDTH if kind is _PARENTHETICAL else DIALOGUE_WIDTH
        self.elements.append(Element(kind, text, self.numbers[at], wrapped(text, width), name))


def _is_white(line: str) -> bool:
    return not line or line.isspace()


def _parts(line: str) -> bool:
    """Whether a line parts paragraphs: white, or of a kind that is not printed."""
    return _is_white(line) or _outline(line.strip()) is not None


def _prose_line(line: str) -> tuple[Kind, str]:
    text = line.strip()
    mark, rest = text[0], text[1:].rstrip()
    if mark == "~" and rest:
        return _LYRICS, rest.lstrip()
    if mark == "!" and rest:
        return _ACTION, rest
    if mark == ">" and text[-1] == "<" and (centred := text[1:-1].strip()):
        return _CENTRED, centred
    return _ACTION, line.rstrip()


def _spoken_line(text: str) -> tuple[Kind, str]:
    if text[:1] == "(" and text[-1] == ")":
        return _PARENTHETICAL, text
    if text[:1] == "~" and len(text) > 1:
        return _LYRICS, text[1:].lstrip()
    return _DIALOGUE, text


def _outline(text: str) -> tuple[Kind, str, int] | None:
    """Section, synopsis or page break with its level: what parts paragraphs, because nothing of it prints."""
    if text[0] == "=":
        rest = text[1:].strip()
        if rest and rest[0] != "=":
            return Kind.SYNOPSIS, rest, 0
        return (Kind.PAGE_BREAK, text, 0) if len(text) >= _BREAK and not text.strip("=") else None
    if text[0] == "#" and (section := _SECTION.fullmatch(text)):
        return Kind.SECTION, section.group(2), len(section.group(1))
    return None
