"""Asks and takes, and what of them is still unsold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from topsheet.documents import Problem, Tree
from topsheet.figures import Figure, given, sum_of
from topsheet.market.check import check
from topsheet.market.model import MarketDocument, TerritoryDoc
from topsheet.money import Money


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """A territory with its estimates, and the source that sold it (empty while unsold)."""

    code: str
    name: str
    ask: Figure[Money]
    take: Figure[Money]
    sold_by: str

    @property
    def sold(self) -> bool:
        """Whether a signed pre-sale holds this territory."""
        return bool(self.sold_by)


@dataclass(frozen=True, slots=True)
class MarketReport:
    """Every territory, and the totals a lender reads."""

    estimates_by: str
    date: date
    territories: tuple[TerritoryRow, ...]
    unsold_ask: Figure[Money]
    unsold_take: Figure[Money]
    largest_unsold: Figure[Money] | None
    unsold_if_signed: Figure[Money]


def estimates(
    document: MarketDocument, tree: Tree, sold: Mapping[str, str], hoped: Mapping[str, str] | None = None
) -> tuple[MarketReport, list[Problem]]:
    """The estimates with what is sold taken out; `sold` maps a territory code to the source that sold it.

    `hoped` is the same if every offer signs, which is at least what is sold.
    """
    zero = Money.zero(document.currency)
    rows = tuple(
        _row(place, item, tree, document.currency, sold) for place, item in enumerate(document.territories)
    )
    unsold = [row for row in rows if not row.sold]
    take = sum_of(
        "market.unsold_take",
        "Unsold territories at take",
        [row.take for row in unsold],
        zero,
        f"takes of {len(unsold)} unsold territories",
    )
    ask = sum_of(
        "market.unsold_ask",
        "Unsold territories at ask",
        [row.ask for row in unsold],
        zero,
        f"asks of {len(unsold)} unsold territories",
    )
    largest = max((row.take for row in unsold), key=lambda figure: figure.value.amount, default=None)
    left = [row for row in unsold if row.code not in (hoped or {})]
    if_signed = sum_of(
        "market.unsold_if_signed",
        "Unsold territories at take, if every offer signs",
        [row.take for row in left],
        zero,
        f"takes of {len(left)} territories that neither a sale nor an offer holds",
    )
    report = MarketReport(document.estimates_by, document.date, rows, ask, take, largest, if_signed)
    return report, check(document, tree)


def _row(place: int, item: TerritoryDoc, tree: Tree, currency: str, sold: Mapping[str, str]) -> TerritoryRow:
    where = tree.where(("territories", place))
    ask = given(f"market.{item.code}.ask", f"{item.name}, ask", Money(item.ask, currency), where)
    take = given(f"market.{item.code}.take", f"{item.name}, take", Money(item.take, currency), where)
    return TerritoryRow(item.code, item.name, ask, take, sold.get(item.code, ""))
