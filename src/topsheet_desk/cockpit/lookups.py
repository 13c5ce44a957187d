"""The three questions answered from the film, and what waits."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from django.urls import reverse

from topsheet.money import Money
from topsheet_desk.cockpit.waiting import Waiting, waiting
from topsheet_desk.finance.options import options_table
from topsheet_desk.site import formats
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.tables import Cell, Tone, text
from topsheet_desk.vault.lookups import Ask, Sitting, sit


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its answer in words, the figures behind it, and the room that shows more."""

    asked: str
    answer: str
    tone: Tone
    lines: tuple[tuple[str, Cell], ...]
    more: str
    more_url: str
    meter: Decimal | None = None
    meter_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cockpit(Room):
    """The cockpit's page."""

    questions: tuple[Question, ...]
    waiting: tuple[Waiting, ...]


def cockpit_room(ask: Ask) -> Cockpit:
    """The film's answers for the person who asks. Raises NotShared."""
    sitting = sit(ask, Page.COCKPIT)
    asked = [_money(sitting), _time(sitting)]
    if sitting.seat.may(Page.RECOUPMENT):
        asked.append(_returns(sitting))
    return Cockpit(
        page=Page.COCKPIT,
        sitting=sitting,
        tables={"options": options_table(sitting)},
        questions=tuple(asked),
        waiting=waiting(sitting),
    )


def _url(sitting: Sitting, page: Page) -> str:
    query = f"?option={sitting.ask.option}" if sitting.ask.option else ""
    return reverse(page.value, args=[sitting.seat.slug]) + query


def _money(sitting: Sitting) -> Question:
    film, finance = sitting.film, sitting.film.finance
    short = finance.gap.value.amount > 0
    last = finance.gap if short else finance.surplus
    size = formats.money(last.value)
    answer = (
        f"Not yet: {size} short"
        if short
        else (f"Yes, with {size} over" if finance.surplus.value else "Yes, exactly")
    )
    lines = [
        ("Total budget", sitting.cell(finance.uses)),
        ("Committed, signed or better", sitting.cell(finance.committed)),
        ("of which cash", sitting.cell(finance.committed_cash)),
        (last.label, sitting.cell(last, tone=Tone.DECIDE if short else Tone.PLAIN)),
        ("Lowest balance while shooting", sitting.cell(film.cash.through_shoot)),
    ]
    worth = finance.covered.value
    return Question(
        "Is the money there?",
        answer,
        Tone.DECIDE if short else Tone.GOOD,
        tuple(lines),
        "Finance",
        _url(sitting, Page.FINANCE),
        min(worth.value, Decimal(100)),
        f"{formats.percent(worth)} covered",
    )


def _time(sitting: Sitting) -> Question:
    film, schedule, budget = sitting.film, sitting.film.schedule, sitting.film.budget
    days, start, wrap = schedule.shoot_days.value, schedule.start.value, schedule.wrap.value
    begun = film.as_of >= start
    if begun:
        answer, tone = (
            f"Unknown: photography began {start.day} {start:%b} and no daily report has come in",
            Tone.WATCH,
        )
    else:
        answer, tone = (
            f"{days} days planned from {start.day} {start:%b %Y}; nothing is shot or spent yet",
            Tone.PLAIN,
        )
    near = [view.label for view in budget.views if view.near_edge]
    edge = text(", ".join(near), tone=Tone.WATCH) if near else text("none")
    lines = [
        ("First and last shooting day", text(f"{start.day} {start:%b} – {wrap.day} {wrap:%b %Y}")),
        ("Shooting days", sitting.cell(schedule.shoot_days)),
        ("Pages a day", sitting.cell(schedule.pages_per_day)),
        ("Direct cost", sitting.cell(budget.direct)),
        *((charge.label, sitting.cell(charge)) for charge in budget.contractual[:1]),
        ("Near the edge of a guild's tier", edge),
    ]
    return Question(
        "Are we on time and on budget?", answer, tone, tuple(lines), "Schedule", _url(sitting, Page.SCHEDULE)
    )


def _returns(sitting: Sitting) -> Question:
    report = sitting.film.recoupment
    even = next((figure for figure in report.breakevens), None)
    answer = f"{even.label}: {formats.show(even.value)}" if even else "No terms yet"
    if even is not None and isinstance(even.value, Money):
        answer = f"From {formats.money(_whole(even.value))} of gross, equity is whole"
    lines: list[tuple[str, Cell]] = []
    for case in report.cases:
        equity = next((figure for figure in case.returned if figure.name.endswith(".equity")), None)
        lines.append((f"Equity back at {formats.money(case.gross.value)}", sitting.cell(equity)))
    lines += [(figure.label, sitting.cell(figure)) for figure in report.breakevens]
    return Question(
        "Do they get it back?", answer, Tone.PLAIN, tuple(lines), "Recoupment", _url(sitting, Page.RECOUPMENT)
    )


def _whole(value: Money) -> Money:
    """The break-even rounded up to the unit: at that gross it is surely reached."""
    return Money(value.amount.to_integral_value(ROUND_CEILING), value.currency)
