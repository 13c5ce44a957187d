"""The whole chain: script → schedule → budget → incentives → market → finance → cash → greenlight → recoupment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from topsheet.budget import BudgetReport, cost, with_plan_costs, with_views
from topsheet.documents import Problem, Severity
from topsheet.figures import DoubleName, Figure, Value
from topsheet.film.attached import AttachmentReport, attached, check_essential
from topsheet.film.check import check, check_currencies, check_debt, check_options_fit
from topsheet.film.closing import closed
from topsheet.film.folder import Production
from topsheet.film.links import exchange, sold
from topsheet.film.links import incentives as incentives_of
from topsheet.film.links import milestones as milestones_of
from topsheet.film.links import window as window_of
from topsheet.film.options import as_adopted
from topsheet.film.participation import participated
from topsheet.film.receipts import earned
from topsheet.film.returns import recouped
from topsheet.film.roots import every_figure
from topsheet.finance import (
    CashReport,
    FinanceReport,
    Known,
    cash_flow,
    check_options,
    option_names,
    plan,
    spending,
    value,
    with_sources_told_apart,
)
from topsheet.finance.closing import ClosingReport
from topsheet.greenlight import GreenlightReport, greenlight
from topsheet.incentives import IncentiveReport
from topsheet.market import MarketReport, estimates
from topsheet.people import check_attachments, missing
from topsheet.recoupment import RecoupmentReport
from topsheet.recoupment.participation import ParticipationReport
from topsheet.release import ReceiptsReport
from topsheet.rules import RuleBook, load
from topsheet.schedule import ScheduleReport, build
from topsheet.script import ScriptReport, check_breakdown, script_figures


@dataclass(frozen=True, slots=True)
class Film:
    """A production computed on a day, as it stands or with an option adopted."""

    title: str
    currency: str
    stage: str
    as_of: date
    option: str
    production: Production
    script: ScriptReport
    schedule: ScheduleReport
    budget: BudgetReport
    incentives: tuple[IncentiveReport, ...]
    market: MarketReport
    finance: FinanceReport
    cash: CashReport
    greenlight: GreenlightReport
    recoupment: RecoupmentReport
    options: tuple[OptionReport, ...]
    problems: tuple[Problem, ...]
    figures: Mapping[str, Figure[Value]]
    costed: Costed = field(repr=False, compare=False)
    attachments: tuple[AttachmentReport, ...] = ()
    closing: ClosingReport | None = None
    participation: ParticipationReport | None = None
    receipts: ReceiptsReport | None = None

    @property
    def option_name(self) -> str:
        """What the option is called that is adopted here; nothing for the plan as it stands."""
        return option_names(self.production.finance).get(self.option, "")


@dataclass(frozen=True, slots=True)
class OptionReport:
    """An option weighed: the film as it would be, and the scenes it would lose. `name` tells it from all others."""

    id: str
    name: str
    title: str
    note: str
    lost_scenes: tuple[str, ...]
    film: Film


def compute(
    production: Production,
    *,
    as_of: date,
    option: str | None = None,
    weigh: bool = True,
    book: RuleBook | None = None,
) -> Film | None:
    """The chain over a production on a day; with `option`, over the plan as it would be with it adopted.

    Without an option the film carries every option computed beside it, unless `weigh` is False. Raises KeyError
    for an unknown option; returns None where nothing can be computed (unknown chart, two currencies, one name
    for two things), which `problems_of` then tells.
    """
    book = book or load()
    film = _Chain(production, as_of, option, book).film()
    return weighed(film, book=book) if film and weigh and option is None else film


def weighed(film: Film, *, book: RuleBook | None = None) -> Film:
    """A film as it stands with every open option computed beside it; what is wrong with those films is a warning here.

    An option is no part of the plan: what it would do wrong stops neither a save nor a gate. That it names what is not
    there is a mistake of the document, told by `check_options`.
    """
    options, problems = [], list(film.problems)
    names = option_names(film.production.finance)
    for option in film.production.finance.options:
        if option.adopted is not None:
            continue
        chain = _Chain(film.production, film.as_of, option.id, book or load(), plan=film.costed)
        adopted = chain.film()
        told = {(problem.where, problem.what) for problem in problems}
        problems += [
            replace(problem, where=f"option {option.id}, {problem.where}", severity=Severity.WARNING)
            for problem in chain.problems
            if problem.severity is Severity.ERROR and (problem.where, problem.what) not in told
        ]
        if adopted is not None:
            options.append(
                OptionReport(option.id, names[option.id], option.title, option.note, chain.lost, adopted)
            )
    return replace(film, options=tuple(options), problems=tuple(problems))


def problems_of(
    production: Production, *, as_of: date, option: str | None = None, book: RuleBook | None = None
) -> tuple[Problem, ...]:
    """Everything wrong with a production on a day, also where `compute` returns None because of it."""
    chain = _Chain(production, as_of, option, book or load())
    film = chain.film()
    return weighed(film, book=book).problems if film and option is None else tuple(chain.problems)


@dataclass(frozen=True, slots=True)
class Costed:
    """What stands before the finance plan, which an option shares when it changes neither schedule nor budget.

    `shares` are the participations, which no option changes.
    """

    script: ScriptReport
    schedule: ScheduleReport
    milestones: Mapping[str, Figure[date]]
    exchange: Mapping[str, Figure[Value]]
    budget: BudgetReport | None
    incentives: tuple[IncentiveReport, ...]
    problems: tuple[Problem, ...]
    shares: tuple[ParticipationReport | None, list[Problem]]


class _Chain:
    def __init__(
        self,
        production: Production,
        as_of: date,
        option: str | None,
        book: RuleBook,
        *,
        plan: Costed | None = None,
    ) -> None:
        self.as_of, self.option, self.book = as_of, option, book
        self.base = production
        made, self.lost = as_adopted(production, option, as_of)
        self.production = replace(made, finance=with_sources_told_apart(made.finance))
        same = self.production.schedule is production.schedule and self.production.budget is production.budget
        self.costed = plan if same else None
        self.shares = plan.shares if plan else participated(production)
        self.problems: list[Problem] = list(production.problems)

    def _cost(self) -> Costed:
        """Script, schedule, budget and incentives, in the order of the film's life."""
        made, document = self.production, self.production.document
        script = script_figures(made.screenplay)
        problems = check_breakdown(
            made.breakdown, made.screenplay, made.trees["breakdown"], places=tuple(document.places)
        )
        schedule, found = build(
            made.schedule,
            made.screenplay,
            made.breakdown,
            document.places,
            made.trees["schedule"],
            book=self.book,
            not_before=document.as_of,
        )
        problems = [*problems, *found]
        rates, on = exchange(made), schedule.start.value
        offered: dict[str, Figure[Value]] = {"script.pages": script.pages, **schedule.globals}
        budget, found = cost(
            made.budget, made.trees["budget"], offered=offered, book=self.book, on=on, exchange=rates
        )
        problems += found
        incentives: tuple[IncentiveReport, ...] = ()
        if budget is not None:
            incentives, found = incentives_of(made, budget, self.book, on)
            problems += found
        return Costed(
            script,
            schedule,
            milestones_of(made, schedule),
            rates,
            budget,
            incentives,
            tuple(problems),
            self.shares,
        )

    def film(self) -> Film | None:
        """Each room in the order of the film's life."""
        made, document = self.production, self.production.document
        mixed = check_currencies(made)
        if mixed:
            self.problems += mixed
            return None
        self.costed = costed = self.costed or self._cost()
        script, schedule, milestones = costed.script, costed.schedule, costed.milestones
        self.problems += [
            *costed.problems,
            *check(made, milestones),
            *check_attachments(document.attachments, made.trees["production"], document.people, self.as_of),
            *check_essential(made),
        ]
        if costed.budget is None:
            return None
        budget, incentives, on = costed.budget, costed.incentives, schedule.start.value
        gone = missing(document.attachments, self.as_of)
        market, found = estimates(
            made.market,
            made.trees["market"],
            sold(made, self.as_of),
            sold(made, self.as_of, hoped=True),
        )
        self.problems += found
        valued = value(
            made.finance,
            made.trees["finance"],
            Known(
                uses=budget.total.value,
                credits={report.programme.id: report.credit for report in incentives},
                unsold_if_signed=market.unsold_if_signed.value,
                milestones=milestones,
                as_of=self.as_of,
                missing=gone,
                exchange=costed.exchange,
            ),
        )
        budget = with_plan_costs(budget, valued.costs)
        finance, found = plan(
            valued,
            uses=budget.total,
            direct=budget.direct,
            charges=budget.contractual,
            parts=budget.parts,
            parts_of=budget.parts_of,
            unsold_take=market.unsold_take,
            unsold_if_signed=market.unsold_if_signed,
            largest=market.largest_unsold,
            unsold_ask=market.unsold_ask,
        )
        self.problems += found
        closing, found = closed(made, finance, milestones, gone, self.as_of)
        self.problems += found
        budget, found = with_views(
            budget, finance.deferred, book=self.book, on=on, near_edge=document.thresholds.near_edge
        )
        self.problems += found
        spent, found = spending(made.finance, made.trees["finance"], budget, finance, schedule.start)
        self.problems += [
            *found,
            *check_options(made.finance, made.trees["finance"]),
            *check_options_fit(self.base),
            *check_debt(made),
        ]
        cash, found = cash_flow(
            valued,
            finance,
            budget,
            spent,
            window_of(made, schedule),
            conditions=closing.open_conditions() if closing else None,
        )
        self.problems += found
        receipts, found = earned(made, self.as_of)
        self.problems += found
        recoupment, found = recouped(made, finance)
        self.problems += found
        participation, found = self.shares
        self.problems += found
        gates = greenlight(
            document.gates,
            document.thresholds,
            budget=budget,
            finance=finance,
            cash=cash,
            problems=self.problems,
            missing=gone,
            closing=closing,
        )
        reports = (
            script,
            schedule,
            budget,
            incentives,
            market,
            finance,
            cash,
            gates,
            recoupment,
            tuple(milestones.values()),
            closing,
            participation,
            receipts,
        )
        try:
            figures = every_figure(reports)
        except DoubleName as double:
            self._one_name(double)
            return None
        return Film(
            document.title,
            document.currency,
            document.stage,
            self.as_of,
            self.option or "",
            made,
            script,
            schedule,
            budget,
            incentives,
            market,
            finance,
            cash,
            gates,
            recoupment,
            (),
            tuple(self.problems),
            figures,
            costed,
            attached(made, self.as_of),
            closing,
            participation,
            receipts,
        )

    def _one_name(self, double: DoubleName) -> None:
        """One name for two things: mostly a Problem of its own says which; else this one does."""
        if not any(problem.severity is Severity.ERROR for problem in self.problems):
            self.problems.append(
                Problem(
                    self.production.name,
                    str(double),
                    "Every figure is found by its name; with two of one name nobody could tell which is meant.",
                    "Give one of the two things it is named after another id.",
                )
            )
