"""From the face of everything signed to what it brings: each part that stays with others, by why it does."""

from __future__ import annotations

from collections.abc import Sequence

from topsheet.figures import Figure, Value, difference, sum_of
from topsheet.finance.report import SourceReport
from topsheet.finance.sources import Plan
from topsheet.finance.worth import HELD
from topsheet.money import Money

# Rows that a plan of pre-sales and a credit always shows; the others only when they hold something.
_ALWAYS = ("incentive", "commission", "presale")
_LENDERS = {"incentive": ("incentive_loan", "incentive_sale"), "presale": ("presale_loan",)}


def bridge(
    made: Plan, counting: Sequence[SourceReport], zero: Money
) -> tuple[Figure[Money], tuple[Figure[Money], ...], Figure[Money]]:
    """The face of the sources that count, the rows that lead down from it, and their sum."""
    faces = [
        Figure(f"{s.face.name}.plain", s.name, s.face.value.plain(), "face value", (s.face,))
        for s in counting
        if s.face
    ]
    face = sum_of("finance.face", "Face value", faces, zero, "face value of sources signed or better")
    rows = [_row(made, counting, key, label, zero) for key, label in HELD.items()]
    shown = tuple(row for key, row in zip(HELD, rows, strict=True) if key in _ALWAYS or row.inputs)
    total = sum_of(
        "finance.bridge",
        "Face value that is not cash",
        shown,
        zero,
        " + ".join(row.label.lower() for row in shown),
    )
    return face, shown, total


def _row(made: Plan, counting: Sequence[SourceReport], key: str, label: str, zero: Money) -> Figure[Money]:
    name = f"finance.bridge.{key}"
    if key in _LENDERS:
        return _not_advanced(name, label, _LENDERS[key], made, counting, zero)
    parts = [figure for s in counting for why, figure in made.worths[s.id].held if why == key]
    told = "commission on signed pre-sales" if key == "commission" else ""
    return sum_of(name, label, parts, zero, told)


def _not_advanced(
    name: str,
    label: str,
    lenders: tuple[str, ...],
    made: Plan,
    counting: Sequence[SourceReport],
    zero: Money,
) -> Figure[Money]:
    """Collateral pledged to lenders less what they advance on it."""
    credits = "incentive_loan" in lenders
    pledged = [s for s in counting if made.pledged(s.id) and (s.kind == "incentive") == credits]
    collateral = [c for s in pledged if (c := made.worths[s.id].collateral)]
    advances = [f for s in counting if s.kind in lenders and (f := made.worths[s.id].facility)]
    value = zero
    for figure in collateral:
        value = value + figure.value
    for advance in advances:
        value = value - advance.value
    inputs: tuple[Figure[Value], ...] = (*collateral, *advances)
    return Figure(name, label, value, "collateral pledged − advances on it", inputs)


def collateral_surplus(made: Plan, zero: Money) -> Figure[Money]:
    """What is left of collateral when the loans on it are repaid, and of interest reserves: it joins the waterfall."""
    parts: list[Figure[Money]] = []
    for loan in made.document.sources:
        worth = made.worths[loan.id]
        if not made.counting(loan.id):
            continue
        if worth.lent_on and worth.claim:
            parts.append(
                difference(
                    f"finance.source.{loan.id}.surplus", f"Left after {loan.name}", worth.lent_on, worth.claim
                )
            )
        if worth.reserve_left and worth.reserve_left.value:
            parts.append(worth.reserve_left)
    return sum_of(
        "finance.collateral_surplus",
        "Loan collateral surplus",
        parts,
        zero,
        "collateral less the loans on it, and interest reserves that come back",
    )
