"""One prospect's page: where they stand, what they were sent in which version, the terms by round, the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from topsheet.papers.spell import spell
from topsheet_desk.fundraising.lookups.cells import asked_words, due_words, money_cell, stage_cell
from topsheet_desk.fundraising.lookups.pipeline import currency_of
from topsheet_desk.site import formats
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.rooms import DeskRoom
from topsheet_desk.site.tables import (
    Cell,
    Column,
    Kind,
    Table,
    Tone,
    dated,
    moment_cell,
    rows_of,
    table,
    text,
)
from topsheet_desk.vault.lookups import Ask, Seat, pipeline, reading, seat_for
from topsheet_desk.vault.lookups.facts import money_of
from topsheet_desk.vault.lookups.pipeline import Standing
from topsheet_desk.vault.records import Document, ProspectStep, Sent, TermSheet
from topsheet_desk.vault.stages import SentKind

_STEPS = (
    Column("When"),
    Column("Stage"),
    Column("Asked for", Kind.MONEY),
    Column("Currency"),
    Column("Next step"),
    Column("Due", Kind.DATE),
    Column("Why it ended"),
    Column("Note"),
    Column("By"),
)
_SENT = (
    Column("Day", Kind.DATE),
    Column("What"),
    Column("Kind"),
    Column("How"),
    Column("Version", Kind.TEXT),
    Column("Note"),
    Column("By"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProspectRoom(DeskRoom):
    """A prospect as the producers of the film see them."""

    stands: Standing
    due: str
    owners: tuple[tuple[int, str], ...]
    revisions: tuple[tuple[str, str], ...]
    currency: str
    expires: date | None

    @property
    def number(self) -> int:
        """The prospect's number."""
        return self.stands.prospect.number

    @property
    def asked_for(self) -> str:
        """What they are asked for, with its currency."""
        return asked_words(self.stands.asked)

    @property
    def stage(self) -> Cell:
        """Where they stand, as a chip."""
        return stage_cell(self.stands.stage)

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV."""
        return reverse("prospect_table", args=[self.seat.slug, self.number, table])


def prospect_room(ask: Ask, number: int) -> ProspectRoom:
    """One prospect. Raises NotShared."""
    seat = seat_for(ask.person, ask.slug, Page.FUNDRAISING)
    stands = pipeline.standing_of(seat.production, number)
    terms = pipeline.terms_of(stands.prospect.pk)
    return ProspectRoom(
        page=Page.FUNDRAISING,
        seat=seat,
        title=reading.title(seat.production),
        tables={
            "sent": _sent(seat, pipeline.sent_to([stands.prospect.pk])),
            "terms": _terms(terms),
            "steps": _steps(pipeline.steps_of(stands.prospect.pk)),
        },
        stands=stands,
        due=due_words(stands.next_date, ask.today),
        owners=tuple(pipeline.owners(seat.production)),
        revisions=_revisions(seat),
        currency=stands.asked.currency if stands.asked else currency_of(seat, ask.today),
        expires=terms[-1].expires_date if terms else None,
    )


def _revisions(seat: Seat) -> tuple[tuple[str, str], ...]:
    """Every sealed revision that may be sent: of the documents the seat reads, the private one never."""
    every = Document.objects.filter(production=seat.production).values_list("kind", flat=True)
    kinds = [kind for kind in every if kind != "private" and seat.can(Act.READ, kind)]
    return tuple(
        (
            f"{each.document.kind}:{each.ordinal}",
            f"{each.document.name}, revision {each.ordinal} ({spell(each.at.date())}): {each.reason}",
        )
        for each in pipeline.sendable(seat.production, kinds)
    )


def _sent(seat: Seat, rows: Sequence[Sent]) -> Table:
    lines = [
        (
            dated(row.sent_date),
            _what(seat, row),
            text(SentKind(row.kind).label),
            text(row.how),
            text(row.digest[:12] or "–", value=row.digest),
            text(row.note),
            text(row.person.name),
        )
        for row in rows
    ]
    note = (
        "Everything they were sent from here. They open nothing of the desk by it: only a seat does. "
        "A version is the digest of a sealed revision."
    )
    empty = "Nothing was sent yet. Keep what you send, so that you know which version they judge."
    return table("sent", "Sent", _SENT, rows_of(lines), note=note, empty=empty)


def _what(seat: Seat, row: Sent) -> Cell:
    if row.revision is not None:
        address = reverse("revision", args=[seat.slug, row.revision.document.kind, row.revision.ordinal])
        return text(row.what, anchor=address)
    return text(row.what, note=row.address if row.address != row.what else "")


def _steps(rows: Sequence[ProspectStep]) -> Table:
    lines = [
        (
            moment_cell(row.at),
            text(row.get_stage_display()),
            money_cell(pipeline.money_or_none(row.amount_minor, row.currency)),
            text(row.currency),
            text(row.next_step),
            dated(row.next_date),
            text(row.reason),
            text(row.note),
            text(row.person.name),
        )
        for row in rows
    ]
    return table("steps", "History", _STEPS, rows_of(lines))


def _terms(rows: Sequence[TermSheet]) -> Table:
    """The rounds side by side: a line a term, a column a round."""
    columns = [
        Column("Term"),
        *(Column(f"Round {row.round}, {'ours' if row.ours else 'theirs'}") for row in rows),
    ]
    lines: list[tuple[str, list[str]]] = [
        ("Amount", [str(money_of(row.amount_minor, row.currency)) for row in rows]),
        ("Premium", [_percent(row.premium) for row in rows]),
        ("Investors' split of net profits", [_percent(row.split) for row in rows]),
        ("Fees", [row.fees for row in rows]),
        ("Rank", [row.rank for row in rows]),
        ("Rights", [row.rights for row in rows]),
        ("Expires", [formats.day(row.expires_date) if row.expires_date else "" for row in rows]),
        ("Note", [row.note for row in rows]),
        ("Kept by", [row.person.name for row in rows]),
    ]
    cells = [
        (text(label), *_marked(words))
        for label, words in lines
        if label in ("Amount", "Kept by") or any(words)
    ]
    empty = "No terms were put yet. Keep each round, theirs and ours: none is ever changed."
    note = "What is marked moved since the round before." if len(rows) > 1 else ""
    return table(
        "terms", "Terms, round by round", columns, rows_of(cells) if rows else (), note=note, empty=empty
    )


def _marked(words: Sequence[str]) -> list[Cell]:
    """Each round's words; those that differ from the round before are marked."""
    before: list[str | None] = [None, *words]
    return [
        text(now or "–", tone=Tone.WATCH if was is not None and was != now else Tone.PLAIN)
        for was, now in zip(before, words, strict=False)
    ]


def _percent(value: Decimal | None) -> str:
    return "" if value is None else f"{formats.number(value)} %"
