"""What an auditor would ask about is said by the desk; a statement that only grows is not."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.topsheet.recoupment.participation.statements import answered, written

DEAL: dict[str, Any] = {
    "id": "net", "label": "Net", "participant": "writer",
    "fees": [{"percent": 30}], "overhead": {"percent": 10, "on": ["direct"]},
    "points": {"percent": 5, "of": "all_net_profits"},
}  # fmt: skip


def books(id_: str, year: int, **given: Any) -> dict[str, Any]:
    return {
        "id": id_, "to": date(year, 12, 31), "label": f"Books of {year}",
        "receipts": [{"medium": "all", "amount": 1000}],
        "distribution": [{"id": "prints", "amount": 100}],
        "negative": [{"id": "direct", "amount": 500}],
        **given,
    }  # fmt: skip


def told(
    first: dict[str, Any], second: dict[str, Any], *statements: dict[str, Any], **deal: Any
) -> list[str]:
    _, problems = answered(written([first, second], [DEAL | deal | {"statements": list(statements)}]))
    return [each.what for each in problems]


def reasons(*statements: dict[str, Any], first: dict[str, Any], **deal: Any) -> list[tuple[str, str]]:
    _, problems = answered(written([first], [DEAL | deal | {"statements": list(statements)}]))
    return [(each.what.partition("`")[2].partition("`")[0], each.why) for each in problems]


def test_statements_that_only_grow_raise_no_flag() -> None:
    assert told(books("a", 2027), books("b", 2028, receipts=[{"medium": "all", "amount": 2000}])) == []


def test_the_fee_of_a_medium_that_begins_is_no_new_deduction() -> None:
    both = [{"medium": "all", "amount": 1100}, {"medium": "tv", "amount": 100}]
    fees = [{"medium": "all", "percent": 30}, {"medium": "tv", "percent": 20}]
    assert told(books("a", 2027), books("b", 2028, receipts=both), fees=fees) == []


def test_a_deduction_that_begins_near_recoupment_is_told() -> None:
    more = [{"id": "prints", "amount": 100}, {"id": "checking", "amount": 40}]
    assert told(books("a", 2027), books("b", 2028, distribution=more)) == [
        "Net: Checking, USD 40.00, is first deducted in Books of 2028, when the net goes from USD 50.00 to USD 10.00"
    ]


def test_the_same_deduction_far_from_recoupment_is_not() -> None:
    deep = [{"id": "direct", "amount": 5000}]
    more = [{"id": "prints", "amount": 100}, {"id": "checking", "amount": 40}]
    assert told(books("a", 2027, negative=deep), books("b", 2028, distribution=more, negative=deep)) == []


def test_reserves_that_grow_are_told() -> None:
    held = [[{"medium": "all", "amount": 1000, "reserve": each}] for each in (50, 80)]
    assert told(books("a", 2027, receipts=held[0]), books("b", 2028, receipts=held[1])) == [
        "reserves grow from USD 50.00 to USD 80.00 in Books of 2028"
    ]


def test_amounts_to_date_that_fall_are_told_once_for_the_books() -> None:
    assert told(books("a", 2027), books("b", 2028, distribution=[])) == [
        "`prints` falls from USD 100.00 in Books of 2027 to USD 0.00 in Books of 2028"
    ]


def test_given_fees_that_change_their_rate_and_fall_are_told() -> None:
    given = [{"statement": "a", "fees": 300}, {"statement": "b", "fees": 280}]
    assert told(books("a", 2027), books("b", 2028), *given, fees=[]) == [
        "Net: the rate of `fees` goes from 30.00% in Books of 2027 to 28.00% in Books of 2028",
        "Net: `fees` falls from USD 300.00 in Books of 2027 to USD 280.00 in Books of 2028",
    ]  # fmt: skip


def test_a_printed_rate_that_changed_is_told_beside_the_slip() -> None:
    told_ = told(books("a", 2027), books("b", 2028), {"statement": "b", "printed": {"overhead": 75}})
    assert told_ == [
        "Net, Books of 2028: `overhead` is printed as USD 75.00, and USD 50.00 follows: USD 25.00 more",
        "Net: the rate of `overhead` goes from 10.00% in Books of 2027 to 15.00% in Books of 2028",
    ]


def test_overhead_charged_on_interest_is_named_as_the_reason() -> None:
    given = {"statement": "a", "interest": 200, "printed": {"overhead": 70}}
    assert reasons(given, first=books("a", 2027)) == [
        ("overhead", "The difference is overhead charged on interest, which the deal does not allow.")
    ]


def test_a_fee_on_receivables_is_named_as_the_reason() -> None:
    first = books("a", 2027, receivables=200)
    assert reasons({"statement": "a", "printed": {"fees": 300}}, first=first) == [
        (
            "fees",
            "The difference is a fee on what is billed and not collected, which the deal does not allow.",
        )
    ]


def test_printed_parts_that_do_not_make_the_printed_total_are_told_at_the_total() -> None:
    printed = {
        "cost.prints": 100,
        "advertising_overhead": 0,
        "distribution_costs": 110,
        "after_distribution": 590,
    }
    found = reasons({"statement": "a", "printed": printed}, first=books("a", 2027),
                    advertising={"percent": 0, "on": ["prints"]})  # fmt: skip
    assert [line for line, _ in found] == ["distribution_costs"]


def test_interest_that_is_no_longer_given_is_told() -> None:
    given: list[dict[str, Any]] = [{"statement": "a", "interest": 30}, {"statement": "b"}]
    assert told(books("a", 2027), books("b", 2028), *given) == [
        "Net: `interest` falls from USD 30.00 in Books of 2027 to USD 0.00 in Books of 2028"
    ]
