"""Decisions: two signatures, nobody their own, authority on the sum, delegation that ends, the greenlight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.topsheet_desk.conftest import SLUG, TODAY
from topsheet.money import Money
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.asking import ask, ask_for_greenlight, ask_to_spend
from topsheet_desk.vault.actions.authorities import Grant, delegate, end_delegation, grant
from topsheet_desk.vault.actions.deciding import Said, decide, waive, withdraw
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.lookups.gates import gates
from topsheet_desk.vault.lookups.requests import drifted, standing_of
from topsheet_desk.vault.records import Authority, Decision, Delegation, Membership, Person, Request, Revision
from topsheet_desk.vault.refusals import (
    AlreadySigned,
    AskedAlready,
    BeyondAuthority,
    Drifted,
    GatesStand,
    NobodyAsked,
    NobodyMayApprove,
    NoConditions,
    NoReason,
    NoSuchRequest,
    NoSuchSeat,
    NotAllowed,
    NotAsked,
    NotOpen,
    NotOverThem,
    NotOwnSeat,
    NotSealed,
    NotShared,
    NotWithin,
    OwnRequest,
    WrongVerdict,
)
from topsheet_desk.vault.standing import State
from topsheet_desk.vault.verdicts import Verdict

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
YES, NO = Said(Verdict.APPROVED), Said(Verdict.REJECTED, "not this year")
Who = Callable[[Role], int]
Seal = Callable[..., Revision]
Approve = Callable[[str, Role], Revision]


def usd(amount: int | str) -> Money:
    return Money(Decimal(amount), "USD")


def say(person: int, said: Said = YES, number: int = 1, now: datetime = NOW, **more: Any) -> Decision:
    return decide(person, SLUG, number, said, today=TODAY, now=now, **more)


def state(number: int = 1) -> State:
    return standing_of(Request.objects.get(production__slug=SLUG, number=number)).state


def also(person: int, role: Role) -> None:
    membership = Membership.objects.filter(person_id=person).earliest("pk")
    Membership.objects.create(person_id=person, production=membership.production, role=role)


def give(
    who: Who, role: Role, amount: int | None, by: Role = Role.EXECUTIVE_PRODUCER, **more: Any
) -> Authority:
    seat = Membership.objects.get(person_id=who(role), role=role).pk
    money = None if amount is None else usd(amount)
    return grant(who(by), SLUG, seat, Grant(money, "USD", **more), now=NOW)


def lend(who: Who, to: Role, *, limit: Money | None = None, held: Role | None = None) -> Delegation:
    """The producer's decisions for an hour in the hands of who holds a role, named by a seat on the ladder."""
    seat = Membership.objects.get(person_id=who(to), role=held or to).pk
    return delegate(
        who(Role.PRODUCER), SLUG, Role.PRODUCER, seat,
        starts_at=NOW, ends_at=NOW + HOUR, reason="on a plane", limit=limit, now=NOW,
    )  # fmt: skip


def spend(who: Who, amount: int | str, role: Role = Role.DIRECTOR, **more: Any) -> Request:
    return ask_to_spend(who(role), SLUG, usd(amount), "Two night days", reason="", now=NOW, **more)


@pytest.fixture
def sealed(seal: Seal) -> Revision:
    return seal("budget")


@pytest.mark.usefixtures("sealed")
def test_a_budget_takes_the_signature_of_executive_producer_and_producer(person: Who) -> None:
    first = say(person(Role.PRODUCER), Said(Verdict.APPROVED, dissent="The director finds 28 days short."))
    assert (state(), first.role, first.dissent) == (
        State.OPEN,
        "PRODUCER",
        "The director finds 28 days short.",
    )
    say(person(Role.EXECUTIVE_PRODUCER), Said(Verdict.APPROVED_WITH_CONDITIONS, conditions="a rain cover"))
    assert state() is State.APPROVED
    assert [word.revisions for word in Decision.objects.all()] == [Request.objects.get().revisions] * 2
    with pytest.raises(NotOpen):
        say(person(Role.PRODUCER), NO)


@pytest.mark.usefixtures("sealed")
def test_whoever_sealed_it_does_not_approve_it_in_another_role(person: Who) -> None:
    also(person(Role.LINE_PRODUCER), Role.PRODUCER)
    with pytest.raises(OwnRequest):
        say(person(Role.LINE_PRODUCER))
    assert state() is State.OPEN


