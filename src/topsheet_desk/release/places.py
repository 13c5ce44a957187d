"""Where a problem stands: in the file instead of the document, said of the form instead of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from topsheet.documents import Problem
from topsheet_desk.release.words import on_the_page

if TYPE_CHECKING:
    from topsheet_desk.release.taking import Desk, Looked

_LINE = re.compile(r":\d+")


def placed(desk: Desk, looked: Looked, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Problems of the papers with a new statement, its own with their row in the file."""
    number = len(desk.document.statements) if desk.document else 0
    own = re.compile(
        rf"^{re.escape(desk.draft.name)}:\d+ statements\[{number}\](?:\.lines\[(\d+)\])?\.?(.*)$"
    )
    for each in problems:
        found = own.match(each.where)
        if not found:
            yield each
        elif found[1] and int(found[1]) < len(looked.preview.rows):
            row = looked.preview.rows[int(found[1])].number
            yield said_here(replace(each, where=f"{looked.file.name} row {row} {found[2]}".rstrip()))
        else:
            yield said_here(replace(each, where=f"the statement {found[2]}".rstrip()))


def said_here(problem: Problem) -> Problem:
    """A problem of a mapping in the words of its form."""
    where = "how it is read" if problem.where.startswith("mapping ") else problem.where
    return replace(problem, where=where, fix=on_the_page(problem.fix))


def said(problem: Problem) -> tuple[str, str]:
    """A problem whatever line it stands on."""
    return _LINE.sub("", problem.where), problem.what


def mark_of(problems: Sequence[Problem]) -> str:
    """A mark of warnings, by which a confirmation says which it was shown."""
    told = "\n".join(f"{each.where}: {each.what}" for each in problems)
    return sha256(told.encode()).hexdigest()[:16] if told else ""
