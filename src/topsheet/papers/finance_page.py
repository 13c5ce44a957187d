"""The finance plan as a page of text: the plan, its stages, what was solved, campaigns, mandates, options."""

from __future__ import annotations

from collections.abc import Sequence

from topsheet.figures import Figure, Value, unverified
from topsheet.film import Film
from topsheet.finance import CampaignReport, FinanceReport, StageReport
from topsheet.money import Money
from topsheet.papers.one_page import Cell, OnePage, Part, Table, cell, options_part, rows_of, sources_table
from topsheet.papers.spell import spell, spell_days


def finance_page(film: Film) -> OnePage:
    """The whole plan on its day, or with an option adopted."""
    return _page(
        film,
        [_plan(film), *_stages(film), *_solved(film), *_campaigns(film), *_mandates(film), *_options(film)],
    )


def solution_page(film: Film) -> OnePage:
    """The plan solved for one unknown at a time, and the sizes the circle was solved for."""
    return _page(film, [_unknowns(film), *_solved(film), *_gap_loans(film)])


def _page(film: Film, parts: Sequence[Part]) -> OnePage:
    plan = f"with “{film.option_name}” adopted" if film.option else "as it stands"
    subtitle = f"The finance plan {plan} on {spell(film.as_of)}; amounts in {film.currency}"
    notes = [
        f"Unverified: {figure.label}; source {figure.rule.title}, as of {figure.rule.as_of}."
        for figure in unverified([film.finance.committed, film.finance.uses])
        if figure.rule
    ]
    return OnePage(film.title, subtitle, tuple(parts), tuple(notes))


def _plan(film: Film) -> Part:
    plan = film.finance
    short = bool(plan.gap.value)
    answer = f"{spell(plan.covered.value)} is covered" + (
        f"; {spell(plan.gap.value)} is missing." if short else f", with {spell(plan.surplus.value)} over."
    )
    totals = Table(
        ("Plan", film.currency),
        rows_of(
            plan.uses,
            plan.committed,
            plan.covered,
            plan.gap if short else plan.surplus,
            plan.planned,
            plan.planned_gap,
            *([plan.release] if plan.release.value else []),
            alarms=(plan.gap,) if short else (),
        ),
    )
    why = Table(
        ("Does not count", "Why"),
        tuple(
            (Cell(source.name), Cell(spell_days(source.why_not)))
            for source in plan.sources
            if not source.counts
        ),
    )
    proof = Table(
        ("Counts, and lacks", "What"),
        tuple(
            (Cell(source.name), Cell(source.unproven))
            for source in plan.sources
            if source.unproven and not film.option
        ),
    )
    bridge = Table(
        ("From face to what it brings", film.currency),
        rows_of(plan.face, *plan.bridge, plan.committed, plan.cash_need),
    )
    tables = (totals, sources_table(plan), why, *((proof,) if proof.rows else ()), bridge)
    return Part("Is the money there?", answer, tables)


def _stages(film: Film) -> list[Part]:
    plan = film.finance
    if not plan.stages:
        return []
    table = Table(
        ("Stage", "Needs", "Committed", "Short", "Planned", "Short if all sign"),
        tuple(
            (
                Cell(stage.label),
                cell(stage.need),
                cell(stage.committed),
                cell(stage.short, alarm=bool(stage.short.value)),
                cell(stage.planned),
                cell(stage.planned_short, alarm=bool(stage.planned_short.value)),
            )
            for stage in plan.stages
        ),
    )
    return [Part("Does each stage have its own money?", lacking(film), (table,))]


def lacking(film: Film) -> str:
    """What no signature would mend, said plainly, and the options under which each stage has its money."""
    short = _short(film)
    if not short:
        return "Every stage has its money if all sign."
    lacks = "; ".join(
        f"{stage.label.lower()} is short {spell(stage.planned_short.value)} even if all sign"
        for stage in short
    )
    done = " or ".join({"shoot": "shot", "finishing": "finished"}[stage.id] for stage in short)
    mends = [f"“{option.name}”" for option in film.options if not _short(option.film)]
    offer = f" If all sign, each stage has its money with {' or '.join(mends)}." if mends else ""
    return f"{lacks[:1].upper()}{lacks[1:]}: as it is budgeted, the film cannot be {done}.{offer}"


def _short(film: Film) -> list[StageReport]:
    return [stage for stage in film.finance.stages if stage.planned_short.value]


