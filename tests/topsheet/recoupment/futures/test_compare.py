"""Two plans under the same futures, what moves a chance most, and the digest of all that decides them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.topsheet.papers.films import night_ferry
from tests.topsheet.recoupment.futures.plans import RUNS, ferry, priced, timed
from topsheet.film.futures import alternatives, missing_for, setup_for, variants_of
from topsheet.money import Money, Percent
from topsheet.recoupment.futures import Setup, changed, digest_of, recouped, simulate, tornado

SEED = 7


def test_a_change_counts_the_futures_that_part_two_plans() -> None:
    first, second = (simulate(each, runs=RUNS, seed=SEED) for each in (ferry(), priced(ferry(), 120)))
    change = changed(first, second, "kind:equity")
    assert change.lost == 0
    assert change.points == Decimal(100 * change.won) / RUNS == change.after.value - change.before.value
    # The variance of a paired difference of ones and noughts: (b + c - (b - c)² / n) / n².
    assert float(change.error) == pytest.approx(100 * (change.won - change.won**2 / RUNS) ** 0.5 / RUNS)
    back = changed(second, first, "kind:equity")
    assert (back.won, back.lost, back.points) == (0, change.won, -change.points)


def test_a_plan_beside_itself_has_no_change_and_no_error() -> None:
    first = simulate(ferry(), runs=RUNS, seed=SEED)
    change = changed(first, first, "gap_loan")
    assert not any((change.points, change.error, change.won, change.lost))


def test_futures_of_two_seeds_or_lengths_are_not_compared() -> None:
    first = simulate(ferry(), runs=100, seed=SEED)
    for other in (simulate(ferry(), runs=100, seed=SEED + 1), simulate(ferry(), runs=200, seed=SEED)):
        with pytest.raises(ValueError, match="same seed"):
            changed(first, other, "gap_loan")


@pytest.mark.parametrize(
    ("setup", "who"), [(ferry(), "kind:equity"), (ferry(), "gap_loan"), (timed(), "senior")]
)
def test_the_short_way_to_a_chance_is_the_long_way(setup: Setup, who: str) -> None:
    goal = simulate(setup, runs=RUNS, seed=SEED).outcome(who).goal(100)
    assert goal is not None
    assert recouped(setup, who, runs=RUNS, seed=SEED) == goal.value


def test_the_tornado_is_widest_first_and_its_ends_are_those_of_the_plan_changed_so() -> None:
    told: list[tuple[int, int]] = []
    swings = tornado(ferry(), "kind:equity", runs=RUNS, seed=SEED, progress=lambda *done: told.append(done))
    widths = [each.width for each in swings]
    assert widths == sorted(widths, reverse=True)
    assert told[-1] == (len(swings), len(swings))
    prices = next(each for each in swings if each.label == "All prices")
    assert (prices.low, prices.high) == tuple(
        recouped(priced(ferry(), percent), "kind:equity", runs=RUNS, seed=SEED) for percent in (80, 120)
    )
    # These terms do not know days: money that comes later changes rates, and no chance.
    assert next(each for each in swings if each.label == "Money later").width == 0


def test_a_territory_that_is_sold_is_no_assumption_any_more() -> None:
    sold = replace(ferry(), sold={"FR": Money(Decimal(400_000), "USD")})
    labels = {each.label for each in tornado(sold, "gap_loan", runs=100, seed=SEED)}
    assert "France" not in labels
    assert "North America" in labels


def test_nobody_who_put_nothing_in_has_a_tornado() -> None:
    with pytest.raises(KeyError, match="producer"):
        recouped(ferry(), "producer", runs=10)


def test_the_digest_is_of_all_that_decides_and_of_nothing_else() -> None:
    again = setup_for(night_ferry())
    assert again is not None
    simulate(again, runs=10)  # leaves programs behind in the terms
    assert digest_of(again) == digest_of(ferry())
    correlation = replace(ferry().forecast.correlation, value=Percent(Decimal("30.001")))
    others = [
        priced(ferry(), 101),
        replace(ferry(), forecast=replace(ferry().forecast, correlation=correlation)),
        replace(ferry(), sold={"FR": Money(Decimal(1), "USD")}),
        replace(ferry(), paid_in={}),
        replace(ferry(), cases=()),
        timed(),
    ]
    assert len({digest_of(each) for each in [ferry(), *others]}) == len(others) + 1


def test_a_plan_is_compared_with_its_options_other_terms_and_each_territory_sold() -> None:
    plan = night_ferry()
    option = next(each.film for each in plan.options if each.id == "a")
    assert variants_of(plan) == ()
    assert [id_ for id_, _ in variants_of(option)] == ["c_first"]
    beside = {each.id: each for each in alternatives(plan, option)}
    unsold = [each.code for each in option.market.territories if not each.sold]
    assert list(beside) == [
        "plan",
        "option:b",
        "option:c",
        "variant:c_first",
        *(f"sold:{code}" for code in unsold),
    ]
    assert beside["sold:FR"].setup.sold == {"FR": Money(Decimal(400_000), "USD")}
    assert beside["plan"].setup.terms.positions != beside["variant:c_first"].setup.terms.positions


def test_what_is_missing_for_futures_is_said_with_its_remedy() -> None:
    film = night_ferry()
    assert missing_for(film) == ()
    costed = replace(film.costed, milestones={})
    found = missing_for(replace(film, costed=costed))
    assert [(each.where, each.fix) for each in found] == [
        ("production.yaml milestones", "Add `delivery: 2027-12-17` under `milestones`.")
    ]
    assert setup_for(replace(film, costed=costed)) is None
