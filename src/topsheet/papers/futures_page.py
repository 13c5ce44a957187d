"""The futures of a film as a page of text: chances and ranges, what moves them, what they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from topsheet.figures import unverified
from topsheet.film import Film
from topsheet.papers.one_page import Cell, OnePage, Part, Table
from topsheet.papers.spell import spell
from topsheet.recoupment.futures import Goal, Outcome, Setup, Simulation, Swing
from topsheet.recoupment.returns.spread import Chance, Spread


def futures_page(film: Film, setup: Setup, ran: Simulation, swings: Sequence[Swing] = ()) -> OnePage:
    """Every position's chances and ranges over all futures; medians and chances, never a mean alone."""
    drawn = f"{ran.runs:,} futures from seed {ran.seed}"
    subtitle = f"{drawn}, money from {spell(ran.delivery)} on; amounts in {ran.currency}"
    parts = [_receipts(ran), _chances(ran), _ranges(ran)]
    if swings:
        parts.append(_swings(swings))
    notes = [
        f"Unverified: {figure.label}, {spell(figure.value)}; source {figure.rule.title}."
        for figure in unverified(list(setup.forecast.figures))
        if figure.rule
    ]
    notes.append(
        "Futures are drawn from these assumptions; they are not promises, and rare hits lie beyond most of them."
    )
    return OnePage(film.title, subtitle, tuple(parts), tuple(notes))


def _receipts(ran: Simulation) -> Part:
    rows = [
        (Cell(f"{level.value:f} of 100 do not exceed"), _amount(value))
        for level, value in ran.gross.quantiles
    ]
    cases = tuple(
        (Cell(case.label), Cell(spell(case.gross), "gross"), _chance(case.reached)) for case in ran.cases
    )
    answer = f"The middle future brings {ran.gross.median:,.0f}."
    return Part("What may come in?", answer, (
        Table(("Receipts", ran.currency), tuple(rows)),
        Table(("Case", "Gross", "Futures that reach it"), cases),
    ))  # fmt: skip


def _chances(ran: Simulation) -> Part:
    rows = []
    for each in ran.outcomes:
        if each.goals:
            late = f"quarter {each.payback + 1} after delivery" if each.payback is not None else "–"
            rows.append((Cell(each.name), *(_goal(each, goal) for goal in each.goals), Cell(late)))
    heads = tuple(
        f"Has {goal.percent:f} %" for goal in next((each.goals for each in ran.outcomes if each.goals), ())
    )
    return Part(
        "How often is the money back?", "", (Table(("Position", *heads, "Middle of those"), tuple(rows)),)
    )


def _ranges(ran: Simulation) -> Part:
    paid = tuple(
        (Cell(each.name), *(_amount(_at(each.paid, level)) for level in (10, 50, 90)))
        for each in ran.outcomes
    )
    rates = tuple(
        (
            Cell(each.name),
            *(Cell(f"{_at(each.multiple, level):.2f} ×", "multiple") for level in (10, 50, 90)),
            *_rate(each),
        )
        for each in ran.outcomes
        if each.multiple
    )
    short = tuple(
        (
            Cell(each.name),
            Cell(f"{100 - each.missing.chance.value.value:.1f} of 100", "short"),
            *(
                [_amount(each.lacking.median), _amount(each.lacking.mean)]
                if each.lacking
                else [Cell("–")] * 2
            ),
        )
        for each in ran.outcomes
        if each.missing
    )
    tables = [
        Table(("Paid", "Bad (P10)", "Middle", "Good (P90)"), paid),
        Table(
            ("Multiple and yearly rate", "Bad", "Middle", "Good", "Rate, bad", "Rate, middle", "Rate, good"),
            rates,
        ),
    ]
    if short:
        tables.append(Table(("Owed", "Is short in", "Then lacks, middle", "Then lacks, on average"), short))
    return Part("What comes back?", "", tuple(tables))


def _swings(swings: Sequence[Swing]) -> Part:
    rows = tuple(
        (
            Cell(each.label),
            Cell(f"{each.low_label}: {each.low.value:.1f} of 100"),
            Cell(f"{each.high_label}: {each.high.value:.1f} of 100"),
        )
        for each in swings
    )
    return Part("What moves it most?", "", (Table(("Assumption", "At one end", "At the other"), rows),))


def _rate(each: Outcome) -> tuple[Cell, ...]:
    if each.rate is None:
        return (Cell("–"), Cell("–"), Cell("–"))
    return tuple(Cell(f"{100 * _at(each.rate, level):.1f} %", "rate") for level in (10, 50, 90))


def _at(spread: Spread | None, level: int) -> float:
    return next(value for at, value in spread.quantiles if at.value == level) if spread else 0.0


def _goal(outcome: Outcome, goal: Goal) -> Cell:
    """A chance; a debt is never owed more than the whole."""
    return Cell("–") if outcome.missing and goal.percent > 100 else _chance(goal.chance)


def _amount(value: float) -> Cell:
    return Cell(f"{value:,.0f}", "amount")


def _chance(each: Chance) -> Cell:
    return Cell(f"{each.value.value:.1f} of 100", "chance")
