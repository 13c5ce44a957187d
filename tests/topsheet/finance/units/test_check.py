"""What stands against the rows of a unit ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.topsheet.finance.units.ledgers import DAY, A, B, row
from topsheet.documents import Severity
from topsheet.finance.units import Movement, check
from topsheet.money import Money

SOLD = [
    row(1, "SUBSCRIBED", "ada", 10),
    row(2, "PAID", "ada", amount=10_000),
    row(3, "ISSUED", "ada", 10),
]


def test_rows_that_can_be_have_nothing_against_them() -> None:
    rows = [*SOLD, row(4, "TRANSFERRED", "ada", 4, to="ben"), row(5, "REDEEMED", "ben", 4)]
    assert check((A, B), rows) == []


@pytest.mark.parametrize(
    ("last", "what"),
    [
        (row(4, "SUBSCRIBED", "ben", 2_991), "3,001 units of class A would be subscribed and 3,000 are authorised"),
        (row(4, "SUBSCRIBED", "ben", 0), "0 units are no number to be subscribed"),
        (row(4, "SUBSCRIBED", "ben", 1, unit_class="C"), "there is no class C"),
        (row(4, "PAID", "ada", amount=1),
         "USD 10,001.00 would be paid for 10 units subscribed, which cost USD 10,000.00"),
        (row(4, "PAID", "ben", amount=0), "the amount is not positive, or not in whole coins"),
        (row(4, "PAID", "ben"), "the amount is not positive, or not in whole coins"),
        (
            row(4, "PAID", "ben", amount=Money(A.price.amount, "EUR")),
            "the amount is in EUR and class A in USD",
        ),
        (row(4, "RETURNED", "ada", amount=1), "more would go back than was paid for units that are not issued"),
        (row(4, "ISSUED", "ada", 1), "11 units would be issued and 10 are subscribed"),
        (row(4, "TRANSFERRED", "ada", 11, to="ben"), "11 units would be transferred and the holder has 10 on that day"),
        (row(4, "TRANSFERRED", "ada", 1, to="ada"), "the transfer names nobody else who receives the units"),
        (row(4, "REDEEMED", "ben", 1), "1 units would be redeemed and the holder has 0 on that day"),
        (row(4, "REDEEMED", "ada", 1, day=DAY), "1 units would be redeemed and the holder has 0 on that day"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_refused_with_its_number(last: Movement, what: str) -> None:
    (problem,) = check((A, B), [*SOLD, last])
    assert (problem.where, problem.what, problem.severity) == ("unit ledger, row 4", what, Severity.ERROR)


def test_units_issued_before_they_are_paid_are_a_warning() -> None:
    (problem,) = check((A,), [SOLD[0], SOLD[2]])
    assert (problem.what, problem.severity) == (
        "10 units would be issued for USD 0.00, and cost USD 10,000.00",
        Severity.WARNING,
    )


def test_a_reversal_that_takes_the_ground_from_a_later_row_is_found_at_that_row() -> None:
    moved = row(4, "TRANSFERRED", "ada", 4, to="ben")
    back = replace(SOLD[2], number=5, reverses=3, day=DAY + timedelta(days=9))
    (problem,) = check((A,), [*SOLD, moved, back])
    assert (problem.where, problem.what) == (
        "unit ledger, row 4",
        "4 units would be transferred and the holder has 0 on that day",
    )
