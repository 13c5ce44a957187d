"""What the participant has: of gross by steps, or points of net; less an advance, and what was payable before."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from topsheet.figures import Figure, Value
from topsheet.money import Money, Percent
from topsheet.recoupment.participation.counting import fraction, rounded
from topsheet.recoupment.participation.ladder import Ladder
from topsheet.recoupment.participation.model import BreakevenReport
from topsheet.recoupment.participation.sheet import Sheet


def earned_of_gross(sheet: Sheet, steps: Ladder, found: tuple[BreakevenReport, ...]) -> Figure[Money]:
    """A gross participation: each rate on its part of gross receipts."""
    gross = sheet.lines["gross_receipts"].to_date
    exact = steps.earned(Fraction(gross.value.amount))
    parts = [
        f"{_percent(rate)} of {Money(rounded(part, sheet.place), sheet.currency)}"
        for part, rate in steps.slices(Fraction(gross.value.amount))
    ]
    inputs: list[Figure[Value]] = [gross]
    for at, step in enumerate(sheet.deal.steps):
        inputs.append(step_rate(sheet, at))
        inputs += [each.gross for each in found if each.id == step.after]
    return sheet.made("earned", "Earned", exact, ", ".join(parts) or "no gross yet", inputs)


def step_rate(sheet: Sheet, at: int) -> Figure[Percent]:
    """The rate of one step as a figure."""
    label, percent = f"Share of gross, step {at + 1}", sheet.deal.steps[at].percent
    return sheet.terms.rate(sheet.deal, f"step.{at + 1}", label, percent, "steps", at, "percent")


def payable_of(sheet: Sheet, earned: Figure[Money]) -> Figure[Money]:
    """What is payable to date: earned above the advance."""
    exact = max(Fraction(earned.value.amount) - Fraction(sheet.deal.advance), Fraction(0))
    inputs: list[Figure[Value]] = [earned]
    if sheet.deal.advance:
        inputs.append(_advance(sheet))
    how = "earned less the advance, nothing if that is less" if sheet.deal.advance else "all that is earned"
    return sheet.made("payable", f"Payable to date, {sheet.deal.label}", exact, how, inputs)


def write_points(sheet: Sheet) -> Figure[Money]:
    """Points of the net profits, written down; hands back what is earned."""
    net, points = sheet.lines["net"].to_date, sheet.deal.points
    profits = net.value.amount > 0
    sheet.write("profits", "Net profits", "total", max(sheet.at("net"), Fraction(0)),
                "the net, nothing where it is a loss", [net], {"net": Fraction(profits)})  # fmt: skip
    base = "profits"
    if points and points.producers_share is not None and points.of == "producers_share":
        share = sheet.terms.rate(sheet.deal, "producers_share", "Producer's share", points.producers_share, "points",
                                 "producers_share")  # fmt: skip
        by = fraction(points.producers_share)
        sheet.write("producers_share", "Producer's share", "total", by * sheet.at("profits"),
                    f"{points.producers_share} of net profits", [share, sheet.lines["profits"].to_date],
                    {"profits": by})  # fmt: skip
        base = "producers_share"
    by = fraction(points.percent if points else None)
    inputs: list[Figure[Value]] = [sheet.lines[base].to_date]
    if points:
        inputs.append(sheet.terms.rate(sheet.deal, "points", "Points", points.percent, "points", "percent"))
    how = f"{points.percent if points else 0} of {sheet.lines[base].to_date.label.lower()}"
    return sheet.write("earned", "Earned", "share", by * sheet.at(base), how, inputs, {base: by})


def write_share(sheet: Sheet, earned: Figure[Money], payable: Figure[Money]) -> None:
    """Earned, advance, payable to date, what was payable before, and what is due now."""
    if "earned" not in sheet.lines:
        sheet.put("earned", "share", earned)
    if sheet.deal.advance:
        sheet.write(
            "advance", "Advance", "share", Fraction(sheet.deal.advance), "as agreed", [_advance(sheet)]
        )
    above = payable.value.amount > 0
    sheet.put("payable", "share", payable, {"earned": Fraction(above)})


def due(sheet: Sheet, payable: Figure[Money], before: Figure[Money] | None) -> Figure[Money]:
    """What is due with this statement: payable to date above the most that was payable before."""
    exact = Fraction(payable.value.amount)
    if before is not None:
        exact = max(exact - Fraction(before.value.amount), Fraction(0))
    how = "payable to date less the most that was payable before; what was paid is not asked back"
    inputs = [payable, *([before] if before else [])]
    return sheet.made(
        "due", "Due with this statement", exact, how if before else "all that is payable", inputs
    )


def _advance(sheet: Sheet) -> Figure[Money]:
    at = sheet.terms.document.deals.index(sheet.deal)
    name = f"participation.{sheet.deal.id}.terms.advance"
    return sheet.terms.money(name, "Advance", sheet.deal.advance, ("deals", at, "advance"))


def _percent(rate: Fraction) -> Percent:
    return Percent(Decimal(rate.numerator) * 100 / rate.denominator)
