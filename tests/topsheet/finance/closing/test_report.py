from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.topsheet.finance.closing.lists import DONE, closing, hold, item, obligation, report
from tests.topsheet.finance.plans import usd
from topsheet.finance.closing.model import MET

STATUSES = ("not_started", "drafting", "out_for_signature", "signed", "original_held", "waived")
WAIVED = {"status": "waived", "waived_by": "J. Marlowe", "reason": "the bank does not ask for it"}


def states(*items: dict[str, Any], **more: Any) -> dict[str, tuple[str, str]]:
    return {each.item.id: (each.state, each.why) for each in report(closing(*items), **more).items}


def test_an_item_is_met_by_its_status_and_the_day_of_its_evidence() -> None:
    assert states(
        item("drafted", status="drafting"),
        item("undated", status="signed", evidence="A letter"),
        item("ahead", **{**DONE, "evidence_date": date(2026, 12, 1)}),
        item("met", **DONE),
        item("waived", **WAIVED),
        item("lost", **DONE, essential=["mara"]),
        missing={"mara": "the lead left on 2026-11-20"},
    ) == {
        "drafted": ("OPEN", "drafting"),
        "undated": ("OPEN", "signed, but its evidence has no date"),
        "ahead": ("OPEN", "its evidence dates from 2026-12-01, after 2026-11-24"),
        "met": ("MET", ""),
        "waived": ("WAIVED", ""),
        "lost": ("OPEN", "conditional: the lead left on 2026-11-20"),
    }


@pytest.mark.parametrize("missing", ["waived_by", "reason"])
def test_a_waiver_needs_a_name_and_a_reason(missing: str) -> None:
    with pytest.raises(ValidationError, match="a waiver needs `waived_by` and `reason`"):
        closing(item("notices", **{key: value for key, value in WAIVED.items() if key != missing}))


def test_an_item_is_needed_by_its_own_day_else_by_the_first_thing_it_blocks() -> None:
    made = report(
        closing(
            item("written", needed_by=date(2026, 12, 1), blocks=["equity"]),
            item("milestone", needed_by="start_of_photography"),
            item("first", blocks=["loan", "equity", "start_of_photography"]),
            item("unsigned", blocks=["gap"]),
            item("free"),
        )
    )
    assert {each.item.id: each.needed_by for each in made.items} == {
        "written": date(2026, 12, 1),
        "milestone": date(2027, 3, 29),
        "first": date(2027, 1, 15),
        "unsigned": date(2027, 5, 3),
        "free": None,
    }


def test_late_items_come_first_then_the_soonest_and_what_is_done_last() -> None:
    made = report(
        closing(
            item("free"),
            item("done", **DONE, needed_by=date(2026, 11, 1)),
            item("later", needed_by=date(2027, 2, 1)),
            item("late", needed_by=date(2026, 11, 23)),
            item("today", needed_by=date(2026, 11, 24)),
        )
    )
    assert [(each.item.id, each.late, each.days_left) for each in made.items] == [
        ("late", True, -1),
        ("today", False, 0),
        ("later", False, 69),
        ("free", False, None),
        ("done", False, -23),
    ]
    assert (made.open.value, made.late.value, made.late.how) == (4, 1, "Late: not started")


def test_each_source_has_its_conditions_and_the_hard_ones_reach_the_drawdown_test() -> None:
    made = report(
        closing(
            item("agreement", status="drafting", blocks=["loan", "equity"]),
            item("opinion", blocks=["loan"], hard=False),
            item("notice", **DONE, blocks=["de"]),
        )
    )
    assert [
        (each.id, each.first_draw, [one.item.id for one in each.items], each.open.value)
        for each in made.sources
    ] == [
        ("equity", date(2027, 1, 15), ["agreement"], 1),
        ("de", date(2027, 2, 10), ["notice"], 0),
        ("loan", date(2027, 4, 1), ["agreement", "opinion"], 2),
        ("gap", date(2027, 5, 3), [], 0),
    ]
    assert made.open_conditions() == {"equity": ("Agreement",), "loan": ("Agreement",)}


def test_an_item_names_the_open_items_it_waits_for() -> None:
    made = report(
        closing(
            item("bond", **DONE), item("facility"), item("interparty", after=["bond", "facility", "equity"])
        )
    )
    assert {each.item.id: each.waits_for for each in made.items if each.waits_for} == {
        "interparty": ("facility",)
    }


