"""IRR of one party: the case worked elsewhere, pyxirr on random flows, and every way in which there is none."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
import pyxirr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from topsheet.money import MixedAmounts, Money
from topsheet.recoupment.returns import irr, irr_by_period

# A quarterly investor: a million in, 1,260,000 back.
QUARTERS = [-1_000_000, 0, 0, 0, 250_000, 300_000, 250_000, 150_000, 100_000, 80_000, 60_000, 40_000, 30_000]
START = date(2026, 1, 1)


def usd(amount: int) -> Money:
    return Money(Decimal(amount), "USD")


def by_period(*amounts: int) -> tuple[Decimal | None, str, list[Decimal]]:
    found = irr_by_period([usd(amount) for amount in amounts])
    rate = found.rate.value.quantize(Decimal("1E-20")) if found.rate else None
    return rate, found.reason, [each.value.quantize(Decimal("1E-20")) for each in found.all]


def test_the_quarterly_case_to_its_printed_precision() -> None:
    flows = [usd(amount) for amount in QUARTERS]
    quarter, year = irr_by_period(flows).rate, irr_by_period(flows, 4).rate
    assert quarter
    assert year
    assert quarter.fraction.quantize(Decimal("1E-12")) == Decimal("0.037688901708")
    assert year.fraction.quantize(Decimal("1E-12")) == Decimal("0.159494485691")


def test_an_advance_on_costs_paid_back_with_a_fifth_after_three_months() -> None:
    """A crowd's money for prints in 2023: 5,000,000, and 6,000,000 a quarter later; 1.2^4 - 1 a year."""
    found = irr_by_period([usd(-5_000_000), usd(6_000_000)], 4).rate
    assert found
    assert found.fraction == Decimal("1.0736")
    by_days = irr([(date(2023, 7, 4), usd(-5_000_000)), (date(2023, 10, 4), usd(6_000_000))]).rate
    assert by_days
    assert abs(by_days.fraction - Decimal("1.0736")) < Decimal("0.02")


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 10**9),
    st.lists(st.tuples(st.integers(90, 4_000), st.integers(0, 10**8)), min_size=1, max_size=40),
)
def test_it_agrees_with_pyxirr(paid: int, later: list[tuple[int, int]]) -> None:
    assume(any(amount for _, amount in later))
    flows = [(START, usd(-paid)), *((START + timedelta(days), usd(amount)) for days, amount in later)]
    mine = irr(flows).rate
    days = [(day - START).days / 365 for day, _ in flows]
    amounts = [float(amount.amount) for _, amount in flows]
    theirs = pyxirr.xirr([day for day, _ in flows], amounts, silent=True)
    assert mine is not None
    assume(theirs is not None and -0.99 < theirs < 1e6)  # it gives up on the farthest
    assert theirs is not None
    for _ in range(
        2
    ):  # it stops when the worth is near nothing; two more of Newton's steps bring its last digits
        worth = sum(amount / (1 + theirs) ** time for time, amount in zip(days, amounts, strict=True))
        slope = sum(
            -time * amount / (1 + theirs) ** (time + 1) for time, amount in zip(days, amounts, strict=True)
        )
        theirs -= worth / slope
    assert 1 + float(mine.fraction) == pytest.approx(1 + theirs, rel=1e-12)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=12))
def test_every_rate_it_gives_solves_and_none_is_missed(amounts: list[int]) -> None:
    assume(min(amounts) < 0 < max(amounts))
    found = irr_by_period([usd(amount) for amount in amounts])
    worths = []
    for each in found.all:
        x = 1 / (1 + each.fraction)
        worths.append(sum((amount * x**at for at, amount in enumerate(amounts)), Decimal(0)))
        size = sum((abs(amount) * x**at for at, amount in enumerate(amounts)), Decimal(0))
        assert abs(worths[-1]) <= size * Decimal("1E-20")
    points = [Decimal(each) / 50 for each in range(5, 200)]  # of 1 / (1 + rate)
    signs = [sum((a * x**at for at, a in enumerate(amounts)), Decimal(0)) for x in points]
    crossed = sum(1 for one, two in pairwise(signs) if one * two < 0)
    assert len(found.all) >= crossed


def test_three_rates_are_all_told_and_none_is_chosen() -> None:
    rate, reason, every = by_period(-1000, 6000, -11000, 6000)
    assert rate is None
    assert every == [Decimal(0), Decimal(100), Decimal(200)]
    assert reason == "3 rates solve (0.00%, 100.00%, 200.00%), so none of them is the return"


def test_a_rate_at_which_the_worth_only_touches_nothing_is_one() -> None:
    assert by_period(-100, 220, -121)[0] == 10


@pytest.mark.parametrize(
    ("amounts", "reason"),
    [
        ((-100, 150, -100), "no rate makes what was paid in equal to what came back"),
        ((-100, 0, -5), "nothing came back, so no rate solves: all of it is lost"),
        ((100, 0, 5), "nothing was paid in, so there is no rate"),
        ((0, 0), "nothing was paid in, so there is no rate"),
    ],
)
def test_no_rate_says_why(amounts: tuple[int, ...], reason: str) -> None:
    assert by_period(*amounts) == (None, reason, [])


def test_money_in_and_out_on_one_day_leaves_no_rate() -> None:
    found = irr([(START, usd(-100)), (START, usd(100))])
    assert (found.rate, found.reason) == (
        None,
        "what was paid in came back the same day, so every rate solves",
    )
    more = irr([(START, usd(-100)), (START, usd(150))])
    assert (more.rate, more.reason) == (None, "no rate makes what was paid in equal to what came back")


def test_extremes_are_solved() -> None:
    lost = irr([(START, usd(-(10**9))), (START + timedelta(1), usd(1)), (START + timedelta(9_000), usd(1))])
    won = irr([(START, usd(-1)), (START + timedelta(1), usd(10**9))])
    assert lost.rate
    assert Decimal(-100) < lost.rate.value < -50
    assert won.rate
    assert won.rate.value == Decimal(10) ** 3287 - 100 or abs(won.rate.value.scaleb(-3287) - 1) < Decimal(
        "1E-20"
    )
    assert str(won.rate) == "1.00e+3287%"


def test_order_does_not_matter_and_wrong_input_is_refused() -> None:
    flows = [(START + timedelta(90 * at), usd(amount)) for at, amount in enumerate(QUARTERS)]
    assert irr(flows[::-1]) == irr(flows)
    with pytest.raises(MixedAmounts):
        irr([(START, usd(-1)), (START, Money(Decimal(1), "EUR"))])
    with pytest.raises(ValueError, match="needs amounts"):
        irr([])
    with pytest.raises(ValueError, match="needs amounts"):
        irr_by_period([])
