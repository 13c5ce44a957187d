"""The finance memo: the plan, its cash, its gates and its options in two or three pages. It recommends nothing."""

from __future__ import annotations

from topsheet.documents import Severity
from topsheet.film import Film
from topsheet.finance import SourceReport
from topsheet.papers.one_page import Cell, Part, Table, cell
from topsheet.papers.paper import Basis, Paper, kind_name, stamp_of, unverified_rules
from topsheet.papers.spell import spell, spell_days

NAME = "Finance memo"


def finance_memo(basis: Basis) -> Paper:
    """The memo of a film as it stands, or with an option adopted; options are set side by side for the plan only."""
    film = basis.film
    parts = [_plan(film), _bridge(film), _cash(film), _gates(film), _returns(film)]
    if film.options:
        parts.append(_options(film))
    lead = "This memo states what the documents say and what follows from them. It recommends nothing."
    return Paper(stamp_of(basis, NAME), lead, tuple(parts), _notes(film))


def _plan(film: Film) -> Part:
    plan, short = film.finance, bool(film.finance.gap.value)
    rest = plan.gap if short else plan.surplus
    answer = (
        f"The budget is {spell(plan.uses.value)}. Sources signed or better bring {spell(plan.committed.value)}, "
        f"{spell(plan.covered.value)} of it. {rest.label}: {spell(rest.value)}."
    )
    spent = (film.budget.direct, *film.budget.contractual, film.budget.finance_costs.total)
    uses = Table(
        ("Uses", film.currency),
        (*((Cell(figure.label), cell(figure)) for figure in spent), (Cell("Total budget"), cell(plan.uses))),
    )
    rows = [
        (
            Cell(source.name),
            Cell(kind_name(source.kind)),
            Cell(_status(source)),
            cell(source.face),
            cell(source.to_budget),
            cell(source.claim if source.counts else None),
        )
        for source in plan.sources
    ]
    rows.append(
        (Cell("Committed"), Cell(""), Cell(""), cell(plan.face), cell(plan.committed), Cell("–")),
    )
    rows.append(
        (Cell(rest.label), Cell(""), Cell(""), Cell("–"), cell(rest, alarm=short), Cell("–")),
    )
    sources = Table(("Source", "Kind", "Status", "Face", "To the budget", "To be repaid"), tuple(rows))
    return Part("The plan", answer, (uses, sources))


def _status(source: SourceReport) -> str:
    since = f", {spell(source.status_date)}" if source.status_date else ""
    return f"{source.status.replace('_', ' ')}{since}{'' if source.counts else '; does not count'}"


def _bridge(film: Film) -> Part:
    plan = film.finance
    steps = [(Cell(plan.face.label), cell(plan.face))]
    steps += [
        (Cell(f"less {figure.label[:1].lower()}{figure.label[1:]}"), cell(figure)) for figure in plan.bridge
    ]
    steps.append((Cell(plan.committed.label), cell(plan.committed)))
    answer = (
        f"Of the face value of what counts, {spell(plan.bridge_total.value)} is not money for the budget."
    )
    return Part("From face value to cash", answer, (Table(("Step", film.currency), tuple(steps)),))


def _cash(film: Film) -> Part:
    cash = film.cash
    answer = (
        f"Lowest balance while shooting {spell(cash.through_shoot.value)} ({spell_days(cash.through_shoot.how)}); "
        f"lowest of all {spell(cash.lowest.value)} ({cash.lowest.how})."
    )
    guilds = any(month.held for month in cash.months)
    months = tuple(
        (
            Cell(f"{month.month:%b %Y}"),
            cell(month.opening),
            cell(month.into),
            cell(month.out),
            *([cell(month.held)] if guilds else []),
            cell(month.closing, alarm=month.closing.value.amount < 0),
        )
        for month in cash.months
    )
    stresses = tuple(
        (
            Cell(stress.title),
            cell(stress.lowest_shoot, alarm=stress.lowest_shoot.value.amount < 0),
            cell(stress.lowest, alarm=stress.lowest.value.amount < 0),
            Cell(
                "; ".join(remedy.text for remedy in stress.remedies)
                or ("no single payment mends it" if stress.negative else "none needed")
            ),
        )
        for stress in cash.stresses
    )
    heads = ("Month", "Opening", "In", "Out", *(["Deposits out / back"] if guilds else []), "Closing")
    tables = [Table(heads, months)]
    if stresses:
        heads = ("If receipts are late", "Lowest month-end of a shooting month", "Lowest of all", "Remedy")
        tables.append(Table(heads, stresses))
    return Part("Cash", answer, tuple(tables))


def _gates(film: Film) -> Part:
    report = film.greenlight
    rows = tuple(
        (
            Cell(gate.title),
            Cell(gate.state, alarm=gate.state == "BLOCKED"),
            Cell(spell(gate.needed_by) if gate.needed_by else "–"),
            Cell(spell_days(gate.reason)),
        )
        for gate in report.gates
    )
    stand = sum(gate.state not in ("MET", "WAIVED") for gate in report.gates)
    answer = f"{report.state.value}: {stand} of {len(rows)} gates are not met."
    return Part("Greenlight gates", answer, (Table(("Gate", "State", "Needed by", "Reason"), rows),))


def _returns(film: Film) -> Part:
    rows = tuple(
        (
            Cell(case.label or f"Case {number}"),
            cell(case.gross),
            cell(next((each for each in case.returned if each.name.endswith(".equity")), None)),
            cell(case.undistributed),
        )
        for number, case in enumerate(film.recoupment.cases, start=1)
    )
    told = [f"{figure.label}: {spell(figure.value)}." for figure in film.recoupment.breakevens]
    answer = " ".join(told) or "The terms of recoupment cannot be run on the sources that count."
    table = Table(("Case", "Gross receipts", "Equity gets back", "Undistributed"), rows)
    return Part("Returns", answer, (table,) if rows else ())


def _options(film: Film) -> Part:
    rows = [_option("The plan as it stands", film)]
    rows += [_option(f"({option.id}) {option.title}", option.film) for option in film.options]
    heads = ("Option", "Budget", "Committed", "Covered", "Gap", "Lowest in shoot", "State")
    notes = tuple((Cell(f"({each.id})"), Cell(each.note)) for each in film.options if each.note)
    tables = (
        Table(heads, tuple(rows)),
        *((Table(("Option", "What would have to be true"), notes),) if notes else ()),
    )
    return Part(
        "Options side by side", "Each option is the whole film computed with it, as if signed.", tables
    )


def _option(title: str, film: Film) -> tuple[Cell, ...]:
    plan = film.finance
    return (
        Cell(title),
        cell(plan.uses),
        cell(plan.committed),
        cell(plan.covered),
        cell(plan.gap, alarm=bool(plan.gap.value)),
        cell(film.cash.through_shoot, alarm=film.cash.through_shoot.value.amount < 0),
        Cell(film.greenlight.state.value),
    )


def _notes(film: Film) -> tuple[str, ...]:
    notes = [f"Unverified rule: {told}" for told in unverified_rules(film)]
    wrong = [problem for problem in film.problems if problem.severity is Severity.ERROR]
    return (*notes, *(f"Error in the documents: {problem.where}: {problem.what}." for problem in wrong))
