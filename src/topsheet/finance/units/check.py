"""What stands against the rows of a unit ledger, found by playing them again in the order of their days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from topsheet.documents import Problem, Severity
from topsheet.finance.units.model import MONEY, Move, Movement, UnitClass
from topsheet.finance.units.table import standing
from topsheet.money import Money


@dataclass(slots=True)
class _Account:
    """One holder's account in one class while the rows are played."""

    paid: Money
    subscribed: int = 0
    issued: int = 0
    held: int = 0


def check(classes: Sequence[UnitClass], movements: Iterable[Movement]) -> list[Problem]:
    """Every row that cannot be: nobody holds below zero, no class goes above its authorised units.

    Units are issued only to whoever subscribed them, and nobody pays for more than they subscribed. Units issued
    before they are paid are a warning. Redeemed units do not come back: the class is what was once authorised.
    """
    known = {each.code: each for each in classes}
    accounts = dict[tuple[str, str], _Account]()
    taken = defaultdict[str, int](int)
    problems = list[Problem]()
    for row in standing(movements, date.max):
        unit_class = known.get(row.unit_class)
        found = list(_shape(row, unit_class))
        if unit_class is not None and not found:
            found = list(_play(row, unit_class, accounts, taken))
        problems += found
    return problems


def _shape(row: Movement, unit_class: UnitClass | None) -> Iterator[Problem]:
    if unit_class is None:
        yield _problem(
            row,
            f"there is no class {row.unit_class}",
            "Units belong to a class with a price.",
            "Name a class that exists, or open it first.",
        )
        return
    if row.kind in MONEY:
        yield from _money(row, unit_class)
    elif row.units <= 0:
        yield _problem(
            row,
            f"{row.units} units are no number to be {row.kind.lower()}",
            "A row states a positive number; a mistake is reversed.",
            "Write how many units.",
        )
    if row.kind is Move.TRANSFERRED and row.to in ("", row.holder):
        yield _problem(
            row,
            "the transfer names nobody else who receives the units",
            "A transfer has two sides.",
            "Choose the holder who receives them.",
        )


def _money(row: Movement, unit_class: UnitClass) -> Iterator[Problem]:
    amount, currency = row.amount, unit_class.price.currency
    if amount is None or amount.amount <= 0 or amount != amount.rounded():
        yield _problem(
            row,
            "the amount is not positive, or not in whole coins",
            "Money that came or went is counted in coins.",
            "Write the amount as it stands on the bank's paper.",
        )
    elif amount.currency != currency:
        yield _problem(
            row,
            f"the amount is in {amount.currency} and class {unit_class.code} in {currency}",
            "Currencies are never added to each other.",
            f"Write what arrived in {currency}.",
        )


def _play(
    row: Movement,
    unit_class: UnitClass,
    accounts: dict[tuple[str, str], _Account],
    taken: dict[str, int],
) -> Iterator[Problem]:
    own, price = _account(row.holder, unit_class, accounts), unit_class.price
    if row.kind in MONEY and row.amount is not None:
        yield from _pay(row, own, price)
    elif row.kind is Move.SUBSCRIBED:
        taken[unit_class.code] += row.units
        own.subscribed += row.units
        if taken[unit_class.code] > unit_class.authorised:
            yield _above(row, unit_class, taken[unit_class.code])
    elif row.kind is Move.ISSUED:
        own.issued += row.units
        own.held += row.units
        yield from _issued(row, own, price)
    else:
        own.held -= row.units
        if row.kind is Move.TRANSFERRED:
            _account(row.to, unit_class, accounts).held += row.units
        if own.held < 0:
            yield _below(row, own)


def _account(holder: str, unit_class: UnitClass, accounts: dict[tuple[str, str], _Account]) -> _Account:
    fresh = _Account(Money.zero(unit_class.price.currency))
    return accounts.setdefault((unit_class.code, holder), fresh)


def _pay(row: Movement, own: _Account, price: Money) -> Iterator[Problem]:
    amount = row.amount or Money.zero(price.currency)
    if row.kind is Move.PAID:
        own.paid = own.paid + amount
        if own.paid > price * own.subscribed:
            yield _overpaid(row, own, price)
    else:
        own.paid = own.paid - amount
        if own.paid.amount < 0 or own.paid < price * own.issued:
            yield _returned(row)


def _above(row: Movement, unit_class: UnitClass, taken: int) -> Problem:
    return _problem(
        row,
        f"{taken:,} units of class {unit_class.code} would be subscribed and {unit_class.authorised:,} are authorised",
        "More units than the company's papers allow cannot be sold.",
        "Subscribe fewer, or have more units authorised and change the class.",
    )


def _overpaid(row: Movement, own: _Account, price: Money) -> Problem:
    return _problem(
        row,
        f"{own.paid} would be paid for {own.subscribed:,} units subscribed, which cost {price * own.subscribed}",
        "Nobody pays for units they did not subscribe.",
        "Record the subscription first, or correct the amount.",
    )


def _returned(row: Movement) -> Problem:
    return _problem(
        row,
        "more would go back than was paid for units that are not issued",
        "Only money for units that were never issued goes back.",
        "Correct the amount. What is paid to redeem units is a payment of the production's ledger.",
    )


def _issued(row: Movement, own: _Account, price: Money) -> Iterator[Problem]:
    if own.issued > own.subscribed:
        yield _problem(
            row,
            f"{own.issued:,} units would be issued and {own.subscribed:,} are subscribed",
            "Units are issued to whoever subscribed them, so that the offering's limits count everybody.",
            "Record the subscription first, or issue fewer.",
        )
    elif price * own.issued > own.paid:
        yield _problem(
            row,
            f"{own.issued:,} units would be issued for {own.paid}, and cost {price * own.issued}",
            "Units that are not paid are a claim of the company against their holder.",
            "Record the payment first, or issue them knowingly.",
            Severity.WARNING,
        )


def _below(row: Movement, own: _Account) -> Problem:
    return _problem(
        row,
        f"{row.units:,} units would be {row.kind.lower()} and the holder has {own.held + row.units:,} on that day",
        "Nobody gives away units they do not hold.",
        "Correct the number or the day.",
    )


def _problem(row: Movement, what: str, why: str, fix: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(f"unit ledger, row {row.number}", what, why, fix, severity)
