"""What futures say in words: never more certain than they are, and never a mean alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.topsheet.recoupment.futures.plans import ferry
from topsheet.money import Percent
from topsheet.recoupment.futures import simulate
from topsheet.recoupment.futures.wording import answer, of_100, quarter, short


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("0", "none"),
        ("0.4", "fewer than 1 of 100"),
        ("0.5", "1 of 100"),
        ("13.044", "13 of 100"),
        ("99.5", "more than 99 of 100"),
        ("100", "all"),
    ],
)
def test_a_chance_is_told_of_a_hundred(share: str, words: str) -> None:
    assert of_100(Percent(Decimal(share))) == words


def test_the_answer_of_night_ferry() -> None:
    simulation = simulate(ferry(), runs=10_000, seed=2026)
    assert answer(simulation.outcome("kind:equity")) == (
        "Equity has its money back in 13 of 100 futures; in the middle one it has 26 % of it."
    )
    assert short(simulation.outcome("gap_loan"), "USD") == (
        "Gap loan is short in 26 of 100 futures; where it is, it lacks USD 333,060 in the middle one and "
        "USD 351,927 on average."
    )
    assert short(simulation.outcome("kind:equity"), "USD") == ""
    assert answer(simulation.outcome("producer")) == "Saint Brannock Productions LLC put nothing in."
    first, last = quarter(simulation, 0)
    assert (first.isoformat(), last.isoformat()) == ("2027-12-17", "2028-03-17")
