"""The terms as a picture: SVG text, with a box for each cost and tier, that takes its colours from where it stands.

Nothing is measured: letters count as wide as they are in most faces, so that the same terms give the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape as escaped
from math import floor

from topsheet.papers.terms_boxes import Box, Column, columns_of, told
from topsheet.recoupment.terms import Terms
from topsheet.recoupment.wording_words import spoken_day

WIDTH, BETWEEN = 340, 32
_SPINE, _SIDE, _PAD, _LINE, _STEP = 14, 34, 10, 16, 16
_LETTER, _BOLD = 6.4, 7.0
# What XML cannot hold, escaped or not; a document can.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BESIDE = ("cost", "corridor", "join")


@dataclass(frozen=True, slots=True)
class Picture:
    """A version of the terms: the words over it, and its SVG with all pots beside each other and under each other."""

    title: str
    wide: str
    tall: str


def escape(words: str) -> str:
    """Words as SVG holds them: never markup, and without signs that no XML can hold."""
    return escaped(_NO_XML.sub("", words))


def pictures(terms: Terms, links: Mapping[str, str] | None = None) -> tuple[Picture, ...]:
    """The terms as they begin, then each amendment's order; `links` are addresses by step."""
    first = f"From {spoken_day(terms.since)}" if terms.since else "From the first day"
    versions = [("", columns_of(terms))] if not terms.amended else [(first, columns_of(terms))]
    versions += [
        (f"From {spoken_day(each.since)}: {each.title}", columns_of(terms, each.steps))
        for each in terms.amended
    ]
    name = terms.name.replace(".", "-")
    return tuple(
        Picture(
            title,
            _svg(columns, f"{name}-{at}-wide", terms, links or {}, stacked=False),
            _svg(columns, f"{name}-{at}-tall", terms, links or {}, stacked=True),
        )
        for at, (title, columns) in enumerate(versions)
    )


def _svg(
    columns: Sequence[Column], name: str, terms: Terms, links: Mapping[str, str], *, stacked: bool
) -> str:
    parts, x, y, width, height = list[str](), 0, 0, WIDTH, 0
    for column in columns:
        pen = _Pen(x, y, links)
        pen.column(column)
        parts += pen.parts
        height, width = max(height, pen.y), max(width, x + WIDTH)
        x, y = (x, pen.y + BETWEEN) if stacked else (x + WIDTH + BETWEEN, y)
    heading = escape(f"The order of payment of {terms.receipts}")
    role = "group" if links else "img"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="terms-picture" viewBox="-1 -1 {width + 2} {height + 2}" '
        f'width="{width + 2}" height="{height + 2}" role="{role}" aria-labelledby="{name}-title" '
        f'aria-describedby="{name}-desc" font-family="sans-serif" font-size="12" fill="currentColor">'
    )
    title = f'<title id="{name}-title">{heading}</title>'
    desc = f'<desc id="{name}-desc">{escape(told(terms))}</desc>'
    return "\n".join([head, title, desc, *parts, "</svg>"])


@dataclass
class _Pen:
    """Draws one column downwards; `y` is how far it has come."""

    left: int
    y: int
    links: Mapping[str, str]
    parts: list[str] = field(default_factory=list)

    def column(self, column: Column) -> None:
        self._words(self.left, column.title, "pot", bold=True)
        self._words(self.left, column.note, "soft")
        for box in column.costs:
            self._placed(box)
        if column.costs:
            self._spine(_STEP, arrow=False)
            self._words(self.left + _SIDE, "Net after costs", "soft", width=WIDTH - _SIDE)
            self.parts.append(self._line(self.y - _LINE, self.y))
        for box in column.tiers:
            self._placed(box)
        if column.end:
            self._spine(_STEP, arrow=True)
            self.y += 4
            self._words(self.left, column.end, "soft")

    def _placed(self, box: Box) -> None:
        """A box across the flow, or beside it with the line going on."""
        aside = box.kind in _BESIDE
        self._spine(_STEP, arrow=not aside)
        top, x = self.y, self.left + (_SIDE if aside else 0)
        lines, height = _laid_out(box, x, top, WIDTH - (_SIDE if aside else 0))
        self.y = top + height
        if aside:
            self.parts.append(self._line(top, self.y))
            self.parts.append(self._branch(top + _PAD + 6, into=box.kind == "join"))
        href = self.links.get(box.step)
        words = f'<g class="step" data-step="{escape(box.step)}">{"".join(lines)}</g>'
        self.parts.append(f'<a href="{escape(href)}">{words}</a>' if href else words)

    def _spine(self, length: int, *, arrow: bool) -> None:
        self.parts.append(self._line(self.y, self.y + length))
        self.y += length
        if arrow:
            x = self.left + _SPINE
            self.parts.append(f'<path class="flow-end" d="M{x - 4} {self.y - 6}h8l-4 6z"/>')

    def _line(self, top: int, bottom: int) -> str:
        x = self.left + _SPINE
        return (
            f'<path class="flow" d="M{x} {top}V{bottom}" fill="none" stroke="currentColor" stroke-width="2"/>'
        )

    def _branch(self, y: int, *, into: bool) -> str:
        x, end = self.left + _SPINE, self.left + _SIDE
        tip = f"M{x + 7} {y - 4}v8l-6 -4z" if into else f"M{end - 6} {y - 4}v8l6 -4z"
        return (
            f'<path class="flow" d="M{x} {y}H{end}" fill="none" stroke="currentColor"/>'
            f'<path class="flow-end" d="{tip}"/>'
        )

    def _words(self, x: int, words: str, look: str, *, bold: bool = False, width: int = WIDTH) -> None:
        for line in wrapped(words, width, _BOLD if bold else _LETTER):
            self.y += _LINE
            self.parts.append(_text(x, self.y - 4, line, look, bold=bold))
        self.y += 2 if bold else 0


