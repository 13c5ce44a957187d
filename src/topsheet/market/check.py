"""What is wrong with the estimates: their table, and what a forecast of receipts adds to it."""

from __future__ import annotations

from topsheet.documents import Problem, Tree
from topsheet.market.check_forecast import check_forecast
from topsheet.market.model import MarketDocument


def check(document: MarketDocument, tree: Tree) -> list[Problem]:
    """Every mistake in the document, with place, reason and remedy."""
    problems, seen = [], set[str]()
    for place, item in enumerate(document.territories):
        where = tree.where(("territories", place))
        if item.code in seen:
            problems.append(
                Problem(
                    where,
                    f"territory {item.code} appears twice",
                    "Its take would be lent on twice.",
                    "Keep one of the two rows.",
                )
            )
        seen.add(item.code)
        if item.take > item.ask:
            problems.append(
                Problem(
                    where,
                    f"{item.name}: the take {item.take:,} is above the ask {item.ask:,}",
                    "The take is the lowest price; it cannot exceed the opening price.",
                    "Swap the two, or correct one.",
                )
            )
    return problems + check_forecast(document, tree)
