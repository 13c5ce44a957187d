"""Days of a source that contradict one another: none of them is wrong by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from topsheet.documents import Problem, Tree
from topsheet.finance.kinds import NegativePickup, Presale
from topsheet.finance.model import FinanceDocument
from topsheet.finance.terms import When


def check_days(document: FinanceDocument, tree: Tree, day_of: Callable[[When], date | None]) -> list[Problem]:
    """Offers that lapse before they were made, signatures after what follows them, deposits after their balance."""
    return [*_ladder(document, tree), *_deposits(document, tree, day_of)]


def _ladder(document: FinanceDocument, tree: Tree) -> list[Problem]:
    problems = []
    for at, source in enumerate(document.sources):
        if source.status_date is None:
            continue
        if source.expires and source.expires < source.status_date:
            problems.append(
                Problem(
                    tree.where(("sources", at, "expires")),
                    f"{source.name} expires on {source.expires}, before its status of {source.status_date}",
                    "An offer cannot lapse before it was made.",
                    "Correct one of the two days.",
                )
            )
        if source.signed_on and source.signed_on > source.status_date:
            problems.append(
                Problem(
                    tree.where(("sources", at, "signed_on")),
                    f"{source.name} was signed on {source.signed_on}, after its status of {source.status_date}",
                    "`status_date` is the day of the present status, and the signature comes before or with it.",
                    "Correct one of the two days.",
                )
            )
    return problems


def _deposits(document: FinanceDocument, tree: Tree, day_of: Callable[[When], date | None]) -> list[Problem]:
    problems = []
    for at, source in enumerate(document.sources):
        if not isinstance(source, Presale | NegativePickup) or not (
            source.deposit and source.deposit.percent.value
        ):
            continue
        first, last = day_of(source.deposit.on), day_of(source.balance_on)
        if first and last and first > last and source.status != "withdrawn":
            problems.append(
                Problem(
                    tree.where(("sources", at, "deposit", "on")),
                    f"{source.name} pays its deposit on {first}, after its balance on {last}",
                    "A deposit is what is paid first.",
                    "Correct one of the two days.",
                )
            )
    return problems
