"""Interest on unrecouped cost: on what stood open at the statement before, day by day at the rates of the deal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from topsheet.figures import Figure, Value
from topsheet.finance.interest import interest
from topsheet.money import Money
from topsheet.recoupment.participation.document import Interest
from topsheet.recoupment.participation.sheet import Sheet


def interest_to_date(sheet: Sheet, costs: list[str]) -> Figure[Money] | None:
    """Interest to date, whole coins half to even a period; None where neither deal nor statement has any.

    `costs` are the lines already written that bear interest: before there is a statement they are open in full from
    the first rate's day on, after it what the statement before left open of its own.
    """
    if sheet.told.interest is not None:
        deal = sheet.terms.document.deals.index(sheet.deal)
        at = [told.statement for told in sheet.deal.statements].index(sheet.books.id)
        name = f"{sheet.name}.interest.given"
        path = ("deals", deal, "statements", at, "interest")
        figure = sheet.terms.money(name, "Interest as given", sheet.told.interest, path)
        return sheet.made(
            "interest", "Interest", Fraction(sheet.told.interest), "as the statement says", [figure]
        )
    terms = sheet.deal.interest
    if terms is None:
        return None
    before, opening, start = _opening(sheet, terms, costs)
    added, spans = Decimal(0), []
    rates = [*terms.rates]
    for at, rate in enumerate(rates):
        ends = rates[at + 1].starts if at + 1 < len(rates) else sheet.books.to
        first, last = max(start, rate.starts), min(ends, sheet.books.to)
        if first < last and opening.value.amount > 0:
            added += interest(opening.value.amount, rate.percent, first, last, currency=sheet.currency,
                              day_count=terms.day_count)  # fmt: skip
            spans.append(f"{rate.percent} {terms.day_count} from {first} to {last}")
    how = f"on {opening.value} open, {'; '.join(spans)}" if spans else "nothing is open, or no rate runs yet"
    inputs: list[Figure[Value]] = [opening, *(_rate(sheet, at) for at in range(len(rates)))]
    inputs += [before] if before else []
    whole = added + (before.value.amount if before else 0)
    how += ", added to interest to date before" if before else ""
    return sheet.made("interest", "Interest", Fraction(whole), how, inputs)


def _rate(sheet: Sheet, at: int) -> Figure[Value]:
    terms = sheet.deal.interest
    rates = terms.rates if terms else ()
    label = f"Interest from {rates[at].starts}"
    return sheet.terms.rate(
        sheet.deal, f"interest.{at + 1}", label, rates[at].percent, "interest", "rates", at, "percent"
    )


def _opening(
    sheet: Sheet, terms: Interest, costs: list[str]
) -> tuple[Figure[Money] | None, Figure[Money], date]:
    """Interest to date before, what was open, and the day from which it bears interest."""
    label = "Unrecouped at the start"
    if sheet.prior is None:
        lines = [sheet.lines[each].to_date for each in costs]
        exact = sum((Fraction(line.value.amount) for line in lines), Fraction(0))
        how = "all cost, open from the first day of interest on"
        return None, sheet.made("unrecouped", label, exact, how, lines), terms.rates[0].starts
    prior = {line.id: line.to_date for line in sheet.prior.lines}
    bearing = [each for each in costs if each in prior]
    bearing += [each for each in ("overhead",) if terms.on_overhead and each in prior]
    bearing += [each for each in ("participations",) if terms.on_participations and each in prior]
    before, recovered = prior["interest"], prior["after_distribution"]
    exact = sum((Fraction(prior[each].value.amount) for each in bearing), Fraction(0))
    paid = max(Fraction(recovered.value.amount), Fraction(0))
    if terms.first_to == "interest":
        paid = max(paid - Fraction(before.value.amount), Fraction(0))
    first = ", which pay interest first" if terms.first_to == "interest" else ""
    how = f"cost in {sheet.prior.label} less receipts after distribution costs{first}"
    inputs = [*(prior[each] for each in bearing), recovered]
    inputs += [before] if terms.first_to == "interest" else []
    return (
        before,
        sheet.made("unrecouped", label, max(exact - paid, Fraction(0)), how, inputs),
        sheet.prior.to,
    )
