"""The executive producer's one page as a value: three questions, their answers, and what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from topsheet.documents import Severity, counted
from topsheet.figures import Figure, Value, unverified
from topsheet.film import Film
from topsheet.finance import COUNTS, FinanceReport, SourceReport
from topsheet.papers.spell import spell


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed value, the name of its figure (empty for words), and whether it needs a decision."""

    text: str
    figure: str = ""
    alarm: bool = False

    @property
    def number(self) -> bool:
        """Whether it is set like a figure, to the right."""
        return bool(self.figure)


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; the first column holds words."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A question, its one-line answer, and the tables that prove it."""

    heading: str
    answer: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class OnePage:
    """Everything the page says, in print order."""

    title: str
    subtitle: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...]


def one_page(film: Film) -> OnePage:
    """The page of a film as it stands on its day, or with an option adopted."""
    plan = f"with “{film.option_name}” adopted" if film.option else "as it stands"
    subtitle = f"The plan {plan} on {spell(film.as_of)}; amounts in {film.currency}"
    parts = [_money(film), _time(film), _returns(film)]
    if film.options:
        parts.append(options_part(film))
    parts.append(_waits(film))
    return OnePage(film.title, subtitle, tuple(parts), _notes(film))


def cell(figure: Figure[Value] | None, *, alarm: bool = False) -> Cell:
    """A figure printed, or a dash where there is none."""
    return Cell(spell(figure.value), figure.name, alarm) if figure else Cell("–")


def rows_of(*figures: Figure[Value], alarms: Sequence[Figure[Value]] = ()) -> tuple[tuple[Cell, ...], ...]:
    """Figures under each other, each by its label."""
    return tuple((Cell(figure.label), cell(figure, alarm=figure in alarms)) for figure in figures)


def _money(film: Film) -> Part:
    plan, state = film.finance, film.greenlight.state
    short = bool(plan.gap.value)
    answer = (
        f"No: {spell(plan.gap.value)} is missing."
        if short
        else f"Yes, with {spell(plan.surplus.value)} over."
    )
    summary = Table(
        ("Sources and uses", film.currency),
        rows_of(
            film.budget.direct,
            *film.budget.contractual,
            film.budget.finance_costs.total,
            plan.uses,
            plan.committed,
            plan.covered,
            plan.gap if short else plan.surplus,
            state,
            alarms=(plan.gap, state) if short else (),
        ),
    )
    bridge = Table(
        ("From face to what it brings", film.currency),
        rows_of(plan.face, *plan.bridge, plan.committed, plan.cash_need),
    )
    return Part("Is the money there?", answer, (summary, sources_table(plan), bridge))


def sources_table(plan: FinanceReport) -> Table:
    """Every source with its status and its three amounts."""
    return Table(
        ("Source", "Status", "Face", "To the budget", "To be repaid"),
        tuple(
            (
                Cell(source.name),
                Cell(_status(source)),
                cell(source.face),
                cell(source.to_budget),
                cell(source.claim if source.counts else None),
            )
            for source in plan.sources
        ),
    )


def _status(source: SourceReport) -> str:
    """The status, with its day where that is why a source does not count yet."""
    words = source.status.replace("_", " ")
    later = not source.counts and source.status in COUNTS and source.status_date
    return f"{words} only {spell(source.status_date)}" if later and source.status_date else words


def _time(film: Film) -> Part:
    shoot, cash = film.schedule, film.cash
    answer = (
        f"{spell(shoot.shoot_days.value)} shooting days, {spell(shoot.start.value)} to {spell(shoot.wrap.value)}; "
        f"lowest balance while shooting {spell(cash.through_shoot.value)}."
    )
    days = Table(
        ("Schedule", ""),
        rows_of(
            film.script.pages,
            film.script.scene_count,
            shoot.shoot_days,
            shoot.night_days,
            shoot.start,
            shoot.wrap,
        ),
    )
    sections = Table(
        ("Topsheet", film.currency), rows_of(*(section.total for section in film.budget.sections))
    )
    views = Table(
        ("The budget as others count it", film.currency, "Tier", "Headroom"),
        tuple(
            (
                Cell(view.label),
                cell(view.total),
                Cell(view.tier or "–"),
                cell(view.headroom, alarm=view.near_edge),
            )
            for view in film.budget.views
        ),
    )
    guilds = any(month.held for month in cash.months)
    months = Table(
        ("Month", "In", "Out", *(["Deposits"] if guilds else []), "Closing"),
        tuple(
            (
                Cell(f"{month.month:%b %Y}"),
                cell(month.into),
                cell(month.out),
                *([cell(month.held)] if guilds else []),
                cell(month.closing, alarm=month.closing.value.amount < 0),
            )
            for month in cash.months
        ),
    )
    stresses = Table(
        ("If receipts are late", "Lowest month-end of a shooting month", "Lowest of all"),
        tuple(
            (
                Cell(stress.title),
                cell(stress.lowest_shoot, alarm=stress.lowest_shoot.value.amount < 0),
                cell(stress.lowest, alarm=stress.lowest.value.amount < 0),
            )
            for stress in cash.stresses
        ),
    )
    return Part("Are we on time and on budget?", answer, (days, sections, views, months, stresses))


