"""The cap table from the unit ledger: worked by hand, and its laws."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.topsheet.finance.units.ledgers import DAY, A, B, accepted, row, usd
from topsheet.figures import Figure, Value, index
from topsheet.finance.units import Move, Movement, cap_table, standing
from topsheet.money import Percent

LEDGER = [
    row(1, "SUBSCRIBED", "ada", 100),
    row(2, "PAID", "ada", amount=100_000),
    row(3, "ISSUED", "ada", 100),
    row(4, "SUBSCRIBED", "ben", 60),
    row(5, "PAID", "ben", amount=20_000),
    row(6, "TRANSFERRED", "ada", 25, to="ben"),
    row(7, "REDEEMED", "ada", 15),
]


def test_the_table_worked_by_hand() -> None:
    table = cap_table((A, B), LEDGER, as_of=DAY + timedelta(days=30))
    first, second = table.classes
    counted = (
        first.authorised,
        first.subscribed,
        first.issued,
        first.redeemed,
        first.outstanding,
        first.left,
    )
    assert [figure.value for figure in counted] == [3000, 160, 100, 15, 85, 2840]
    assert (first.paid.value, first.due.value) == (usd(120_000), usd(40_000))
    assert (second.outstanding.value, second.paid.value) == (0, usd(0))
    lines = [
        (line.holder, line.units.value, line.share.value.rounded(), line.paid.value)
        for line in table.holdings
    ]
    assert [(name, units, str(share), paid) for name, units, share, paid in lines] == [
        ("ada", 60, "70.59%", usd(100_000)),
        ("ben", 25, "29.41%", usd(20_000)),
    ]


def test_the_table_of_an_earlier_day_knows_nothing_later() -> None:
    table = cap_table((A,), LEDGER, as_of=DAY + timedelta(days=5))
    assert [(line.holder, line.units.value) for line in table.holdings] == [("ada", 100), ("ben", 0)]
    assert table.holdings[1].share.value == Percent(Decimal(0))


def test_every_figure_has_its_rows_and_no_name_twice() -> None:
    table = cap_table((A, B), LEDGER, as_of=DAY + timedelta(days=30))
    roots: list[Figure[Value]] = [
        figure
        for report in table.classes
        for figure in (report.authorised, report.outstanding, report.left, report.paid, report.due)
    ]
    roots += [
        figure for line in table.holdings for figure in (line.units, line.share, line.paid, line.subscribed)
    ]
    assert index(roots)["units.A.ada.units"].inputs[0].source == "unit ledger, row 3"
    assert [figure.name for figure in index(roots)["units.A.ben.units"].inputs] == ["units.row.6"]


@given(accepted(), st.integers(0, 45))
def test_units_are_conserved_on_every_day(ledger: list[Movement], days: int) -> None:
    table = cap_table((A, B), ledger, as_of=DAY + timedelta(days=days))
    for report in table.classes:
        held = [line.units.value for line in table.holdings if line.unit_class == report.unit_class.code]
        assert report.issued.value - report.redeemed.value == report.outstanding.value == sum(held)
        assert all(units >= 0 for units in held)
        assert report.issued.value <= report.subscribed.value
        assert report.subscribed.value <= report.unit_class.authorised
        assert report.left.value == report.unit_class.authorised - report.subscribed.value
        paid = [
            line.paid.value.amount for line in table.holdings if line.unit_class == report.unit_class.code
        ]
        assert sum(paid) == report.paid.value.amount


@given(accepted(), st.data())
def test_a_transfer_changes_no_sum(ledger: list[Movement], data: st.DataObject) -> None:
    without = [made for made in ledger if made.kind is not Move.TRANSFERRED]
    day = DAY + timedelta(days=data.draw(st.integers(0, 45)))
    ours, theirs = (cap_table((A, B), rows, as_of=day) for rows in (ledger, without))
    assert [report.outstanding.value for report in ours.classes] == [
        report.outstanding.value for report in theirs.classes
    ]


@given(accepted().filter(bool), st.data())
def test_a_reversal_leaves_the_table_as_if_the_row_had_never_been(
    ledger: list[Movement], data: st.DataObject
) -> None:
    wrong = data.draw(st.sampled_from(ledger))
    back = replace(wrong, number=len(ledger) + 100, reverses=wrong.number)
    day = DAY + timedelta(days=45)
    assert standing([*ledger, back], day) == standing([made for made in ledger if made is not wrong], day)


@given(accepted(), st.randoms(use_true_random=False))
def test_the_order_in_which_rows_are_given_is_nothing(ledger: list[Movement], random: Random) -> None:
    mixed = list(ledger)
    random.shuffle(mixed)
    day = DAY + timedelta(days=45)
    assert standing(mixed, day) == standing(ledger, day)
