"""Laws of statements, on random terms with every clause of the language."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.topsheet.recoupment.statements.programs import ZERO, Told, receipt, told
from topsheet.figures import index
from topsheet.money import total
from topsheet.recoupment.statements import Statement, by_source, participant, participants


def facts(made: Statement) -> tuple[Any, ...]:
    """All that a statement says, as values."""
    figures = {name: (figure.value, figure.how) for name, figure in index(made.roots()).items()}
    return made.number, made.start, made.end, made.made, made.version, made.receipts, figures


@given(told(least=-20_000))
def test_opening_received_and_joined_are_what_is_paid_and_what_is_left(program: Told) -> None:
    for each in program.stated():
        assert (
            each.opening.value + each.received.value + each.joined.value
            == each.paid.value + each.closing.value
        )
        assert each.into.value == each.out.value
        assert each.closing.value == total((one.held.value for one in each.accounts), each.left.value)


@given(told(least=-20_000))
def test_each_statement_is_the_one_before_and_its_movement(program: Told) -> None:
    done = program.stated()
    assert [each.number for each in done] == list(range(1, len(program.made) + 1))
    for last, this in pairwise(done):
        assert this.opening.value == last.closing.value
        assert this.received_to_date.value == last.received_to_date.value + this.received.value
        before = {(line.step, line.payee): line.to_date.value for line in last.lines}
        for line in this.lines:
            assert line.before.value == before.get((line.step, line.payee), ZERO)
            assert line.to_date.value == line.before.value + line.now.value
            assert line.due.value - line.to_date.value == line.unpaid.value >= ZERO


@given(told(), st.integers(0, 1_100))
def test_a_statement_made_again_as_of_any_later_day_is_the_same(program: Told, days: int) -> None:
    day = program.made[0].made + timedelta(days=days)
    now, then = program.stated(), program.stated(day, known=True)
    assert len(then) == sum(each.made <= day for each in program.made)
    assert [facts(each) for each in then] == [facts(each) for each in now[: len(then)]]


@given(told())
def test_what_is_known_late_falls_into_the_next_statement(program: Told) -> None:
    first = program.made[0]
    late = receipt("late", 12_345, first.to, first.made + timedelta(days=1))
    before, after = program.stated(), replace(program, receipts=(*program.receipts, late)).stated()
    assert facts(before[0]) == facts(after[0])
    assert [late in each.receipts for each in after] == [
        False,
        *([True] * bool(after[1:])),
        *([False] * len(after[2:])),
    ]


@given(told(least=-20_000))
def test_the_parts_of_all_participants_are_what_was_paid(program: Told) -> None:
    done = program.stated()
    whole = [participant(program.terms, done, who) for who in participants(program.terms)]
    for at, statement in enumerate(done):
        assert total((each[at].now.value for each in whole), ZERO) == statement.paid.value
    for mine in whole:
        for each in mine:
            assert each.all_in.value == each.to_date.value + each.others.value + each.kept.value
            assert each.carried.value + each.now.value == each.paid.value + each.carried_on.value
            assert each.paid.value == each.sent.value + each.tax.value


@given(told())
def test_every_receipt_known_in_time_stands_in_one_statement_and_one_source(program: Told) -> None:
    done = program.stated()
    told_ = [each.id for statement in done for each in statement.receipts]
    assert len(told_) == len(set(told_))
    for at, statement in enumerate(done):
        before = [each for one in done[:at] for each in one.receipts]
        rows = by_source(f"statement.{at + 1}", before, statement.receipts, (), ZERO)
        assert total((row.before.value for row in rows), ZERO) == statement.received_before.value
        assert total((row.now.value for row in rows), ZERO) == statement.received.value
        assert total((row.to_date.value for row in rows), ZERO) == statement.received_to_date.value