@pytest.mark.usefixtures("sealed")
def test_one_person_in_two_roles_signs_once(person: Who) -> None:
    also(person(Role.EXECUTIVE_PRODUCER), Role.PRODUCER)
    say(person(Role.EXECUTIVE_PRODUCER))
    with pytest.raises(AlreadySigned):
        say(person(Role.EXECUTIVE_PRODUCER))
    assert state() is State.OPEN


@pytest.mark.usefixtures("sealed")
def test_a_no_an_answer_and_conditions_say_why(person: Who) -> None:
    for verdict in (Verdict.RETURNED, Verdict.REJECTED):
        with pytest.raises(NoReason):
            say(person(Role.PRODUCER), Said(verdict))
    with pytest.raises(NoConditions):
        say(person(Role.PRODUCER), Said(Verdict.APPROVED_WITH_CONDITIONS))
    for verdict in (Verdict.ANSWERED, Verdict.WAIVED, Verdict.WITHDRAWN, Verdict.ESCALATED):
        with pytest.raises(WrongVerdict):
            say(person(Role.PRODUCER), Said(verdict, "because"))


@pytest.mark.usefixtures("sealed")
def test_only_those_who_are_asked_decide_and_a_stranger_finds_nothing(person: Who) -> None:
    with pytest.raises(NotAsked, match="executive producer or producer"):
        say(person(Role.DIRECTOR))
    with pytest.raises(NotShared):
        say(Person.objects.get(email="stranger@elsewhere.example").pk)
    with pytest.raises(NoSuchRequest):
        say(person(Role.PRODUCER), number=99)


def test_a_director_who_is_producer_too_does_not_approve_their_own_request(person: Who) -> None:
    """J08: the second approver is demanded."""
    give(person, Role.PRODUCER, 200_000)
    also(person(Role.DIRECTOR), Role.PRODUCER)
    seat = Membership.objects.get(person_id=person(Role.DIRECTOR), role=Role.PRODUCER).pk
    grant(person(Role.EXECUTIVE_PRODUCER), SLUG, seat, Grant(usd(200_000), "USD"), now=NOW)
    asked = spend(person, 180_000)
    with pytest.raises(OwnRequest, match="A second person must decide"):
        say(person(Role.DIRECTOR))
    lent = lend(person, Role.DIRECTOR, held=Role.PRODUCER)
    with pytest.raises(OwnRequest):
        say(person(Role.DIRECTOR), principal=person(Role.PRODUCER))
    say(person(Role.PRODUCER))
    assert (state(asked.number), lent.to_id) == (State.APPROVED, person(Role.DIRECTOR))


def test_authority_is_tested_on_the_sum_of_all_that_was_approved(person: Who) -> None:
    give(person, Role.PRODUCER, 100_000)
    first = spend(person, 60_000)
    say(person(Role.PRODUCER), number=first.number)
    Membership.objects.filter(role=Role.EXECUTIVE_PRODUCER).update(engaged_by=person(Role.PRODUCER))
    give(person, Role.EXECUTIVE_PRODUCER, 500_000, by=Role.PRODUCER)
    second = spend(person, 40_001)
    with pytest.raises(BeyondAuthority) as met:
        say(person(Role.PRODUCER), number=second.number)
    ep = Person.objects.get(pk=person(Role.EXECUTIVE_PRODUCER)).name
    assert met.value.right == (f"{ep}, executive producer",)
    assert "USD 100,001.00, above the limit of USD 100,000.00" in str(met.value)
    say(person(Role.EXECUTIVE_PRODUCER), number=second.number)
    assert state(second.number) is State.APPROVED


def test_what_is_below_the_threshold_is_noted_and_counts_in_the_sum(person: Who, approve: Approve) -> None:
    approve("production", Role.PRODUCER)
    give(person, Role.PRODUCER, 20_000)
    noted = spend(person, "9999")
    assert (noted.noted, state(noted.number)) == (True, State.NOTED)
    asked = spend(person, "10000")
    assert (asked.noted, state(asked.number)) == (False, State.OPEN)
    say(person(Role.PRODUCER), number=asked.number)
    with pytest.raises(NobodyMayApprove):
        spend(person, "10000")
    more = spend(person, "1")
    assert more.noted
    with pytest.raises(NotOpen):
        say(person(Role.PRODUCER), number=more.number)


def test_a_sum_cut_into_small_requests_asks_like_the_whole(person: Who, approve: Approve) -> None:
    approve("production", Role.PRODUCER)
    give(person, Role.PRODUCER, 100_000)
    assert [spend(person, "4000").noted for _ in range(4)] == [True, True, False, False]


def test_without_an_approved_threshold_everything_asks(person: Who) -> None:
    give(person, Role.PRODUCER, 100_000)
    assert spend(person, "1").noted is False


