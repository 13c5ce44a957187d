"""The plan beyond its totals: by stage, what was solved, what would close it, what is owed for introductions."""

from __future__ import annotations

from collections.abc import Sequence

from topsheet.figures import Figure, Value
from topsheet_desk.site.tables import Column, Kind, Row, Table, Tone, table, text
from topsheet_desk.vault.lookups import Sitting

_AMOUNTS = (Column("What"), Column("Amount", Kind.MONEY))


def plan_tables(sitting: Sitting) -> dict[str, Table]:
    """The tables that hold something, by their ids."""
    made = {
        "stages": _stages(sitting),
        "answers": _answers(sitting),
        "solved": _solved(sitting),
        "gap_lender": _gap_lender(sitting),
        "mandates": _mandates(sitting),
    }
    return {key: found for key, found in made.items() if found.rows}


def _stages(sitting: Sitting) -> Table:
    rows = [
        Row(
            (
                text(stage.label),
                sitting.cell(stage.need),
                sitting.cell(stage.committed),
                sitting.cell(
                    stage.short, tone=Tone.DECIDE if stage.short.value else Tone.PLAIN, blank_zero=True
                ),
                sitting.cell(stage.planned),
                sitting.cell(
                    stage.planned_short,
                    tone=Tone.DECIDE if stage.planned_short.value else Tone.PLAIN,
                    blank_zero=True,
                ),
            )
        )
        for stage in sitting.film.finance.stages
    ]
    columns = (
        Column("Stage"),
        Column("Needs", Kind.MONEY),
        Column("Committed", Kind.MONEY),
        Column("Short", Kind.MONEY),
        Column("If all sign", Kind.MONEY, minor=True),
        Column("Then short", Kind.MONEY),
    )
    note = "Money for one stage cannot pay another, however well the whole adds up."
    return table("stages", "By stage", columns, rows, unit=sitting.film.currency, note=note)


def _answers(sitting: Sitting) -> Table:
    found = sitting.film.finance.answers
    figures: list[Figure[Value] | None] = []
    if found is not None and sitting.film.finance.gap.value:
        figures = [found.equity, found.gap_loan, found.direct, sitting.film.budget.direct]
    note = "Each by itself, everything else as it stands."
    return _listed(sitting, "answers", "What would close it", figures, note)


def _solved(sitting: Sitting) -> Table:
    solved = sitting.film.finance.solved
    note = f"These sizes depend on what they cost; solved in {solved.rounds} rounds."
    figures: list[Figure[Value] | None] = [*solved.sizes.values(), solved.residual] if solved.sizes else []
    return _listed(sitting, "solved", "Sizes solved for", figures, note)


def _gap_lender(sitting: Sitting) -> Table:
    figures: list[Figure[Value] | None] = []
    for sizing in sitting.film.finance.gap_sizings:
        figures += [
            sizing.net_take,
            sizing.by_cover,
            sizing.by_budget,
            sizing.allowed,
            sizing.if_signed,
            sizing.stress_net,
            sizing.stress_cover,
        ]
    shown = [figure for figure in figures if figure and sitting.sight.sees(figure.name)]
    note = "A lender counts takes, less the agent's commission and expenses, and never asks."
    return _listed(sitting, "gap_lender", "What a gap lender lends", shown, note)


def _listed(
    sitting: Sitting, key: str, caption: str, figures: Sequence[Figure[Value] | None], note: str
) -> Table:
    rows = [Row((text(figure.label), sitting.cell(figure))) for figure in figures if figure]
    return table(key, caption, _AMOUNTS, rows, unit=sitting.film.currency, note=note)


def _mandates(sitting: Sitting) -> Table:
    columns = (
        Column("Mandate"),
        Column("Earned", Kind.MONEY),
        Column("When all has arrived", Kind.MONEY),
        Column("Earns nothing", minor=True),
    )
    rows = [
        Row(
            (
                text(found.name, note=f"{found.starts:%-d %b %Y} to {found.ends:%-d %b %Y}"),
                sitting.cell(found.earned),
                sitting.cell(found.expected),
                text("; ".join(found.refused) or "–"),
            )
        )
        for found in sitting.film.finance.mandates
        if sitting.sight.sees(found.earned.name)
    ]
    note = "A fee is earned on money that arrived because of the mandate, and on nothing else."
    return table("mandates", "Mandates", columns, rows, unit=sitting.film.currency, note=note)
