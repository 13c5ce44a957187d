"""The pipeline of a production: its follow-ups, its board, its table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from topsheet.money import Money
from topsheet_desk.fundraising.lookups.cells import (
    asked_words,
    due_cell,
    due_words,
    money_cell,
    number_cell,
    stage_cell,
)
from topsheet_desk.site import formats
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import DeskRoom
from topsheet_desk.site.tables import Column, Kind, Row, Table, Tone, dated, moment_cell, rows_of, table, text
from topsheet_desk.vault.lookups import Ask, Seat, contacts, pipeline, reading, seat_for
from topsheet_desk.vault.lookups.pipeline import Standing
from topsheet_desk.vault.stages import CLOSED, Stage

# A next step is shown as coming up this long before its day.
SOON = timedelta(days=7)
_PIPELINE = (
    Column("No."),
    Column("Financier"),
    Column("Stage"),
    Column("Asked for", Kind.MONEY),
    Column("Currency"),
    Column("Next step"),
    Column("Due", Kind.DATE),
    Column("Owner"),
    Column("At this stage since"),
    Column("Last contact", Kind.DATE),
    Column("Why it ended"),
)


@dataclass(frozen=True, slots=True)
class BoardCard:
    """A prospect on the board."""

    number: int
    name: str
    asked: str
    next_step: str
    due: str
    tone: Tone
    owner: str
    reason: str


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A stage with whoever stands there, and what they are asked for together."""

    stage: Stage
    cards: tuple[BoardCard, ...]
    asked: str

    @property
    def id(self) -> str:
        """The name of the column's element."""
        return f"stage-{self.stage.lower()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundraisingRoom(DeskRoom):
    """The fundraising page; `empty` are the stages at which nobody stands."""

    board: tuple[BoardColumn, ...]
    empty: tuple[str, ...]
    due: int
    contacts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginRoom(DeskRoom):
    """What the form for a new prospect stands on: contacts that are not asked yet, and who may own it."""

    contacts: tuple[tuple[int, str], ...]
    owners: tuple[tuple[int, str], ...]
    reader: int
    currency: str


def fundraising_room(ask: Ask) -> FundraisingRoom:
    """The pipeline as it stands today. Raises NotShared."""
    seat = seat_for(ask.person, ask.slug, Page.FUNDRAISING)
    standing = pipeline.standings([seat.production])
    by_stage: dict[Stage, list[Standing]] = defaultdict(list)
    for each in sorted(standing, key=lambda one: (one.next_date or date.max, one.prospect.number)):
        by_stage[each.stage].append(each)
    return FundraisingRoom(
        page=Page.FUNDRAISING,
        seat=seat,
        title=reading.title(seat.production),
        tables={
            "followups": _follow_ups(seat, standing, ask.today),
            "pipeline": _pipeline(seat, standing, ask.today),
            "stages": _stages(by_stage),
        },
        board=tuple(_column(stage, by_stage[stage], ask.today) for stage in Stage if by_stage[stage]),
        empty=tuple(stage.label for stage in Stage if not by_stage[stage] and stage not in CLOSED),
        due=sum(each.due(ask.today) for each in standing),
        contacts=contacts.visible(ask.person).exists(),
    )


def begin_room(ask: Ask) -> BeginRoom:
    """What a new prospect can be. Raises NotShared."""
    seat = seat_for(ask.person, ask.slug, Page.FUNDRAISING)
    asked = {each.prospect.contact_id for each in pipeline.standings([seat.production])}
    free = contacts.visible(ask.person).exclude(pk__in=asked).order_by("name")
    return BeginRoom(
        page=Page.FUNDRAISING,
        seat=seat,
        title=reading.title(seat.production),
        contacts=tuple((each.pk, str(each)) for each in free),
        owners=tuple(pipeline.owners(seat.production)),
        reader=ask.person,
        currency=currency_of(seat, ask.today),
    )


def currency_of(seat: Seat, today: date) -> str:
    """The production's own currency; none while its papers cannot be read."""
    film = reading.film_alone(reading.stamp(seat.production), today)
    return film.currency if film else ""


def _column(stage: Stage, standing: Sequence[Standing], today: date) -> BoardColumn:
    return BoardColumn(
        stage, tuple(_card(each, today) for each in standing), ", ".join(map(asked_words, _sums(standing)))
    )


def _card(each: Standing, today: date) -> BoardCard:
    return BoardCard(
        each.prospect.number,
        each.name,
        asked_words(each.asked),
        each.next_step,
        due_words(each.next_date, today),
        Tone.WATCH if each.due(today) else Tone.PLAIN,
        each.owner_name,
        each.reason,
    )


def _sums(standing: Sequence[Standing]) -> list[Money]:
    """What is asked for, each currency by itself."""
    sums: dict[str, Money] = {}
    for each in standing:
        if each.asked:
            code = each.asked.currency
            sums[code] = sums.get(code, Money.zero(code)) + each.asked
    return [sums[code] for code in sorted(sums)]


def _follow_ups(seat: Seat, standing: Sequence[Standing], today: date) -> Table:
    coming = [each for each in standing if each.next_date is not None and each.next_date <= today + SOON]
    coming.sort(key=lambda one: (one.next_date or date.max, one.prospect.number))
    rows = [
        (
            text(each.name, anchor=_address(seat, each)),
            text(each.next_step),
            due_cell(each.next_date, today),
            text(each.owner_name),
        )
        for each in coming
    ]
    columns = (Column("Financier"), Column("Next step"), Column("Due", Kind.DATE), Column("Owner"))
    empty = f"Nothing is due until {formats.day(today + SOON)}."
    return table("followups", "Follow-ups due within a week", columns, rows_of(rows), empty=empty)


def _pipeline(seat: Seat, standing: Sequence[Standing], today: date) -> Table:
    last = contacts.last_contacts((each.prospect.contact_id for each in standing), [seat.production])
    rows = [
        Row(
            (
                text(each.prospect.number),
                text(each.name, anchor=_address(seat, each)),
                stage_cell(each.stage),
                money_cell(each.asked),
                text(each.asked.currency if each.asked else ""),
                text(each.next_step),
                due_cell(each.next_date, today),
                text(each.owner_name),
                moment_cell(each.since),
                dated(last.get(each.prospect.contact_id)),
                text(each.reason),
            ),
            key=f"prospect-{each.prospect.number}",
        )
        for each in standing
    ]
    empty = "Nobody is asked yet. Take the first financier into the pipeline."
    return table("pipeline", "Pipeline", _PIPELINE, rows, empty=empty, tools=True)


def _stages(by_stage: dict[Stage, list[Standing]]) -> Table:
    rows = [
        (stage_cell(stage), number_cell(len(by_stage[stage])), money_cell(amount), text(amount.currency))
        for stage in Stage
        for amount in _sums(by_stage[stage])
    ]
    columns = (
        Column("Stage"),
        Column("Prospects", Kind.NUMBER),
        Column("Asked for", Kind.MONEY),
        Column("Currency"),
    )
    note = "What is asked for is a wish. What counts stands in the finance plan."
    return table("stages", "By stage", columns, rows_of(rows), note=note, empty="No amount is asked for yet.")


def _address(seat: Seat, each: Standing) -> str:
    return reverse("prospect", args=[seat.slug, each.prospect.number])
