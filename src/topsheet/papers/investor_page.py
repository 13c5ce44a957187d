"""One page for one investment, or a class of them: the bad, the middle and the good future, and how likely each is.

It holds nobody else's name or amount, says a loss in the same size as a gain, and prints the seed, the number of
futures and every assumption that nobody has verified, so that it can be drawn again.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from topsheet.figures import Figure, Status
from topsheet.film import Film
from topsheet.money import Percent, minor_digits
from topsheet.papers.one_page import Cell, Part, Table, cell
from topsheet.papers.paper import SHORT, Basis, NotMade, Paper, kind_name, stamp_of
from topsheet.papers.returns import Unnamed, before, investments, shortfall
from topsheet.papers.spell import spell
from topsheet.papers.term_sheet import NO_OFFER, RISK

if TYPE_CHECKING:
    from topsheet.market.forecast import Forecast
    from topsheet.recoupment import CaseReport
    from topsheet.recoupment.futures import Outcome, Simulation
    from topsheet.recoupment.returns.spread import Chance

NAME = "Investor one page"
# A paper is drawn while somebody waits; so many futures place a chance within a third of a point.
MOST_RUNS = 100_000
_CLASS = "kind:"


def investor_page(basis: Basis) -> Paper:
    """The page for the source of the basis, or for `kind:equity` together. Raises NotMade where there is none."""
    from topsheet.film.futures import missing_for, setup_for
    from topsheet.recoupment.futures import digest_of, simulate
    from topsheet.recoupment.futures.wording import CASES, TAILS, answer

    film = basis.film
    who = _meant(film, basis.source)
    setup = setup_for(film)
    if setup is None or missing_for(film):
        raise NotMade(" ".join(f"{each.where}: {each.what}. {each.fix}" for each in missing_for(film)))
    simulation = simulate(setup, runs=min(setup.forecast.runs, MOST_RUNS))
    found = next((each for each in simulation.outcomes if each.id == who and each.goals), None)
    if found is None:
        raise NotMade(f"{who!r} does not count on this day, so that nothing is paid to it. Sign it first.")
    clean = Unnamed(film, "" if who.startswith(_CLASS) else who)
    parts = (
        _outcomes(simulation, found),
        _likely(simulation, found),
        _cases(film, who, simulation, clean),
        Part("Who stands before it", "In this order, each in full before the next.", (_before(film, who),)),
        _assumed(film, setup.forecast),
    )
    drawn = (
        f"{simulation.runs:,} futures from seed {simulation.seed}, estimates of {spell(film.market.date)}, "
        f"delivery {spell(simulation.delivery)}, terms and forecast {digest_of(setup)[:SHORT]}."
    )
    lead = f"For {_reader(film, who)}. {answer(found)} {NO_OFFER}"
    return Paper(stamp_of(basis, NAME), lead, parts, (RISK, f"{CASES} {TAILS}", drawn))


def _meant(film: Film, wanted: str) -> str:
    """The source or class that is meant, or the only investment. Raises NotMade where none is."""
    able = investments(film)
    kinds = dict.fromkeys(film.finance.source(each).kind for each in able)
    classes = [
        f"{_CLASS}{kind}" for kind in kinds if sum(film.finance.source(one).kind == kind for one in able) > 1
    ]
    chosen = wanted or (able[0] if len(able) == 1 else "")
    if chosen not in (*able, *classes):
        known = (
            ", ".join((*able, *classes)) or "none: no source shares in receipts by the terms of recoupment"
        )
        asked = (
            f"{wanted!r} is no investment of this plan"
            if wanted
            else "This page is for one investment or class"
        )
        raise NotMade(f"{asked}. Name one of: {known}.")
    return chosen


def _reader(film: Film, who: str) -> str:
    if who.startswith(_CLASS):
        return f"{kind_name(who.removeprefix(_CLASS)).lower()} together"
    source = film.finance.source(who)
    party = film.production.document.people.get(source.party)
    return f"{party.name} ({source.name})" if party else source.name


def _how_often(simulation: Simulation, found: Outcome, level: int) -> str:
    """A bad, middle or good future, and how many bring no more: many may bring the same, as nothing or a full claim."""
    from topsheet.recoupment.futures.wording import at, of_100

    had = simulation.totals[found.id]
    coins = round(at(found.paid, level) * 10 ** minor_digits(simulation.currency))
    more = Percent(Decimal(100 * int((had > coins).sum())) / had.size)
    if level > 50:
        return f"Good: {of_100(more)} bring more" if more.value else "Good: none brings more"
    return f"{'Bad' if level < 50 else 'Middle'}: {of_100(Percent(100 - more.value))} bring that or less"


def _outcomes(simulation: Simulation, found: Outcome) -> Part:
    from topsheet.recoupment.futures.wording import at, coin, percent

    rows, name = [], f"futures.{found.id.replace(':', '.')}"
    for level in (10, 50, 90):
        word = _how_often(simulation, found, level)
        back = percent(at(found.multiple, level)).rounded(0) if found.multiple else Percent(Decimal(0))
        whole = f"{back.value:,}%"
        rate = (
            f"{percent(at(found.rate, level)).rounded(1).value:,}%".replace("-", "−") if found.rate else "–"
        )
        paid = coin(round(at(found.paid, level)), simulation.currency)
        rows.append((
            Cell(word), Cell(spell(paid), f"{name}.paid.p{level}"), Cell(whole, f"{name}.of_amount.p{level}"),
            Cell(rate, f"{name}.rate.p{level}"), Cell(shortfall(back).replace(".00%", "%")),
        ))  # fmt: skip
    put_in = f" of {simulation.currency} {spell(found.invested)} put in" if found.invested else ""
    heads = ("Future", f"Paid, {simulation.currency}", "Of the amount", "Rate a year", "What that means")
    return Part(
        "Bad, middle and good", f"What comes back{put_in}, over all the years.", (Table(heads, tuple(rows)),)
    )


def _likely(simulation: Simulation, found: Outcome) -> Part:
    from topsheet.recoupment.futures.wording import of_100, quarter

    rows = tuple(
        (
            Cell(f"{goal.percent.normalize():f}% of the amount"),
            Cell(of_100(goal.chance.value)),
            _between(goal.chance),
        )
        for goal in found.goals
    )
    when = "In no future drawn does all of it come back."
    if found.payback is not None:
        first, last = quarter(simulation, found.payback)
        when = (
            f"Where all of it comes back, it does so in the middle one of those futures between {spell(first)} and "
            f"{spell(last)}."
        )
    heads = ("At least", "Futures", "19 of 20 drawings between")
    return Part("How likely, and when", when, (Table(heads, rows),))


def _cases(film: Film, who: str, simulation: Simulation, clean: Unnamed) -> Part:
    from topsheet.recoupment.futures.wording import of_100

    chances = {(each.label, each.gross): each.reached for each in simulation.cases}
    rows = []
    for number, case in enumerate(film.recoupment.cases, start=1):
        reached = chances.get((case.label, case.gross.value))
        returned = _returned(case, who)
        if reached is not None and returned is not None:
            label = clean(case.label) or f"Case {number}"
            rows.append((
                Cell(label), cell(case.gross), cell(returned), Cell(shortfall(returned.value)),
                Cell(of_100(reached.value)),
            ))  # fmt: skip
    heads = ("Case", "Gross receipts", "Of the amount", "What that means", "Receipts reach it in")
    answer = (
        "Examples of the terms, and in how many futures receipts come so far."
        if rows
        else "The terms hold no case."
    )
    return Part("The cases of the terms", answer, (Table(heads, tuple(rows)),) if rows else ())


def _returned(case: CaseReport, who: str) -> Figure[Percent] | None:
    if who.startswith(_CLASS):
        ending = f".{who.removeprefix(_CLASS)}"
        return next((each for each in case.returned if each.name.endswith(ending)), None)
    return next((each.returned for each in case.positions if each.id == who), None)


def _before(film: Film, who: str) -> Table:
    rows = tuple((Cell(str(at)), Cell(step)) for at, step in enumerate(before(film, who), start=1))
    return Table(("Step", "Who is paid, and how much"), rows)


def _assumed(film: Film, forecast: Forecast) -> Part:
    """Each source that nobody has verified, and for how many territories it stands in."""
    known: dict[str, set[str]] = {}
    for figure in forecast.figures:
        if figure.rule and figure.rule.status is Status.UNVERIFIED:
            known.setdefault(figure.rule.title, set()).add(figure.name.split(".")[1])
    codes, total = {each.code for each in forecast.territories}, len(forecast.territories)
    rows = tuple(
        (Cell(title), Cell(f"{len(of & codes)} of {total} territories" if of & codes else "all of them"))
        for title, of in known.items()
    )
    by = f" by {film.market.estimates_by}" if film.market.estimates_by else ""
    words = (
        f"Prices and chances stand in the estimates{by}; where they say nothing, this stands in, unverified."
    )
    return Part("What it rests on", words if rows else f"Every assumption stands in the estimates{by}.",
                (Table(("Assumed", "For"), rows),) if rows else ())  # fmt: skip


def _between(found: Chance) -> Cell:
    return Cell(f"{found.low.rounded(1).value} to {found.high.rounded(1).value}%")
