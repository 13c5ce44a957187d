"""Night Ferry's first four statements, to the cent, and as of any day between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from tests.conftest import ROOT
from topsheet.figures import index
from topsheet.film import Film, compute, read_folder
from topsheet.film.statements import Stated, figures_of, returned, stated
from topsheet.money import Money, Percent
from topsheet.release import StatementDoc

LATER = date(2030, 4, 1)
MADE = (date(2028, 9, 15), date(2029, 3, 15), date(2029, 9, 14), date(2030, 3, 15))


@cache
def film() -> Film:
    made, _ = read_folder(ROOT / "examples" / "night_ferry")
    assert made is not None
    found = compute(made, as_of=made.document.as_of or LATER)
    assert found is not None
    return found


def on(day: date) -> Stated:
    found = stated(film(), day)
    assert found is not None
    return found


def amounts(found: Mapping[str, Money]) -> dict[str, str]:
    return {name: f"{value.amount:.2f}" for name, value in found.items()}


def test_the_four_statements_are_to_the_cent() -> None:
    told = [
        tuple(f"{figure.value.amount:.2f}" for figure in
              (each.opening, each.received, each.joined, each.paid, each.closing, each.received_to_date))
        for each in on(LATER).statements
    ]  # fmt: skip
    assert told == [
        ("0.00", "620110.08", "270900.00", "891010.08", "0.00", "620110.08"),
        ("0.00", "165511.49", "0.00", "165511.49", "0.00", "785621.57"),
        ("0.00", "-19.07", "0.00", "0.00", "-19.07", "785602.50"),
        ("-19.07", "745994.56", "0.00", "745975.49", "0.00", "1531597.06"),
    ]
    days = [(each.number, each.start, each.end, each.made) for each in on(LATER).statements]
    ends = [None, date(2028, 6, 30), date(2028, 12, 31), date(2029, 6, 30), date(2029, 12, 31)]
    assert days == [(n + 1, ends[n], ends[n + 1], MADE[n]) for n in range(4)]


# By hand, of 1,531,597.06 and a surplus of 270,900: 16% together is 245,055.52, rounded down, of which 15,315.97 is
# the collection agent's 1%; less 75,000 of expenses and 1,000,000 of the gap loan, 482,441.54 is left, half to each
# investor.
EARNED = {
    "collection_agent": ("6201.10", "1655.11", "0.00", "7459.76"),
    "sales_agent": ("168016.51", "24826.72", "0.00", "111896.32"),
    "producer": ("0.00", "0.00", "0.00", "0.00"),
    "equity_a": ("0.00", "0.00", "0.00", "241220.77"),
    "equity_b": ("0.00", "0.00", "0.00", "241220.77"),
    "gap_loan": ("716792.47", "139029.66", "0.00", "144177.87"),
}


def test_every_participant_earns_its_part_to_the_cent() -> None:
    found = on(LATER)
    earned = {
        who: tuple(f"{each.now.value.amount:.2f}" for each in found.of(who)) for who in found.participants()
    }
    assert earned == EARNED


def test_tax_is_withheld_and_what_is_less_than_the_least_is_carried_on() -> None:
    found = on(LATER)
    last = found.of("equity_b")[-1]
    assert amounts({"tax": last.tax.value, "sent": last.sent.value, "paid": last.paid.value}) == {
        "tax": "36183.12",
        "sent": "205037.65",
        "paid": "241220.77",
    }
    agent = found.of("collection_agent")
    assert [f"{each.carried_on.value.amount:.2f}" for each in agent] == [
        "6201.10",
        "7856.21",
        "7856.21",
        "0.00",
    ]
    assert agent[-1].sent.value == Money(Decimal("15315.97"), "USD")
    assert agent[0].note == "Less than the least payment of USD 10,000.00; carried on."


@pytest.mark.parametrize("day", [*MADE, date(2028, 12, 1), date(2029, 9, 13), date(2030, 3, 14)])
def test_made_again_as_of_any_day_they_are_the_same(day: date) -> None:
    now, then = on(LATER), on(day)
    assert len(then.statements) == sum(each <= day for each in MADE)
    for new, old in zip(now.statements, then.statements, strict=False):
        assert _values(new.roots()) == _values(old.roots())
        assert new.receipts == old.receipts


def _values(roots: object) -> dict[str, object]:
    return {name: (each.value, each.how) for name, each in index(roots).items()}  # type: ignore[arg-type]  # roots


def test_what_is_known_late_falls_into_the_next_statement() -> None:
    """The restatement of August 2029 speaks of May 2028, and stands in the third statement; the first is as it was."""
    restated = [
        [each.id for each in one.receipts if each.statement.endswith("restated")]
        for one in on(LATER).statements
    ]
    ids = ["tidegate_2028_h1_restated.air_all", "tidegate_2028_h1_restated.air_all.reversed"]
    assert restated == [[], [], ids, []]


def test_what_waits_for_the_next_statement_is_known_and_in_none() -> None:
    found = on(date(2029, 3, 1))
    assert {each.statement for each in found.waiting} == {"tidegate_2028_h2"}
    assert found.next is not None
    assert found.next.made == MADE[1]
    rows = {row.payer: row for row in found.sources()}
    french = rows["Lutetia Films SAS"]
    assert amounts({"was": french.before.value, "now": french.now.value, "all": french.to_date.value}) == {
        "was": "130076.90",
        "now": "43816.60",
        "all": "173893.50",
    }
    assert [each.value for each in french.outstanding] == [Money(Decimal(20000), "EUR")]


def test_the_questions_are_raised_on_the_days_on_which_they_stand() -> None:
    first = [flag.what for flag in on(MADE[0]).flags]
    assert first == [
        f"On {day} the bank holds less than is explained: USD -19.07" for day in ("2028-06-30", "2028-08-31")
    ]
    last = [(flag.number, flag.what) for flag in on(LATER).flags]
    assert last == [
        (0, "Lutetia Films SAS has owed EUR 20,000.00 for 665 days (LFS-2028-011)"),
        (3, "Receipts of earlier statements were restated: tidegate_2028_h1.air_all"),
        (3, "Since the restatement, more was paid or put aside than has come in: USD 19.07"),
    ]


def test_a_position_knows_what_came_back_of_what_was_paid_in() -> None:
    made = returned(film(), on(LATER), "equity_a")
    assert made is not None
    assert (made.invested.value, made.received.value) == (
        Money(Decimal(1200000), "USD"),
        Money(Decimal("241220.77"), "USD"),
    )
    assert isinstance(made.recouped.value, Percent)
    assert str(made.recouped.value) == "20.10%"
    assert isinstance(made.irr.value, Percent)
    rate = float(made.irr.value.value) / 100
    flows = [(date(2027, 1, 15), -300000.0), (date(2027, 3, 1), -600000.0), (date(2027, 6, 1), -300000.0),
             (MADE[3], 241220.77)]  # fmt: skip
    worth = sum(amount / (1 + rate) ** ((day - flows[0][0]).days / 365) for day, amount in flows)
    assert abs(worth) < 0.01
    assert returned(film(), on(date(2026, 12, 1)), "equity_a") is None
    assert returned(film(), on(LATER), "sales_agent") is None


@pytest.mark.parametrize("day", [date(2027, 1, 1), *MADE, LATER])
def test_every_figure_has_one_name_and_opens_to_what_it_is_made_of(day: date) -> None:
    figures = figures_of(film(), on(day))
    assert all(each.how or each.source for each in figures.values() if isinstance(each.value, Money))
    if day == LATER:
        paid = figures["statement.4.equity.equity_a.now"]
        assert "receipts.tidegate_2029_h2.nam_streaming_2.gross" in index([paid])


def test_an_agents_statement_is_laid_beside_ours_unless_it_was_corrected_or_ends_on_another_day() -> None:
    now = on(LATER)
    assert [(each.agent, each.number) for each in now.reruns] == [("tidegate_2029_h2", 4)]
    first = now.reruns[0].differences[0]
    assert (first.payee, first.why) == (
        "sales_agent",
        "Tax withheld from Norrsken Film AB's EUR 155,000.00 of 2029-11-06: counted as if that had come in.",
    )
    made = film().production
    assert made.receipts
    theirs = made.receipts.statements[-1]
    again = theirs.model_copy(update={"id": "again", "supersedes": theirs.id, "received": date(2030, 2, 26)})
    other = theirs.model_copy(update={"period": theirs.period.model_copy(update={"to": date(2029, 12, 30)})})
    assert [each.agent for each in with_statements(*made.receipts.statements, again).reruns] == ["again"]
    apart = with_statements(*made.receipts.statements[:-1], other)
    assert apart.reruns == ()
    assert apart.flags[0].what == (
        "tidegate_2029_h2 says what everybody has had to 2029-12-30, and no statement of ours ends that day"
    )


def with_statements(*told: StatementDoc) -> Stated:
    """The statements of the film where receipts were told so."""
    now = film()
    assert now.production.receipts
    receipts = now.production.receipts.model_copy(update={"statements": told})
    found = stated(replace(now, production=replace(now.production, receipts=receipts)), LATER)
    assert found is not None
    return found
