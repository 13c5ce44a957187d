"""The case worked by hand in docs/algorithms/forecast.md."""

from __future__ import annotations

import numpy as np

from tests.docs.pages import read
from tests.topsheet.market.tables import FR, made, table
from topsheet.market.forecast.price import Price
from topsheet.money import split


def test_one_territory_as_worked_by_hand() -> None:
    forecast = made(table(FR))
    (france,) = forecast.territories
    page = read("docs/algorithms/forecast.md")
    coins = Price.of(france, forecast.tail).coins(np.array([0.35, 0.007, 0.7])).tolist()
    assert coins == [38_000_000, 259_881_909, 0]
    assert all(f"**{each / 100:,.2f}**" in page for each in coins[:2])
    net = coins[0] - coins[0] // 10
    assert france.timing == ((1, 1), (3, 4))
    assert all(f"{each / 100:,.2f} in quarter" in page for each in split(net, [1, 4]))
