"""Whole arrays agree with pyxirr and with the exact rate, run by run."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
import pyxirr
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from topsheet.money import Money
from topsheet.recoupment.returns import irr_by_period
from topsheet.recoupment.returns.many import Reason, irr_many, multiple_many, payback_many

QUARTERS = [-1_000_000, 0, 0, 0, 250_000, 300_000, 250_000, 150_000, 100_000, 80_000, 60_000, 40_000, 30_000]


def paths(runs: int, scale: float, instalments: int = 1) -> NDArray[np.float64]:
    """Forty quarters of receipts of very unlike size and timing, after a million paid in."""
    draw = np.random.default_rng(5)
    flows = np.zeros((40 + instalments, runs))
    flows[:instalments] = -1_000_000 / instalments
    shape = draw.gamma(0.5, size=(40, runs))
    flows[instalments:] = np.floor(shape / shape.sum(axis=0) * 1e6 * scale * np.exp(draw.normal(0, 1, runs)))
    return flows


def column(*amounts: int) -> NDArray[np.int64]:
    return np.array(amounts, dtype=np.int64)[:, None]


def test_the_quarterly_case() -> None:
    flows = column(*QUARTERS)
    assert irr_many(flows, 1).rate[0] == pytest.approx(0.037688901708, abs=5e-13)
    assert irr_many(flows, 4).rate[0] == pytest.approx(0.159494485691, abs=5e-13)
    assert multiple_many(flows).tolist() == [1.26]
    assert payback_many(flows).tolist() == [8]


@pytest.mark.parametrize("instalments", [1, 3])
@pytest.mark.parametrize("scale", [0.001, 0.1, 1.0, 3.0, 1000.0])
def test_random_paths_agree_with_pyxirr_losses_too(scale: float, instalments: int) -> None:
    flows = paths(400, scale, instalments)
    found = irr_many(flows, 1)
    theirs = [pyxirr.irr(flows[:, at].tolist()) for at in range(400)]
    assert (found.reason == Reason.FOUND).all()
    assert found.rate == pytest.approx(np.array(theirs), abs=1e-9, rel=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(-1000, 1000), min_size=7, max_size=7), min_size=1, max_size=4))
def test_any_path_is_answered_as_the_exact_rate_answers_it(rows: list[list[int]]) -> None:
    found = irr_many(np.array(rows, dtype=np.int64).T, 1)
    for at, row in enumerate(rows):
        exact = irr_by_period([Money(Decimal(amount), "USD") for amount in row])
        if exact.rate is None:
            assert np.isnan(found.rate[at])
            assert found.reason[at] != Reason.FOUND
            several = found.reason[at] == Reason.SEVERAL_RATES
            assert several == (len(exact.all) > 1)
        else:
            assert found.reason[at] == Reason.FOUND
            assert found.rate[at] == pytest.approx(float(exact.rate.fraction), rel=1e-9, abs=1e-9)


def test_runs_without_a_rate_say_why_and_do_not_trouble_their_neighbours() -> None:
    flows = np.hstack([
        column(-100, 60, 60), column(-100, 0, 0), column(0, 60, 60), column(0, 0, 0), column(-100, 150, -100),
        column(-100, 220, -121), column(-100, 150, -10),
    ])  # fmt: skip
    found = irr_many(flows, 1)
    assert [Reason(each).name for each in found.reason] == [
        "FOUND", "NOTHING_CAME_BACK", "NOTHING_PAID_IN", "NOTHING_PAID_IN", "NO_RATE", "FOUND", "SEVERAL_RATES",
    ]  # fmt: skip
    assert np.isnan(found.rate).tolist() == [False, True, True, True, True, False, True]
    assert found.rate[5] == pytest.approx(0.1)
    assert found.ranked()[1] == -1.0
    assert found.rate[0] == irr_many(flows[:, :1], 1).rate[0]


def test_extremes_are_halved_where_newton_fails() -> None:
    flows = np.zeros((41, 2))
    flows[0], flows[1], flows[40] = -1e12, (1, 0), (1, 1e-9)
    found = irr_many(flows, 1)
    assert (found.reason == Reason.FOUND).all()
    with np.errstate(all="ignore"):
        worth = (flows[1:, 0] / (1 + found.rate[0]) ** np.arange(1, 41)).sum()
    assert worth == pytest.approx(1e12, rel=1e-9)


def test_payback_and_multiple_at_the_edges() -> None:
    flows = np.hstack([
        column(-100, 100, 0), column(-100, 99, 0), column(0, 5, 5), column(-100, 150, -100), column(0, -50, 50),
    ])  # fmt: skip
    assert payback_many(flows).tolist() == [1, -1, -1, -1, 2]
    assert np.nan_to_num(multiple_many(flows), nan=-1).tolist() == [1.0, 0.99, -1.0, 0.75, 1.0]
