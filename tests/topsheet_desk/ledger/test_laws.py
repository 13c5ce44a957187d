"""Laws of the ledger, on random rows, reversals, orders and closings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.topsheet_desk.conftest import SLUG
from tests.topsheet_desk.ledger.facts import FACTS, NOW
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.ledger import close_period, record_all, reverse
from topsheet_desk.vault.lookups import ledger
from topsheet_desk.vault.lookups.facts import Fact, money_of
from topsheet_desk.vault.records import Entry, Person, Production
from topsheet_desk.vault.refusals import Refused

pytestmark = pytest.mark.usefixtures("desk")
some = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
ROWS = st.lists(FACTS, min_size=1, max_size=12)
PICKS = st.lists(st.integers(0, 11), max_size=6)


@contextmanager
def undone() -> Iterator[tuple[int, int]]:
    """An example of its own: the accountant and the production, and no row is left after it."""
    with transaction.atomic():
        yield (
            Person.objects.get(memberships__role=Role.ACCOUNTANT).pk,
            Production.objects.get(slug=SLUG).pk,
        )
        transaction.set_rollback(True)


def keep_some(accountant: int, facts: Sequence[Fact], picks: Sequence[int]) -> None:
    record_all(accountant, SLUG, facts, as_adjustment=True, now=NOW)
    for pick in sorted(set(picks)):
        if pick < len(facts):
            reverse(accountant, SLUG, pick + 1, "law", now=NOW)


@given(ROWS, PICKS)
@some
def test_all_rows_sum_to_the_rows_that_stand(facts: list[Fact], picks: list[int]) -> None:
    with undone() as (accountant, production):
        keep_some(accountant, facts, picks)
        standing = (
            Entry.objects.filter(reverses=None, reversed_by=None)
            .order_by()
            .values_list("kind", "currency")
            .annotate(sum=Sum("amount_minor"))
        )
        told = {(each.kind.value, each.amount.currency): each.amount for each in ledger.totals(production)}
        assert {key: amount for key, amount in told.items() if amount} == {
            (kind, currency): money_of(total, currency) for kind, currency, total in standing
        }


@given(ROWS, PICKS, st.randoms(use_true_random=False))
@some
def test_the_order_of_recording_changes_no_total(
    facts: list[Fact], picks: list[int], shuffle: object
) -> None:
    found = []
    order = list(range(len(facts)))
    shuffle.shuffle(order)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    for places in (range(len(facts)), order):
        with undone() as (accountant, production):
            turned = [facts[place] for place in places]
            again = [list(places).index(pick) for pick in picks if pick < len(facts)]
            keep_some(accountant, turned, again)
            found.append((ledger.totals(production), ledger.by_account(production)))
    assert found[0] == found[1]


@given(ROWS, ROWS, PICKS, st.dates(date(2027, 3, 1), date(2027, 4, 6)))
@some
def test_a_closed_period_never_changes(
    before: list[Fact], after: list[Fact], picks: list[int], until: date
) -> None:
    with undone() as (accountant, production):
        record_all(accountant, SLUG, before, now=NOW)
        close_period(accountant, SLUG, until, now=NOW)
        closed = (ledger.totals(production, until), ledger.by_account(production, until))
        keep_later(accountant, before, after, picks)
        assert (ledger.totals(production, until), ledger.by_account(production, until)) == closed


def keep_later(accountant: int, before: Sequence[Fact], after: Sequence[Fact], picks: Sequence[int]) -> None:
    """Everything a person can try after a closing."""
    record_all(accountant, SLUG, after, as_adjustment=True, now=NOW)
    for pick in {pick for pick in picks if pick < len(before)}:
        reverse(accountant, SLUG, pick + 1, "law", now=NOW)
    for earlier in (date(2027, 1, 1), date(2027, 3, 2)):
        try:
            close_period(accountant, SLUG, earlier, now=NOW)
        except Refused:
            continue
