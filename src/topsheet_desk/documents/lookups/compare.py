"""Two versions of a document: how far the totals moved, which figures moved, what was changed, and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from topsheet.documents import Change, changes
from topsheet_desk.documents.lookups.papers import KINDS
from topsheet_desk.documents.lookups.totals import moved, totals_table, worth
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import DeskRoom
from topsheet_desk.site.tables import Column, Kind, Table, Tone, moment_cell, rows_of, table, text
from topsheet_desk.vault.lookups import Ask, reading, seat_for
from topsheet_desk.vault.lookups.documents import (
    Version,
    document_of,
    draft_version,
    revision_of,
    saves_between,
    sealed_version,
    who_changed,
)
from topsheet_desk.vault.records import Document, Save

DRAFT = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareRoom(DeskRoom):
    """Two versions compared; the choices are every revision and the draft."""

    kind: str
    label: str
    before: Version
    after: Version
    choices: tuple[tuple[str, str], ...]
    from_choice: str
    to_choice: str
    same: bool

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV."""
        base = reverse("compare_table", args=[self.seat.slug, self.kind, table])
        return f"{base}?from={self.from_choice}&to={self.to_choice}"


def compare_room(ask: Ask, kind: str, from_choice: str, to_choice: str) -> CompareRoom:
    """The comparison of two versions; without a choice, the last two that differ. Raises NotShared, NoSuchDocument."""
    seat = seat_for(ask.person, ask.slug, Page.DOCUMENTS)
    document = document_of(seat, kind)
    ordinals = list(document.revisions.order_by("ordinal").values_list("ordinal", flat=True))
    choices = [*(str(ordinal) for ordinal in ordinals), DRAFT]
    last = document.revisions.order_by("ordinal").last()
    newest = choices[-2] if last and len(ordinals) > 1 and last.paper_id == document.paper_id else DRAFT
    to_choice = to_choice if to_choice in choices else newest
    from_choice = from_choice if from_choice in choices else choices[max(0, choices.index(to_choice) - 1)]
    before, after = (_version(document, choice, ask) for choice in (from_choice, to_choice))
    found = changes(before.value, after.value)
    who = who_changed(document, *sorted((before.edit, after.edit)))
    tables = {
        "totals": totals_table(before, after.totals, after.label),
        "moved": _moved(before, after),
        "changes": _changes(found, who),
        "between": _between(saves_between(document, *sorted((before.edit, after.edit)))),
    }
    return CompareRoom(
        page=Page.DOCUMENTS,
        seat=seat,
        title=reading.title(seat.production),
        tables=tables,
        kind=kind,
        label=KINDS[kind],
        before=before,
        after=after,
        choices=tuple((choice, _named(choice)) for choice in choices),
        from_choice=from_choice,
        to_choice=to_choice,
        same=not found and before.figures == after.figures,
    )


def _version(document: Document, choice: str, ask: Ask) -> Version:
    if choice == DRAFT:
        return draft_version(document, ask.today)
    return sealed_version(revision_of(document, int(choice)))


def _named(choice: str) -> str:
    return "The draft" if choice == DRAFT else f"Revision {choice}"


def _moved(before: Version, after: Version) -> Table:
    """Every figure with another value, in the order of the later version."""
    names = [*after.figures, *(name for name in before.figures if name not in after.figures)]
    rows = []
    for name in names:
        old, new = before.figures.get(name), after.figures.get(name)
        if old and new and old["value"] == new["value"]:
            continue
        told = new or old or {}
        rows.append((text(told["label"]), worth(old), worth(new), moved(old, new), text(name)))
    columns = (
        Column("Figure"),
        Column(before.label, Kind.NUMBER),
        Column(after.label, Kind.NUMBER),
        Column("Difference", Kind.NUMBER),
        Column("Name", minor=True),
    )
    return table(
        "moved",
        "Figures that moved",
        columns,
        rows_of(rows),
        tools=True,
        empty="No figure moved between the two.",
    )


def _changes(found: tuple[Change, ...], who: Mapping[str, Save]) -> Table:
    rows = []
    for change in found:
        save = who.get(change.path) or who.get(change.path.removesuffix(".value"))
        rows.append(
            (
                text(change.path),
                text(_short(change.before), tone=Tone.QUIET if change.before is None else Tone.PLAIN),
                text(_short(change.after), tone=Tone.QUIET if change.after is None else Tone.PLAIN),
                text(f"{save.person.name}, edit {save.number}" if save else "–"),
            )
        )
    columns = (Column("Where"), Column("Before"), Column("After"), Column("By"))
    return table(
        "changes",
        "What was changed",
        columns,
        rows_of(rows),
        tools=True,
        empty="The document says the same. Its figures can move all the same when another document changes.",
    )


def _between(saves: Sequence[Save]) -> Table:
    rows = [
        (text(f"Edit {save.number}"), text(save.person.name), moment_cell(save.at), text(save.note or "–"))
        for save in saves
    ]
    columns = (Column("Save"), Column("By"), Column("When", Kind.DATE), Column("Note"))
    return table(
        "between", "Saves between the two", columns, rows_of(rows), empty="Nobody saved between the two."
    )


def _short(words: str | None) -> str:
    if words is None:
        return "–"
    return words if len(words) <= 200 else f"{words[:190]}…"