def test_who_gives_authority_gives_no_more_than_they_hold(person: Who) -> None:
    for amount in (1, None):
        with pytest.raises(NotWithin):
            give(person, Role.LINE_PRODUCER, amount, by=Role.PRODUCER)
    give(person, Role.PRODUCER, 5_000)
    give(person, Role.LINE_PRODUCER, 5_000, by=Role.PRODUCER)
    with pytest.raises(NotWithin):
        give(person, Role.CO_PRODUCER, 5_001, by=Role.PRODUCER)


def test_a_no_takes_an_authority_that_is_in_force_and_in_scope(person: Who) -> None:
    give(person, Role.PRODUCER, 900_000)
    give(person, Role.LINE_PRODUCER, 100, account_from="9900", expires_at=NOW + HOUR)
    asked = spend(person, 500_000, account="1000")
    for now in (NOW, NOW + 2 * HOUR):
        with pytest.raises(NotAsked):
            say(person(Role.LINE_PRODUCER), NO, asked.number, now)


@pytest.mark.usefixtures("sealed")
def test_a_delegation_up_to_an_amount_is_for_money_alone(person: Who) -> None:
    lend(person, Role.CO_PRODUCER, limit=usd(100))
    with pytest.raises(NotAsked):
        say(person(Role.CO_PRODUCER))


@pytest.mark.usefixtures("sealed")
def test_a_delegate_whose_own_seat_ended_decides_nothing(person: Who) -> None:
    lend(person, Role.CO_PRODUCER)
    seat = Membership.objects.get(role=Role.CO_PRODUCER)
    Membership.objects.filter(pk=seat.pk).update(ended_at=NOW)
    with pytest.raises(NotShared):
        say(person(Role.CO_PRODUCER))


def test_decisions_are_lent_to_the_ladder_only(person: Who) -> None:
    with pytest.raises(NoSuchSeat):
        lend(person, Role.INVESTOR)


def test_a_request_passed_up_is_decided_by_a_higher_rung_only(person: Who) -> None:
    give(person, Role.PRODUCER, 100_000)
    give(person, Role.FINANCIER, None)
    asked = spend(person, 50_000)
    say(person(Role.PRODUCER), Said(Verdict.ESCALATED, "too near the bond's limit"), asked.number)
    with pytest.raises(NotAsked):
        say(person(Role.PRODUCER), number=asked.number)
    say(person(Role.FINANCIER), number=asked.number)
    assert [word.verdict for word in Decision.objects.all()] == ["ESCALATED", "APPROVED"]


def test_nobody_gives_authority_to_themselves_or_above_their_rung_but_to_whom_they_engaged(
    person: Who,
) -> None:
    """J07: a producer hires the executive producer; titles do not say who decides about whom."""
    with pytest.raises(NotOwnSeat):
        give(person, Role.EXECUTIVE_PRODUCER, 1)
    with pytest.raises(NotOverThem):
        give(person, Role.EXECUTIVE_PRODUCER, 1, by=Role.PRODUCER)
    Membership.objects.filter(role=Role.EXECUTIVE_PRODUCER).update(engaged_by=person(Role.PRODUCER))
    give(person, Role.EXECUTIVE_PRODUCER, 1, by=Role.PRODUCER)
    with pytest.raises(NotAllowed):
        give(person, Role.PRODUCER, 1, by=Role.LINE_PRODUCER)


def test_two_of_the_same_credit_and_different_authority_behave_differently(person: Who) -> None:
    other = Person.objects.get(email="stranger@elsewhere.example")
    also_ep = Membership.objects.create(
        person=other,
        production=Membership.objects.get(role=Role.PRODUCER).production,
        role=Role.EXECUTIVE_PRODUCER,
        credit="Executive Producer",
    )
    Membership.objects.filter(role=Role.EXECUTIVE_PRODUCER).update(credit="Executive Producer")
    grant(person(Role.EXECUTIVE_PRODUCER), SLUG, also_ep.pk, Grant(usd(90_000), "USD"), now=NOW)
    asked = spend(person, 50_000)
    with pytest.raises(BeyondAuthority, match="you have no authority"):
        say(person(Role.EXECUTIVE_PRODUCER), number=asked.number)
    say(other.pk, number=asked.number)
    assert state(asked.number) is State.APPROVED


