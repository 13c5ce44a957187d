from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import lcm

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.topsheet.recoupment.plans import money, paid
from tests.topsheet.recoupment.programs import Program, programs
from topsheet.figures import index
from topsheet.money import Money
from topsheet.recoupment import run
from topsheet.recoupment.breakeven import Never, solve
from topsheet.recoupment.steps import Recoup, Take
from topsheet.recoupment.waterfall import pour

grosses = st.integers(0, 2_000_000)


@given(programs(), grosses)
def test_what_is_paid_and_what_is_left_is_what_came_in(program: Program, gross: int) -> None:
    run_ = pour(program.terms, gross)
    assert sum(run_.received().values()) + run_.left == gross + int(program.surplus * 100)
    assert run_.left >= 0


@given(programs(), grosses)
def test_nobody_is_paid_above_a_target(program: Program, gross: int) -> None:
    terms = program.terms
    for flow in pour(terms, gross).flows:
        if isinstance(flow.step, Recoup):
            had = dict(zip((claim.position.id for claim in flow.step.claims), flow.paid, strict=True))
            assert all(had[claim.position.id] <= claim.target for claim in flow.step.claims)
    positions = {each.id for each in terms.positions}
    if not any(step.id == "profits" for step in terms.steps):
        most = {
            claim.position.id: Fraction(0)
            for step in terms.steps
            if isinstance(step, Recoup)
            for claim in step.claims
        }
        for step in terms.steps:
            if isinstance(step, Recoup):
                most.update({claim.position.id: claim.target for claim in step.claims})
        totals = paid(terms, gross)
        assert all(totals[each] <= most[each] for each in positions & set(totals))


@given(programs(), grosses, st.integers(1, 300))
def test_more_receipts_pay_nobody_less(program: Program, gross: int, more: int) -> None:
    terms = program.terms
    before, after = pour(terms, gross), pour(terms, gross + more)
    for first, second in zip(before.flows, after.flows, strict=True):
        assert all(a <= b for a, b in zip(first.paid, second.paid, strict=True))
    assert before.left <= after.left


@given(programs(), grosses, grosses)
def test_two_receipts_pay_what_one_of_their_sum_pays(program: Program, first: int, second: int) -> None:
    """A statement pays the entitlement to date less what was paid before, so the movements add up."""
    terms = program.terms
    early, late = paid(terms, first), paid(terms, first + second)
    movement = {payee: late[payee] - early[payee] for payee in late}
    assert all(amount >= 0 for amount in movement.values())
    assert {payee: early[payee] + movement[payee] for payee in late} == paid(terms, first + second)


@given(programs(), grosses)
def test_a_junior_tier_is_paid_only_when_the_seniors_are_full(program: Program, gross: int) -> None:
    flows = [flow for flow in pour(program.terms, gross).flows if not isinstance(flow.step, Take)]
    for senior, junior in pairwise(flows):
        if sum(junior.paid) and isinstance(senior.step, Recoup):
            assert senior.paid == tuple(senior.rooms)


@given(programs(), grosses)
def test_whole_coins_and_exact_parts_agree_where_nothing_is_rounded(program: Program, gross: int) -> None:
    """Scaled until every exact part is a whole coin, the ledger pays exactly that, and so a thousandfold."""
    exact = pour(program.terms, Fraction(gross), whole=False)
    amounts = [*exact.received().values(), *(part for flow in exact.flows for part in flow.parts), exact.left]
    targets = [
        claim.target for flow in exact.flows if isinstance(flow.step, Recoup) for claim in flow.step.claims
    ]
    takes = [Fraction(gross) * (flow.step.rate or 0) for flow in exact.flows if isinstance(flow.step, Take)]
    steps = [each for flow in exact.flows for each in (*flow.paid, flow.after)]
    scale = lcm(*(Fraction(each).denominator for each in (*amounts, *targets, *takes, *steps)))
    if scale > 10**6:
        return
    for times in (scale, scale * 1000):
        assert paid(program.scaled(times), gross * times) == {
            payee: amount * times for payee, amount in exact.received().items()
        }


@given(programs(), st.integers(1, 300))
def test_a_break_even_is_the_least_gross_that_reaches_its_target(program: Program, percent: int) -> None:
    terms = program.terms
    equity = {each.id for each in terms.positions if each.kind == "equity"}
    invested = sum(
        (terms.coins(each.invested.value.amount) for each in terms.positions if each.id in equity),
        Fraction(0),
    )
    target = invested * Fraction(percent, 100)
    answer = solve(terms, equity, target)

    def had(gross: Fraction) -> Fraction:
        totals = paid(terms, gross, whole=False)
        return sum((totals.get(each, Fraction(0)) for each in equity), Fraction(0))

    if isinstance(answer, Never):
        assert had(Fraction(10**15)) < target
    elif answer == 0:
        assert had(Fraction(0)) >= target
    else:
        assert had(answer) == target
        assert had(answer - Fraction(1, 10**9)) < target


@settings(max_examples=50)
@given(programs(), grosses)
def test_the_rows_tell_the_same_as_the_waterfall(program: Program, gross: int) -> None:
    terms = program.terms
    case = run(terms, Money(money(gross).amount / 100, "USD"))
    totals = paid(terms, gross)
    told = {each.id: each.paid.value for each in case.positions} | {
        each.id: each.paid.value for each in case.parties
    }
    assert told == {each: terms.money(totals.get(each, Fraction(0))) for each in told}
    assert case.undistributed.value == terms.money(pour(terms, gross).left)
    assert all(each.stray is None or each.stray.value.amount > 0 for each in case.positions)
    assert all(each.entitled.value.amount <= each.paid.value.amount for each in case.positions)
    index(case.roots())