def test_groups_count_by_status() -> None:
    made = report(closing(item("a"), item("b", **DONE), item("c", group="bond", needed_by=date(2026, 1, 1))))
    assert [(each.label, dict(each.by_status), each.open, each.late) for each in made.groups] == [
        ("Loans", {"not_started": 1, "signed": 1}, 1, 0),
        ("Completion guarantee", {"not_started": 1}, 1, 1),
    ]


def test_an_obligation_is_late_until_it_is_done() -> None:
    made = report(
        closing(
            obligations=[
                obligation("missed", date(2026, 11, 23)),
                obligation("today", date(2026, 11, 24)),
                obligation("done", date(2026, 11, 1), done=date(2026, 10, 30)),
                obligation("ahead", date(2026, 11, 1), done=date(2026, 12, 1)),
            ]
        )
    )
    assert [(each.obligation.id, each.state, each.days_left) for each in made.obligations] == [
        ("missed", "LATE", -1),
        ("today", "OPEN", 0),
        ("done", "DONE", -23),
        ("ahead", "LATE", -23),
    ]


def test_holds_tell_what_is_sunk_and_what_cancelling_today_saves() -> None:
    made = report(
        closing(
            holds=[
                hold("ferry", date(2026, 12, 18), sunk=15_000, to_pay=40_000, refundable=5_000,
                     cancellable_until=date(2026, 11, 24)),
                hold("stage", date(2027, 4, 2), sunk=12_000, to_pay=24_000, refundable=6_000,
                     cancellable_until=date(2026, 11, 23)),
                hold("over", date(2026, 11, 23), sunk=1_000, to_pay=9_000, cancellable_until=date(2026, 11, 23)),
            ]
        )
    )  # fmt: skip
    assert [(each.hold.id, each.ended, each.cancellable) for each in made.holds] == [
        ("ferry", False, True),
        ("stage", False, False),
        ("over", True, False),
    ]
    assert (made.sunk.value, made.to_pay.value, made.cancellable.value, made.refundable.value) == (
        usd(27_000),
        usd(64_000),
        usd(40_000),
        usd(5_000),
    )


def test_a_hold_counts_until_the_day_on_which_it_was_cancelled() -> None:
    until, last = date(2026, 12, 18), date(2026, 12, 11)
    gone = hold("gone", until, sunk=5, to_pay=7, cancellable_until=last, cancelled=date(2026, 11, 24))
    later = hold("later", until, sunk=1, to_pay=2, cancellable_until=last, cancelled=date(2026, 11, 25))
    made = report(closing(holds=[gone, later]))
    assert [(each.ended, each.cancellable) for each in made.holds] == [(True, False), (False, True)]
    assert (made.sunk.value, made.to_pay.value, made.cancellable.value) == (usd(1), usd(2), usd(2))


def test_no_more_comes_back_than_was_paid() -> None:
    with pytest.raises(ValidationError, match="no more than what is `sunk` can be `refundable`"):
        closing(holds=[hold("ferry", date(2027, 1, 1), sunk=1, refundable=2)])


@given(
    listed=st.lists(
        st.tuples(
            st.sampled_from(STATUSES),
            st.none() | st.dates(date(2026, 10, 1), date(2027, 1, 1)),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_every_item_is_counted_once_and_an_item_that_is_met_stands_in_no_ones_way(
    listed: list[tuple[str, date | None, bool]],
) -> None:
    items = [
        item(
            f"i{n}", status=status, evidence_date=day, hard=hard, waived_by="J", reason="so", blocks=["loan"]
        )
        for n, (status, day, hard) in enumerate(listed)
    ]
    made = report(closing(*items))
    still = [each for each in made.items if each.state == "OPEN"]
    assert len(made.items) == len(items)
    assert sum(sum(group.by_status.values()) for group in made.groups) == len(items)
    assert made.open.value == len(still) == sum(group.open for group in made.groups)
    assert sorted(made.open_conditions().get("loan", ())) == sorted(
        each.item.title for each in still if each.item.hard
    )
    assert all(each.item.status in MET or each.state != "MET" for each in made.items)
