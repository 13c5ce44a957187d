"""The pitch deck as a value: slides fed by the film's figures, each with its day and its sources.

Source of the list of slides: what a film's pitch deck usually holds. What no document holds is named on the last slide
and made up nowhere. Whoever pays for the film is named on none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from topsheet.figures import Figure, Value, sum_of
from topsheet.film import Film
from topsheet.money import Money, Percent
from topsheet.papers.deck_claims import NOBODY, attachments, not_estimated
from topsheet.papers.one_page import Cell, Table, cell
from topsheet.papers.one_pager import makers
from topsheet.papers.paper import Basis, Stamp, kind_name, stamp_of
from topsheet.papers.returns import Unnamed, order, shortfall
from topsheet.papers.spell import spell
from topsheet.papers.term_sheet import NO_OFFER, RISK

NAME = "Pitch deck"
_NOT_HELD = "tone, why now, the director's vision, comparable films, a contact"


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart: a value for each label; `line` is a level that all bars are measured against."""

    unit: str
    bars: tuple[tuple[str, Money | Percent], ...]
    line: str = ""


@dataclass(frozen=True, slots=True)
class Slide:
    """A heading, what it says, the table and the chart that prove it, and the documents it comes from."""

    title: str
    source: str
    words: tuple[str, ...] = ()
    table: Table | None = None
    chart: Bars | None = None


@dataclass(frozen=True, slots=True)
class Deck:
    """The slides in order; the first is the title."""

    stamp: Stamp
    slides: tuple[Slide, ...] = field(default=())


def deck(basis: Basis) -> Deck:
    """The deck of a film as it stands, or with an option adopted."""
    film = basis.film
    clean = Unnamed(film)
    slides = (
        _title(film, clean),
        _story(film, clean),
        _team(film),
        _cast(film, clean),
        _schedule(film),
        _budget(film),
        _finance(film),
        _territories(film, clean),
        _returns(film, clean),
        _order(film),
        _incentives(film, clean),
        _timeline(film),
        _open(film, clean),
        _ask(film),
        Slide(
            "What this deck is",
            "every document",
            (RISK, NO_OFFER, f"The documents do not hold: {_NOT_HELD}."),
        ),
    )
    return Deck(stamp_of(basis, NAME), slides)


def _title(film: Film, clean: Unnamed) -> Slide:
    document = film.production.document
    words = (clean(document.logline) or "The documents hold no logline yet.", document.company, film.stage)
    return Slide(film.title, "production", tuple(each for each in words if each))


def _story(film: Film, clean: Unnamed) -> Slide:
    sheets = film.production.breakdown.scenes
    told = [(number, clean(sheet.synopsis)) for number, sheet in sheets.items() if sheet.synopsis]
    shown = _spread(told, 6)
    words = () if shown else ("The documents hold no synopsis of the scenes yet.",)
    rows = tuple((Cell(f"Scene {number}"), Cell(synopsis)) for number, synopsis in shown)
    table = Table(("", "From the first scene to the last"), rows) if rows else None
    return Slide("The story", "breakdown, screenplay", words, table)


def _spread(told: list[tuple[str, str]], many: int) -> list[tuple[str, str]]:
    """So many of them, the first and the last among them, evenly apart."""
    if len(told) <= many:
        return told
    return [told[round(place * (len(told) - 1) / (many - 1))] for place in range(many)]


def _team(film: Film) -> Slide:
    rows = tuple((Cell(name), Cell(roles)) for name, roles in makers(film))
    words = () if rows else ("The documents name nobody yet.",)
    return Slide("Team", "production", words, Table(("Name", "Role"), rows) if rows else None)


def _cast(film: Film, clean: Unnamed) -> Slide:
    names = {member.character: member.name or member.character for member in film.production.breakdown.cast}
    parts = sorted(film.schedule.dood, key=lambda row: -row.worked.value)[:8]
    rows = tuple((Cell(names.get(row.character, row.character)), cell(row.worked)) for row in parts)
    said = attachments(film, clean) or (NOBODY,)
    table = Table(("Part", "Days"), rows) if rows else None
    return Slide("Cast: the parts, by days of work", "production, breakdown, schedule", said, table)


def _schedule(film: Film) -> Slide:
    shoot, places = film.schedule, film.production.document.places
    rows = [
        _row(figure)
        for figure in (film.script.pages, shoot.shoot_days, shoot.night_days, shoot.start, shoot.wrap)
    ]
    rows += [
        (Cell(f"Days at {places[each].name if each in places else each}"), cell(days))
        for each, days in shoot.days_at.items()
        if days.value
    ]
    return Slide("The schedule at a glance", "screenplay, schedule", (), Table(("", ""), tuple(rows)))


def _budget(film: Film) -> Slide:
    costs = [section.total for section in film.budget.sections]
    costs += [*film.budget.contractual, film.budget.finance_costs.total]
    rows = (*(_row(figure) for figure in costs), (Cell("Total budget"), cell(film.finance.uses)))
    chart = Bars(film.currency, tuple((figure.label, figure.value) for figure in costs))
    return Slide("The budget at a glance", "budget", (), Table(("", film.currency), rows), chart)


