"""The one-pager for outsiders: the film, its finance and its returns; no cost of people, no name of an investor."""

from __future__ import annotations

from topsheet.film import Film
from topsheet.papers.one_page import Cell, Part, Table, cell
from topsheet.papers.paper import Basis, Paper, people_with, stamp_of
from topsheet.papers.returns import Unnamed, shortfall
from topsheet.papers.spell import spell
from topsheet.papers.term_sheet import NO_OFFER, RISK

NAME = "One-pager"
# Whom a paper for outsiders names: those who make the film, and nobody who pays for it.
MAKERS = (
    "producer",
    "director",
    "writer",
    "photography",
    "editor",
    "composer",
    "designer",
    "casting",
    "sales agent",
)


def one_pager(basis: Basis) -> Paper:
    """The page of a film as it stands, or with an option adopted."""
    film = basis.film
    clean = Unnamed(film)
    document = film.production.document
    lead = clean(document.logline) or "The documents hold no logline yet."
    parts = (_making(film), _team(film), _money(film), _returns(film, clean))
    return Paper(stamp_of(basis, NAME), lead, parts, (RISK, NO_OFFER))


def makers(film: Film) -> list[tuple[str, str]]:
    """Name and roles of those who make the film; whoever also pays for it is left out."""
    paying = payers(film)
    return [(name, roles) for name, roles in people_with(film, *MAKERS) if name not in paying]


def payers(film: Film) -> set[str]:
    """The names of those whose role is to pay for the film: no paper for outsiders names them."""
    return {name for name, _ in people_with(film, "investor", "lender", "financier", "fund", "distributor")}


def _making(film: Film) -> Part:
    shoot, places = film.schedule, film.production.document.places
    rows = [
        (Cell("Stage"), Cell(film.stage)),
        (Cell("Photography"), Cell(f"{spell(shoot.start.value)} – {spell(shoot.wrap.value)}")),
        (Cell(shoot.shoot_days.label), cell(shoot.shoot_days)),
        (Cell("Where"), Cell("; ".join(places[each].name for each in shoot.days_at if each in places))),
    ]
    ready = film.production.document.milestones.get("delivery")
    rows.append((Cell("Delivery"), Cell(spell(ready) if ready else "not stated")))
    return Part("The making", "", (Table(("", ""), tuple(rows)),))


def _team(film: Film) -> Part:
    rows = tuple((Cell(name), Cell(roles)) for name, roles in makers(film))
    return Part(
        "Team",
        "" if rows else "The documents name nobody yet.",
        (Table(("Name", "Role"), rows),) if rows else (),
    )


def _money(film: Film) -> Part:
    plan, sold = film.finance, [row for row in film.market.territories if row.sold]
    rest = plan.gap if plan.gap.value else plan.surplus
    answer = (
        f"{spell(plan.covered.value)} of the budget is signed or better. "
        f"{len(sold)} of {len(film.market.territories)} territories are sold."
    )
    rows = tuple((Cell(figure.label), cell(figure)) for figure in (plan.uses, plan.committed, rest))
    return Part("Money", answer, (Table(("Sources and uses", film.currency), rows),))


def _returns(film: Film, clean: Unnamed) -> Part:
    rows = []
    for number, case in enumerate(film.recoupment.cases, start=1):
        equity = next((each for each in case.returned if each.name.endswith(".equity")), None)
        if equity is not None:
            label = clean(case.label) or f"Case {number}"
            rows.append((Cell(label), cell(case.gross), cell(equity), Cell(shortfall(equity.value))))
    told = [f"{figure.label}: {spell(figure.value)}." for figure in film.recoupment.breakevens]
    answer = clean(" ".join(told)) or "The terms of recoupment cannot be run on the sources that count."
    heads = ("Case", "Gross receipts", "Equity gets back", "What that means")
    return Part("Returns", answer, (Table(heads, tuple(rows)),) if rows else ())
