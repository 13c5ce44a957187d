"""What can be said to a request, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from topsheet_desk.site.permissions import Act, roles_that
from topsheet_desk.site.roles import LADDER
from topsheet_desk.vault.lookups.requests import Capacity, capacities, revisions_named, standing_of
from topsheet_desk.vault.records import Request, RequestKind, Verdict
from topsheet_desk.vault.refusals import AlreadySigned, OwnRequest
from topsheet_desk.vault.standing import Standing, State

APPROVALS = (Verdict.APPROVED, Verdict.APPROVED_WITH_CONDITIONS)
# What can be said to each kind of request.
VERDICTS: dict[str, tuple[Verdict, ...]] = {
    RequestKind.REVISION: (
        Verdict.APPROVED,
        Verdict.APPROVED_WITH_CONDITIONS,
        Verdict.RETURNED,
        Verdict.REJECTED,
    ),
    RequestKind.SPEND: (
        Verdict.APPROVED,
        Verdict.APPROVED_WITH_CONDITIONS,
        Verdict.RETURNED,
        Verdict.REJECTED,
        Verdict.ESCALATED,
    ),
    RequestKind.GREENLIGHT: (
        Verdict.APPROVED,
        Verdict.APPROVED_WITH_CONDITIONS,
        Verdict.RETURNED,
        Verdict.REJECTED,
    ),
    RequestKind.QUESTION: (Verdict.ANSWERED,),
}


def may_decide(request: Request, person: int, now: datetime) -> tuple[Capacity, ...]:
    """Every capacity in which the person could say something on the request now; none where it is their own."""
    held = capacities(person, request.production_id, now)
    stands = standing_of(request)
    if stands.state is not State.OPEN or request.brought:
        return ()
    able = []
    for capacity in asked_of(request, stands, held):
        try:
            not_own(request, person, capacity)
            signed_once(request, person, capacity.principal)
        except (OwnRequest, AlreadySigned):
            continue
        able.append(capacity)
    return tuple(able)


def asked_of(request: Request, stands: Standing, held: Sequence[Capacity]) -> list[Capacity]:
    """The capacities that the request asks: its needed roles, or for money any rung above the one that passed it up."""
    if request.kind == RequestKind.SPEND:
        floor = LADDER.index(stands.passed_up_by) + 1 if stands.passed_up_by else 0
        allowed = set(LADDER[floor:]) & set(roles_that(Act.DECIDE, RequestKind.SPEND))
    else:
        allowed = set(stands.needs) & set(roles_that(Act.DECIDE, request.kind))
    # What is lent up to an amount is lent for money: a paper or the greenlight has no amount to be under.
    whole = request.kind == RequestKind.SPEND
    return [each for each in held if each.role in allowed and (whole or each.limit_minor is None)]


def not_own(request: Request, person: int, capacity: Capacity) -> None:
    """Nobody approves their own request, nor what they sealed, nor in the name of who did. Raises OwnRequest."""
    makers = {request.person_id} | {
        revision.person_id for revision in revisions_named(request.production_id, request.revisions)
        if request.kind == RequestKind.REVISION
    }  # fmt: skip
    if makers & {person, capacity.principal}:
        raise OwnRequest


def signed_once(request: Request, person: int, principal: int) -> None:
    """One person, one signature: neither in a second role nor once for themselves and once for another.

    Raises AlreadySigned.
    """
    for word in request.decisions.filter(verdict__in=APPROVALS):
        if {word.person_id, word.held_by_id or word.person_id} & {person, principal}:
            raise AlreadySigned
