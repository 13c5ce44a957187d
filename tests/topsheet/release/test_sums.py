"""Sums of a period: Night Ferry's statement of the second half of 2028, bills, and statement after statement."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given

from tests.topsheet.release.statements import (
    FIRST,
    NIGHT_FERRY,
    days,
    document,
    documents,
    line,
    of,
    receipts,
    statement,
)
from topsheet.figures import index
from topsheet.release import Sums, bills, sums

NEVER = date(2100, 1, 1)


def rows(found: Sums, kind: str) -> list[tuple[str, str, str, str, list[str]]]:
    return [
        (
            row.key,
            f"{row.prior.value.amount:,}",
            f"{row.moved.value.amount:,}",
            f"{row.cumulative.value.amount:,}",
            [str(figure.value) for figure in row.outstanding],
        )
        for row in (*found.by[kind], found.total)
    ]


def test_the_second_half_of_2028() -> None:
    found = sums(
        *document(NIGHT_FERRY),
        start=date(2028, 7, 1),
        end=date(2028, 12, 31),
        as_of=date(2029, 3, 1),
        last=date(2028, 9, 1),
    )
    assert rows(found, "territory") == [
        ("NAM", "450,000.00", "0", "450,000.00", []),
        ("FR", "130,076.90", "43,816.60", "173,893.50", ["EUR 20,000.00"]),
        ("IT", "0", "96,409.58", "96,409.58", []),
        ("AIR", "40,033.18", "25,285.31", "65,318.49", []),
        ("total", "620,110.08", "165,511.49", "785,621.57", ["EUR 20,000.00"]),
    ]


def test_a_restatement_is_a_movement_of_the_period_in_which_it_came() -> None:
    found = sums(
        *document(NIGHT_FERRY), start=date(2029, 1, 1), end=date(2029, 12, 31), last=date(2029, 3, 1),
        as_of=date(2029, 12, 31),
    )  # fmt: skip
    assert rows(found, "territory")[-1][1:4] == ("785,621.57", "-19.07", "785,602.50")


def test_what_is_billed_stays_unpaid_until_it_comes() -> None:
    made, tree = document(NIGHT_FERRY)
    told = [
        [(bill.number, str(bill.outstanding.value)) for bill in bills(made, tree, end=day, as_of=day)]
        for day in (date(2028, 8, 20), date(2028, 9, 1), date(2029, 3, 1))
    ]
    assert told == [
        [("LFS-2028-014", "EUR 95,000.00"), ("LFS-2028-011", "EUR 180,000.00")][::-1],
        [("LFS-2028-011", "EUR 60,000.00"), ("LFS-2028-014", "EUR 95,000.00")],
        [("LFS-2028-011", "EUR 20,000.00"), ("LFS-2028-014", "EUR 0.00")],
    ]


def test_a_bill_without_a_number_is_paid_by_its_own_line_alone() -> None:
    own = line(billed=1500, billed_on=FIRST)
    other = line(id="b", gross=200)
    found = bills(*of(receipts(statement(own, other))), end=NEVER)
    assert [str(bill.outstanding.value) for bill in found] == ["USD 500.00"]


def test_more_paid_than_billed_leaves_nothing_to_collect() -> None:
    own = line(billed=900, billed_on=FIRST, bill="7")
    found = bills(*of(receipts(statement(own))), end=NEVER)
    assert [(str(bill.outstanding.value), bill.outstanding.how) for bill in found] == [
        ("USD 0.00", "Billed to Tidegate less Paid by Tidegate, gross; more was paid than billed")
    ]


def test_payers_written_in_other_capitals_are_one() -> None:
    made = receipts(statement(line(payer="Lutetia Films"), line(id="b", payer="LUTETIA FILMS")))
    found = sums(*of(made), end=NEVER)
    assert [(row.key, row.label, row.moved.value.amount) for row in found.by["payer"]] == [
        ("lutetia_films", "Lutetia Films", Decimal(2000))
    ]


@given(documents(), days(), days(), days(), days())
def test_the_next_statement_begins_where_the_last_one_ended(
    value: Any, one: date, two: date, three: date, four: date
) -> None:
    """Statement n is statement n − 1 and the movement, row by row, whatever became known in between."""
    end, later = sorted((one, two))
    made, again = sorted((three, four))
    before = sums(*of(value), end=end, as_of=made)
    after = sums(*of(value), start=end + timedelta(days=1), end=later, as_of=again, last=made)
    assert after.total.prior.value == before.total.cumulative.value
    for kind in before.by:
        ended = {row.key: row.cumulative.value for row in before.by[kind]}
        began = {row.key: row.prior.value for row in after.by[kind]}
        assert {key: amount for key, amount in began.items() if amount} == {
            key: amount for key, amount in ended.items() if amount
        }
        for row in after.by[kind]:
            assert row.cumulative.value == row.prior.value + row.moved.value


@given(documents(), days(), days())
def test_every_way_of_adding_up_comes_to_the_total(value: Any, end: date, day: date) -> None:
    found = sums(*of(value), end=end, as_of=day)
    index([figure for row in _every(found) for figure in (row.cumulative, *row.outstanding)])
    for kind in found.by:
        whole = sum((row.cumulative.value.amount for row in found.by[kind]), Decimal(0))
        owed: dict[str, Decimal] = {}
        for row in found.by[kind]:
            for figure in row.outstanding:
                money = figure.value
                owed[money.currency] = owed.get(money.currency, Decimal(0)) + money.amount
        assert whole == found.total.cumulative.value.amount
        assert owed == {each.value.currency: each.value.amount for each in found.total.outstanding}


def _every(found: Sums) -> list[Any]:
    return [found.total, *(row for kind in found.by.values() for row in kind)]
