"""Break-evens of a deal solved exactly: receipts grow in fixed proportions until nothing is left to recoup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from topsheet.figures import Figure, Value
from topsheet.money import Money
from topsheet.recoupment.participation.counting import (
    fee_base,
    fees_of,
    fraction,
    places,
    receipts_of,
    rounded,
)
from topsheet.recoupment.participation.document import Books, Breakeven, Deal, Receipt, Told
from topsheet.recoupment.participation.ladder import Ladder, solve
from topsheet.recoupment.participation.model import BreakevenReport

NEVER, UNKNOWN = "never", "unknown"


@dataclass(frozen=True, slots=True)
class Owed:
    """What has to be recouped whatever the gross: costs, interest, participations given; each with its overhead."""

    costs: Fraction
    interest: Fraction
    given: Fraction


@dataclass(frozen=True, slots=True)
class Solved:
    """A break-even found: its gross by its own definition and by the deal's, and what is left over there.

    `scale` is by how much receipts are multiplied; None where they were not taken in the proportions reported.
    """

    gross: Fraction
    threshold: Fraction
    residual: Fraction
    scale: Fraction | None
    since: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """All a break-even is solved from: the deal and books, what is owed, and the participations charged."""

    deal: Deal
    books: Books
    told: Told
    owed: Owed
    charged: tuple[tuple[Deal, Ladder], ...]
    amounts: Mapping[str, Decimal]
    currency: str

    def loaded(self) -> Fraction:
        """One, and the overhead that a participation bears."""
        overhead = self.deal.overhead
        bears = overhead is not None and overhead.of is None and overhead.on_participations
        return 1 + (fraction(overhead.percent) if bears and overhead else Fraction(0))


def _receipts(asked: Breakeven, books: Books) -> Books:
    """The books whose receipts grow: as reported, or a hundred in the mix the break-even gives."""
    if not asked.mix:
        return books
    mixed = tuple(Receipt(medium=medium, amount=share.value) for medium, share in asked.mix.items())
    return Books(id=books.id, to=books.to, receipts=mixed)


def find(asked: Breakeven, setting: Setting) -> Solved | str:
    """The break-even, or `never`, or `unknown` where no receipts say in which proportions they grow."""
    deal, books = setting.deal, _receipts(asked, setting.books)
    gross, own = receipts_of(deal, books, asked.gross), receipts_of(deal, books)
    if gross <= 0:
        return UNKNOWN
    scale = _agreed(asked, setting) / gross if asked.kind == "artificial" else _earned_back(asked, setting)
    if scale is None:
        return NEVER
    left = Fraction(0) if asked.kind == "artificial" else _left(asked, setting, scale)
    return Solved(scale * gross, scale * own, left, None if asked.mix else scale)


def _agreed(asked: Breakeven, setting: Setting) -> Fraction:
    if asked.amount is not None:
        return Fraction(asked.amount)
    base = sum((setting.amounts.get(each, Decimal(0)) for each in asked.of), Decimal(0))
    return Fraction(asked.multiple or 0) * Fraction(base)


def _earned_back(asked: Breakeven, setting: Setting) -> Fraction | None:
    books = _receipts(asked, setting.books)
    corners: list[Fraction] = []
    for deal, steps in setting.charged:
        whole = receipts_of(deal, books)
        corners += [corner / whole for corner in steps.corners()] if whole > 0 else []
    return solve(lambda scale: _left(asked, setting, scale), corners)


def _left(asked: Breakeven, setting: Setting, scale: Fraction) -> Fraction:
    """Gross less fee, costs, interest and participations when receipts are multiplied by `scale`."""
    deal, books, owed = setting.deal, _receipts(asked, setting.books), setting.owed
    left = scale * (receipts_of(deal, books, asked.gross) - _fee(asked, setting, books)) - owed.costs
    if asked.interest:
        left -= owed.interest
    if asked.participations:
        left -= owed.given
        for each, steps in setting.charged:
            left -= steps.payable(scale * receipts_of(each, books)) * setting.loaded()
    return left


def _fee(asked: Breakeven, setting: Setting, books: Books) -> Fraction:
    """The fee on receipts as they stand: the break-even's own, none for cash, the deal's for actual."""
    if asked.fee is not None:
        return fraction(asked.fee) * fee_base(setting.deal, books, asked.gross)
    if asked.kind == "cash":
        return Fraction(0)
    if setting.told.fees is not None and asked.mix:
        whole = receipts_of(setting.deal, setting.books)
        rate = Fraction(setting.told.fees) / whole if whole else Fraction(0)
        return rate * receipts_of(setting.deal, books, asked.gross)
    return fees_of(setting.deal, books, setting.told, asked.gross)


def told(asked: Breakeven, found: Solved | str, setting: Setting, name: str,
         inputs: tuple[Figure[Value], ...], box_office: Figure[Money] | None) -> BreakevenReport:  # fmt: skip
    """The break-even as figures, printed half up to the coin."""
    label = asked.label
    if isinstance(found, str):
        why = (
            "fee and participations leave nothing of each further dollar, so costs are never recouped"
            if found == NEVER
            else "nothing is reported yet, so the proportions of the media are not known; give a `mix`"
        )
        figure: Figure[Value] = Figure(name, label, found, why, inputs)
        return BreakevenReport(asked.id, label, figure, None, None, None, False)

    def money(exact: Fraction) -> Money:
        return Money(rounded(exact, places(setting.currency)), setting.currency)

    figure = Figure(name, label, money(found.gross), _how(asked, found), inputs)
    rest = Figure(f"{name}.residual", f"{label}, what is left over", money(found.residual),
                  "gross less fee, costs and participations at the break-even, in exact fractions",
                  (figure,))  # fmt: skip
    office = None
    if box_office is not None and found.scale is not None and not found.since:
        office = Figure(f"{name}.box_office", f"{label}, box office",
                        money(found.scale * Fraction(box_office.value.amount)),
                        "box office in the same proportion", (figure, box_office))  # fmt: skip
    reached = receipts_of(setting.deal, setting.books, asked.gross) >= found.gross or bool(found.since)
    return BreakevenReport(asked.id, label, figure, found.threshold, rest, office, reached)


def _how(asked: Breakeven, found: Solved) -> str:
    if found.since:
        return f"reached in {found.since}, where it stopped"
    if asked.kind == "artificial":
        return "the number agreed" if asked.amount is not None else "the multiple agreed"
    fee = "less the fee, " if asked.kind == "actual" or asked.fee is not None else "with no fee, "
    parts = ["costs"] + ["interest"] * asked.interest + ["participations"] * asked.participations
    grow = "in the mix given" if asked.mix else "in the proportions reported"
    return f"least gross at which receipts, {fee}pay {', '.join(parts)}; media grow {grow}; solved exactly"