@pytest.mark.usefixtures("sealed")
def test_a_delegate_decides_in_anothers_name_both_names_are_kept_and_it_ends_by_itself(person: Who) -> None:
    """J68."""
    lend(person, Role.CO_PRODUCER)
    with pytest.raises(NotAsked):
        say(person(Role.CO_PRODUCER), now=NOW + HOUR)
    with pytest.raises(NotAsked):
        say(person(Role.CO_PRODUCER), now=NOW - HOUR)
    word = say(person(Role.CO_PRODUCER), now=NOW + HOUR / 2)
    assert (word.person_id, word.held_by_id, word.role) == (
        person(Role.CO_PRODUCER),
        person(Role.PRODUCER),
        "PRODUCER",
    )
    assert word.held_for.endswith("<producer@nightferry.example>")
    also(person(Role.PRODUCER), Role.EXECUTIVE_PRODUCER)
    with pytest.raises(AlreadySigned):
        say(person(Role.PRODUCER), now=NOW + HOUR / 2)


@pytest.mark.usefixtures("sealed")
def test_a_delegation_can_be_taken_back(person: Who) -> None:
    lent = lend(person, Role.CO_PRODUCER)
    end_delegation(person(Role.PRODUCER), SLUG, lent.pk, now=NOW)
    with pytest.raises(NotAsked):
        say(person(Role.CO_PRODUCER))


def test_an_asker_withdraws_and_nobody_else(person: Who) -> None:
    give(person, Role.PRODUCER, 100_000)
    asked = spend(person, 50_000)
    with pytest.raises(NotShared):
        withdraw(person(Role.PRODUCER), SLUG, asked.number, reason="no", now=NOW)
    withdraw(person(Role.DIRECTOR), SLUG, asked.number, reason="solved in the script", now=NOW)
    assert state(asked.number) is State.WITHDRAWN


def test_a_question_is_answered_by_the_role_it_asks(person: Who) -> None:
    asked = ask(
        person(Role.DIRECTOR), SLUG, "May we see the pier?", Role.LINE_PRODUCER,
        due_at=NOW + HOUR, place="America/Halifax", now=NOW,
    )  # fmt: skip
    with pytest.raises(NotAsked):
        say(person(Role.PRODUCER), Said(Verdict.ANSWERED, "yes"), asked.number)
    say(person(Role.LINE_PRODUCER), Said(Verdict.ANSWERED, "on Friday at nine"), asked.number)
    assert state(asked.number) is State.ANSWERED


ALL_PAPERS = (
    ("production", Role.PRODUCER),
    ("screenplay", Role.DIRECTOR),
    ("breakdown", Role.LINE_PRODUCER),
    ("schedule", Role.LINE_PRODUCER),
    ("market", Role.PRODUCER),
    ("finance", Role.PRODUCER),
    ("recoupment", Role.PRODUCER),
)


@pytest.fixture
def packaged(sealed: Revision, seal: Seal, person: Who) -> Revision:
    """Every paper sealed, the budget approved."""
    for kind, role in ALL_PAPERS:
        seal(kind, role)
    say(person(Role.PRODUCER))
    say(person(Role.EXECUTIVE_PRODUCER))
    return sealed


@pytest.mark.usefixtures("sealed")
def test_the_greenlight_is_asked_on_sealed_papers_only(person: Who) -> None:
    with pytest.raises(NotSealed, match=r"breakdown\.yaml, schedule\.yaml, market\.yaml") as met:
        ask_for_greenlight(person(Role.PRODUCER), SLUG, reason="", now=NOW)
    assert "budget.yaml" not in str(met.value)


def go(who: Who, number: int, verdict: Verdict = Verdict.APPROVED) -> Decision:
    conditions = "bond and insurance by closing" if verdict is Verdict.APPROVED_WITH_CONDITIONS else ""
    return say(who(Role.EXECUTIVE_PRODUCER), Said(verdict, conditions=conditions), number)


