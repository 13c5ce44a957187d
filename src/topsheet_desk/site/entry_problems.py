"""Where in the form of an entry each problem of the papers is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from topsheet.documents import Problem
from topsheet.documents.strict_yaml import spell
from topsheet.papers.spell import spell_days
from topsheet_desk.site import formats
from topsheet_desk.site.model_forms import Box

if TYPE_CHECKING:
    from topsheet_desk.site.entries import Entry

_FIELD = re.compile(r"`(\w+)`")


def placed(problems: Sequence[Problem], entry: Entry) -> Iterator[tuple[Problem, str]]:
    """Each problem with its place inside the entry, empty where it stands elsewhere."""
    start = spell(entry.at)
    for problem in problems:
        place = problem.where.partition(" ")[2]
        inside = problem.where.startswith(entry.document.name) and place.startswith(start)
        rest = place[len(start) :] if inside else ""
        named = rest.startswith((".", "[")) or (not start and rest.startswith(entry.told.only))
        if named:
            yield problem, rest.removeprefix(".")
        else:
            yield problem, _field_named(problem, entry) if inside and not rest else ""


def _field_named(problem: Problem, entry: Entry) -> str:
    """The first field with a box that a problem of the whole entry speaks of."""
    model, hidden = entry.forms.model(entry.shelf, entry.held), entry.forms.words(None).hidden
    fields = set(model.model_fields) - hidden if model else set()
    return next((name for name in _FIELD.findall(problem.what) if name in fields), "")


def at_fields(problems: Sequence[Problem], entry: Entry) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """The problems of an entry by the place of their field, and those that stand elsewhere."""
    there: dict[str, tuple[str, ...]] = {}
    others = []
    for problem, place in placed(problems, entry):
        if place:
            there[place] = (
                *there.get(place, ()),
                spell_days(f"{formats.sentence(problem.what)}. {problem.fix}"),
            )
        else:
            others.append(problem)
    return there, others


def lists_in(made: Sequence[Box]) -> Iterator[str]:
    """The lists to choose from that boxes use."""
    for box in made:
        if box.list_id:
            yield box.list_id
        yield from lists_in(box.boxes)
        for row in box.rows:
            yield from lists_in(row)


def wrong_in(made: Sequence[Box]) -> Iterator[str]:
    """The names of the boxes that say what is wrong with them."""
    for box in made:
        if box.errors:
            yield box.name
        yield from wrong_in(box.boxes)
        for row in box.rows:
            yield from wrong_in(row)