def _unknowns(film: Film) -> Part:
    found = film.finance.answers
    figures: list[Figure[Value]] = []
    if found is not None:
        figures = [
            figure for figure in (found.equity, found.gap_loan, found.direct, film.budget.direct) if figure
        ]
    table = Table(("One unknown, all else as it stands", film.currency), rows_of(*figures))
    return Part("What would close it?", "Each by itself.", (table,))


def _solved(film: Film) -> list[Part]:
    solved = film.finance.solved
    if not solved.sizes:
        return []
    names = {source.id: source.name for source in film.finance.sources}
    table = Table(
        ("Size solved for", film.currency),
        (
            *((Cell(names[key]), cell(figure)) for key, figure in solved.sizes.items()),
            *(rows_of(solved.residual) if solved.residual else ()),
        ),
    )
    return [Part("Is the circle closed?", f"Solved in {solved.rounds} rounds.", (table,))]


def _gap_loans(film: Film) -> list[Part]:
    names = {source.id: source.name for source in film.finance.sources}
    parts = []
    for sizing in film.finance.gap_sizings:
        figures = [
            film.market.unsold_take,
            sizing.net_take,
            sizing.by_cover,
            sizing.by_budget,
            sizing.allowed,
            sizing.if_signed,
            sizing.stress_net,
            sizing.stress_cover,
        ]
        table = Table((names[sizing.loan], film.currency), rows_of(*(f for f in figures if f)))
        parts.append(
            Part("What does a gap lender lend?", f"At most {spell(sizing.allowed.value)}.", (table,))
        )
    return parts


def _campaigns(film: Film) -> list[Part]:
    return [
        Part("How does the campaign stand?", told(found, film.finance), (_campaign(film, found),))
        for found in film.finance.campaigns
    ]


def told(found: CampaignReport, plan: FinanceReport) -> str:
    """Where a campaign stands, in words that hide nothing: with what it unlocks, what is lost without it."""
    match found.state:
        case "failed":
            closed = f"{found.name} closed on {spell(found.deadline)} below its goal: it brings nothing"
            return f"{closed}{_without(found, plan)}."
        case "funded":
            return f"{found.name} is funded; {spell(found.usable.value)} is left after fees and rewards."
        case "running" if found.short.value:
            return (
                f"{spell(found.short.value)} unlocks {spell(found.unlocks.value)}; otherwise 0"
                f"{_without(found, plan)}. "
                f"{found.days_left} days left, until {spell(found.deadline)}."
                if found.unlocks.value
                else f"{spell(found.short.value)} below its goal; {found.days_left} days left."
            )
        case "running":
            return f"{found.name} has its goal; {found.days_left} days left."
        case _:
            return f"{found.name} is planned: its goal would leave {spell(found.usable.value)}."


def _without(found: CampaignReport, plan: FinanceReport) -> str:
    """What the campaign's stage is short of when it brings nothing: of money that counts, and if all else signs."""
    source = plan.source(found.id)
    stage = next((each for each in plan.stages if each.id == source.stage), None)
    if source.counts or stage is None:
        return ""
    short, zero = stage.short.value, Money.zero(plan.uses.value.currency)
    if not short:
        return ""
    hoped = max(stage.need.value - (stage.planned.value - source.planned.value), zero)
    also = f" ({spell(hoped)} if all else signs)" if hoped != short else ""
    return f", and {stage.label.lower()} is short {spell(short)}{also}"


def _campaign(film: Film, found: CampaignReport) -> Table:
    pace = [figure for figure in (found.a_day_so_far, found.a_day_needed) if figure]
    return Table(
        (found.name, film.currency),
        rows_of(
            found.goal,
            found.pledged,
            found.short,
            found.gross,
            *found.fees,
            found.net,
            found.fulfilment,
            found.usable,
            *pace,
        ),
    )


def _mandates(film: Film) -> list[Part]:
    plan: FinanceReport = film.finance
    if not plan.mandates:
        return []
    table = Table(
        ("Mandate", "Earned", "When all has arrived", "Earns nothing"),
        tuple(
            (Cell(m.name), cell(m.earned), cell(m.expected), Cell(spell_days("; ".join(m.refused)) or "–"))
            for m in plan.mandates
        ),
    )
    return [Part("What is owed for introductions?", "Only on money that arrived because of them.", (table,))]


def _options(film: Film) -> list[Part]:
    return [options_part(film)] if film.options else []
