"""The whole chain: script → schedule → budget → incentives → market → finance → cash → greenlight → recoupment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from topsheet.budget import BudgetReport, cost, with_views
from topsheet.documents import Problem
from topsheet.figures import Figure, Value, given
from topsheet.film.check import check
from topsheet.film.folder import Production
from topsheet.film.options import as_adopted
from topsheet.film.roots import every_figure
from topsheet.finance import CashReport, FinanceReport, cash_flow, plan, spending
from topsheet.finance.cash_flow import Window
from topsheet.finance.options import check_options
from topsheet.finance.sources import why_not
from topsheet.greenlight import GreenlightReport, greenlight
from topsheet.incentives import IncentiveReport, estimate
from topsheet.market import MarketReport, estimates
from topsheet.recoupment import Position, RecoupmentReport
from topsheet.recoupment import compute as recoup
from topsheet.rules import RuleBook, RuleNotInForce, load
from topsheet.schedule import ScheduleReport, build
from topsheet.script import ScriptReport, check_breakdown, script_figures

# Who is paid from the receipts of the waterfall; lenders on collateral are repaid from it before.
PAID_FROM_RECEIPTS = ("equity", "own_money", "gap_loan", "deferral")


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


@dataclass(frozen=True, slots=True)
class OptionReport:
    """An option weighed: the film as it would be, and the scenes it would lose."""

    id: str
    title: str
    note: str
    lost_scenes: tuple[str, ...]
    film: Film


def compute(
    production: Production, *, as_of: date, option: str | None = None, book: RuleBook | None = None
) -> Film | None:
    """The chain over a production on a day; with `option`, over the plan as it would be with it adopted.

    Without an option the film carries every option computed beside it. Raises KeyError for an unknown option;
    returns None where no budget can be computed at all (its chart is unknown), which `problems_of` then tells.
    """
    return _Chain(production, as_of, option, book or load()).film()


class _Chain:
    def __init__(self, production: Production, as_of: date, option: str | None, book: RuleBook) -> None:
        self.as_of, self.option, self.book = as_of, option, book
        self.base = production
        self.production, self.lost = as_adopted(production, option, as_of)
        self.problems: list[Problem] = list(production.problems)

    def film(self) -> Film | None:
        """Each room in the order of the film's life."""
        made, document = self.production, self.production.document
        script = script_figures(made.screenplay)
        self.problems += check_breakdown(
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
        self.problems += found
        milestones = self._milestones(schedule)
        self.problems += check(made, milestones)
        on = schedule.start.value
        offered: dict[str, Figure[Value]] = {"script.pages": script.pages, **schedule.globals}
        budget, found = cost(
            made.budget,
            made.trees["budget"],
            offered=offered,
            book=self.book,
            on=on,
            exchange=self._exchange(),
        )
        self.problems += found
        if budget is None:
            return None
        incentives = self._incentives(budget, on)
        market, found = estimates(made.market, made.trees["market"], self._sold())
        self.problems += found
        finance, found = plan(
            made.finance,
            made.trees["finance"],
            uses=budget.total,
            credits={report.programme.id: report.credit for report in incentives},
            unsold_take=market.unsold_take,
            milestones=milestones,
            as_of=self.as_of,
        )
        self.problems += found
        budget, found = with_views(
            budget, finance.deferred, book=self.book, on=on, near_edge=document.thresholds.near_edge
        )
        self.problems += found
        spent, found = spending(made.finance, made.trees["finance"], budget, finance, schedule.start)
        self.problems += [*found, *check_options(made.finance, made.trees["finance"])]
        window = Window(schedule.start, schedule.wrap)
        cash, found = cash_flow(made.finance, made.trees["finance"], finance, spent, window)
        self.problems += found
        recoupment = self._recoupment(finance)
        gates = greenlight(
            document.gates,
            document.thresholds,
            budget=budget,
            finance=finance,
            cash=cash,
            problems=self.problems,
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
        )
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
            self._options(),
            tuple(self.problems),
            every_figure(reports),
        )

    def _milestones(self, schedule: ScheduleReport) -> dict[str, Figure[date]]:
        tree = self.production.trees["production"]
        named = {"start_of_photography": schedule.start, "wrap": schedule.wrap}
        for name, day in self.production.document.milestones.items():
            if name not in named:
                label = name.replace("_", " ").capitalize()
                named[name] = given(
                    f"production.milestone.{name}", label, day, tree.where(("milestones", name))
                )
        return named

    def _exchange(self) -> dict[str, Figure[Value]]:
        tree, home = self.production.trees["production"], self.production.document.currency
        return {
            rate.currency: Figure(
                f"production.rate.{rate.currency}",
                f"{home} for one {rate.currency}",
                rate.rate,
                f"on {rate.date}, {rate.source}",
                (),
                tree.where(("rates", at)),
            )
            for at, rate in enumerate(self.production.document.rates)
        }

    def _incentives(self, budget: BudgetReport, on: date) -> tuple[IncentiveReport, ...]:
        document, tree = self.production.document, self.production.trees["production"]
        reports = []
        for at, wanted in enumerate(document.incentives):
            try:
                programme = self.book.programme(wanted, on=on)
            except RuleNotInForce as refusal:
                self.problems.append(
                    Problem(
                        tree.where(("incentives", at)),
                        str(refusal),
                        "The credit would count as nothing.",
                        "Name a programme that the rules hold and that is in force.",
                    )
                )
                continue
            if programme.currency != document.currency:
                what = f"{programme.name} pays in {programme.currency}, the budget is in {document.currency}"
                self.problems.append(
                    Problem(
                        tree.where(("incentives", at)),
                        what,
                        "Its limits and its credit cannot be compared with amounts in another currency.",
                        "Budget the film in that currency, or leave the programme out for now.",
                    )
                )
                continue
            reports.append(estimate(programme, budget.lines, document.places, document.currency))
        return tuple(reports)

    def _sold(self) -> dict[str, str]:
        """Territories whose sale counts on the day: an offer or a letter of intent leaves its territory unsold."""
        return {
            source.territory: source.name
            for source in self.production.finance.sources
            if source.kind == "presale" and not why_not(source, self.as_of)
        }

    def _recoupment(self, finance: FinanceReport) -> RecoupmentReport:
        positions = [
            Position(source.id, source.name, source.kind, source.claim)
            for source in finance.sources
            if source.counts and source.kind in PAID_FROM_RECEIPTS and source.claim
        ]
        report, found = recoup(
            self.production.recoupment,
            positions,
            {"loan_collateral_surplus": finance.collateral_surplus},
            self.production.document.currency,
            self.production.trees["recoupment"],
        )
        self.problems += found
        return report

    def _options(self) -> tuple[OptionReport, ...]:
        if self.option is not None:
            return ()
        weighed = []
        for option in self.base.finance.options:
            chain = _Chain(self.base, self.as_of, option.id, self.book)
            film = chain.film()
            if film is not None:
                weighed.append(OptionReport(option.id, option.title, option.note, chain.lost, film))
        return tuple(weighed)
