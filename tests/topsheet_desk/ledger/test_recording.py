"""Rows recorded and reversed, periods closed: what is taken, what is refused, and in which words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.topsheet_desk.conftest import SLUG
from tests.topsheet_desk.ledger.facts import NOW, cost
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.ledger import (
    CannotClose,
    LedgerMoved,
    LooksAlike,
    NoSuchEntry,
    NothingToRecord,
    NotRecordable,
    ReversedAlready,
    ReversesARow,
    TooManyRows,
    close_period,
    record,
    record_all,
    reverse,
)
from topsheet_desk.vault.lookups import ledger
from topsheet_desk.vault.lookups.facts import Fact
from topsheet_desk.vault.lookups.ledger import Wanted
from topsheet_desk.vault.records import Entry, LogLine, Person, Production
from topsheet_desk.vault.refusals import NoReason, NotAllowed, NotShared

pytestmark = pytest.mark.usefixtures("desk")


def person(role: Role) -> int:
    return Person.objects.get(memberships__role=role).pk


def production() -> int:
    return Production.objects.get(slug=SLUG).pk


def rows() -> list[tuple[int, str, str, date, bool, int | None]]:
    found = ledger.postings(production(), Wanted())
    return [
        (row.number, row.kind.value, str(row.amount), row.posted_date, row.adjustment, row.reverses)
        for row in reversed(found)
    ]


def last_words() -> str:
    return LogLine.objects.filter(production=production()).order_by("-number")[0].words


def test_a_cost_is_recorded_with_who_in_which_role_and_when() -> None:
    entry = record(person(Role.LINE_PRODUCER), SLUG, cost(memo=" bridge day "), now=NOW)
    shown = ledger.posting(production(), entry.number)
    assert shown is not None
    assert (
        shown.number,
        str(shown.amount),
        shown.account,
        shown.payee,
        shown.memo,
        shown.in_role,
        shown.at,
        shown.adjustment,
        shown.brought,
    ) == (1, "USD 1,250.50", "3300", "Harbor Marine", "bridge day", "Line producer", NOW, False, False)
    assert last_words() == "recorded cost no. 1: USD 1,250.50 to Harbor Marine, account 3300"


@pytest.mark.parametrize(
    ("fact", "what"),
    [
        (cost(currency="ZZZ"), "“ZZZ” is no currency"),
        (cost(currency="usd"), "“usd” is no currency"),
        (cost("0"), "the amount 0 is not positive"),
        (cost("-5"), "the amount −5 is not positive"),
        (cost("1.005"), "1.005 is no whole number of the smallest coin of USD"),
        (cost("1.5", currency="JPY"), "1.5 is no whole number of the smallest coin of JPY"),
        (cost("100000000000000"), "the amount 100,000,000,000,000 is out of range"),
        (cost(account=""), "the account is missing"),
        (cost(account="3301"), "the budget and its chart have no account 3301"),
        (cost(day="1927-03-29"), "1927-03-29 is 100 years back"),
        (cost(day="2072-03-29"), "2072-03-29 is 45 years ahead"),
        (cost(kind="GIFT"), "“GIFT” is no kind of row"),
        (cost(payee="x" * 201), "the payee has 201 letters, and 200 fit"),
        (cost(memo="a\x00b"), "the memo holds what is no letter"),
    ],
)
def test_what_cannot_be_true_is_refused_in_words(fact: Fact, what: str) -> None:
    with pytest.raises(NotRecordable) as refused:
        record(person(Role.ACCOUNTANT), SLUG, fact, now=NOW)
    assert [problem.what for problem in refused.value.problems] == [what]
    assert Entry.objects.count() == 0


def test_an_unknown_account_names_the_near_one() -> None:
    with pytest.raises(NotRecordable, match="Did you mean 3300 Camera"):
        record(person(Role.ACCOUNTANT), SLUG, cost(account="33000"), now=NOW)


def test_money_that_comes_in_needs_no_account_and_keeps_its_currency() -> None:
    accountant = person(Role.ACCOUNTANT)
    record(accountant, SLUG, cost("250000", kind="RECEIPT", account="", payee="Baltic Equity"), now=NOW)
    record(accountant, SLUG, cost("1000", kind="RECEIPT", account="", currency="CAD"), now=NOW)
    assert [(each.kind.value, str(each.amount), each.rows) for each in ledger.totals(production())] == [
        ("RECEIPT", "CAD 1,000.00", 1),
        ("RECEIPT", "USD 250,000.00", 1),
    ]


def test_rows_are_taken_all_or_none() -> None:
    accountant = person(Role.ACCOUNTANT)
    with pytest.raises(NotRecordable, match="line 3: the account is missing"):
        record_all(accountant, SLUG, [cost(), cost(account="")], ["line 2", "line 3"], now=NOW)
    assert (Entry.objects.count(), ledger.last_number(production())) == (0, 0)
    record_all(accountant, SLUG, [cost(), cost("9")], now=NOW)
    assert last_words() == "recorded 2 rows of the ledger, no. 1 to 2"


def test_no_rows_and_too_many_are_refused() -> None:
    with pytest.raises(NothingToRecord):
        record_all(person(Role.ACCOUNTANT), SLUG, [], now=NOW)
    with pytest.raises(TooManyRows, match="2,001 rows"):
        record_all(person(Role.ACCOUNTANT), SLUG, [cost()] * 2001, now=NOW)


def test_the_same_row_twice_is_told_and_taken_only_when_it_is_another_one() -> None:
    accountant = person(Role.ACCOUNTANT)
    first = record(accountant, SLUG, cost(), alike_too=False, now=NOW)
    with pytest.raises(LooksAlike, match=r"no\. 1"):
        record(accountant, SLUG, cost(), alike_too=False, now=NOW)
    record(accountant, SLUG, cost(paper="INV-8"), alike_too=False, now=NOW)
    reverse(accountant, SLUG, first.number, "wrong film", now=NOW)
    assert record(accountant, SLUG, cost(), alike_too=False, now=NOW).number == 4


def test_a_confirmation_of_a_ledger_that_grew_records_nothing() -> None:
    accountant = person(Role.ACCOUNTANT)
    record_all(accountant, SLUG, [cost()], seen=0, now=NOW)
    with pytest.raises(LedgerMoved):
        record_all(accountant, SLUG, [cost()], seen=0, now=NOW)
    assert Entry.objects.count() == 1


def test_a_reversal_takes_the_row_back_once_and_is_not_reversed_itself() -> None:
    accountant = person(Role.ACCOUNTANT)
    record(accountant, SLUG, cost(), now=NOW)
    with pytest.raises(NoReason):
        reverse(accountant, SLUG, 1, "  ", now=NOW)
    reverse(accountant, SLUG, 1, "posted to the wrong film", now=NOW)
    day = date(2027, 3, 29)
    assert rows() == [
        (1, "COST", "USD 1,250.50", day, False, None),
        (2, "COST", "USD -1,250.50", day, False, 1),
    ]
    assert last_words() == "reversed row 1 (USD 1,250.50) by row 2: posted to the wrong film"
    with pytest.raises(ReversedAlready, match="by row 2"):
        reverse(accountant, SLUG, 1, "again", now=NOW)
    with pytest.raises(ReversesARow, match="reverses row 1"):
        reverse(accountant, SLUG, 2, "no", now=NOW)
    with pytest.raises(NoSuchEntry):
        reverse(accountant, SLUG, 3, "no", now=NOW)


def test_a_closed_period_refuses_a_row_naming_who_closed_it_or_takes_it_as_an_adjustment() -> None:
    accountant, producer = person(Role.ACCOUNTANT), person(Role.PRODUCER)
    record(accountant, SLUG, cost(), now=NOW)
    close_period(producer, SLUG, date(2027, 4, 4), "week 1 reported", now=NOW)
    name = Person.objects.get(pk=producer).name
    assert last_words() == "closed the ledger until Sun 4 Apr 2027: week 1 reported"
    with pytest.raises(
        NotRecordable, match=f"{name} closed the ledger until Sun 4 Apr 2027 on Tue 6 Apr 2027"
    ):
        record(accountant, SLUG, cost("10"), now=NOW)
    record(accountant, SLUG, cost("10"), as_adjustment=True, now=NOW)
    assert last_words().endswith("as an adjustment of Mon 29 Mar 2027")
    record(accountant, SLUG, cost("11", day="2027-04-05"), as_adjustment=True, now=NOW)
    reverse(accountant, SLUG, 1, "never arrived", now=NOW)
    monday = date(2027, 4, 5)
    assert rows()[1:] == [
        (2, "COST", "USD 10.00", monday, True, None),
        (3, "COST", "USD 11.00", monday, False, None),
        (4, "COST", "USD -1,250.50", monday, True, 1),
    ]
    close_period(producer, SLUG, date(2027, 4, 5), now=NOW)
    reverse(accountant, SLUG, 2, "twice", now=NOW)
    assert rows()[-1] == (5, "COST", "USD -10.00", date(2027, 4, 6), True, 2)


def test_a_closing_moves_forward_and_never_beyond_today() -> None:
    producer = person(Role.PRODUCER)
    with pytest.raises(CannotClose, match="lies ahead"):
        close_period(producer, SLUG, NOW.date() + timedelta(days=1), now=NOW)
    close_period(producer, SLUG, date(2027, 4, 4), now=NOW)
    for day in (date(2027, 4, 4), date(2027, 4, 3)):
        with pytest.raises(CannotClose, match="moves only forward"):
            close_period(producer, SLUG, day, now=NOW)
    close_period(producer, SLUG, NOW.date(), now=NOW)
    with pytest.raises(NotRecordable, match="closed period"):
        record(producer, SLUG, cost(day="2027-04-06"), now=NOW)


def test_open_commitments_are_used_up_by_costs_under_the_same_paper() -> None:
    accountant = person(Role.ACCOUNTANT)
    facts = [
        cost("1000", kind="COMMITMENT", paper="PO-1"),
        cost("400", paper="PO-1"),
        cost("500", kind="COMMITMENT", paper=""),
        cost("70", paper=""),
        cost("300", kind="COMMITMENT", paper="PO-2"),
        cost("350", paper="PO-2"),
        cost("90", kind="COMMITMENT", paper="PO-1", currency="CAD"),
    ]
    record_all(accountant, SLUG, facts, now=NOW)
    found = [
        (each.account, str(each.actual), str(each.open_commitments))
        for each in ledger.by_account(production())
    ]
    assert found == [("3300", "CAD 0.00", "CAD 90.00"), ("3300", "USD 820.00", "USD 1,100.00")]


@pytest.mark.parametrize(
    ("role", "unseen"),
    [(Role.CO_PRODUCER, NotAllowed), (Role.DIRECTOR, NotShared), (Role.INVESTOR, NotShared)],
)
def test_who_may_not_record_may_not_reverse_or_close_either(role: Role, unseen: type[Exception]) -> None:
    record(person(Role.ACCOUNTANT), SLUG, cost(), now=NOW)
    with pytest.raises(NotAllowed):
        record(person(role), SLUG, cost(), now=NOW)
    for number in (1, 2):
        with pytest.raises(NotShared if number == 2 else unseen):
            reverse(person(role), SLUG, number, "no", now=NOW)
    with pytest.raises(NotAllowed):
        close_period(person(role), SLUG, date(2027, 3, 1), now=NOW)


def test_a_stranger_meets_a_production_that_is_not_there() -> None:
    stranger = Person.objects.get(memberships=None).pk
    with pytest.raises(NotShared):
        record(stranger, SLUG, cost(), now=datetime(2027, 1, 1, tzinfo=UTC))


def test_a_budget_that_cannot_be_read_stops_no_row(rewrite: object) -> None:
    rewrite("budget", "kind: budget", "kind: nonsense")  # type: ignore[operator]  # the fixture is a function
    record(person(Role.ACCOUNTANT), SLUG, cost(account="9999"), now=NOW)
    assert Entry.objects.get().account == "9999"
