"""How receipts are counted and fees charged by a deal's definitions, in exact fractions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from topsheet.money import Percent, minor_digits
from topsheet.recoupment.participation.document import Books, Counted, Deal, Receipt, Told

WHOLE = Percent(Decimal(100))
NOTHING = Told(statement="none")


def places(currency: str) -> Decimal:
    """The currency's smallest coin: 0.01 for USD."""
    return Decimal(1).scaleb(-minor_digits(currency))


def rounded(exact: Fraction, place: Decimal) -> Decimal:
    """To the last place, which is worth `place`, halves away from nothing: the rule for lines of a statement."""
    parts = abs(exact) / Fraction(place) + Fraction(1, 2)
    return (1 if exact >= 0 else -1) * (parts.numerator // parts.denominator) * place


def fraction(percent: Percent | None) -> Fraction:
    """A percentage as an exact fraction of one; nothing for none."""
    return Fraction(percent.value) / 100 if percent else Fraction(0)


def amount_of(receipt: Receipt, books: Books) -> Decimal:
    """What was reported: the amount written, or a share of the books' box office."""
    if receipt.of_box_office is not None:
        return (books.box_office or Decimal(0)) * receipt.of_box_office.fraction
    return receipt.amount or Decimal(0)


def counts(receipt: Receipt, *rules: Sequence[Counted]) -> Percent:
    """At what rate a receipt counts as gross: the first set of rules that names it; territory before medium."""
    for each in rules:
        named = [rule for rule in each if rule.medium == receipt.medium]
        for territory in (receipt.territory, None):
            for rule in named:
                if rule.territory == territory:
                    return rule.percent
    return WHOLE


def media(books: Books) -> tuple[str, ...]:
    """The media of the books, in the order in which they first stand there."""
    return tuple(dict.fromkeys(receipt.medium for receipt in books.receipts))


def not_broken_down(books: Books) -> Decimal:
    """What the books' own total of receipts holds beyond their parts; may be less than nothing."""
    parts = sum((amount_of(receipt, books) for receipt in books.receipts), Decimal(0))
    return books.total - parts if books.total is not None else Decimal(0)


def gross_of(deal: Deal, books: Books, rules: Sequence[Counted] = (), medium: str | None = None) -> Fraction:
    """What counts as gross, receivables and reserves in it; of one medium, or of all."""
    exact = Fraction(0)
    for receipt in books.receipts:
        if medium in (None, receipt.medium):
            exact += fraction(counts(receipt, rules, deal.gross)) * Fraction(amount_of(receipt, books))
    return exact + (Fraction(not_broken_down(books)) if medium is None else 0)


def held_of(
    deal: Deal, books: Books, rules: Sequence[Counted] = (), medium: str | None = None
) -> tuple[Fraction, Fraction]:
    """What of gross is billed and not collected (nothing where the deal counts it), and what is held in reserve."""
    receivable = reserve = Fraction(0)
    for receipt in books.receipts:
        if medium in (None, receipt.medium):
            rate = fraction(counts(receipt, rules, deal.gross))
            receivable += rate * Fraction(receipt.receivable)
            reserve += rate * Fraction(receipt.reserve)
    if medium is None:
        receivable, reserve = receivable + Fraction(books.receivables), reserve + Fraction(books.reserves)
    return (receivable if deal.receivables == "left_out" else Fraction(0)), reserve


def receipts_of(deal: Deal, books: Books, rules: Sequence[Counted] = ()) -> Fraction:
    """Gross receipts: gross less what is not collected and what is held in reserve."""
    return gross_of(deal, books, rules) - sum(held_of(deal, books, rules))


def fee_base(deal: Deal, books: Books, rules: Sequence[Counted] = (), medium: str | None = None) -> Fraction:
    """What a fee is charged on: gross as collected, or whole."""
    whole = gross_of(deal, books, rules, medium)
    return whole if deal.fees_on == "gross" else whole - sum(held_of(deal, books, rules, medium))


def fee_rate(deal: Deal, medium: str) -> Percent | None:
    """The fee on a medium: its own, else that on every other medium, else none."""
    by_medium = {fee.medium: fee.percent for fee in deal.fees}
    return by_medium.get(medium, by_medium.get(None))


def one_fee(deal: Deal) -> Percent | None:
    """The fee where the deal has one for every medium, else None."""
    return deal.fees[0].percent if len(deal.fees) == 1 and deal.fees[0].medium is None else None


def fees_of(deal: Deal, books: Books, told: Told, rules: Sequence[Counted] = ()) -> Fraction:
    """All fees: those the statement gives, in proportion to gross receipts, or those of the deal's terms."""
    if told.fees is not None:
        whole = receipts_of(deal, books)
        return Fraction(told.fees) * receipts_of(deal, books, rules) / whole if whole else Fraction(told.fees)
    if one := one_fee(deal):
        return fraction(one) * fee_base(deal, books, rules)
    exact = sum(
        (fraction(fee_rate(deal, each)) * fee_base(deal, books, rules, each) for each in media(books)),
        Fraction(0),
    )
    rest = {fee.medium: fee.percent for fee in deal.fees}.get(None)
    return exact + fraction(rest) * Fraction(not_broken_down(books))


def told_in(deal: Deal, books: Books) -> Told:
    """What the deal's own statement of these books gives; nothing where it has none."""
    return next((told for told in deal.statements if told.statement == books.id), NOTHING)
