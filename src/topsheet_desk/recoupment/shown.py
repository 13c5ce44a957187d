"""Tables, sentences and pictures of terms: what the room's page and the editor both show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from topsheet.documents import Tree
from topsheet.figures import Figure, Value
from topsheet.money import Money
from topsheet.papers.spell import spell
from topsheet.papers.terms_picture import pictures
from topsheet.recoupment import CaseReport, Terms, terms_text
from topsheet.recoupment.wording import step_text
from topsheet.recoupment.wording_words import lower
from topsheet_desk.site import formats
from topsheet_desk.site.tables import (
    Cell,
    Column,
    Kind,
    Row,
    Table,
    Tone,
    Weight,
    rows_of,
    shown,
    table,
    text,
)

Cells = Callable[..., Cell]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the terms, the step it tells, and the line on which that step is written."""

    words: str
    anchor: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture of one version of the terms; `tall` only where it differs, for narrow pages."""

    title: str
    wide: SafeString
    tall: SafeString | None


def unlinked(figure: Figure[Value] | None, *, tone: Tone = Tone.PLAIN, blank_zero: bool = False) -> Cell:
    """A figure of terms that are not saved: it has no page of its own to lead to."""
    return replace(shown(figure, tone=tone, blank_zero=blank_zero), figure="")


def sentences(terms: Terms, tree: Tree | None) -> tuple[Sentence, ...]:
    """The terms in English; a sentence that tells one step is found by it."""
    told: dict[str, str] = {}
    for step in terms.all_steps:
        told.setdefault(step_text(step, terms), step.id)
    lines = _lines(tree) if tree else {}
    seen = set[str]()
    found = []
    for words in terms_text(terms):
        step_id = told.get(words, "")
        step_id = "" if step_id in seen else step_id
        seen.add(step_id)
        found.append(Sentence(words, f"says-{step_id}" if step_id else "", lines.get(step_id, 0)))
    return tuple(found)


def drawings(terms: Terms, told: Sequence[Sentence]) -> tuple[Drawn, ...]:
    """The terms drawn, each box leading to its sentence."""
    links = {each.anchor.removeprefix("says-"): f"#{each.anchor}" for each in told if each.anchor}
    several = len(terms.pots) > 1
    # The library escapes every word of the document that it writes into the SVG.
    return tuple(
        Drawn(each.title, mark_safe(each.wide), mark_safe(each.tall) if several else None)  # noqa: S308
        for each in pictures(terms, links)
    )


def _lines(tree: Tree) -> dict[str, int]:
    """The line of each cost and tier; a variant's and an amendment's give way to those of the terms."""
    found: dict[str, int] = {}
    for path, value in _clauses(tree.value, ()):
        found.setdefault(str(value["id"]), tree.lines.get(path, 0))
    return found


def _clauses(
    value: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    if not isinstance(value, dict):
        return
    for key in ("off_the_top", "tiers"):
        listed = value.get(key)
        for at, each in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(each, dict) and "id" in each:
                yield (*path, key, at), each
    for key in ("pots", "amendments"):
        listed = value.get(key)
        for at, each in enumerate(listed if isinstance(listed, list) else ()):
            yield from _clauses(each, (*path, key, at))


def _gross(cases: Sequence[CaseReport]) -> tuple[Column, ...]:
    return tuple(
        Column(f"{case.label + ': ' if case.label else ''}{formats.money(case.gross.value)}", Kind.MONEY)
        for case in cases
    )


def day_of(terms: Terms) -> str:
    """The day on which receipts are taken to come, as a sentence after another; empty where no day matters."""
    if terms.time_free or terms.cases_on is None:
        return ""
    return f" Receipts are taken to come on {spell(terms.cases_on)}, with interest and conditions as of that day."


def cases_table(
    cells: Cells, cases: Sequence[CaseReport], receipts: str, currency: str, day: str = ""
) -> Table:
    """Each case step by step; `day` says when its receipts come."""
    rows = [_step(cells, lines) for lines in zip(*(case.rows for case in cases), strict=True)]
    if cases:
        rows.append(Row((text("Of what was put in"),), Weight.HEAD))
    rows += [
        Row((text(lines[0].label), *(cells(figure) for figure in lines)))
        for lines in zip(*(case.returned for case in cases), strict=True)
    ]
    return table(
        "cases",
        "From gross to the last coin",
        (Column("Step"), *_gross(cases)),
        rows,
        unit=currency,
        note=f"Gross is what comes in from {lower(receipts)}.{day}",
        empty="No cases yet. Write the grosses you want to see into recoupment.yaml.",
    )


def _step(cells: Cells, lines: Sequence[Figure[Money]]) -> Row:
    """A step of the waterfall: what is available reads quietly, what is paid at the step is its sum."""
    label = lines[0].label
    quiet = Tone.QUIET if label.startswith("Available to") else Tone.PLAIN
    weight = (
        Weight.SUM if label.startswith(("Paid to", "Net after", "Undistributed", "Gross")) else Weight.LINE
    )
    return Row((text(label, tone=quiet), *(cells(figure, tone=quiet) for figure in lines)), weight)


def positions_table(
    cells: Cells, name: str, caption: str, cases: Sequence[CaseReport], currency: str
) -> Table:
    """What each position and party gets in each case."""
    pairs = [(column, Column("of it", Kind.NUMBER)) for column in _gross(cases)]
    columns = (
        Column("Position"),
        Column("Put in or owed", Kind.MONEY),
        *(column for pair in pairs for column in pair),
    )
    rows = []
    for places in zip(*(case.positions for case in cases), strict=True):
        paid = [
            cell for place in places for cell in (cells(place.paid), cells(place.returned, tone=Tone.QUIET))
        ]
        rows.append(Row((text(places[0].name), cells(places[0].invested), *paid)))
    for parties in zip(*(case.parties for case in cases), strict=True):
        got = [cell for party in parties for cell in (cells(party.paid), text(""))]
        rows.append(Row((text(parties[0].name), text("–", tone=Tone.QUIET), *got)))
    return table(name, caption, columns, rows, unit=currency)


def steps_table(cells: Cells, case: CaseReport, currency: str) -> Table:
    """One gross step by step, each with how it was made."""
    rows = [(text(row.label), cells(row), text(row.how or "–", tone=Tone.QUIET)) for row in case.rows]
    columns = (Column("Step"), Column("Amount", Kind.MONEY), Column("How it was made"))
    return table("reach-steps", "How it is worked out", columns, rows_of(rows), unit=currency)
