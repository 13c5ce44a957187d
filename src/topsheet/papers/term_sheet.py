"""The summary of an investor's terms: from the finance plan and the terms of recoupment, and nobody else's part.

Source of the list of terms: what an investor's term sheet usually holds. Those that no document states are listed as
not stated, so that silence is not taken for agreement.
"""

from __future__ import annotations

from typing import Any

from topsheet.figures import Figure, Value
from topsheet.film import Film
from topsheet.finance import SourceReport
from topsheet.money import Money, Percent
from topsheet.papers.one_page import Cell, Part, Table, cell
from topsheet.papers.paper import Basis, NotMade, Paper, kind_name, stamp_of
from topsheet.papers.returns import Unnamed, investments, order, rank_of_kind, shortfall
from topsheet.papers.spell import spell
from topsheet.recoupment.wording_words import spoken

NAME = "Investor term sheet, summary"
NOT_STATED = (
    "price of a unit",
    "least and most to be raised",
    "conditions of closing",
    "escrow",
    "fees to insiders",
    "approvals",
    "information rights and audit",
    "credit",
    "first look on sequels",
    "key person",
    "abandonment",
    "governing law",
    "expiry",
    "exemption claimed",
)
RISK = (
    "A film may earn nothing. Money put into it can be lost in part or in whole, cannot be taken back on demand, and "
    "ranks behind costs and lenders. Cases are examples and not forecasts; receipts may be lower than the lowest."
)
NO_OFFER = (
    "This paper is not an offer of securities and gives no advice on them. Signed agreements alone bind."
)


def term_sheet(basis: Basis) -> Paper:
    """The summary for the source of the basis. Raises NotMade where the plan has no such investment."""
    film = basis.film
    source = investment(film, basis.source)
    clean = Unnamed(film, source.id)
    parts = (_terms(film, source, clean), _order(film, source), _returns(film, source, clean), _silence())
    lead = f"For {_investor(film, source)}. {NO_OFFER}"
    return Paper(stamp_of(basis, NAME), lead, parts, (RISK,))


def investment(film: Film, wanted: str) -> SourceReport:
    """The source of that id, or the only investment there is. Raises NotMade where none is meant."""
    able = investments(film)
    chosen = wanted or (able[0] if len(able) == 1 else "")
    if chosen not in able:
        asked = (
            f"{wanted!r} is not an investment of this plan"
            if wanted
            else "A term sheet is for one investment"
        )
        known = ", ".join(able) or "none: no source shares in receipts by the terms of recoupment"
        raise NotMade(f"{asked}. Name one of: {known}.")
    return film.finance.source(chosen)


def _investor(film: Film, source: SourceReport) -> str:
    party = film.production.document.people.get(source.party)
    return party.name if party else source.name


def _terms(film: Film, source: SourceReport, clean: Unnamed) -> Part:
    words: list[tuple[str, Cell]] = [
        ("Issuer", Cell(film.production.document.company or "not stated")),
        ("Investor", Cell(_investor(film, source))),
        ("Instrument", Cell(f"{kind_name(source.kind)} ({source.name})")),
        (
            "Amount",
            Cell(f"{film.currency} {spell(source.face.value)}") if source.face else Cell("not stated"),
        ),
        ("Status", Cell(_status(source))),
        ("Evidence", Cell(clean(source.evidence) or "not stated")),
        ("Receipts that count", Cell(clean(film.production.recoupment.receipts))),
        ("Premium", Cell(_premium(film, source))),
        ("Share of profits", Cell(_profits(film, source))),
        ("Deferrals", Cell(_deferrals(film, source))),
    ]
    paid = tuple(
        (Cell(receipt.amount.label), Cell(spell(receipt.day)), cell(receipt.amount))
        for receipt in source.receipts
    )
    tables = [Table(("Term", "What the documents say"), tuple((Cell(term), told) for term, told in words))]
    if paid:
        tables.append(Table(("Payment", "Due", film.currency), paid))
    return Part("The investment", "", tuple(tables))


def _status(source: SourceReport) -> str:
    since = f" since {spell(source.status_date)}" if source.status_date else ""
    return f"{source.status.replace('_', ' ')}{since}"


def _premium(film: Film, source: SourceReport) -> str:
    for tier in film.production.recoupment.tiers:
        step = tier.pari_passu
        if step and (step.kind == source.kind or source.id in step.who):
            extra = Percent(step.target - 100)
            return f"{spoken(extra)}: {spoken(Percent(step.target))} of the amount comes before profits are shared"
    return "none stated"


def _profits(film: Film, source: SourceReport) -> str:
    shares = [
        f"{spoken(part.share)} goes to {kind_name(source.kind).lower()} together, pro rata to what each put in"
        for tier in film.production.recoupment.tiers
        for part in tier.split or ()
        if part.kind == source.kind or source.id in part.who
    ]
    return "; ".join(shares) or "none stated"


def _deferrals(film: Film, source: SourceReport) -> str:
    theirs, mine = rank_of_kind(film, "deferral"), rank_of_kind(film, source.kind)
    if theirs is None or mine is None:
        return "the terms of recoupment pay none"
    return {True: "paid before", False: "paid after"}[
        theirs < mine
    ] + f" {kind_name(source.kind).lower()} has recouped"


def _order(film: Film, source: SourceReport) -> Part:
    rows = tuple(
        (Cell(str(number)), Cell(step)) for number, step in enumerate(order(film, source.id), start=1)
    )
    return Part(
        "Order of recoupment",
        "Receipts are paid in this order; each step is paid in full before the next.",
        (Table(("Step", "Who is paid, and how much"), rows),),
    )


def _returns(film: Film, source: SourceReport, clean: Unnamed) -> Part:
    rows: list[tuple[Cell, ...]] = []
    for number, case in enumerate(film.recoupment.cases, start=1):
        mine = next((each for each in case.positions if each.id == source.id), None)
        if mine is not None:
            label = clean(case.label) or f"Case {number}"
            means = Cell(shortfall(mine.returned.value))
            rows.append((Cell(label), cell(case.gross), cell(mine.paid), cell(mine.returned), means))
    for asked, figure in _breakevens(film, source) if rows else ():
        value = figure.value
        told = cell(figure) if isinstance(value, Money) else Cell(str(value))
        rows.append((Cell(f"Break-even at {asked}"), told, Cell("–"), Cell(asked), Cell("")))
    if not rows:
        answer = (
            "Not computed: this source does not count on this day, or the terms of recoupment cannot be run."
        )
        return Part("What comes back", answer, ())
    heads = ("Case", "Gross receipts", "Paid to this investment", "Of the amount", "What that means")
    return Part(
        "What comes back", "Every case in one size, those that lose money too.", (Table(heads, tuple(rows)),)
    )


def _breakevens(film: Film, source: SourceReport) -> list[tuple[str, Figure[Value]]]:
    """The break-evens of this investment, or of its kind taken together."""
    asked = film.production.recoupment.breakevens
    made: Any = film.recoupment.breakevens
    if len(asked) != len(made):
        return []
    return [
        (spoken(Percent(each.target)), figure)
        for each, figure in zip(asked, made, strict=True)
        if each.kind == source.kind or each.position == source.id
    ]


def _silence() -> Part:
    return Part("Not stated", f"No document states: {', '.join(NOT_STATED)}.", ())
