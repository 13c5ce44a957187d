"""One future as a page of text: what sold, when the money came, who was paid what and why, all to the coin."""

from __future__ import annotations

from topsheet.film import Film
from topsheet.papers.one_page import Cell, OnePage, Part, Table
from topsheet.papers.spell import spell
from topsheet.recoupment.futures import Setup, Simulation
from topsheet.recoupment.futures.one import Future, exceeds


def future_page(film: Film, setup: Setup, made: Simulation, found: Future) -> OnePage:
    """The future opened, with where it stands among all that were drawn."""
    title = f"Future {found.run + 1:,} of {made.runs:,} from seed {made.seed}"
    share = exceeds(made, found.run).rounded(1).value
    answer = f"{spell(found.total)} comes in, more than in {share:f} of 100 futures."
    parts = (
        Part("What is sold?", answer, (_sales(found, made.currency),)),
        Part("Who has what?", "", (_had(setup, found),)),
        Part("Why?", "Each payment in its order, with its reason.", (_entries(found, made.currency),)),
    )
    note = "It is one drawing of many, opened to be followed; it is no forecast."
    return OnePage(film.title, title, parts, (note,))


def _sales(found: Future, currency: str) -> Table:
    rows = []
    for sale in found.sales:
        parts = ", ".join(f"{spell(amount)} by {spell(day)}" for day, amount in sale.parts) or "–"
        amounts = [Cell(spell(each), "amount") for each in (sale.price, sale.tax, sale.net)]
        rows.append((Cell(sale.territory.name), Cell(sale.standing), *amounts, Cell(parts)))
    return Table(("Territory", "Where it lies", f"Price, {currency}", "Tax", "Net", "Paid"), tuple(rows))


def _had(setup: Setup, found: Future) -> Table:
    terms = setup.terms
    rows = []
    for who in setup.told:
        had = found.had(who)
        put_in = next((each.invested.value for each in terms.positions if each.id == who), None)
        times = f"{had.amount / put_in.amount:.2f} ×" if put_in else "–"
        rows.append((Cell(terms.named(who)), Cell(spell(had), "amount"), Cell(times, "times")))
    return Table(("Position or party", f"Paid, {terms.currency}", "Times its money"), tuple(rows))


def _entries(found: Future, currency: str) -> Table:
    terms = found.ledger.terms
    rows = tuple(
        (
            Cell(spell(entry.day)),
            Cell(entry.step.label),
            Cell(terms.named(entry.payee)),
            Cell(spell(terms.money(entry.now)), "amount"),
            Cell(entry.why),
        )
        for entry in found.ledger.entries()
    )
    return Table(("Quarter to", "Step", "To", f"Paid, {currency}", "Because"), rows)
