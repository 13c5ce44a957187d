"""The foot of a statement: negative cost with overhead, participations and interest, and what is left as net."""

from __future__ import annotations

from fractions import Fraction

from topsheet.figures import Figure, Value
from topsheet.money import Money, Percent
from topsheet.recoupment.participation.breakeven import Owed
from topsheet.recoupment.participation.counting import fraction
from topsheet.recoupment.participation.document import Overhead
from topsheet.recoupment.participation.interest import interest_to_date
from topsheet.recoupment.participation.receipts import book_cost, effective
from topsheet.recoupment.participation.sheet import Sheet


def write_costs(sheet: Sheet) -> Figure[Money] | None:
    """The costs of the books and the charges of the deal; hands back the interest, which is written further down."""
    for at, cost in enumerate(sheet.books.negative):
        figure = book_cost(sheet, "negative", at, cost)
        sheet.write(f"negative.{cost.id}", figure.label, "charge", Fraction(cost.amount), "as the books say",
                    [figure])  # fmt: skip
    deal = sheet.terms.document.deals.index(sheet.deal)
    for at, charge in enumerate(sheet.deal.charges):
        name = f"participation.{sheet.deal.id}.terms.charge.{charge.id}"
        agreed = sheet.terms.money(
            name, charge.label, charge.amount, ("deals", deal, "charges", at, "amount")
        )
        sheet.write(
            f"charge.{charge.id}", charge.label, "charge", Fraction(charge.amount), "as agreed", [agreed]
        )
    return interest_to_date(sheet, own_costs(sheet))


def owed(sheet: Sheet, interest: Figure[Money] | None) -> Owed:
    """What has to be recouped whatever the gross, in exact fractions, before any rounding of overhead."""
    terms, told = sheet.deal.overhead, sheet.told.participations
    rate = fraction(terms.percent) if terms else Fraction(0)
    bears = terms is not None and terms.of is None
    base = sum(map(sheet.at, _under_overhead(sheet)), Fraction(0))
    if terms and terms.of is not None:
        base = Fraction(terms.of)
    costs = sum(map(sheet.at, [*own_costs(sheet), *_lines(sheet, "cost.")]), rate * base)
    if sheet.deal.advertising:
        advertised = (sheet.at(f"cost.{each}") for each in sheet.deal.advertising.on)
        costs += fraction(sheet.deal.advertising.percent) * sum(advertised, Fraction(0))
    bearing = Fraction(interest.value.amount) if interest else Fraction(0)
    on_interest = rate if bears and terms and terms.on_interest else Fraction(0)
    on_given = rate if bears and terms and terms.on_participations else Fraction(0)
    return Owed(costs, bearing * (1 + on_interest), Fraction(told or 0) * (1 + on_given))


def write_net(sheet: Sheet, interest: Figure[Money] | None, charged: dict[str, Figure[Money]]) -> None:
    """Participations, overhead and interest, the negative cost they make, and the net."""
    _participations(sheet, charged)
    _overhead(sheet, interest)
    parts = [*own_costs(sheet), "participations", "overhead"]
    sheet.sum("cost_before_interest", "Negative cost before interest", "total", parts)
    if interest is not None:
        sheet.put("interest", "charge", interest)
    sheet.sum("negative_cost", "Negative cost", "total", ["cost_before_interest", "interest"])
    sheet.sum("net", "Net", "total", ["after_distribution"], ["negative_cost"])
    effective(sheet, "overhead_rate", "Overhead in percent", "overhead", "overhead_base")


def own_costs(sheet: Sheet) -> list[str]:
    """The lines of the books' negative cost and of the charges agreed."""
    return [*_lines(sheet, "negative."), *_lines(sheet, "charge.")]


def _lines(sheet: Sheet, beginning: str) -> list[str]:
    return [line for line in sheet.lines if line.startswith(beginning)]


def _under_overhead(sheet: Sheet) -> list[str]:
    """The costs and charges that bear overhead: those named, or every cost of the books; and charges so marked."""
    terms = sheet.deal.overhead
    if terms is None or terms.of is not None:
        return []
    named = _lines(sheet, "negative.")
    if terms.on is not None:
        named = [f"negative.{each}" for each in terms.on]
    marked = [f"charge.{charge.id}" for charge in sheet.deal.charges if charge.overhead]
    return [each for each in (*named, *marked) if each in sheet.lines]


def _participations(sheet: Sheet, charged: dict[str, Figure[Money]]) -> None:
    if sheet.told.participations is not None:
        deal = sheet.terms.document.deals.index(sheet.deal)
        at = [told.statement for told in sheet.deal.statements].index(sheet.books.id)
        path = ("deals", deal, "statements", at, "participations")
        name = f"{sheet.name}.participations.given"
        given = sheet.terms.money(name, "Participations as given", sheet.told.participations, path)
        sheet.write("participations", "Gross participations", "charge", Fraction(sheet.told.participations),
                    "as the statement says", [given])  # fmt: skip
        return
    for id_, payable in charged.items():
        sheet.write(f"participation.{id_}", payable.label, "charge", Fraction(payable.value.amount),
                    "what is payable on that deal", [payable])  # fmt: skip
    if parts := _lines(sheet, "participation."):
        sheet.sum("participations", "Gross participations", "total", parts)


def overhead_rate(sheet: Sheet, terms: Overhead) -> Figure[Percent]:
    """The rate of overhead as a figure."""
    return sheet.terms.rate(sheet.deal, "overhead", "Overhead", terms.percent, "overhead", "percent")


def _overhead(sheet: Sheet, interest: Figure[Money] | None) -> None:
    terms = sheet.deal.overhead
    if terms is None:
        return
    rate = overhead_rate(sheet, terms)
    by, inputs = fraction(terms.percent), list[Figure[Value]]()
    if terms.of is not None:
        deal = sheet.terms.document.deals.index(sheet.deal)
        name = f"participation.{sheet.deal.id}.terms.overhead_base"
        agreed = sheet.terms.money(name, "Overhead base agreed", terms.of, ("deals", deal, "overhead", "of"))
        sheet.write(
            "overhead_base", "Overhead is charged on", "total", Fraction(terms.of), "as agreed", [agreed]
        )
    else:
        bearing = _under_overhead(sheet) + ["participations"] * terms.on_participations
        exact = sum(map(sheet.at, bearing), Fraction(0))
        inputs = [sheet.lines[each].to_date for each in bearing if each in sheet.lines]
        if terms.on_interest and interest is not None:
            exact, inputs = exact + Fraction(interest.value.amount), [*inputs, interest]
        how = " plus ".join(each.label.lower() for each in inputs) or "nothing"
        sheet.write("overhead_base", "Overhead is charged on", "total", exact, how, inputs,
                    dict.fromkeys([each for each in bearing if each in sheet.lines], Fraction(1)))  # fmt: skip
    base = sheet.lines["overhead_base"].to_date
    sheet.write("overhead", "Overhead", "charge", by * sheet.at("overhead_base"), f"{terms.percent} of its base",
                [rate, base], {"overhead_base": by})  # fmt: skip
