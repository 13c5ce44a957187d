"""Offers under the same receipts: worked figures, and that the clauses explain the whole difference."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from topsheet.documents import Tree
from topsheet.recoupment.clauses import Offer
from topsheet.recoupment.offers import CLAUSES, offered, whole_difference

TREE = Tree("recoupment.yaml", {}, {})


def offer(id_: str, **value: Any) -> Offer:
    return Offer.model_validate({"id": id_, "title": id_.capitalize(), "fee": 30, "share": 100, **value})


def test_fee_first_or_costs_first() -> None:
    """Gross 1,000,000, fee 30%, costs 400,000, guarantee 200,000: 100,000 or 220,000 above the guarantee."""
    first = offer("first", costs=400_000, guarantee=200_000)
    other = offer("other", costs=400_000, guarantee=200_000, order="costs_first")
    a, b = offered([first, other], [Decimal(1_000_000)], "EUR", TREE)
    assert [str(each.value.amount) for each in (a.cases[0].fee, a.cases[0].overage)] == [
        "300000.00",
        "100000.00",
    ]
    assert [str(each.value.amount) for each in (b.cases[0].fee, b.cases[0].overage)] == [
        "180000.00",
        "220000.00",
    ]
    (reason,) = b.reasons[0]
    assert (reason.clause, reason.ours, reason.theirs) == ("order", "costs first", "fee first")
    assert reason.amount.value == whole_difference(a.cases[0], b.cases[0]).value
    assert a.reasons == ((),)


def test_a_guarantee_is_had_whatever_comes_in() -> None:
    (report,) = offered(
        [offer("only", guarantee=150_000, costs=60_000, fee=25, share=70)], [Decimal(100_000)], "EUR", TREE
    )
    assert (report.cases[0].net.value.amount, report.cases[0].recouped.value.amount) == (
        Decimal(150_000),
        Decimal(15_000),
    )


amounts = st.integers(0, 500_000).map(Decimal)
offers = st.builds(
    lambda fee, order, costs, guarantee, share: {
        "fee": fee, "order": order, "costs": costs, "guarantee": guarantee, "share": share,
    },
    st.integers(0, 60), st.sampled_from(["fee_first", "costs_first"]), amounts, amounts, st.integers(0, 100),
)  # fmt: skip


@given(offers, offers, st.integers(0, 2_000_000))
def test_the_clauses_add_up_to_the_difference(
    first: dict[str, Any], other: dict[str, Any], gross: int
) -> None:
    a, b = offered([offer("first", **first), offer("other", **other)], [Decimal(gross)], "EUR", TREE)
    told = sum((each.amount.value.amount for each in b.reasons[0]), Decimal(0))
    assert told == whole_difference(a.cases[0], b.cases[0]).value.amount
    assert [each.clause for each in b.reasons[0]] == [each for each in CLAUSES if first[each] != other[each]]


@given(offers, st.integers(0, 2_000_000))
def test_everything_that_comes_in_is_kept_recouped_or_shared(value: dict[str, Any], gross: int) -> None:
    (report,) = offered([offer("only", **value)], [Decimal(gross)], "EUR", TREE)
    case = report.cases[0]
    gone = sum(each.value.amount for each in (case.fee, case.costs, case.recouped, case.overage))
    assert gone <= gross
