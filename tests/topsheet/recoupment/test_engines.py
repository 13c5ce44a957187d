"""The ledger and the futures are one: the same program, the same cents, and the laws of both."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.topsheet.recoupment.languages import ORIGINS, Written, received, writings
from topsheet.recoupment.ledger import DayRun, Received, ledger
from topsheet.recoupment.program.compiled import LARGEST_PRODUCT
from topsheet.recoupment.scenario import Engine, Scenarios
from topsheet.recoupment.steps import recoups
from topsheet.recoupment.terms import Terms

LATE = timedelta(days=1200)
# A failing document is not made smaller: it has hundreds of parts, and its own text says enough.
slow = settings(
    max_examples=60,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def payees_of(terms: Terms) -> list[str]:
    """Everyone the terms can pay."""
    everyone = [*terms.parties, *(each.id for each in terms.positions), *(each.id for each in terms.accounts)]
    return sorted(everyone)


def had(run: DayRun) -> dict[str, int]:
    """What everyone has had by the end of a day."""
    return {name[1]: amount for name, amount in run.results.items() if name[0] == "had" and amount}


def scenarios_agree(
    written: Written, futures: list[list[Received]], engine: Engine, largest: int = 10**8
) -> None:
    """Each future through the ledger, and all of them at once."""
    days = sorted({each.day for future in futures for each in future})
    shape = (len(days), len(futures))
    amounts = {origin: np.zeros(shape, np.int64) for origin in ORIGINS}
    box = np.zeros(shape, np.int64)
    for n, future in enumerate(futures):
        for each in future:
            at = days.index(each.day)
            for origin, amount in each.amounts.items():
                amounts[origin][at, n] += amount
            box[at:, n] = each.levels["box_office"]
    watched = payees_of(written.terms)
    many = Scenarios(written.terms, ORIGINS, days, watched, largest, engine).had(amounts, {"box_office": box})
    for n in range(len(futures)):
        every = [
            Received(
                day,
                {origin: int(each[at, n]) for origin, each in amounts.items()},
                {"box_office": int(box[at, n])},
            )
            for at, day in enumerate(days)
        ]
        book = ledger(written.terms, every)
        for at, day in enumerate(days):
            run = book.at(day)
            assert run is not None
            told = {each: int(many[place, at, n]) for place, each in enumerate(watched) if many[place, at, n]}
            assert told == had(run)


@slow
@given(writings(), st.lists(received(), min_size=2, max_size=3))
def test_arrays_pay_what_the_ledger_pays(written: Written, futures: list[list[Received]]) -> None:
    scenarios_agree(written, futures, "numpy")


@slow
@given(writings(), st.lists(received(), min_size=2, max_size=2))
def test_arrays_pay_the_same_when_products_are_too_wide(
    written: Written, futures: list[list[Received]]
) -> None:
    scenarios_agree(written, futures, "numpy", largest=2**51)


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(writings(), st.lists(received(), min_size=2, max_size=2), st.sampled_from([10**8, 2**51]))
def test_compiled_code_pays_what_the_ledger_pays(
    written: Written, futures: list[list[Received]], largest: int
) -> None:
    pytest.importorskip("numba")
    scenarios_agree(written, futures, "numba", largest)


@slow
@given(writings(), received(least=-30_000))
def test_every_coin_is_paid_held_or_left(written: Written, receipts: list[Received]) -> None:
    for run in ledger(written.terms, receipts).days:
        got = sum(each for day in receipts if day.day <= run.day for each in day.amounts.values())
        joined = sum(amount for name, amount in run.results.items() if name == ("joined", "added"))
        released = sum(amount for name, amount in run.results.items() if name == ("joined", "released"))
        left = sum(amount for name, amount in run.results.items() if name[0] == "left")
        assert got + joined + released == sum(had(run).values()) + left


@slow
@given(writings(), received(least=-30_000))
def test_nothing_is_ever_paid_back_and_no_claim_is_above_its_target(
    written: Written, receipts: list[Received]
) -> None:
    terms = written.terms
    targets: dict[str, int] = {}
    for step in terms.all_steps:
        for group in recoups(step):
            for claim in group.claims:
                targets[claim.position.id] = max(targets.get(claim.position.id, 0), int(claim.target))
    before: dict[tuple[str, ...], int] = {}
    for run in ledger(terms, receipts).days:
        paid = {name: amount for name, amount in run.results.items() if name[0] == "paid"}
        assert all(paid[name] >= before.get(name, 0) for name in paid)
        before = {**before, **paid}
        for position, target in targets.items():
            steps = {step.id for step in terms.all_steps if any(True for _ in recoups(step))}
            total = sum(amount for name, amount in before.items() if name[1] in steps and name[2] == position)
            assert total <= target + run.results.get(("interest", position), 0)


@slow
@given(writings(), received(), st.integers(0, 900))
def test_looking_back_at_a_day_gives_what_was_given_then(
    written: Written, receipts: list[Received], at: int
) -> None:
    day = date(2028, 1, 1) + timedelta(days=at)
    then = ledger(written.terms, [each for each in receipts if each.day <= day], day)
    now = ledger(written.terms, receipts, max(each.day for each in receipts) + LATE).at(day)
    if now is not None:
        run = then.at(day)
        assert run is not None
        assert had(run) == had(now)


@slow
@given(writings(), received(), st.randoms(use_true_random=False))
def test_receipts_of_one_day_have_no_order(
    written: Written, receipts: list[Received], chance: object
) -> None:
    parts = [
        Received(each.day, {origin: amount}, each.levels)
        for each in receipts
        for origin, amount in each.amounts.items()
    ]
    shuffled = sorted(parts, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert [had(run) for run in ledger(written.terms, shuffled).days] == [
        had(run) for run in ledger(written.terms, receipts).days
    ]


def test_a_floor_of_floats_is_the_floor_of_coins_up_to_the_largest_product() -> None:
    """Around every kind of whole quotient, where a float could fall on the wrong side of it."""
    draw = np.random.default_rng(7)
    below = np.concatenate([draw.integers(1, 2**top, 20_000) for top in (8, 24, 40, 50)])
    most = LARGEST_PRODUCT - 1
    whole = (draw.random(below.size) * (most // below)).astype(np.int64)
    for amount in (whole * below, whole * below + below - 1, most - draw.integers(0, 9, below.size)):
        coins = np.minimum(amount, most)
        found = np.floor((coins.astype(np.float64) + 0.5) * (1 / below))
        assert (found.astype(np.int64) == coins // below).all()
