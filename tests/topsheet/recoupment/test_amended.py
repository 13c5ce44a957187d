"""What an amendment leaves as it was and what it changes, clause by clause, on figures worked by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.topsheet.recoupment.plans import inflow, position, ready_terms
from tests.topsheet.recoupment.statements.programs import receipt
from tests.topsheet.recoupment.test_operators import PARTIES, had, run, terms
from topsheet.recoupment import Position, Terms
from topsheet.recoupment.document import Made
from topsheet.recoupment.ledger import Ledger
from topsheet.recoupment.statements import statements
from topsheet.recoupment.waterfall import pour

DAY = "2028-01-20"  # between the receipts of 1 and 31 January
REST: dict[str, Any] = {"id": "rest", "label": "Rest", "split": [
    {"id": "all", "label": "All", "share": 100, "to": "producer"}]}  # fmt: skip


def amended(plan: list[Position], before: dict[str, Any], after: dict[str, Any], **value: Any) -> Terms:
    """Terms that one amendment changes."""
    return terms(
        plan, **before, amendments=[{"id": "later", "title": "Later", "from": DAY, **after}], **value
    )


def fees(before: dict[str, Any], after: dict[str, Any]) -> Ledger:
    """100,000 under one fee of the agent, 100,000 under the other."""
    line = {"id": "fee", "label": "Fee", "to": "agent"}
    return run(
        amended([], {"off_the_top": [{**line, **before}]}, {"off_the_top": [{**line, **after}]}),
        [100_000] * 2,
    )


@pytest.mark.parametrize(
    ("more", "first", "both"),
    [
        ({"up_to": 15_000}, 10_000, 15_000),  # the cap counts what the old rate paid
        ({"at_least": 15_000}, 15_000, 22_000),  # 10,000 + 12,000 is above the floor; it is not paid twice
        ({"offset": 8_000}, 2_000, 14_000),  # one advance, set off once: 22,000 - 8,000
        ({"steps": [{"above": 150_000, "percent": 20}]}, 10_000, 26_000),  # 10,000 + 12% of 50,000 + 20% of 50,000
        ({"steps": [{"above": 150_000, "percent": 20}], "retroactive": True}, 10_000, 30_000),  # 10,000 + 20%
    ],
)  # fmt: skip
def test_a_fee_changes_in_the_middle_of_its_limits(more: dict[str, Any], first: int, both: int) -> None:
    book = fees({"percent": 10, **more}, {"percent": 12, **more})
    assert had(book, 0)["agent"] == first
    assert had(book)["agent"] == both


def test_an_amount_that_becomes_a_percentage_counts_what_was_paid() -> None:
    assert had(fees({"up_to": 7_000}, {"percent": 10}))["agent"] == 17_000
    assert had(fees({"up_to": 7_000}, {"percent": 10, "up_to": 9_000}))["agent"] == 9_000


def test_what_was_owed_under_the_old_rate_stays_owed_unless_it_lapses() -> None:
    def tiers(percent: int, **more: Any) -> list[dict[str, Any]]:
        star = {"to": "star", "percent": percent, "of": "gross", **more}
        agent = {"id": "agent", "label": "Agent", "take": {"to": "agent", "up_to": 90_000}}
        return [agent, {"id": "star", "label": "Star", "take": star}, REST]

    carried = run(amended([], {"tiers": tiers(20)}, {"tiers": tiers(10)}), [100_000, 100_000])
    assert had(carried, 0)["star"] == 10_000  # of 20,000
    assert had(carried)["star"] == 30_000
    lapse = {"arrears": "lapse"}
    lapsed = run(
        amended([], {"tiers": tiers(20, **lapse)}, {"tiers": tiers(10, **lapse)}), [100_000, 100_000]
    )
    assert had(lapsed)["star"] == 20_000
    ends = run(amended([], {"tiers": tiers(20, **lapse)}, {"tiers": tiers(10)}), [100_000, 100_000])
    assert had(ends)["star"] == 20_000  # what has lapsed is not owed again


def _split(share: int, **more: Any) -> dict[str, Any]:
    return {"id": "profits", "label": "Profits", "split": [
        {"id": "writer", "label": "Writer", "share": 100 - share, "to": "writer", **more},
        {"id": "producer", "label": "Producer", "share": share, "to": "producer"}]}  # fmt: skip


def test_a_percentage_of_the_rest_does_not_see_that_the_division_below_it_changed() -> None:
    top = [{"id": "fee", "label": "Fee", "to": "agent", "percent": 10, "of": "rest"}]
    made = amended([], {"off_the_top": top, "tiers": [_split(50)]}, {"tiers": [_split(60)]})
    assert had(run(made, [100_000] * 2)) == {"agent": 20_000, "producer": 99_000, "writer": 81_000}


def test_a_limited_share_is_limited_over_both_divisions() -> None:
    made = amended([], {"tiers": [_split(50, up_to=60_000)]}, {"tiers": [_split(60, up_to=60_000)]})
    assert had(run(made, [100_000] * 2)) == {"writer": 60_000, "producer": 140_000}


def _corridor(percent: int) -> dict[str, Any]:
    return {"id": "corridor", "label": "Corridor",
            "corridor": {"percent": percent, "pay": {"who": ["deferral"]}}}  # fmt: skip


def test_a_corridor_takes_each_percentage_of_what_came_under_it() -> None:
    plan = [position("deferral", "deferral", 500_000)]
    wider = amended(plan, {"tiers": [_corridor(10), REST]}, {"tiers": [_corridor(20), REST]})
    assert had(run(wider, [100_000] * 2)) == {"deferral": 30_000, "producer": 170_000}
    below = amended(plan, {"tiers": [_corridor(10), _split(50)]}, {"tiers": [_corridor(10), _split(60)]})
    assert had(run(below, [100_000] * 2))["deferral"] == 20_000


def test_new_shares_are_of_new_money() -> None:
    plan = [position("deferral", "deferral", 100_000), position("investor", "equity", 300_000)]

    def beside(share: int) -> dict[str, Any]:
        sides = [(share, "deferral"), (100 - share, "investor")]
        return {"tiers": [{"id": "both", "label": "Both", "beside": [
            {"id": who, "label": who, "share": each, "pay": {"who": [who]}}
            for each, who in sides]}, REST]}  # fmt: skip

    assert had(run(amended(plan, beside(10), beside(50)), [100_000] * 2)) == {
        "deferral": 60_000,
        "investor": 140_000,
    }

    def group(mode: str) -> dict[str, Any]:
        pay = {"who": ["deferral", "investor"], "mode": mode}
        return {"tiers": [{"id": "both", "label": "Both", "pay": pay}, REST]}

    book = run(amended(plan, group("equal"), group("pro_rata")), [100_000, 100_000, 300_000])
    assert had(book, 2) == {"deferral": 75_000, "investor": 125_000}
    assert had(book) == {"deferral": 100_000, "investor": 300_000, "producer": 100_000}


def test_a_tier_put_above_the_one_that_paid_counts_what_was_paid_there() -> None:
    old = {"id": "old", "label": "Old", "pari_passu": {"who": ["investor"], "target": 100}}
    new = {"id": "new", "label": "New", "pari_passu": {"who": ["investor"], "target": 90}}
    made = amended(
        [position("investor", "equity", 100_000)], {"tiers": [old, REST]}, {"tiers": [new, old, REST]}
    )
    assert had(run(made, [200_000] * 2)) == {"investor": 100_000, "producer": 300_000}


def test_an_inflow_joins_once_whatever_its_tier_is_called() -> None:
    tiers = [{"id": "added", "label": "Added", "adds": "surplus"}, REST]
    later = [{"id": "joins", "label": "Joins", "adds": "surplus"}, REST]
    change = {"id": "later", "title": "Later", "from": DAY, "tiers": later}
    made = ready_terms(
        {"parties": PARTIES, "tiers": tiers, "amendments": [change]}, (), inflow("surplus", 1000)
    )
    assert had(run(made, [100, 100])) == {"producer": 1_200}


def test_an_inflow_that_an_amendment_brings_is_in_the_statement_after_it() -> None:
    tiers = [{"id": "joins", "label": "Joins", "adds": "surplus"}, REST]
    change = {"id": "later", "title": "Later", "from": DAY, "tiers": tiers}
    made = ready_terms(
        {"parties": PARTIES, "tiers": [REST], "amendments": [change]}, (), inflow("surplus", 1000)
    )
    days = [date(2028, 1, 10), date(2028, 2, 10), date(2028, 3, 10)]
    received = [receipt(f"r{at}", 100_00, day, day) for at, day in enumerate(days)]
    done = statements(made, received, [], [Made(to=day, made=day) for day in days])
    assert [each.joined.value.amount for each in done] == [0, 1000, 0]
    assert [each.paid.value.amount for each in done] == [100, 1100, 100]
    assert all(each.into.value == each.out.value for each in done)


def test_what_a_claim_can_still_have_counts_both_orders() -> None:
    plan = [position("deferral", "deferral", 500)]
    made = amended(plan, {"tiers": [_corridor(10), REST]}, {"tiers": [_corridor(20), REST]})
    assert run(made, [1_000, 1_000]).days[-1].results["room", "corridor", "deferral"] == 500_00


def test_a_corridor_inside_a_party_goes_on_in_the_tier_that_takes_the_place_of_its_own() -> None:
    def fund(id_: str) -> dict[str, Any]:
        return {"tiers": [{"id": id_, "label": "Fund", "pay": {"who": ["fund"]}}, REST]}

    inside = [{"id": "inner", "label": "Inner", "of": "fund", "tiers": ["first", "second"],
               "shares": [{"to": "writer", "percent": 50}]}]  # fmt: skip
    made = amended([position("fund", "grant", 100_000)], fund("first"), fund("second"), inside=inside)
    book = run(made, [30_000, 30_000, 90_000])
    assert had(book, 2) == {"fund": 30_000, "writer": 30_000}
    assert had(book) == {"fund": 50_000, "writer": 50_000, "producer": 50_000}


def test_a_case_is_worked_out_under_the_terms_of_its_day() -> None:
    line = {"id": "fee", "label": "Fee", "to": "agent", "percent": 20}
    change = {"off_the_top": [{**line, "percent": 10}], "tiers": [_split(60)]}
    made = amended([], {"off_the_top": [line]}, change, cases_on=DAY)
    run_ = pour(made, 100_000_00)
    assert run_.received() == {"agent": 10_000_00, "writer": 36_000_00, "producer": 54_000_00}
    assert [flow.step.id for flow in run_.flows] == ["fee", "profits"]
    assert sum(sum(flow.paid) for flow in run_.flows) == 100_000_00


def test_receipts_of_the_day_of_an_amendment_come_under_it() -> None:
    made = amended([], {"tiers": [_split(50)]}, {"tiers": [_split(60)]}, **{"from": "2027-12-01"})
    day = (date.fromisoformat(DAY) - date(2028, 1, 1)).days
    assert had(run(made, [0, 100_000], apart=day)) == {"writer": 40_000, "producer": 60_000}
