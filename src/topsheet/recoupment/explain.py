"""Why a payee is paid what it is paid at a step, in one line with the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from topsheet.recoupment.steps import Add, Beside, Corridor, Recoup, Share, Step, Take, recoups
from topsheet.recoupment.terms import Pot, Terms

Results = Mapping[tuple[str, ...], int]


def explain(terms: Terms, pot: Pot, step: Step, payee: str, results: Results, now: int) -> str:
    """The rule, its base, its limit, what was had to date, and what of it falls on this day."""
    told = _rule(terms, pot, step, payee, results)
    to_date = results["paid", step.id, payee]
    before = f", {terms.money(to_date - now)} before" if to_date != now else ""
    return f"{told}: {terms.money(to_date)} to date{before}"


def _rule(terms: Terms, pot: Pot, step: Step, payee: str, results: Results) -> str:
    cash = terms.money(results["cash", pot.id, step.id])
    match step:
        case Take():
            return f"{_take(terms, step, results)}; {cash} available"
        case Share():
            part = next(
                each for each in step.parts if payee in (each.party, *(c.position.id for c in each.claims))
            )
            among = "" if part.party else ", pro rata to what each put in"
            return f"{rate(part.rate)} of what is left, {cash} available{among}"
        case Add():
            return ""
        case _:
            return f"{_claim(terms, step, payee, results)}; {cash} available"


def _take(terms: Terms, step: Take, results: Results) -> str:
    if step.rate is None:
        return f"up to {terms.money(step.cap or Fraction(0))} in all"
    base = {"gross": "gross", "rest": "what reaches it"}.get(step.base) or _register(terms, step.base)
    told = f"{rate(step.rate)} of {base}, {terms.money(results['base', step.id])} to date"
    for above, each in step.bands:
        told += f", {rate(each)} above {terms.money(above)}"
    for words, amount in (
        ("at least", step.floor),
        ("less an advance of", step.offset),
        ("at most", step.cap),
    ):
        if amount:
            told += f", {words} {terms.money(amount)}"
    return told


def _register(terms: Terms, id_: str) -> str:
    return next((base.label for base in terms.registers if base.id == id_), id_)


def _claim(terms: Terms, step: Step, payee: str, results: Results) -> str:
    group = next(each for each in recoups(step) if any(claim.position.id == payee for claim in each.claims))
    room = terms.money(results["room", step.id, payee])
    told = f"until {room} is paid here"
    if ("interest", payee) in results:
        told += f", {terms.money(results['interest', payee])} of it interest to date"
    if len(group.claims) > 1:
        told += {"in_order": ", in order", "equal": ", in equal parts"}.get(
            group.mode, ", side by side by its share"
        )
    if isinstance(step, Corridor):
        told = (
            f"{rate(step.rate)} of what reaches it, {terms.money(results['base', step.id])} to date, {told}"
        )
    if isinstance(step, Beside):
        side = next(each for each in step.branches if each.recoup is group)
        told = f"{rate(side.rate)} beside the others, {told}"
    if isinstance(step, Recoup) and step.crossed:
        told = f"what its own pot could not pay, {told}"
    return told


def rate(share: Fraction) -> str:
    """A share as a percentage without noughts: 12.5%."""
    percent = share * 100
    return f"{percent.numerator}%" if percent.denominator == 1 else f"{float(percent):.6g}%"