def _laid_out(box: Box, x: int, top: int, width: int) -> tuple[list[str], int]:
    """The parts of a box and its height: its own words, the bar of its shares, then the boxes in it."""
    inner, y = x + _PAD, top + _PAD
    room, parts = width - 2 * _PAD, list[str]()
    for words, right, look, bold in _rows(box):
        y += _row(parts, (inner, y, room), (words, right), look, bold=bold)
    if box.shares:
        parts += _bar(box, inner, y + 4, room)
        y += 16
    for child in box.inner:
        drawn, height = _laid_out(child, inner, y + 6, room)
        parts += drawn
        y += height + 6
    if box.sides:
        drawn, height = _beside(box.sides, inner, y + 6, room)
        parts += drawn
        y += height + 6
    height = y + _PAD - (0 if box.inner or box.sides else 4) - top
    dash = ' stroke-dasharray="4 3"' if box.kind in ("join", "corridor", "inside") else ""
    frame = (
        f'<rect class="box {box.kind}" x="{x}" y="{top}" width="{width}" height="{height}" rx="3" fill="none" '
        f'stroke="currentColor"{dash}/>'
    )
    return [frame, *parts], height


def _beside(sides: Sequence[Box], x: int, y: int, room: int) -> tuple[list[str], int]:
    """Boxes beside each other, as high as the highest; more than two stand under each other."""
    parts, height, gap = list[str](), 0, 8
    if len(sides) > 2:
        for side in sides:
            drawn, tall = _laid_out(side, x, y + height, room)
            parts += drawn
            height += tall + 6
        return parts, height - 6
    width = (room - gap * (len(sides) - 1)) // len(sides)
    for at, side in enumerate(sides):
        drawn, tall = _laid_out(side, x + at * (width + gap), y, width)
        parts += drawn
        height = max(height, tall)
    return parts, height


def _rows(box: Box) -> Iterator[tuple[str, str, str, bool]]:
    yield box.title, box.worth, "title", True
    for who, worth in box.lines:
        yield who, worth, "who", False
    for note in box.notes:
        yield note, "", "soft", False
    if box.when:
        yield box.when, "", "when", False


def _row(parts: list[str], at: tuple[int, int, int], words: tuple[str, str], look: str, *, bold: bool) -> int:
    """Words on the left, an amount on the right of the first line; under each other where both do not fit."""
    (x, y, room), (left, right), height = at, words, 0
    indent = 12 if look == "when" else 0
    letter = _BOLD if bold else _LETTER
    taken = (len(right) + 2) * _LETTER
    apart = bool(right) and room - taken < min(len(left) * letter, room * 0.4)
    for line in wrapped(left, room - indent - (0 if apart else taken if right else 0), letter):
        height += _LINE
        parts.append(_text(x + indent, y + height - 5, line, look, bold=bold))
    if right:
        height += _LINE if apart else 0
        parts.append(_text(x + room, y + (height if apart else _LINE) - 5, right, "worth", end=True))
    if look == "when":
        parts.append(f'<path class="mark" d="M{x + 4} {y + 3}l4 4l-4 4l-4 -4z"/>')
    return height


def _bar(box: Box, x: int, y: int, room: int) -> list[str]:
    """The shares of a division, as wide as they are large."""
    whole, parts, start = sum(box.shares), list[str](), 0
    for at in range(len(box.shares)):
        end = floor(sum(box.shares[: at + 1]) * room / whole) if whole else start
        if end > start:
            parts.append(
                f'<rect class="share share-{at % 8 + 1}" x="{x + start}" y="{y}" width="{max(end - start - 1, 1)}" '
                f'height="8" fill-opacity="{max(0.75 - 0.2 * at, 0.15):.2f}"/>'
            )
        start = end
    return parts


def _text(x: int, y: int, words: str, look: str, *, bold: bool = False, end: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    anchor = ' text-anchor="end"' if end else ""
    return f'<text class="{look}" x="{x}" y="{y}"{weight}{anchor}>{escape(words)}</text>'


def wrapped(words: str, width: float, letter: float = _LETTER) -> list[str]:
    """The words in lines that fit a width; a word that is wider than a line is cut."""
    most, lines = max(int(width / letter), 6), [""]
    for word in words.split():
        for piece in (word[at : at + most] for at in range(0, len(word), most)):
            joined = f"{lines[-1]} {piece}".strip()
            if len(joined) <= most:
                lines[-1] = joined
            else:
                lines.append(piece)
    return [line for line in lines if line]
