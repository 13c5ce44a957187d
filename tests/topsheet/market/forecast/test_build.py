from __future__ import annotations

from decimal import Decimal

from tests.topsheet.market.tables import FR, IT, made, table
from topsheet.documents import read_yaml, validate
from topsheet.figures import Status, unverified, worst_status
from topsheet.market import MarketDocument, estimates
from topsheet.market.forecast import forecast
from topsheet.money import Money, Percent


def usd(amount: int) -> Money:
    return Money(Decimal(amount), "USD")


def percent(value: int) -> Percent:
    return Percent(Decimal(value))


def test_what_is_written_opens_to_its_place() -> None:
    france = made(table(futures="{correlation: 20%, seed: 7}")).territories[0]
    assert [(figure.name, figure.value, figure.source) for figure in france.figures] == [
        ("forecast.FR.probability", percent(70), "market.yaml:6 territories[0].probability"),
        ("forecast.FR.p10", usd(150_000), "market.yaml:6 territories[0].p10"),
        ("forecast.FR.p50", usd(380_000), "market.yaml:6 territories[0].p50"),
        ("forecast.FR.p90", usd(700_000), "market.yaml:6 territories[0].p90"),
        ("forecast.FR.lag", 4, "market.yaml:6 territories[0].lag_months"),
        ("forecast.FR.withholding", percent(10), "market.yaml:6 territories[0].withholding"),
    ]
    assert worst_status(france.figures) is Status.VERIFIED


def test_what_nobody_wrote_is_assumed_from_ask_and_take_and_says_so() -> None:
    italy = made(table()).territories[1]
    assert [(figure.value, figure.how) for figure in italy.figures] == [
        (percent(50), "assumed: the territory does not say"),
        (usd(105_000), "half of the take"),
        (usd(210_000), "the take: half of the sales bring less"),
        (usd(350_000), "the ask: one sale in ten brings more"),
        (3, "assumed: the territory does not say"),
        (percent(0), "assumed: the territory does not say"),
    ]
    assert [figure.rule.status for figure in italy.figures if figure.rule] == [Status.UNVERIFIED] * 6
    assert [figure.name for figure in italy.p50.inputs] == ["market.IT.take"]
    assert len(unverified(italy.figures)) == 5  # one for each source; P50 and P90 have the same


def test_settings_are_given_or_assumed() -> None:
    given, open_ = made(table(futures="{correlation: 20%, tail_index: 2, copula: t, runs: 5}")), made(table())
    assert (given.correlation.value, given.tail.index.value) == (percent(20), Decimal(2))
    assert (str(given.copula), given.runs) == ("t", 5)
    assert given.correlation.source == "market.yaml:14 futures.correlation"
    assert (open_.correlation.value, open_.tail.index.value, open_.tail.limit.value) == (
        percent(30),
        Decimal("1.6"),
        Decimal(10),
    )
    assert worst_status([open_.correlation, open_.tail.index, open_.tail.limit]) is Status.UNVERIFIED


def test_what_is_sold_is_left_out() -> None:
    assert [each.code for each in made(table(), {"FR": "Pre-sale France"}).territories] == ["IT"]


def test_a_take_of_nothing_counts_no_sale() -> None:
    (italy,) = made(table(IT.replace("take: 210000", "take: 0"))).territories
    assert (italy.probability.value, italy.probability.how) == (
        percent(0),
        "its take is nothing, so no sale is counted",
    )


def test_an_error_leaves_no_forecast_and_amounts_beyond_64_bits_are_told() -> None:
    for text, told in (
        (table(FR.replace("lag_months: 4", "lag_months: -1")), []),
        (
            table(FR.replace("p90: 700000", "p90: 9000000000000").replace("10%", "10.000001%")),
            ["the prices are too large to be drawn in whole coins with shares so fine"],
        ),
    ):
        tree, _ = read_yaml(text, "market.yaml")
        assert tree
        document, _ = validate(MarketDocument, tree)
        assert document
        report, _ = estimates(document, tree, {})
        result, found = forecast(document, tree, report.territories)
        assert result is None
        assert [problem.what for problem in found] == told
