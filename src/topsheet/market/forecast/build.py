"""The document and what is unsold, made into a forecast; every number given or assumed is a figure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import TypeVar

from topsheet.documents import Problem, Severity, Tree
from topsheet.documents.strict_yaml import Path
from topsheet.figures import Citation, Figure, Value, given
from topsheet.market.check import check
from topsheet.market.estimates import TerritoryRow
from topsheet.market.forecast import assumed as basis
from topsheet.market.forecast.assumed import assumed
from topsheet.market.forecast.model import Forecast, Tail, TerritoryForecast
from topsheet.market.forecast.timing import weights
from topsheet.market.model import Futures, MarketDocument, TerritoryDoc
from topsheet.money import Money, Percent, minor_digits

V = TypeVar("V", bound=Value)
_MOST = 2**62


def forecast(
    document: MarketDocument, tree: Tree, rows: Sequence[TerritoryRow], unsold: Collection[str] | None = None
) -> tuple[Forecast | None, list[Problem]]:
    """The forecast of the territories whose codes are unsold (None: those without a signed sale), or None on an error.

    `rows` are the territories of the market report, whose asks and takes stand in for prices nobody wrote. What is
    sold is a fixed receipt of the finance plan, so it is left out here and never counted twice. `estimates` has
    already told what `check` finds; only what it cannot see is told here.
    """
    if any(problem.severity is Severity.ERROR for problem in check(document, tree)):
        return None, []
    chosen = [
        _territory(item, row, tree, ("territories", at), document)
        for at, (item, row) in enumerate(zip(document.territories, rows, strict=True))
        if (not row.sold if unsold is None else item.code in unsold)
    ]
    settings = document.futures or Futures()
    made = Forecast(
        document.currency,
        tuple(chosen),
        _setting(tree, "correlation", "Correlation of any two territories", settings.correlation,
                 basis.CORRELATION, basis.CORRELATION_FROM),
        settings.copula,
        settings.degrees,
        Tail(
            _setting(tree, "tail_index", "Tail index above P90", settings.tail_index,
                     basis.TAIL_INDEX, basis.TAIL_INDEX_FROM),
            _setting(tree, "tail_limit", "The most a sale brings, in times P90", settings.tail_limit,
                     basis.TAIL_LIMIT, basis.TAIL_LIMIT_FROM),
        ),
        settings.runs,
        settings.seed,
    )  # fmt: skip
    too_large = _too_large(made, tree)
    return (None if too_large else made), too_large


def _setting(tree: Tree, key: str, label: str, value: V | None, default: V, rule: Citation) -> Figure[V]:
    name = f"forecast.{key}"
    if value is not None:
        return given(name, label, value, tree.where(("futures", key)))
    return assumed(name, label, default, "assumed: `futures:` does not say", rule)


def _territory(
    item: TerritoryDoc, row: TerritoryRow, tree: Tree, path: Path, document: MarketDocument
) -> TerritoryForecast:
    name = f"forecast.{item.code}"
    p10, p50, p90 = _prices(item, row, tree, path)
    lag = _told(tree, path, "lag_months", f"{name}.lag", f"{item.name}, months from delivery to the first money",
                item.lag_months, basis.LAG, basis.LAG_FROM)  # fmt: skip
    tax = _told(tree, path, "withholding", f"{name}.withholding", f"{item.name}, withholding tax",
                item.withholding, basis.WITHHOLDING, basis.WITHHOLDING_FROM)  # fmt: skip
    profile = next((each for each in document.profiles if each.id == item.timing), None)
    return TerritoryForecast(
        item.code, item.name, _probability(item, tree, path, p50), p10, p50, p90, lag, tax,
        weights(profile, lag.value), item.buyer_grade,
    )  # fmt: skip


def _told(tree: Tree, path: Path, key: str, name: str, label: str, value: V | None, default: V,
          rule: Citation) -> Figure[V]:  # fmt: skip
    if value is not None:
        return given(name, label, value, tree.where((*path, key)))
    return assumed(name, label, default, "assumed: the territory does not say", rule)


def _prices(
    item: TerritoryDoc, row: TerritoryRow, tree: Tree, path: Path
) -> tuple[Figure[Money], Figure[Money], Figure[Money]]:
    name, take, ask = f"forecast.{item.code}", row.take, row.ask
    labels = [f"{item.name}, {p} if it sells" for p in ("P10", "P50", "P90")]
    if item.p10 is not None and item.p50 is not None and item.p90 is not None:
        p10, p50, p90 = (
            given(f"{name}.{key}", label, Money(price, take.value.currency), tree.where((*path, key)))
            for key, label, price in zip(
                ("p10", "p50", "p90"), labels, (item.p10, item.p50, item.p90), strict=True
            )
        )
        return p10, p50, p90
    return (
        assumed(f"{name}.p10", labels[0], (take.value * basis.LOW).rounded(), "half of the take",
                basis.LOW_FROM, take),
        assumed(f"{name}.p50", labels[1], take.value, "the take: half of the sales bring less",
                basis.LENDERS_FROM, take),
        assumed(f"{name}.p90", labels[2], ask.value, "the ask: one sale in ten brings more",
                basis.LENDERS_FROM, ask),
    )  # fmt: skip


def _probability(item: TerritoryDoc, tree: Tree, path: Path, p50: Figure[Money]) -> Figure[Percent]:
    name, label = f"forecast.{item.code}.probability", f"{item.name}, chance of a sale"
    if not p50.value:
        return Figure(name, label, Percent(Decimal(0)), "its take is nothing, so no sale is counted", (p50,))
    return _told(tree, path, "probability", name, label, item.probability, basis.PROBABILITY,
                 basis.PROBABILITY_FROM)  # fmt: skip


def _too_large(made: Forecast, tree: Tree) -> list[Problem]:
    """All the highest prices together, times the finest share, must stay within 64 bits of coins."""
    highest = sum((each.p90.value.amount for each in made.territories), Decimal(0)) * made.tail.limit.value
    finest = [
        max(sum(weight for _, weight in each.timing), each.withholding.value.fraction.as_integer_ratio()[1])
        for each in made.territories
    ]
    if int(highest.scaleb(minor_digits(made.currency))) * max(finest, default=1) <= _MOST:
        return []
    return [
        Problem(
            tree.where(("territories",)),
            "the prices are too large to be drawn in whole coins with shares so fine",
            "Coins times the weight of a share must stay within 64 bits.",
            "Round the shares of the profiles, or check the amounts for digits too many.",
        )
    ]
