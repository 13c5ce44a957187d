"""Offers under the same receipts: worked figures, and that the clauses explain the whole difference."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from topsheet.documents import Tree
from topsheet.money import Money
from topsheet.recoupment.arrangements import Offer
from topsheet.recoupment.offers import CLAUSES, offered
from topsheet.recoupment.offers_ranked import Line, grosses_for, line_of, spans

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
    assert reason.amount.value == b.differences[0].value
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
    _a, b = offered([offer("first", **first), offer("other", **other)], [Decimal(gross)], "EUR", TREE)
    told = sum((each.amount.value.amount for each in b.reasons[0]), Decimal(0))
    assert told == b.differences[0].value.amount
    assert [each.clause for each in b.reasons[0]] == [each for each in CLAUSES if first[each] != other[each]]


@given(offers, st.integers(0, 2_000_000))
def test_everything_that_comes_in_is_kept_recouped_or_shared(value: dict[str, Any], gross: int) -> None:
    (report,) = offered([offer("only", **value)], [Decimal(gross)], "EUR", TREE)
    case = report.cases[0]
    gone = sum(each.value.amount for each in (case.fee, case.costs, case.recouped, case.overage))
    assert gone <= gross


def lines(*values: dict[str, Any]) -> tuple[Line, ...]:
    return tuple(line_of(offer(f"offer_{at}", **value), "EUR", TREE) for at, value in enumerate(values))


def test_where_two_offers_cross() -> None:
    """400,000 whatever comes in meets 320,000 + 75% of (80% of (g − 420,000) − 320,000) at 953,333.33 and a third."""
    found = spans(lines(
        {"fee": 25, "costs": 350_000, "guarantee": 400_000, "share": 60},
        {"fee": 20, "costs": 420_000, "guarantee": 320_000, "share": 75, "order": "costs_first"},
    ))  # fmt: skip
    assert [tuple(each.id for each in span.best) for span in found] == [("offer_0",), ("offer_1",)]
    assert found[0].until is found[1].since
    assert found[1].since is not None
    assert found[1].since.value == Money(Decimal("953333.33"), "EUR")
    assert (found[0].since, found[1].until) == (None, None)


def test_two_offers_that_say_the_same_are_best_together() -> None:
    (only,) = spans(lines({"guarantee": 5}, {"guarantee": 5}))
    assert [each.id for each in only.best] == ["offer_0", "offer_1"]


def test_lines_that_meet_beyond_the_last_bend() -> None:
    """100,000 and 10% of all above it against 40% of all: 100,000 + 0.1 (g − 100,000) = 0.4 g at 300,000."""
    found = spans(lines({"fee": 0, "guarantee": 100_000, "share": 10}, {"fee": 0, "share": 40}))
    assert [str(each.since.value.amount) for each in found[1:] if each.since] == ["300000.00"]


@given(st.lists(offers, min_size=2, max_size=4), st.integers(0, 3_000_000))
def test_the_best_at_a_gross_is_the_best_of_its_span(values: list[dict[str, Any]], gross: int) -> None:
    """No sampled gross, whole coins or not, is better served by an offer that the spans do not name."""
    made = lines(*values)
    at = Fraction(gross * 100)
    nets = {line.offer.id: line.at(at) for line in made}
    found = spans(made)
    assert all(len({nets[each.id]}) == 1 for span in found for each in span.best)
    span = next(
        each for each in found
        if (each.since is None or each.since.value.amount * 100 <= at)
        and (each.until is None or at <= each.until.value.amount * 100)
    )  # fmt: skip
    for best in span.best:
        assert max(nets.values()) - nets[best.id] <= 1  # an end is rounded half up to the coin


@given(offers, st.integers(0, 300_000_000))
def test_the_line_is_what_is_paid_before_rounding(value: dict[str, Any], coins: int) -> None:
    (line,) = lines(value)
    (report,) = offered([line.offer], [Decimal(coins).scaleb(-2)], "EUR", TREE)
    assert abs(report.cases[0].net.value.amount * 100 - Decimal(float(line.at(Fraction(coins))))) < 3


def test_round_grosses_lie_below_and_above_the_last_bend() -> None:
    made = lines({"fee": 25, "costs": 350_000, "guarantee": 400_000, "share": 60})
    assert grosses_for(made) == tuple(map(Decimal, (200_000, 400_000, 600_000, 1_200_000)))
    assert grosses_for(lines({"fee": 20})) == tuple(map(Decimal, (1, 2, 3, 6)))
