"""What is wrong with one line of a statement: its amounts, its days, its rate, what it names."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from topsheet.documents import Problem
from topsheet.money import Money, is_currency
from topsheet.release.document import LineDoc, ReceiptsDocument, StatementDoc
from topsheet.release.findings import Where, doubtful, wrong

if TYPE_CHECKING:
    from topsheet.release.check import KnownFacts

_AMOUNTS = ("billed", "gross", "withheld", "charges")


def check_line(
    document: ReceiptsDocument, statement: StatementDoc, line: LineDoc, where: Where, known: KnownFacts
) -> Iterator[Problem]:
    """Every problem of one line."""
    yield from _empty(line, where)
    yield from _amounts(statement, line, where)
    yield from _days(statement, line, where, known)
    yield from _rate(document, statement, line, where)
    yield from _names(document, line, where, known)


def _at(where: Where, key: str) -> Where:
    return where[0], (*where[1], key)


def _empty(line: LineDoc, where: Where) -> Iterator[Problem]:
    if line.billed is None and line.gross is None:
        yield wrong(
            where,
            f"line `{line.id}` has neither `billed` nor `gross`",
            "It would say nothing, and what it stands for would be lost.",
            "Write what was billed, what was collected, or both; or remove the line.",
        )
    if line.gross is None and (line.withheld or line.charges):
        yield wrong(
            where,
            f"line `{line.id}` has deductions and nothing collected",
            "Tax and charges are taken from what came.",
            "Write `gross`; for charges alone write `gross: 0`.",
        )


def _amounts(statement: StatementDoc, line: LineDoc, where: Where) -> Iterator[Problem]:
    currency = line.currency or statement.currency
    for key in _AMOUNTS:
        amount = getattr(line, key)
        if amount is None:
            continue
        if amount < 0 and not line.corrects:
            yield wrong(
                _at(where, key),
                f"{amount:,f} is negative, and the line corrects nothing",
                "Money only goes back by a correction that says what it corrects.",
                "Write what it corrects under `corrects`, or the amount without its sign.",
            )
        if Money(amount, currency).rounded().amount != amount:
            yield wrong(
                _at(where, key),
                f"{amount:,f} has parts of a coin in {currency}",
                "Nobody pays less than a coin; the sums would not add up.",
                "Write the amount as the bank paid it.",
            )
    gross, withheld = line.gross or 0, line.withheld or 0
    if gross >= 0 and withheld > gross:
        yield wrong(
            _at(where, "withheld"),
            f"{withheld:,f} withheld is more than the {gross:,f} collected",
            "Tax is withheld from the gross amount.",
            "Check both; `gross` is the amount before tax.",
        )
    elif withheld > 0 and not line.certificate:
        yield doubtful(
            _at(where, "withheld"),
            f"{currency} {withheld:,f} was withheld without a certificate",
            "Without the payer's certificate the tax cannot be set off or claimed back.",
            "Ask for it, and write `certificate: true` when it is here.",
        )


def _days(statement: StatementDoc, line: LineDoc, where: Where, known: KnownFacts) -> Iterator[Problem]:
    if line.gross is not None and line.value_date is None:
        yield wrong(
            where,
            f"line `{line.id}` is collected and has no `value_date`",
            "Interest and currency hang on the day the money came.",
            "Add `value_date:` as the bank gives it.",
        )
    if line.billed is not None and line.billed_on is None:
        yield wrong(
            where,
            f"line `{line.id}` is billed and has no `billed_on`",
            "What is unpaid on a day cannot be told without the day of the bill.",
            "Add `billed_on:`.",
        )
    if line.earned and line.earned.start > line.earned.to:
        yield wrong(
            _at(where, "earned"),
            "the period ends before it begins",
            "Receipts are compared by it.",
            "Correct it.",
        )
    deal = known.deals.get(line.contract)
    for key in ("value_date", "billed_on"):
        day = getattr(line, key)
        if day is None:
            continue
        if day > statement.received:
            yield wrong(
                _at(where, key),
                f"{day} is later than {statement.received}, when the statement was received",
                "A statement cannot tell what has not happened.",
                "Correct one of the two days.",
            )
        if deal and day < deal:
            yield wrong(
                _at(where, key),
                f"{day} is before the deal `{line.contract}` of {deal}",
                "Nobody pays under a deal that is not made.",
                "Correct the day, or name another contract.",
            )
        elif known.since and day < known.since:
            yield wrong(
                _at(where, key),
                f"{day} is before {known.since}, the day of the first paper of the finance plan",
                "A film that nobody had begun to finance had no receipts.",
                "Correct the day.",
            )


def _rate(
    document: ReceiptsDocument, statement: StatementDoc, line: LineDoc, where: Where
) -> Iterator[Problem]:
    currency = line.currency or statement.currency
    if line.currency and not is_currency(line.currency):
        yield wrong(
            _at(where, "currency"),
            f"{line.currency} is no currency",
            "Its amounts could not be turned into the film's currency.",
            "Write a code of ISO 4217 such as USD, EUR or GBP.",
        )
    if currency == document.currency and line.rate not in (None, 1):
        yield wrong(
            _at(where, "rate"),
            f"an amount in {currency} has the rate {line.rate:f}",
            "Money in the film's own currency is not exchanged.",
            "Remove the rate, or name the currency in which the money came.",
        )
    if currency != document.currency and line.gross is not None:
        if line.rate is None:
            yield wrong(
                where,
                f"line `{line.id}` is in {currency} and has no `rate`",
                f"Receipts count in {document.currency} at the rate of the day they came.",
                f"Add `rate:`, what one {currency} was worth in {document.currency}, and `rate_source:`.",
            )
        elif not line.rate_source:
            yield doubtful(
                _at(where, "rate"),
                f"the rate {line.rate:f} has no `rate_source`",
                "An auditor asks by whose word money was exchanged.",
                "Add the bank's advice or the table it was taken from.",
            )


def _names(document: ReceiptsDocument, line: LineDoc, where: Where, known: KnownFacts) -> Iterator[Problem]:
    if known.territories and line.territory not in known.territories:
        near = get_close_matches(line.territory, known.territories, 1)
        yield wrong(
            _at(where, "territory"),
            f"`{line.territory}` is no territory of market.yaml",
            "Receipts are added up and paid by territory.",
            f"Did you mean `{near[0]}`?"
            if near
            else "Write a code of market.yaml, or add the territory there.",
        )
    statement, _, name = line.corrects.partition(".")
    found = next((each for each in document.statements if each.id == statement), None)
    if found and name and name not in [each.id for each in found.lines]:
        yield wrong(
            _at(where, "corrects"),
            f"`{statement}` has no line `{name}`",
            "Nobody could tell what is corrected.",
            "Write `statement.line`, or the paper that says so.",
        )
