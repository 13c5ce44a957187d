"""The plan and each of its options on one line, every figure opening to its cause under that option."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from topsheet.figures import Figure, Value
from topsheet.film import Film, paid_in_order
from topsheet_desk.finance.in_place import OPTION_ROW
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, Tone, dated, table, text
from topsheet_desk.vault.lookups import Sitting

_COLUMNS = (
    Column("Plan"),
    Column("Total budget", Kind.MONEY),
    Column("Committed", Kind.MONEY),
    Column("Covered", Kind.NUMBER),
    Column("Gap", Kind.MONEY),
    Column("Surplus", Kind.MONEY),
    Column("Lowest balance while shooting", Kind.MONEY),
    Column("Shooting days", Kind.NUMBER),
    Column("Greenlight", Kind.TEXT),
)
_STATES = {"BLOCKED": Tone.DECIDE, "GO IF": Tone.PLAIN, "GO": Tone.GOOD}


def options_table(sitting: Sitting) -> Table:
    """Each way to close the gap, computed through the whole chain."""
    rows = [_row(sitting, "", "Plan as it stands", "", sitting.plan)]
    for option in sitting.plan.options:
        lost = (
            f"{len(option.lost_scenes)}\N{NO-BREAK SPACE}scenes lose their day" if option.lost_scenes else ""
        )
        rows.append(_row(sitting, option.id, option.name, lost, option.film))
    return table(
        "options",
        "Options side by side",
        _COLUMNS,
        rows,
        unit=sitting.film.currency,
        note="Each is the whole film computed again as if the option had been taken.",
    )


def returns_table(sitting: Sitting) -> Table:
    """What each option does to those who are paid back: break-evens, the return of equity by case, the order."""
    breakevens = sitting.plan.recoupment.breakevens
    cases = sitting.plan.recoupment.cases
    columns = (
        Column("Plan"),
        *(Column(figure.label, Kind.MONEY) for figure in breakevens),
        *(Column(f"Equity back, {case.label or 'case'}".strip(), Kind.NUMBER) for case in cases),
        Column("First day of photography", Kind.DATE, minor=True),
        Column("Delivery", Kind.DATE, minor=True),
    )
    rows = [_returns(sitting, "", "Plan as it stands", sitting.plan)]
    rows += [_returns(sitting, option.id, option.name, option.film) for option in sitting.plan.options]
    return table(
        "returns",
        "What the options do to those who are paid back",
        columns,
        rows,
        unit=sitting.film.currency,
        note="What an option's terms cannot tell is a dash.",
    )


def order_table(sitting: Sitting) -> Table:
    """Who is paid back under each option, tier by tier, among those who would have signed."""
    films = [("Plan as it stands", sitting.plan)]
    films += [(option.name, option.film) for option in sitting.plan.options]
    rows = [
        Row((text(title), text(" → ".join(paid_in_order(film.production, film.finance)) or "–")))
        for title, film in films
    ]
    return table("order", "Who is paid back, in this order", (Column("Plan"), Column("Order")), rows)


def _returns(sitting: Sitting, option: str, title: str, film: Film) -> Row:
    broken = {figure.name: figure for figure in film.recoupment.breakevens}
    cases = list(film.recoupment.cases)
    wanted = sitting.plan.recoupment
    cells = [text(title)]
    cells += [_cell(sitting, option, broken.get(figure.name), Tone.PLAIN) for figure in wanted.breakevens]
    for at in range(len(wanted.cases)):
        back = (
            next((f for f in cases[at].returned if f.name.endswith(".equity")), None)
            if at < len(cases)
            else None
        )
        cells.append(_cell(sitting, option, back, Tone.PLAIN))
    delivery = film.production.document.milestones.get("delivery")
    cells += [dated(film.schedule.start.value), dated(delivery)]
    return Row(tuple(cells))


def _row(sitting: Sitting, option: str, title: str, note: str, film: Film) -> Row:
    query = f"?{urlencode({'option': option})}" if option else ""
    address = reverse(Page.FINANCE.value, args=[sitting.seat.slug]) + query
    finance = film.finance
    figures: tuple[tuple[Figure[Value], Tone], ...] = (
        (finance.uses, Tone.PLAIN),
        (finance.committed, Tone.PLAIN),
        (finance.covered, Tone.PLAIN),
        (finance.gap, Tone.DECIDE if finance.gap.value else Tone.PLAIN),
        (finance.surplus, Tone.PLAIN),
        (film.cash.through_shoot, Tone.PLAIN),
        (film.schedule.shoot_days, Tone.PLAIN),
        (film.greenlight.state, _STATES.get(film.greenlight.state.value, Tone.PLAIN)),
    )
    cells = (text(title, note=note, anchor=address), *(_cell(sitting, option, *pair) for pair in figures))
    return Row(cells, key=f"{OPTION_ROW}{option}" if option else "")


def _cell(sitting: Sitting, option: str, figure: Figure[Value] | None, tone: Tone) -> Cell:
    return replace(sitting.cell(figure, tone=tone, blank_zero=True), option=option)
