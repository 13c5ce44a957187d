"""The few cells and words that the tables of the room share."""

from __future__ import annotations

from datetime import date

from topsheet.money import Money, Percent
from topsheet_desk.site import formats
from topsheet_desk.site.tables import Cell, Tone, chip, dated, text
from topsheet_desk.vault.stages import CLOSED, Stage

_WON = (Stage.SIGNED, Stage.CONDITIONS_MET, Stage.CASH_IN_BANK)


def money_cell(amount: Money | None) -> Cell:
    """An amount without its currency, which has a column of its own."""
    if amount is None:
        return Cell("–", tone=Tone.QUIET)
    return Cell(formats.money(amount), value=formats.plain(amount), amount=amount)


def percent_cell(share: Percent) -> Cell:
    """A percentage with its sign."""
    return Cell(formats.percent(share), value=formats.plain(share.rounded()), amount=share)


def asked_words(amount: Money | None) -> str:
    """What somebody is asked for, with its currency."""
    return f"{amount.currency} {formats.money(amount)}" if amount else ""


def number_cell(value: int) -> Cell:
    """A count with its thousands."""
    return text(f"{value:,}", value=str(value))


def stage_cell(stage: Stage) -> Cell:
    """A stage as a chip: won from signed on, quiet when it ended."""
    tone = Tone.GOOD if stage in _WON else Tone.QUIET if stage in CLOSED else Tone.PLAIN
    return chip(stage.label, tone)


def due_words(day: date | None, today: date) -> str:
    """When a next step is due, as a card says it."""
    if day is None:
        return ""
    if day < today:
        days = (today - day).days
        return f"{days} day{'s' if days > 1 else ''} late"
    return "today" if day == today else formats.day(day)


def due_cell(day: date | None, today: date) -> Cell:
    """The day of a next step; one that has come asks to be looked at."""
    cell = dated(day)
    late = day is not None and day <= today
    return Cell(cell.text, value=cell.value, tone=Tone.WATCH if late else cell.tone)
