"""Futures: the same answer from the same seed, the same cents as the ledger, and sums that hang together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from tests.docs.pages import read
from tests.topsheet.recoupment.futures.plans import RUNS, ferry, priced, timed
from topsheet.market.forecast.sample import sample
from topsheet.money import Money
from topsheet.recoupment.futures import Setup, simulate
from topsheet.recoupment.futures.run import _Ran
from topsheet.recoupment.futures.stages import stages_of
from topsheet.recoupment.futures.thresholds import named, thresholds
from topsheet.recoupment.ledger import Received, ledger

SEED = 7
FEW = 60  # where each rate has to be searched for by itself
LEFT_OUT = ("totals", "received")


@pytest.mark.parametrize("setup", [ferry(), timed()], ids=["free of time", "by days"])
def test_the_same_seed_gives_the_same_futures_and_another_seed_others(setup: Setup) -> None:
    first, again, other = (simulate(setup, runs=RUNS, seed=seed) for seed in (SEED, SEED, SEED + 1))
    assert first.outcomes == again.outcomes
    assert first.stages == again.stages
    assert (first.received == again.received).all()
    assert (first.received != other.received).any()


def test_of_a_chunk_only_what_is_told_of_it_stays_in_memory() -> None:
    """A view of the last quarter would hold all quarters of everybody: gigabytes of a million futures."""
    ran = _Ran(ferry(), "numpy")
    for chunk in sample(ferry().forecast, runs=400, chunk=200, seed=SEED):
        ran.take(chunk)
    assert [each.base for parts in ran.had.values() for each in parts] == [None] * 2 * len(ran.had)


@pytest.mark.parametrize("setup", [ferry(), timed()], ids=["free of time", "by days"])
def test_twenty_futures_through_the_ledger_pay_the_same_coins(setup: Setup) -> None:
    setup = replace(setup, sold={"FR": Money(Decimal("400000.01"), "USD")})
    simulation = simulate(setup, runs=RUNS, seed=SEED)
    chunk = setup.drawn(next(iter(sample(setup.forecast, runs=RUNS, seed=SEED))))
    cash = chunk.cash()
    for run in range(0, RUNS, RUNS // 20):
        received = [
            Received(
                day, {origin: int(cash[at, quarter, run]) for at, origin in enumerate(setup.origins)}, {}
            )
            for quarter, day in enumerate(setup.quarters)
        ]
        last = ledger(setup.terms, received, totals=True).at(setup.quarters[-1])
        assert last is not None
        had = {who: last.results.get(("had", who), 0) for who in setup.watched}
        assert had == {who: int(simulation.totals[who][run]) for who in setup.watched}
        assert simulation.received[run] == cash[:, :, run].sum()


def test_a_longer_run_begins_with_the_shorter_one() -> None:
    short, long = simulate(ferry(), runs=500, seed=SEED), simulate(ferry(), runs=RUNS, seed=SEED)
    assert (long.received[:500] == short.received).all()
    assert all((long.totals[who][:500] == each).all() for who, each in short.totals.items())


def test_everything_received_is_paid_to_somebody_with_what_joins() -> None:
    simulation = simulate(ferry(), runs=RUNS, seed=SEED)
    paid = sum(each for who, each in simulation.totals.items() if not who.startswith("kind:"))
    assert set(np.unique(paid - simulation.received)) == {27_090_000}  # what is left of the loans' collateral


def test_no_future_is_worse_when_every_price_is_higher() -> None:
    low, high = (simulate(each, runs=RUNS, seed=SEED) for each in (ferry(), priced(ferry(), 120)))
    assert (high.received >= low.received).all()
    for who, each in low.totals.items():
        assert (high.totals[who] >= each).all()


def test_a_debt_is_short_as_often_as_it_is_not_paid_and_by_what_it_lacks() -> None:
    simulation = simulate(ferry(), runs=RUNS, seed=SEED)
    gap = simulation.outcome("gap_loan")
    lacks = np.maximum(simulation.owed["gap_loan"] - simulation.totals["gap_loan"], 0)
    assert gap.lacking is not None
    assert gap.missing is not None
    paid = gap.goal(100)
    assert paid is not None
    assert gap.lacking.runs == int(np.count_nonzero(lacks)) == RUNS - paid.happened
    assert gap.lacking.mean == pytest.approx(lacks[lacks > 0].mean() / 100)
    assert gap.missing.mean == pytest.approx(-lacks.mean() / 100)
    assert gap.lacking.median == np.sort(lacks[lacks > 0])[(gap.lacking.runs + 1) // 2 - 1] / 100


def test_a_debt_that_is_never_short_lacks_nothing() -> None:
    rich = simulate(replace(ferry(), sold={"NAM": Money(Decimal(9_000_000), "USD")}), runs=RUNS, seed=SEED)
    gap = rich.outcome("gap_loan")
    assert gap.lacking is None
    assert gap.missing is not None
    assert gap.missing.worst == 0


def test_the_stages_follow_one_another_and_never_go_back() -> None:
    simulation = simulate(ferry(), runs=RUNS, seed=SEED)
    assert [named(each) for each in simulation.stages] == ["Gap loan", "Equity", "Equity 120 %"]
    for each in simulation.stages:
        shares = [share.value for share in each.by_quarter]
        assert shares == sorted(shares)
    for senior, junior in zip(simulation.stages, simulation.stages[1:], strict=False):
        assert all(a.value >= b.value for a, b in zip(senior.by_quarter, junior.by_quarter, strict=True))


def test_a_stage_is_full_as_often_as_receipts_reach_its_threshold() -> None:
    simulation = simulate(ferry(), runs=RUNS, seed=SEED)
    marks = thresholds(ferry(), simulation)
    assert [each.label for each in marks] == [named(each) for each in simulation.stages]
    assert [each.reached.value for each in marks] == [each.chance for each in simulation.stages]
    # Equity: 2,400,000 and the loan's 1,000,000, less the surplus of 270,900, and expenses of 75,000, of 84 percent.
    assert marks[1].gross == Money(Decimal("3814404.77"), "USD")


def test_terms_that_know_days_have_no_threshold() -> None:
    assert thresholds(timed(), simulate(timed(), runs=100, seed=SEED)) == ()
    assert len(stages_of(timed().terms)) > 5


def test_nothing_unsold_is_said_and_so_are_amounts_beyond_64_bits() -> None:
    empty = replace(ferry(), forecast=replace(ferry().forecast, territories=()))
    with pytest.raises(ValueError, match="nothing is unsold"):
        simulate(empty, runs=10)
    with pytest.raises(ValueError, match="too large to simulate"):
        simulate(replace(ferry(), sold={"FR": Money(Decimal(10) ** 17, "USD")}), runs=10)
    with pytest.raises(ValueError, match="at least 1"):
        simulate(ferry(), runs=0)


def test_the_case_worked_by_hand() -> None:
    page = read("docs/algorithms/futures.md")
    marks = thresholds(ferry(), simulate(ferry(), runs=10_000, seed=2026))
    told = [f"{mark.gross.amount:,}" for mark in marks[1:]]
    assert told == ["3,814,404.77", "4,385,833.34"]
    counts = " and in ".join(f"{mark.reached.happened:,}" for mark in marks[1:])
    assert [words for words in (*(f"**{each}**" for each in told), counts) if words not in page] == []


def test_money_paid_in_after_the_last_receipt_has_its_place_in_the_rate() -> None:
    setup = ferry()
    who = setup.terms.positions[0].id
    whole, half = 120_000_000, 60_000_000
    early, late = setup.quarters[0], date(2045, 1, 1)
    both = simulate(replace(setup, paid_in={who: [(early, half), (late, half)]}), runs=FEW, seed=SEED)
    last = simulate(replace(setup, paid_in={who: [(late, whole)]}), runs=FEW, seed=SEED)
    assert both.outcome(who).paid == last.outcome(who).paid
    assert both.outcome(who).rate is not None
    assert last.outcome(who).rate is not None
