"""What is asked of the offers: which two are compared, at which grosses, beside which receipts from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from topsheet.money import Money, minor_digits
from topsheet.recoupment.arrangements import Offer
from topsheet_desk.site import formats
from topsheet_desk.site.amounts import AS, amount_of, fault_of

MOST_GROSSES = 12
# No fortune: a gross has at most so many coins.
_MOST_COINS = 10**14


@dataclass(frozen=True, slots=True)
class Asked:
    """The two offers and the amounts; `wrong` says what could not be read and was left out."""

    first: Offer
    other: Offer | None
    grosses: tuple[Decimal, ...]
    elsewhere: Money | None
    wrong: tuple[str, ...]


def asked_of(told: Mapping[str, str], offers: Sequence[Offer], currency: str) -> Asked:
    """What an address asks for; the first two offers, and nothing of the amounts, where it says none.

    Grosses are parted by spaces, line ends, tabs or semicolons, as a column of a spreadsheet comes in.
    """
    by_id = {each.id: each for each in offers}
    first = by_id.get(told.get("first", ""), offers[0])
    others = [each for each in offers if each is not first]
    other = by_id.get(told.get("other", ""))
    if other is None or other is first:
        other = next(iter(others), None)
    wrong: list[str] = []
    listed = [each.rstrip(",") for each in re.split(r"[\s;]+", told.get("gross", "")) if each.strip(",;")]
    amounts = [_coins(each, currency, wrong) for each in listed]
    grosses = tuple(sorted({each for each in amounts if each is not None}))
    if len(grosses) > MOST_GROSSES:
        wrong.append(f"{len(grosses)} grosses are too many to read; the lowest {MOST_GROSSES} are shown.")
    written = told.get("elsewhere", "").strip()
    elsewhere = _coins(written, currency, wrong) if written else None
    return Asked(
        first,
        other,
        grosses[:MOST_GROSSES],
        None if elsewhere is None else Money(elsewhere, currency),
        tuple(wrong),
    )


def _coins(written: str, currency: str, wrong: list[str]) -> Decimal | None:
    amount = amount_of(written, currency)
    if amount is None:
        wrong.append(f"{formats.sentence(fault_of(written[:40]))}, and is left out. {AS}")
        return None
    coins = amount.scaleb(minor_digits(currency))
    if amount < 0 or coins != coins.to_integral_value() or coins > _MOST_COINS:
        wrong.append(
            f"“{written[:40]}” is left out: a gross is not negative, in whole coins, and no fortune."
        )
        return None
    return amount
