"""Who may approve how much: the ladder of story C, scope, expiry, and the cumulative sum."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.money import Money, Percent
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.authority import Limit, Spend, cover_of, route

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def usd(amount: int | str) -> Money:
    return Money(Decimal(amount), "USD")


def limit(
    person: int, role: Role, amount: int | None = None, percent: str | None = None, **more: object
) -> Limit:
    words = {"starts_at": NOW - DAY, "expires_at": None, **more}
    return Limit(
        person,
        f"P{person}",
        role,
        None if amount is None else usd(amount),
        None if percent is None else Percent(Decimal(percent)),
        **words,  # type: ignore[arg-type]
    )


# Story C: an executive up to the smaller of 2 % or 500,000, their head up to the smaller of 5 % or 1,000,000.
EXECUTIVE = limit(1, Role.PRODUCER, 500_000, "2")
HEAD = limit(2, Role.EXECUTIVE_PRODUCER, 1_000_000, "5")
COMMITTEE = limit(3, Role.FINANCIER)
STORY_C = (EXECUTIVE, HEAD, COMMITTEE)


def asked_of(spend: Spend, before: list[Spend], budget: Money, above: Role | None = None) -> list[int]:
    found = route(STORY_C, spend, before, budget, asker=9, above=above, now=NOW)
    return [tested.limit.person for tested in found]


def test_harbor_and_signal_go_to_the_head_of_production() -> None:
    assert asked_of(Spend(usd(780_000)), [], usd(24_000_000)) == [2]
    assert asked_of(Spend(usd(950_000)), [], usd(38_000_000)) == [2]


def test_a_small_request_on_top_goes_to_the_committee_because_the_sum_is_tested() -> None:
    assert asked_of(Spend(usd(120_000)), [], usd(38_000_000)) == [1]
    assert asked_of(Spend(usd(120_000)), [Spend(usd(950_000))], usd(38_000_000)) == [3]


def test_the_smaller_of_amount_and_percent_holds() -> None:
    assert EXECUTIVE.ceiling(usd(24_000_000)) == usd(480_000)
    assert EXECUTIVE.ceiling(usd(38_000_000)) == usd(500_000)
    assert COMMITTEE.ceiling(usd(38_000_000)) is None


def test_a_percent_of_a_budget_nobody_approved_is_nothing() -> None:
    assert cover_of(limit(1, Role.PRODUCER, percent="2"), Spend(usd(1)), [], None, NOW).covers is False


def test_exactly_the_limit_is_covered_and_a_coin_more_is_not() -> None:
    held = limit(1, Role.PRODUCER, 10_000)
    assert cover_of(held, Spend(usd("4000")), [Spend(usd(6000))], None, NOW).covers
    refused = cover_of(held, Spend(usd("4000.01")), [Spend(usd(6000))], None, NOW)
    assert (refused.covers, refused.why_not) == (
        False,
        "USD 4,000.01, with USD 6,000.00 approved before, makes USD 10,000.01, above the limit of USD 10,000.00",
    )


def test_an_authority_begins_and_expires_by_itself() -> None:
    held = limit(1, Role.PRODUCER, 10, starts_at=NOW, expires_at=NOW + DAY)
    moments = (NOW - DAY, NOW, NOW + DAY - timedelta(microseconds=1), NOW + DAY)
    assert [cover_of(held, Spend(usd(1)), [], None, now).covers for now in moments] == [
        False,
        True,
        True,
        False,
    ]


def test_an_authority_over_accounts_and_an_episode_counts_only_those() -> None:
    held = limit(1, Role.PRODUCER, 100, account_from="2000", account_to="2999", episode="101")
    inside, outside = Spend(usd(60), "2100", "101"), Spend(usd(60), "3100", "101")
    assert cover_of(held, inside, [outside], None, NOW).covers
    assert not cover_of(held, inside, [inside], None, NOW).covers
    assert (
        cover_of(held, outside, [], None, NOW).why_not
        == "the authority is for accounts 2000 to 2999 and episode 101"
    )
    assert not cover_of(held, Spend(usd(1)), [], None, NOW).covers


def test_another_currency_is_not_covered() -> None:
    assert not cover_of(limit(1, Role.PRODUCER, 100), Spend(Money(Decimal(1), "EUR")), [], None, NOW).covers


def test_the_asker_is_never_asked_and_what_was_passed_up_goes_higher() -> None:
    found = route(STORY_C, Spend(usd(1)), [], usd(1_000_000), asker=1, above=None, now=NOW)
    assert [tested.limit.person for tested in found] == [2]
    assert asked_of(Spend(usd(1)), [], usd(1_000_000), above=Role.PRODUCER) == [2]
    assert asked_of(Spend(usd(1)), [], usd(1_000_000), above=Role.EXECUTIVE_PRODUCER) == [3]
    assert asked_of(Spend(usd(1)), [], usd(1_000_000), above=Role.FINANCIER) == []


AMOUNTS = st.integers(1, 10**6)


@given(AMOUNTS, st.lists(AMOUNTS, max_size=6), AMOUNTS, st.randoms())
def test_the_order_of_what_was_approved_changes_nothing(
    asked: int, before: list[int], ceiling: int, chance: object
) -> None:
    held, shuffled = limit(1, Role.PRODUCER, ceiling), list(before)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = (
        cover_of(held, Spend(usd(asked)), [Spend(usd(each)) for each in sums], None, NOW)
        for sums in (before, shuffled)
    )
    assert first == second
    assert first.covers is (asked + sum(before) <= ceiling)


@given(st.lists(AMOUNTS, min_size=1, max_size=8), AMOUNTS)
def test_splitting_a_request_never_gets_more_approved(parts: list[int], ceiling: int) -> None:
    held, before = limit(1, Role.PRODUCER, ceiling), list[Spend]()
    for part in parts:
        if cover_of(held, Spend(usd(part)), before, None, NOW).covers:
            before.append(Spend(usd(part)))
    assert sum(spend.amount.amount for spend in before) <= ceiling


@pytest.mark.parametrize("more", [1, 1000])
def test_a_higher_limit_never_refuses_what_a_lower_one_covers(more: int) -> None:
    low, high = limit(1, Role.PRODUCER, 500), limit(1, Role.PRODUCER, 500 + more)
    for asked in (1, 499, 500, 501):
        spend = Spend(usd(asked))
        assert cover_of(low, spend, [], None, NOW).covers <= cover_of(high, spend, [], None, NOW).covers
