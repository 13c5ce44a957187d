"""The papers of a film, written by the library: those for one's own desk, and those made for others and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from topsheet.film import Film
from topsheet.papers import one_page_json, one_page_pdf
from topsheet.papers.kinds import PAPERS
from topsheet.papers.paper import SHORT
from topsheet.papers.returns import investments
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.rooms import DeskRoom
from topsheet_desk.site.tables import (
    Cell,
    Column,
    Kind,
    Row,
    Table,
    Tone,
    chip,
    dated,
    moment_cell,
    table,
    text,
)
from topsheet_desk.vault.lookups import Ask, Seat, reading, seat_for, sit
from topsheet_desk.vault.lookups.adopting import option_name
from topsheet_desk.vault.lookups.made_papers import made_for, made_paper, sealed, stale
from topsheet_desk.vault.lookups.productions import card
from topsheet_desk.vault.records import MadePaper
from topsheet_desk.vault.refusals import NoSuchPaper

Choices = tuple[tuple[str, str], ...]
_NOTE = "A paper is stale when, made now, it would say something else. What was made stays as it went out."


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers(DeskRoom):
    """The page: the papers made, and what can be chosen for a new one; no kinds for a reader who makes none.

    `unsealed` names the documents that keep papers from being made of sealed revisions.
    """

    kinds: Choices
    sources: Choices
    options: Choices
    revisions: str
    unsealed: str
    computes: bool
    stale: int


@dataclass(frozen=True, slots=True)
class File:
    """A paper's bytes as they went out, the name they had, and what they are."""

    name: str
    media: str
    content: bytes


def pdf_of(ask: Ask) -> bytes:
    """The one page as PDF. Raises NotShared."""
    return one_page_pdf(sit(ask, Page.PAPERS).film)


def json_of(ask: Ask) -> str:
    """Every figure by name as JSON. Raises NotShared."""
    return one_page_json(sit(ask, Page.PAPERS).film)


def papers_of(ask: Ask) -> Papers:
    """The papers made that the reader may take; for who makes them, held against the film as it stands now.

    Raises NotShared.
    """
    seat = seat_for(ask.person, ask.slug, Page.MADE)
    known, rows = card(seat.production), made_for(seat)
    kinds = tuple((kind.id, kind.name) for kind in PAPERS.values() if seat.can(Act.MAKE, kind.id))
    if not kinds:
        tables = {"papers": _taken(seat, rows, known.zone)}
        return Papers(
            page=Page.MADE, seat=seat, title=known.title, tables=tables,
            kinds=(), sources=(), options=(), revisions="", unsealed="", computes=False, stale=0,
        )  # fmt: skip
    stands = sealed(seat.production)
    stamps = {False: reading.stamp(seat.production), True: stands.stamp}
    draft = reading.film(stamps[False], ask.today)
    states = [_state(each) for each in stale(rows, stamps, ask.today)]
    sources = _sources(draft) if draft else ()
    return Papers(
        page=Page.MADE,
        seat=seat,
        title=known.title,
        tables={"papers": _made(seat, rows, states, known.zone, dict(sources))},
        as_of=draft.as_of if draft else None,
        kinds=kinds,
        sources=sources if seat.can(Act.MAKE, "term-sheet") else (),
        options=tuple((each.id, each.name) for each in draft.options) if draft else (),
        revisions="" if stands.missing else _told(stands.told()),
        unsealed=", ".join(stands.missing),
        computes=draft is not None,
        stale=sum(state.text == "Stale" for state in states),
    )


def file_of(ask: Ask, number: int) -> File:
    """A paper that was made, byte for byte. Raises NotShared, NoSuchPaper."""
    row = made_paper(seat_for(ask.person, ask.slug, Page.MADE), number)
    if row is None:
        raise NoSuchPaper
    return File(row.file, PAPERS[row.kind].media, bytes(row.content))


def _sources(film: Film) -> Choices:
    """Every investment of the plan and of its options by id and name, each once; then every participation statement."""
    films = [film, *(option.film for option in film.options)]
    found = {each: made.finance.source(each).name for made in films for each in investments(made)}
    for deal in film.participation.deals if film.participation else ():
        found |= {f"{deal.id}.{each.id}": f"{deal.label}: {each.label}" for each in reversed(deal.statements)}
    return tuple(found.items())


def _state(is_stale: bool | None) -> Cell:
    if is_stale is None:
        return chip("Not known", Tone.WATCH)
    return chip("Stale", Tone.DECIDE) if is_stale else chip("Current", Tone.GOOD)


def _made(
    seat: Seat, rows: list[MadePaper], states: list[Cell], zone: str, names: Mapping[str, str]
) -> Table:
    """What was made, by whom, from what, and whether it still says what is true."""
    columns = (
        Column("Paper"),
        Column("State"),
        Column("As of", Kind.DATE),
        Column("Made", Kind.DATE),
        Column("By"),
        Column("Made from"),
        Column("Documents"),
        Column("File, SHA-256"),
    )
    lines = []
    for row, state in zip(rows, states, strict=True):
        paper, as_of, made = _told_to_all(seat, row, zone, names)
        of = text(_told(row.revisions) if row.revisions else "The drafts")
        digests = (text(row.documents[:SHORT]), text(row.digest[:SHORT]))
        lines.append(Row((paper, state, as_of, made, text(row.person.name), of, *digests)))
    empty = "No paper has been made yet. Make the first above."
    return table("papers", "Papers made", columns, lines, note=_NOTE, empty=empty)


def _taken(seat: Seat, rows: list[MadePaper], zone: str) -> Table:
    """What a reader who makes none may take."""
    columns = (Column("Paper"), Column("As of", Kind.DATE), Column("Made", Kind.DATE))
    lines = [Row(_told_to_all(seat, row, zone, {})) for row in rows]
    empty = "No paper has been made for you yet. Ask the producer, who makes them."
    return table("papers", "Papers", columns, lines, empty=empty)


def _told_to_all(seat: Seat, row: MadePaper, zone: str, names: Mapping[str, str]) -> tuple[Cell, Cell, Cell]:
    """The paper with the address of its file, its day, and when it was made."""
    makes = seat.can(Act.MAKE, row.kind)  # what an option is called is the producers' business
    shown = "shown to its investor" if row.shared and makes else ""
    named = f"with “{option_name(seat.production, row.option)}”" if makes else f"option {row.option}"
    note = ", ".join(filter(None, (names.get(row.source, row.source), named if row.option else "", shown)))
    address = reverse("made_paper", args=[seat.slug, row.number])
    paper = text(PAPERS[row.kind].name, anchor=address, note=note)
    return paper, dated(row.as_of), moment_cell(row.at, zone)


def _told(revisions: list[dict[str, object]]) -> str:
    """The revisions in words: `budget 2 (approved), finance 1`."""
    return ", ".join(
        f"{each['kind']} {each['ordinal']}{' (approved)' if each['approved'] else ''}" for each in revisions
    )