@pytest.mark.usefixtures("packaged")
def test_the_greenlight_is_refused_with_the_gaps_reason_until_the_gate_is_waived_by_name(
    person: Who, rewrite: Callable[[str, str, str], None]
) -> None:
    """J21: blocked with 90 percent covered, reason shown; the waiver leaves a name."""
    asked = ask_for_greenlight(person(Role.PRODUCER), SLUG, reason="", now=NOW)
    with pytest.raises(AskedAlready):
        ask_for_greenlight(person(Role.PRODUCER), SLUG, reason="", now=NOW)
    with pytest.raises(GatesStand) as met:
        go(person, asked.number)
    assert "Fully financed: covered 90.02% of 100.00% asked; the gap is USD 598,900.00" in met.value.reasons
    with pytest.raises(GatesStand) as met:
        go(person, asked.number, Verdict.APPROVED_WITH_CONDITIONS)
    closed = [reason.split(": ", 1) for reason in met.value.reasons]
    ids = {
        "Fully financed": "financed",
        "Cash through the shoot": "cash",
        "Cash to the last bill": "cash_to_the_end",
    }
    for title, reason in closed:
        with pytest.raises(NotAllowed):
            waive(
                person(Role.PRODUCER),
                SLUG,
                ids[title],
                gate_reason=reason,
                reason="x",
                today=TODAY,
                now=NOW,
            )
        with pytest.raises(NoReason):
            waive(
                person(Role.EXECUTIVE_PRODUCER), SLUG, ids[title], gate_reason=reason, reason=" ",
                today=TODAY, now=NOW,
            )  # fmt: skip
        waive(
            person(Role.EXECUTIVE_PRODUCER), SLUG, ids[title], gate_reason=reason,
            reason="equity C signs on Monday", today=TODAY, now=NOW,
        )  # fmt: skip
    go(person, asked.number, Verdict.APPROVED_WITH_CONDITIONS)
    assert state(asked.number) is State.APPROVED
    rewrite("budget", "label: Contingency, percent: 10", "label: Contingency, percent: 12")
    moved = [document.name for document in drifted(asked.production_id, asked.revisions)]
    assert moved == ["budget.yaml"]


@pytest.mark.usefixtures("packaged")
def test_a_waiver_covers_no_other_reason_and_no_gate_that_is_open(person: Who) -> None:
    with pytest.raises(NoSuchRequest):
        waive(
            person(Role.EXECUTIVE_PRODUCER), SLUG, "financed", gate_reason="the gap is USD 1.00", reason="x",
            today=TODAY, now=NOW,
        )  # fmt: skip
    with pytest.raises(NoSuchRequest):
        waive(
            person(Role.EXECUTIVE_PRODUCER), SLUG, "chain_of_title", gate_reason="", reason="x",
            today=TODAY, now=NOW,
        )  # fmt: skip


@pytest.mark.usefixtures("packaged")
def test_a_gate_that_the_document_calls_waived_is_open_here(
    person: Who, rewrite: Callable[[str, str, str], None]
) -> None:
    """Whoever edits production.yaml would waive in the executive producer's name."""
    old = "    state: open\n    owner: marlowe"
    rewrite("production", old, f"{old.replace('open', 'waived')}\n    waived_by: Josephine Marlowe")
    film = reading.film_alone(reading.stamp_by_slug(SLUG), TODAY)
    assert film is not None
    production = Membership.objects.earliest("pk").production_id
    [bond] = [each for each in gates(production, film) if each.gate.id == "bond"]
    assert (bond.gate.state, bond.state) == ("WAIVED", "OPEN")
    waive(
        person(Role.EXECUTIVE_PRODUCER), SLUG, "bond", gate_reason=bond.gate.reason, reason="the letter is here",
        today=TODAY, now=NOW,
    )  # fmt: skip
    states = {each.gate.id: each.state for each in gates(production, film)}
    assert states["bond"] == "WAIVED"
    rewrite("production", "title: Completion bond", "title: Rights of the novel")
    film = reading.film_alone(reading.stamp_by_slug(SLUG), TODAY)
    assert film is not None
    assert {each.gate.id: each.state for each in gates(production, film)}["bond"] == "OPEN"


@pytest.mark.usefixtures("packaged")
def test_the_greenlight_is_not_given_on_papers_that_moved(
    person: Who, rewrite: Callable[[str, str, str], None]
) -> None:
    asked = ask_for_greenlight(person(Role.PRODUCER), SLUG, reason="", now=NOW)
    rewrite("budget", "label: Contingency, percent: 10", "label: Contingency, percent: 12")
    with pytest.raises(Drifted, match=r"budget\.yaml changed since"):
        go(person, asked.number)


def test_the_greenlight_needs_the_budget_approved(person: Who, seal: Seal) -> None:
    seal("budget")
    for kind, role in ALL_PAPERS:
        seal(kind, role)
    asked = ask_for_greenlight(person(Role.PRODUCER), SLUG, reason="", now=NOW)
    with pytest.raises(GatesStand, match="the sealed budget has not been approved"):
        go(person, asked.number)


@pytest.mark.usefixtures("packaged")
def test_an_executive_producer_does_not_greenlight_what_they_asked_for(person: Who) -> None:
    with pytest.raises(NobodyAsked):
        ask_for_greenlight(person(Role.EXECUTIVE_PRODUCER), SLUG, reason="", now=NOW)