def _finance(film: Film) -> Slide:
    plan = film.finance
    waiting = Counter(each.kind for each in plan.sources if not each.counts and each.status != "withdrawn")
    rest = plan.gap if plan.gap.value else plan.surplus
    rows = [(Cell(figure.label), cell(figure)) for figure in signed_by_kind(film)]
    rows += [
        (Cell(f"{kind_name(kind)}, not signed: {many}"), Cell("does not count"))
        for kind, many in waiting.items()
    ]
    if plan.release.value:
        rows.append((Cell("Signed for the release, beside the budget"), cell(plan.release)))
    rows += [
        (Cell("Total budget"), cell(plan.uses)),
        (Cell(rest.label), cell(rest, alarm=bool(plan.gap.value))),
    ]
    words = (f"{spell(plan.covered.value)} of the budget is signed or better.",)
    chart = Bars(film.currency, (("Committed", plan.committed.value), (rest.label, rest.value)))
    return Slide(
        "The finance plan: what is signed", "finance", words, Table(("", film.currency), tuple(rows)), chart
    )


def signed_by_kind(film: Film) -> list[Figure[Money]]:
    """What the sources that count bring to the budget, by kind, so that none of them is named."""
    kinds: dict[str, list[Figure[Money]]] = {}
    for source in film.finance.sources:
        if source.counts and source.stage != "release":
            kinds.setdefault(source.kind, []).append(source.to_budget)
    zero = Money.zero(film.currency)
    return [
        sum_of(f"papers.signed.{kind}", f"{kind_name(kind)}, signed", parts, zero)
        for kind, parts in kinds.items()
    ]


def _territories(film: Film, clean: Unnamed) -> Slide:
    market = film.market
    sold = [row.name for row in market.territories if row.sold]
    free = [row.name for row in market.territories if not row.sold]
    rows = (
        (Cell(f"Sold, {len(sold)}"), Cell("; ".join(sold) or "none yet")),
        (Cell(f"Unsold, {len(free)}"), Cell("; ".join(free) or "none left")),
    )
    by = f"Estimates by {clean(market.estimates_by)}, {spell(market.date)}." if market.estimates_by else ""
    return Slide("Route to market", "market, finance", (by,) if by else (), Table(("", "Territories"), rows))


def _returns(film: Film, clean: Unnamed) -> Slide:
    rows, bars = [], []
    for number, case in enumerate(film.recoupment.cases, start=1):
        equity = next((each for each in case.returned if each.name.endswith(".equity")), None)
        if equity is not None:
            label = clean(case.label) or f"Case {number}"
            rows.append((Cell(label), cell(case.gross), cell(equity), Cell(shortfall(equity.value))))
            bars.append((label, equity.value))
    told = tuple(f"{clean(figure.label)}: {spell(figure.value)}." for figure in film.recoupment.breakevens)
    words = (*told, *(f"Not in these returns: the gap of {spell(each)}." for each in _gap(film)))
    if not rows:
        return Slide("Returns", "recoupment", ("The terms cannot be run on the sources that count.", *words))
    heads = ("Case", "Gross receipts", "Equity back", "What that means")
    chart = Bars("% of equity", tuple(bars), "100% is the money back")
    return Slide("Returns: every case", "recoupment, finance", words, Table(heads, tuple(rows)), chart)


def _gap(film: Film) -> Iterable[Value]:
    if film.finance.gap.value:
        yield film.finance.gap.value


def _order(film: Film) -> Slide:
    rows = tuple((Cell(str(number)), Cell(step)) for number, step in enumerate(order(film), start=1))
    return Slide("Who is paid, in which order", "recoupment", (), Table(("", "From receipts"), rows))


def _incentives(film: Film, clean: Unnamed) -> Slide:
    rows, wrong = [], not_estimated(film, clean)
    for report in film.incentives:
        status = report.programme.citation.status.value.lower()
        rows.append((Cell(report.programme.name), cell(report.qualified), cell(report.credit), Cell(status)))
    if not rows:
        words = wrong or ("No programme is named in the documents.",)
        return Slide("Public support", "production", words)
    return Slide(
        "Public support",
        "budget, rules",
        wrong,
        Table(("Programme", "Qualified spend", "Credit", "Rule"), tuple(rows)),
    )


def _timeline(film: Film) -> Slide:
    days = {
        name.replace("_", " ").capitalize(): day for name, day in film.production.document.milestones.items()
    }
    days |= {"Start of photography": film.schedule.start.value, "Wrap": film.schedule.wrap.value}
    rows = tuple(
        (Cell(name), Cell(spell(day))) for name, day in sorted(days.items(), key=lambda pair: pair[1])
    )
    return Slide("Timeline", "production, schedule", (), Table(("Milestone", "Day"), rows))


def _open(film: Film, clean: Unnamed) -> Slide:
    gates = [gate for gate in film.greenlight.gates if gate.state not in ("MET", "WAIVED")]
    rows = tuple(
        (
            Cell(clean(gate.title)),
            Cell(spell(gate.needed_by) if gate.needed_by else "–"),
            Cell(gate.state.lower()),
        )
        for gate in gates
    )
    words = (f"{len(film.greenlight.gates) - len(gates)} of {len(film.greenlight.gates)} gates are met.",)
    return Slide(
        "What must still happen",
        "greenlight",
        words,
        Table(("Gate", "Needed by", "State"), rows) if rows else None,
    )


def _ask(film: Film) -> Slide:
    gap = film.finance.gap
    said = (
        f"{film.currency} {spell(gap.value)} to close the plan."
        if gap.value
        else "Nothing: the plan is covered."
    )
    rows = (_row(film.finance.uses), _row(film.finance.committed), (Cell(gap.label), cell(gap)))
    return Slide("The ask", "finance", (said,), Table(("", film.currency), rows))


def _row(figure: Figure[Value]) -> tuple[Cell, ...]:
    return (Cell(figure.label), cell(figure))
