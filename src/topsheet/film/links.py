"""What one room hands to the next: milestones, exchange rates, credits, sales and positions."""

from __future__ import annotations

from datetime import date

from topsheet.budget import BudgetReport
from topsheet.calendar import UnknownHolidayPlace, public_holidays
from topsheet.documents import Problem
from topsheet.figures import Figure, Value, given
from topsheet.film.folder import Production
from topsheet.finance import WORLD, Window, why_not
from topsheet.finance.licences import licensed
from topsheet.finance.solve import as_if_signed
from topsheet.incentives import IncentiveReport, estimate
from topsheet.rules import RuleBook, RuleNotInForce
from topsheet.schedule import ScheduleReport


def milestones(made: Production, schedule: ScheduleReport) -> dict[str, Figure[date]]:
    """The named days of a film: the first and last shooting day, and those its production document gives."""
    tree = made.trees["production"]
    named = {"start_of_photography": schedule.start, "wrap": schedule.wrap}
    for name, day in made.document.milestones.items():
        if name not in named:
            label = name.replace("_", " ").capitalize()
            named[name] = given(f"production.milestone.{name}", label, day, tree.where(("milestones", name)))
    return named


def window(made: Production, schedule: ScheduleReport) -> Window:
    """The shoot as the account sees it; holidays of a place the schedule has already told is unknown are none."""
    document = made.schedule
    shooting = frozenset(day.date for day in schedule.days)
    try:
        closed = document.holidays and public_holidays(document.holidays.country, document.holidays.region)
    except UnknownHolidayPlace:
        closed = None
    return Window(schedule.start, schedule.wrap, shooting, document.week, closed or ())


def exchange(made: Production) -> dict[str, Figure[Value]]:
    """What one unit of each foreign currency is worth at home, by its code, with its day and source."""
    tree, home = made.trees["production"], made.document.currency
    return {
        rate.currency: Figure(
            f"production.rate.{rate.currency}",
            f"{home} for one {rate.currency}",
            rate.rate,
            f"on {rate.date}, {rate.source}",
            (),
            tree.where(("rates", at)),
        )
        for at, rate in enumerate(made.document.rates)
    }


def incentives(
    made: Production, budget: BudgetReport, book: RuleBook, on: date
) -> tuple[tuple[IncentiveReport, ...], list[Problem]]:
    """Every programme the production names, estimated over its budget by the rules in force `on`."""
    document, tree = made.document, made.trees["production"]
    reports, problems = [], []
    for at, wanted in enumerate(document.incentives):
        where = tree.where(("incentives", at))
        try:
            programme = book.programme(wanted, on=on)
        except RuleNotInForce as refusal:
            problems.append(
                Problem(
                    where,
                    str(refusal),
                    "The credit would count as nothing.",
                    "Name a programme that the rules hold and that is in force.",
                )
            )
            continue
        if programme.currency == document.currency:
            reports.append(estimate(programme, budget.lines, document.places, document.currency))
        else:
            problems.append(
                Problem(
                    where,
                    f"{programme.name} pays in {programme.currency}, the budget is in {document.currency}",
                    "Its limits and its credit cannot be compared with amounts in another currency.",
                    "Budget the film in that currency, or leave the programme out for now.",
                )
            )
    return tuple(reports), problems


def sold(made: Production, as_of: date, *, hoped: bool = False) -> dict[str, str]:
    """Territories that a sale or a licence holds which counts on the day: an offer leaves its territory unsold.

    A deal over the world holds every territory that nobody else does. With `hoped`, as if every offer signed.
    """
    found, world = dict[str, str](), ""
    finance = as_if_signed(made.finance, as_of) if hoped else made.finance
    for source in finance.sources:
        if not why_not(source, as_of):
            for territory in licensed(source):
                if territory == WORLD:
                    world = source.name
                else:
                    found[territory] = source.name
    if world:
        found = {territory.code: world for territory in made.market.territories} | found
    return found
