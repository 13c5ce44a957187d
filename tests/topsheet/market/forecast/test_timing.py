from __future__ import annotations

from decimal import Decimal

from topsheet.market.forecast.timing import weights
from topsheet.market.model import Profile, Window
from topsheet.money import Percent


def share(value: str) -> Percent:
    return Percent(Decimal(value))


def test_quarters_are_moved_by_the_full_quarters_of_the_lag() -> None:
    profile = Profile(id="a", quarters=(share("20"), share("0"), share("80")))
    assert weights(profile, 0) == ((0, 1), (2, 4))
    assert weights(profile, 4) == ((1, 1), (3, 4))
    assert weights(None, 7) == ((2, 1),)


def test_windows_spread_evenly_and_add_up_where_they_overlap() -> None:
    profile = Profile(
        id="a",
        windows=(
            Window(label="Cinema", share=share("40"), first=0, last=1),
            Window(label="Pay", share=share("60"), first=1, last=3),
        ),
    )
    assert weights(profile, 0) == ((0, 1), (1, 2), (2, 1), (3, 1))
