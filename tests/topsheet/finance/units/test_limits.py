"""The limits of an exemption: purchasers in 90 days, money in twelve months, who may buy at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.topsheet.finance.units.ledgers import DAY, A, row, usd
from topsheet import rules
from topsheet.documents import Severity
from topsheet.figures import Citation, Status
from topsheet.finance.units import Sale, limits, over_the_limit, sales
from topsheet.rules import Exemption

BOOK = rules.load()
B506, C506, R504, CF = (BOOK.exemption(f"us.{name}", on=DAY) for name in ("506b", "506c", "504", "cf"))


def sale(number: int, day: date = DAY, amount: int = 1000, **more: bool | str) -> Sale:
    told: dict[str, bool | str] = {"holder": f"h{number}", "accredited": False, "verified": False, **more}
    return Sale(number, day=day, amount=usd(amount), **told)  # type: ignore[arg-type]  # by name


def test_a_sale_is_a_subscription_that_stands() -> None:
    rows = [
        row(1, "SUBSCRIBED", "ada", 3, accredited=True),
        row(2, "PAID", "ada", amount=3_000),
        row(3, "SUBSCRIBED", "ben", 2),
        row(4, "SUBSCRIBED", "ben", 2, reverses=3),
    ]
    assert sales((A,), rows) == [Sale(1, "ada", DAY + timedelta(days=1), usd(3_000), True, False)]


def test_the_thirty_fifth_is_taken_and_the_thirty_sixth_is_not() -> None:
    sold = [sale(number) for number in range(1, 36)]
    assert over_the_limit(B506, sold) == []
    (problem,) = over_the_limit(B506, [*sold, sale(36)])
    assert (problem.where, problem.what, problem.severity) == (
        "unit ledger, row 36",
        "the subscriber is number 36 of those who are not accredited within 90 days",
        Severity.ERROR,
    )
    assert over_the_limit(B506, [*sold, sale(36, accredited=True)]) == []
    assert over_the_limit(B506, [*sold, sale(36, holder="h1")]) == []


def test_the_window_is_ninety_days_and_rolls() -> None:
    sold = [sale(number) for number in range(1, 36)]
    assert len(over_the_limit(B506, [*sold, sale(36, DAY + timedelta(days=89))])) == 1
    assert over_the_limit(B506, [*sold, sale(36, DAY + timedelta(days=90))]) == []
    # A window may begin before the sale: one that is recorded late and counts earlier is found too.
    assert len(over_the_limit(B506, [*sold, sale(36, DAY - timedelta(days=89))])) == 1


def test_the_report_tells_count_window_and_the_day_of_the_form() -> None:
    sold = [sale(1), sale(2, DAY + timedelta(days=10)), sale(3, accredited=True)]
    found = limits(B506, sold, as_of=DAY + timedelta(days=92))
    people = found.people
    assert people is not None
    assert (people.counted.value, people.most, people.left, people.fullest) == (1, 35, 34, 2)
    assert (people.first, people.last) == (DAY + timedelta(days=3), DAY + timedelta(days=92))
    assert found.amount is None
    assert (found.first_sale, found.notice_date) == (DAY, DAY + timedelta(days=15))
    assert limits(CF, sold, as_of=DAY).notice_date is None
    assert limits(B506, [], as_of=DAY).first_sale is None


def test_506c_takes_only_those_who_are_accredited_and_verified() -> None:
    sold = [sale(1), sale(2, accredited=True), sale(3, accredited=True, verified=True)]
    assert [(problem.where, problem.what) for problem in over_the_limit(C506, sold)] == [
        ("unit ledger, row 1", "the subscriber is not accredited"),
        ("unit ledger, row 2", "the subscriber is not verified"),
    ]


def test_money_counts_within_twelve_months_to_the_dollar() -> None:
    sold = [sale(1, amount=9_999_000), sale(2)]
    assert over_the_limit(R504, sold) == []
    assert limits(R504, sold, as_of=DAY).amount.left == usd(0)  # type: ignore[union-attr]  # 504 has a limit
    late = sale(3, date(DAY.year + 1, DAY.month, DAY.day) - timedelta(days=1), amount=1)
    (problem,) = over_the_limit(R504, [*sold, late])
    assert (problem.where, problem.severity) == ("unit ledger, row 3", Severity.ERROR)
    assert over_the_limit(R504, [*sold, replace(late, day=late.day + timedelta(days=1))]) == []


def test_a_limit_that_was_not_read_at_its_source_warns() -> None:
    (problem,) = over_the_limit(CF, [sale(1, amount=5_000_001)])
    assert problem.severity is Severity.WARNING
    assert problem.why.endswith("The rule was not read at its source.")


_SALES = st.lists(
    st.builds(
        sale,
        st.integers(1, 10**6),
        st.dates(DAY, DAY + timedelta(days=300)),
        holder=st.sampled_from("abcdefgh"),
        accredited=st.booleans(),
    ),
    max_size=25,
    unique_by=lambda made: made.number,
)


@given(_SALES, st.integers(0, 6))
def test_the_fullest_window_is_over_exactly_when_a_sale_is_refused(sold: list[Sale], most: int) -> None:
    sold = sorted(sold, key=lambda made: (made.day, made.number))
    small: Exemption = replace(B506, most_not_accredited=most, days=30)
    people = limits(small, sold, as_of=DAY).people
    assert people is not None
    assert (people.fullest > most) is bool(over_the_limit(small, sold))
    every_day = [DAY + timedelta(days=day) for day in range(300)]
    by_day = [
        len({made.holder for made in sold if not made.accredited and 0 <= (made.day - day).days < 30})
        for day in every_day
    ]
    assert people.fullest == max(by_day)


def test_the_worst_status_is_that_of_the_form_where_it_was_not_read() -> None:
    assert (B506.citation.status, B506.worst_status) == (Status.VERIFIED, Status.UNVERIFIED)
    sure = replace(B506, notice=None, citation=Citation("x", "x", "x", Status.DERIVED))
    assert sure.worst_status is Status.DERIVED
