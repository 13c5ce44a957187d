"""A production with one of its options adopted on paper; the documents themselves are not touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from topsheet import budget, schedule
from topsheet.film.folder import Production
from topsheet.finance import adopt, lines_adopted


def as_adopted(
    production: Production, option_id: str | None, as_of: date
) -> tuple[Production, tuple[str, ...]]:
    """The production as the option would make it, and the scenes that lose their shooting day.

    Raises KeyError for an option the finance plan does not name, or one already part of the plan.
    """
    if option_id is None:
        return production, ()
    option = next((o for o in production.finance.options if o.id == option_id and o.adopted is None), None)
    if option is None:
        raise KeyError(option_id)
    finance, lost = adopt(production.finance, option, as_of), tuple[str, ...]()
    shoot, costs, trees = production.schedule, production.budget, dict(production.trees)
    trees["finance"] = lines_adopted(production.finance, option, trees["finance"])
    if option.without_place:
        trees["schedule"] = schedule.lines_without_place(shoot, option.without_place, trees["schedule"])
        trees["budget"] = budget.lines_without_place(costs, option.without_place, trees["budget"])
        shoot, lost = schedule.without_place(shoot, option.without_place)
        costs = budget.without_place(costs, option.without_place)
    if option.moves:
        shoot, costs = schedule.moved(shoot, option.moves), budget.moved(costs, option.moves)
    if option.cuts:
        costs = budget.with_cuts(costs, option.cuts)
    if option.globals:
        costs = budget.with_globals(costs, option.globals)
    return replace(production, finance=finance, schedule=shoot, budget=costs, trees=trees), lost