def _returns(film: Film) -> Part:
    report = film.recoupment
    breakevens = report.breakevens
    answer = (
        "; ".join(f"{figure.label}: {spell(figure.value)}" for figure in breakevens)
        or "The terms cannot be run."
    )
    rows = []
    for case in report.cases:
        equity = case.row("paid_to_equity") if _has(case, "paid_to_equity") else None
        returned = next((figure for figure in case.returned if figure.name.endswith(".equity")), None)
        rows.append(
            (
                Cell(case.label),
                cell(case.gross),
                cell(case.row("net_after_costs")),
                cell(equity),
                cell(returned),
            )
        )
    table = Table(
        ("Remaining territories", "Gross", "Net after costs", "To equity", "Equity back"), tuple(rows)
    )
    return Part("Do they get it back?", answer, (table,))


def _has(case: object, name: str) -> bool:
    return any(figure.name.endswith(f".{name}") for figure in case.rows)  # type: ignore[attr-defined]  # CaseReport


def options_part(film: Film) -> Part:
    """The options side by side, each computed through the whole chain."""
    rows = tuple(
        (
            Cell(f"({option.id}) {option.title}"),
            cell(option.film.budget.total),
            cell(option.film.finance.committed),
            cell(option.film.finance.covered),
            cell(option.film.finance.gap, alarm=bool(option.film.finance.gap.value)),
            cell(option.film.finance.surplus),
            cell(option.film.cash.through_shoot),
            Cell(option.film.greenlight.state.value),
        )
        for option in film.options
    )
    table = Table(
        (
            "Option",
            "Budget",
            "Committed",
            "Covered",
            "Gap",
            "Surplus",
            "Lowest in shoot",
            "State",
        ),
        rows,
    )
    return Part(
        "What could close it?",
        f"{_counted(film.options, 'option')} through the whole chain.",
        (table,),
    )


def _counted(things: Sequence[object], word: str) -> str:
    return f"1 {word} computed" if len(things) == 1 else f"{len(things)} {word}s, each computed"


def _waits(film: Film) -> Part:
    waiting = [gate for gate in film.greenlight.gates if gate.state != "MET"]
    rows = tuple(
        (Cell(gate.title), Cell(gate.state, alarm=gate.state == "BLOCKED"), Cell(gate.reason))
        for gate in waiting
    )
    gates = counted(len(film.greenlight.gates), "gate")
    wait = "waits" if len(waiting) == 1 else "wait"
    answer = f"{len(waiting)} of {gates} {wait}." if waiting else "Nothing."
    return Part("What waits?", answer, (Table(("Gate", "State", "Reason"), rows),) if rows else ())


def _unfinanced(film: Film) -> list[str]:
    """What the returns leave out while the plan is short: money nobody has promised has no place in the order."""
    gap = film.finance.gap
    if not gap.value:
        return []
    return [
        f"Returns are shared among the sources that count; the gap of {spell(gap.value)} has no place in them yet."
    ]


def _notes(film: Film) -> tuple[str, ...]:
    """What the reader must be told: rules nobody has verified, and problems in the papers."""
    notes = [
        f"Unverified: {figure.label}; source {figure.rule.title}, as of {figure.rule.as_of}."
        for figure in unverified(film.figures.values())
        if figure.rule
    ]
    notes = [*_unfinanced(film), *notes]
    errors = [problem for problem in film.problems if problem.severity is Severity.ERROR]
    notes += [f"{problem.severity.value}: {problem.where}: {problem.what}." for problem in errors]
    return tuple(notes)
