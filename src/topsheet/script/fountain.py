"""Reading Fountain 1.1: the text of a script in, a screenplay and its problems out.

The syntax follows the published description at fountain.io; where programs disagree, docs/rooms/script.md says what
is done here and why.
"""

from __future__ import annotations

import re

from topsheet.documents import Problem
from topsheet.script.check import check_screenplay, empty_script, open_boneyard
from topsheet.script.elements import read_elements
from topsheet.script.length import pages_of
from topsheet.script.marks import clean
from topsheet.script.model import Screenplay
from topsheet.script.scenes import read_scenes
from topsheet.script.title_page import TitlePage, read_title_page, title_of

# Lines of white space only, but for the line of exactly two spaces, which keeps a speech going.
_WHITE_LINE = re.compile(r"\n(?!  \n)[^\S\n]+(?=\n)")


def read_fountain(text: str, name: str) -> tuple[Screenplay | None, list[Problem]]:
    """The screenplay a Fountain text holds, with what is wrong in it; None only when there is nothing to read.

    Any text can be read: what follows no rule of the syntax is action. Lines are counted from 1 as in the file,
    whatever its line ends. Time grows in proportion to the length of the text.
    """
    text = _normal(text)
    if not text or text.isspace():
        return None, [empty_script(name)]
    cleaned = clean(text)
    title_page, body, skipped = _without_title_page(cleaned.text)
    elements = tuple(read_elements(body, cleaned.numbers[skipped:]))
    printed = sum(element.printed for element in elements)
    screenplay = Screenplay(
        name=name,
        title=title_of(title_page),
        title_page=title_page,
        elements=elements,
        scenes=read_scenes(elements),
        notes=cleaned.notes,
        printed=printed,
        pages=pages_of(printed),
    )
    problems = [open_boneyard(name, cleaned.open_boneyard)] if cleaned.open_boneyard else []
    return screenplay, problems + check_screenplay(screenplay)


def _normal(text: str) -> str:
    """One kind of line end, no byte order marks, tabs as four spaces, white lines empty."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\ufeff" in text:
        text = text.replace("\ufeff", "")
    if "\t" in text:
        text = text.replace("\t", "    ")
    return _WHITE_LINE.sub("\n", text)


def _without_title_page(text: str) -> tuple[TitlePage, str, int]:
    """The title page, the text below it, and how many lines were taken."""
    block, _, below = text.partition("\n\n")
    lines = block.split("\n")
    entries = read_title_page(lines)
    return (entries, below, len(lines) + 1) if entries else ((), text, 0)
