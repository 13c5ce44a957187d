"""In which statement a receipt stands, above all when it is corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.topsheet.recoupment.statements.programs import receipt
from tests.topsheet.recoupment.test_operators import terms
from tests.topsheet.release.statements import documents, of
from topsheet.recoupment.document import Made
from topsheet.recoupment.statements import flags, grouped, statements
from topsheet.release.received import received

MADE = (
    Made(to=date(2028, 3, 31), made=date(2028, 5, 15)),
    Made(to=date(2028, 6, 30), made=date(2028, 8, 15)),
    Made(to=date(2028, 12, 31), made=date(2029, 2, 15)),
)
APRIL, TOLD, AGAIN = date(2028, 4, 7), date(2028, 5, 10), date(2028, 5, 12)
LATE = receipt("s1.late", 1_000_00, APRIL, TOLD)
BACK = replace(receipt("s1b.late.reversed", -1_000_00, APRIL, AGAIN), corrects="s1.late")
ANEW = replace(receipt("s1b.late", 900_00, APRIL, AGAIN), corrects="s1.late")


def places(*receipts: object) -> list[list[str]]:
    """The ids of the receipts of each statement."""
    return [[each.id for each in group] for group in grouped(receipts, MADE)]  # type: ignore[arg-type]  # receipts


def test_what_is_taken_back_before_its_period_ends_is_not_in_an_earlier_statement() -> None:
    """Paid in April, told in May and restated before the statement to March is made, which has none of it."""
    assert places(LATE, BACK, ANEW) == [[], ["s1.late", "s1b.late", "s1b.late.reversed"], []]


def test_a_restatement_is_a_movement_of_the_statement_after_it_came() -> None:
    known = date(2028, 9, 1)
    back, anew = (replace(each, known=known) for each in (BACK, ANEW))
    assert places(LATE, back, anew) == [[], ["s1.late"], ["s1b.late", "s1b.late.reversed"]]


def test_a_line_that_only_the_restatement_has_waits_for_its_period() -> None:
    new = replace(receipt("s1b.new", 50_00, APRIL, AGAIN), corrects="s1")
    assert places(LATE, new) == [[], ["s1.late", "s1b.new"], []]


def test_a_correction_of_a_correction_follows_it() -> None:
    again = replace(receipt("s1c.late.reversed", -900_00, APRIL, AGAIN), corrects="s1b.late")
    assert places(again, ANEW, BACK, LATE)[1] == ["s1.late", "s1b.late", "s1b.late.reversed", again.id]
    circle = [replace(LATE, corrects="s1b.late"), ANEW]
    assert [id_ for group in places(*circle) for id_ in group] == ["s1.late", "s1b.late"]


def test_what_a_restatement_leaves_too_much_paid_is_said_and_asked_about() -> None:
    agreed = terms(off_the_top=[{"id": "fee", "label": "Fee", "to": "agent", "percent": 10}])
    known = date(2028, 9, 1)
    done = statements(agreed, [LATE, replace(BACK, known=known), replace(ANEW, known=known)], [], MADE)
    fee = next(line for line in done[2].lines if line.step == "fee")
    assert (fee.due.value.amount, fee.unpaid.value.amount) == (Decimal(100), Decimal(0))
    assert fee.due.how == "10% of gross, USD 900.00 to date, USD 90.00; more was paid before a correction"
    told = [each.what for each in flags(agreed, done, (), (), date(2029, 3, 1))]
    assert told[-1] == "Since the restatement, more was paid or put aside than has come in: USD 100.00"


@given(documents(), st.sets(st.integers(1, 900), min_size=1, max_size=5), st.integers(0, 90))
def test_nothing_is_taken_back_that_no_statement_has(value: dict[str, Any], days: set[int], gap: int) -> None:
    known = received(*of(value))
    first = min((each.known for each in known), default=date(2028, 1, 1))
    made = [
        Made(to=first + timedelta(days=day - gap), made=first + timedelta(days=day)) for day in sorted(days)
    ]
    had: set[str] = set()
    for group, one in zip(grouped(known, made), made, strict=True):
        had |= {each.id for each in group}
        assert {each.corrects for each in group if each.takes_back} <= had
        assert all(each.known <= one.made for each in group)
    for upto in range(len(made)):
        then = received(*of(value), as_of=made[upto].made)
        assert grouped(then, made[: upto + 1]) == grouped(known, made)[: upto + 1]
