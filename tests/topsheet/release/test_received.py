"""Receipts as they became known: Night Ferry's by hand, and the laws of re-runs and restatements."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

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
from topsheet.money import Money
from topsheet.release import Receipt, received


def told(made: tuple[Receipt, ...]) -> list[tuple[str, str, str, str]]:
    return [(each.id, each.day.isoformat(), str(each.amount), each.corrects) for each in made]


def test_night_ferry_as_of_its_days() -> None:
    """By hand: (31,500 − 15) × 1.2715 = 40,033.1775; (4,200,000 − 428,820 − 4,000) × 0.006712 = 25,285.31216."""
    made, tree = document(NIGHT_FERRY)
    first = [
        ("tidegate_2028_h1.nam_streaming", "2028-04-28", "USD 450,000.00", ""),
        ("tidegate_2028_h1.air_all", "2028-05-11", "USD 40,033.18", ""),
        ("tidegate_2028_h1.fr_theatrical", "2028-06-20", "USD 130,076.90", ""),
    ]
    second = [
        ("tidegate_2028_h2.it_tv", "2028-09-15", "USD 96,409.58", ""),
        ("tidegate_2028_h2.fr_theatrical", "2028-10-09", "USD 43,816.60", ""),
        ("tidegate_2028_h2.air_tokyo", "2028-11-30", "USD 25,285.31", ""),
    ]
    restated = [
        ("tidegate_2028_h1_restated.air_all", "2029-08-30", "USD 40,014.11", "tidegate_2028_h1.air_all"),
        (
            "tidegate_2028_h1_restated.air_all.reversed",
            "2029-08-30",
            "USD -40,033.18",
            "tidegate_2028_h1.air_all",
        ),
    ]
    assert told(received(made, tree, as_of=date(2028, 8, 30))) == []
    assert told(received(made, tree, as_of=date(2028, 8, 31))) == first
    assert told(received(made, tree, as_of=date(2029, 8, 29))) == [*first, *second]
    assert told(received(made, tree, as_of=date(2029, 8, 30))) == [*first, *second, *restated]
    assert len(received(made, tree)) == len([*first, *second, *restated]) + 3


def test_a_receipt_opens_to_its_lines() -> None:
    made, tree = document(NIGHT_FERRY)
    found = next(each for each in received(made, tree) if each.id == "tidegate_2028_h2.air_tokyo")
    assert found.net.how == "collected, gross less tax withheld less bank charges, × 0.006712"
    assert [(each.name, str(each.value)) for each in found.net.inputs] == [
        ("receipts.tidegate_2028_h2.air_tokyo.gross", "JPY 4,200,000"),
        ("receipts.tidegate_2028_h2.air_tokyo.withheld", "JPY 428,820"),
        ("receipts.tidegate_2028_h2.air_tokyo.charges", "JPY 4,000"),
        ("receipts.tidegate_2028_h2.air_tokyo.rate", "0.006712"),
    ]
    at = NIGHT_FERRY.splitlines().index("        gross: 4200000") + 1
    assert found.net.inputs[0].source == f"receipts.yaml:{at} statements[2].lines[2].gross"


def test_a_line_that_is_billed_alone_is_no_receipt() -> None:
    billed = line(gross=None, value_date=None, billed=500, billed_on=FIRST)
    assert received(*of(receipts(statement(billed)))) == ()


def test_a_restatement_that_moves_a_line_takes_it_back_where_it_was() -> None:
    again = statement(line(territory="IT"), id="s2", received=date(2028, 9, 1), supersedes="s1")
    found = received(*of(receipts(statement(line()), again)))
    assert [(each.id, each.territory, each.amount.amount) for each in found] == [
        ("s1.a", "FR", Decimal(1000)),
        ("s2.a", "IT", Decimal(1000)),
        ("s2.a.reversed", "FR", Decimal(-1000)),
    ]


def test_what_is_restated_twice_is_worth_what_was_said_last() -> None:
    second = statement(line(gross=900), id="s2", received=date(2028, 9, 1), supersedes="s1")
    third = statement(line(gross=950), line(id="b"), id="s3", received=date(2028, 10, 1), supersedes="s2")
    found = received(*of(receipts(third, second, statement(line()))))
    assert [(each.id, f"{each.amount.amount:.0f}", each.corrects) for each in found] == [
        ("s1.a", "1000", ""),
        ("s2.a", "900", "s1.a"),
        ("s2.a.reversed", "-1000", "s1.a"),
        ("s3.a", "950", "s2.a"),
        ("s3.a.reversed", "-900", "s2.a"),
        ("s3.b", "1000", "s2"),
    ]


@given(documents(), days(), days())
def test_what_was_known_is_the_beginning_of_what_is_known(value: Any, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    then, now = received(*of(value), as_of=earlier), received(*of(value), as_of=later)
    assert now[: len(then)] == then
    assert then == tuple(each for each in received(*of(value)) if each.known <= earlier)


@given(documents(), days(), st.randoms())
def test_the_order_in_which_they_are_written_is_nothing(value: Any, day: date, chance: Any) -> None:
    mixed = {**value, "statements": [{**each, "lines": [*each["lines"]]} for each in value["statements"]]}
    chance.shuffle(mixed["statements"])
    for each in mixed["statements"]:
        chance.shuffle(each["lines"])
    assert received(*of(mixed), as_of=day) == received(*of(value), as_of=day)


@given(documents(), days())
def test_receipts_come_to_the_lines_that_stand(value: Any, day: date) -> None:
    """Reckoned another way: the lines of statements that no known statement supersedes, each rounded by itself."""
    known = [each for each in value["statements"] if each["received"] <= day]
    gone = {each.get("supersedes") for each in known}
    stands = [each for statement in known if statement["id"] not in gone for each in statement["lines"]]
    worth = sum(
        (
            Money((Decimal(each["gross"]) - each["withheld"] - each["charges"]) * each.get("rate", 1), "USD")
            .rounded()
            .amount
            for each in stands
        ),
        Decimal(0),
    )
    found = received(*of(value), as_of=day)
    assert sum((each.amount.amount for each in found), Decimal(0)) == worth


@given(documents())
def test_every_receipt_is_gross_less_what_was_taken_times_the_rate(value: Any) -> None:
    found = received(*of(value))
    index([each.net for each in found])  # one name, one figure
    for each in found:
        left = each.gross - each.withheld - each.charges
        assert each.amount == each.net.value == Money(left.amount * each.rate, "USD").rounded()
        assert each.day <= each.known
        assert (each.day == each.value_date) or each.corrects


@given(documents(), days())
def test_a_receipt_split_in_two_within_the_coin_changes_nothing(value: Any, day: date) -> None:
    """In the film's own currency, where nothing is exchanged."""
    whole = [
        {**each, "currency": "USD", "rate": None} for one in value["statements"] for each in one["lines"]
    ]
    plain = [{key: told for key, told in each.items() if told is not None} for each in whole]
    names = [{**each, "id": f"l{place}", "withheld": 0, "charges": 0} for place, each in enumerate(plain)]
    halves = [
        part
        for each in names
        for part in (
            {**each, "gross": each["gross"] // 2},
            {**each, "id": f"{each['id']}_rest", "gross": each["gross"] - each["gross"] // 2},
        )
    ]
    at = FIRST + timedelta(days=700)
    one, two = (received(*of(receipts(statement(*own, received=at)))) for own in (names, halves))
    assert sum(each.amount.amount for each in one if each.day <= day) == sum(
        each.amount.amount for each in two if each.day <= day
    )
