"""One money fact as somebody brings it, and everything that stands against taking it. No table is read here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches

from topsheet.documents import Problem, Severity
from topsheet.money import Money, is_currency, minor_digits
from topsheet_desk.site import formats
from topsheet_desk.vault.records import Entry, EntryKind

# A cost or a commitment counts against an account of the budget; money that comes in has none.
_NEEDS_ACCOUNT = (EntryKind.COST, EntryKind.COMMITMENT)
_WORDS = ("account", "payee", "memo", "paper", "place", "episode", "department")
_MOST = Decimal(10) ** 13
_YEARS_BACK, _YEARS_ON = 30, 10
_CLOSED_WHY = "What was reported of a closed period must not change."


@dataclass(frozen=True, slots=True)
class Fact:
    """What a row of the ledger will state. The amount is positive: what takes away is a reversal."""

    kind: str
    date: date
    amount: Money
    account: str = ""
    payee: str = ""
    memo: str = ""
    paper: str = ""
    place: str = ""
    episode: str = ""
    department: str = ""

    @property
    def minor(self) -> int:
        """The amount in the currency's smallest coin. The amount is in whole coins: see `problems_of_fact`."""
        return int(self.amount.amount.scaleb(minor_digits(self.amount.currency)))

    @property
    def words(self) -> dict[str, str]:
        """The fields that hold words, without blanks around them."""
        return {name: getattr(self, name).strip() for name in _WORDS}


@dataclass(frozen=True, slots=True)
class Closed:
    """The last closing: until which day, by whom, when, why."""

    until: date
    who: str
    on: date
    reason: str = ""

    @property
    def first_open(self) -> date:
        """The first day that takes rows."""
        return self.until + timedelta(days=1)

    @property
    def sentence(self) -> str:
        """Who closed what and when."""
        return f"{self.who} closed the ledger until {formats.day(self.until)} on {formats.day(self.on)}"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a new row is measured by: the currency, the accounts with their names, the last closing, today.

    Without accounts the budget cannot be read, and accounts are taken as they are given.
    """

    currency: str
    accounts: Mapping[str, str]
    closed: Closed | None
    today: date


def money_of(minor: int, currency: str) -> Money:
    """An amount in smallest coins as money."""
    return Money(Decimal(minor).scaleb(-minor_digits(currency)), currency)


def problems_of_fact(
    fact: Fact, standing: Standing, *, as_adjustment: bool = False, where: str = "this row"
) -> tuple[Problem, ...]:
    """Why the fact cannot be taken, and what is worth a second look, as warnings."""
    found = (
        *_kind(fact, where),
        *_amount(fact, where),
        *_account(fact, standing, where),
        *_day(fact, standing, as_adjustment, where),
        *_lengths(fact, where),
    )
    return tuple(found)


def _kind(fact: Fact, where: str) -> Iterator[Problem]:
    if fact.kind not in EntryKind.values:
        kinds = ", ".join(label.lower() for label in EntryKind.labels)
        yield Problem(
            where,
            f"“{fact.kind}” is no kind of row" if fact.kind else "the kind is missing",
            "Costs, commitments and money that comes in are counted apart.",
            f"Write one of: {kinds}.",
        )


def _amount(fact: Fact, where: str) -> Iterator[Problem]:
    amount, currency = fact.amount.amount, fact.amount.currency
    if not is_currency(currency):
        yield Problem(
            where,
            f"“{currency}” is no currency",
            "Amounts are kept with the three capital letters of ISO 4217.",
            "Write a code such as USD, EUR or CAD.",
        )
    elif amount <= 0:
        yield Problem(
            where,
            f"the amount {formats.number(amount)} is not positive",
            "A row is never taken back by a row of a person's own making.",
            "Write a positive amount; to take a row back, reverse it on its own page.",
        )
    elif amount > _MOST:
        yield Problem(
            where, f"the amount {amount:,f} is out of range", "It is a slip of the pen.", "Check the zeros."
        )
    elif amount != round(amount, minor_digits(currency)):
        yield Problem(
            where,
            f"{amount:f} is no whole number of the smallest coin of {currency}",
            f"{currency} has {minor_digits(currency)} decimals, and nothing is rounded here.",
            "Write the amount as it was paid.",
        )


def _account(fact: Fact, standing: Standing, where: str) -> Iterator[Problem]:
    account, known = fact.account.strip(), standing.accounts
    if not account and fact.kind in _NEEDS_ACCOUNT:
        yield Problem(
            where,
            "the account is missing",
            "A cost or a commitment counts against an account of the budget.",
            "Write the number of an account, such as " + (next(iter(known), "") or "3300") + ".",
        )
    elif account and known and account not in known:
        near = get_close_matches(account, known, 1)
        hint = f"Did you mean {near[0]} {known[near[0]]}? Otherwise" if near else "Correct the number, or"
        yield Problem(
            where,
            f"the budget and its chart have no account {account}",
            "A row under an unknown account would count in no comparison with the budget.",
            f"{hint} add the account to the budget first.",
        )
    elif account and not known:
        yield Problem(
            where,
            f"account {account} could not be checked",
            "The budget cannot be read just now.",
            "Mend the budget when you can; the row can be recorded before.",
            Severity.WARNING,
        )


def _day(fact: Fact, standing: Standing, as_adjustment: bool, where: str) -> Iterator[Problem]:
    years = fact.date.year - standing.today.year
    if not -_YEARS_BACK <= years <= _YEARS_ON:
        yield Problem(
            where,
            f"{fact.date.isoformat()} is {abs(years)} years {'back' if years < 0 else 'ahead'}",
            "It is a slip of the pen: no production has facts of that day.",
            "Correct the year.",
        )
    elif standing.closed and fact.date <= standing.closed.until and not as_adjustment:
        yield Problem(
            where,
            f"{formats.day(fact.date)} lies in a closed period: {standing.closed.sentence}",
            _CLOSED_WHY,
            f"Correct the day, or take the row as an adjustment: it then counts on "
            f"{formats.day(standing.closed.first_open)} and says so.",
        )
    elif fact.date > standing.today + timedelta(days=1) and fact.kind != EntryKind.COMMITMENT:
        yield Problem(
            where,
            f"{formats.day(fact.date)} lies ahead",
            "A fact has happened; only commitments are about days to come.",
            "Check the day.",
            Severity.WARNING,
        )


def _lengths(fact: Fact, where: str) -> Iterator[Problem]:
    for name, words in fact.words.items():
        most = _room(name)
        if len(words) > most:
            yield Problem(
                where,
                f"the {name} has {len(words)} letters, and {most} fit",
                "Nothing is cut off silently.",
                "Shorten it.",
            )
        if any(letter in words for letter in "\x00") or any(
            "\ud800" <= letter <= "\udfff" for letter in words
        ):
            yield Problem(
                where, f"the {name} holds what is no letter", "It could not be kept.", "Type it again."
            )


def _room(name: str) -> int:
    """How many letters the ledger's column of that name takes."""
    column = Entry._meta.get_field(name)
    return int(getattr(column, "max_length", None) or 0)
