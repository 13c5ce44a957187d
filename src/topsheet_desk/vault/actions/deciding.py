"""Decisions: one person's word on a request, in one role, for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.roles import LADDER, Role
from topsheet_desk.vault.actions.asking import PAGE_OF_REQUEST, address_of
from topsheet_desk.vault.actions.doer import Doer, actor_at, doer, keep, locked, log, signature
from topsheet_desk.vault.actions.notices import tell
from topsheet_desk.vault.actions.papers import page_of
from topsheet_desk.vault.authority import Cover, cover_of
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.lookups.deciding import APPROVALS, VERDICTS, asked_of, not_own, signed_once
from topsheet_desk.vault.lookups.gates import budget_approved, film_of, gates, question_of
from topsheet_desk.vault.lookups.requests import (
    Capacity,
    approved_budget,
    approved_spends,
    approvers,
    capacities,
    drifted,
    limits_of,
    minor_of,
    revisions_named,
    spend_of,
    standing_of,
)
from topsheet_desk.vault.records import Decision, Person, Production, Request, RequestKind, Verdict
from topsheet_desk.vault.refusals import (
    BeyondAuthority,
    Drifted,
    GatesStand,
    NoConditions,
    NoReason,
    NoSuchRequest,
    NotAsked,
    NotOpen,
    NotShared,
    WrongVerdict,
)
from topsheet_desk.vault.standing import Standing, State


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says on a request: the verdict and its words, and by whose clock it is said."""

    verdict: Verdict
    reason: str = ""
    conditions: str = ""
    dissent: str = ""
    place: str = ""


@transaction.atomic
def decide(
    person: int,
    slug: str,
    number: int,
    said: Said,
    *,
    principal: int | None = None,
    today: date,
    now: datetime,
) -> Decision:
    """A decision on a request; `principal` names the one whose delegate decides.

    Nobody approves their own request nor what they sealed themselves, in whatever role, and nobody signs twice. Money
    is tested against authority on the cumulative sum; the greenlight against every gate. Raises NotShared,
    NoSuchRequest, NotOpen, WrongVerdict, NoReason, NoConditions, OwnRequest, AlreadySigned, NotAsked,
    BeyondAuthority, Drifted, GatesStand.
    """
    production = locked(slug)
    request = _request(production, number)
    held = capacities(person, production.pk, now)
    if not held:
        raise NotShared
    stands = standing_of(request)
    if stands.state is not State.OPEN or request.brought:
        raise NotOpen(request.number, stands.state.lower())
    if said.verdict not in VERDICTS[request.kind]:
        raise WrongVerdict
    _worded(said)
    capacity = _capacity(request, stands, held, principal)
    not_own(request, person, capacity)
    if said.verdict in APPROVALS:
        signed_once(request, person, capacity.principal)
    if request.kind == RequestKind.SPEND:
        capacity = _within_authority(request, stands, held, capacity, said, now)
    if request.kind == RequestKind.GREENLIGHT and said.verdict in APPROVALS:
        _gates_open(request, said, today)
    by = Doer(Person.objects.get(pk=person), production, capacity.role, actor_at(person, production), now)
    return _kept(request, said, capacity, by)


@transaction.atomic
def withdraw(person: int, slug: str, number: int, *, reason: str, now: datetime) -> Decision:
    """Take back a request of one's own that is still open. Raises NotShared, NoSuchRequest, NotOpen, NoReason."""
    production = locked(slug)
    request = _request(production, number)
    actor = actor_at(person, production)
    if request.person_id != person or not actor.roles:
        raise NotShared
    stands = standing_of(request)
    if stands.state is not State.OPEN or request.brought:
        raise NotOpen(request.number, stands.state.lower())
    said = Said(Verdict.WITHDRAWN, reason.strip())
    _worded(said)
    role = Role(request.role) if request.role in actor.roles else actor.roles[0]
    by = Doer(Person.objects.get(pk=person), production, role, actor, now)
    return _kept(request, said, Capacity(role, person, ""), by)


@transaction.atomic
def waive(
    person: int,
    slug: str,
    gate: str,
    *,
    gate_reason: str,
    reason: str,
    place: str = "",
    today: date,
    now: datetime,
) -> Decision:
    """Let the film pass a gate for the reason that stands on it now, by name and with a reason.

    When the gate's reason changes, the waiver no longer covers it. Raises NotShared, NotAllowed, NoReason, and
    NoSuchRequest when no such gate stands closed for that reason.
    """
    by = doer(person, slug, Act.WAIVE, now=now)
    if not reason.strip():
        raise NoReason("waive a gate")
    film = reading.film_alone(reading.stamp(by.production.pk), today)
    found = [
        each.gate
        for each in (gates(by.production.pk, film) if film else ())
        if each.can_be_waived and (each.gate.id, each.gate.reason) == (gate, gate_reason)
    ]
    if not found:
        raise NoSuchRequest
    waiver = Decision(
        question=question_of(found[0]),
        verdict=Verdict.WAIVED,
        reason=reason.strip(),
        place=place,
        gate=gate,
        gate_reason=gate_reason,
    )
    decision = keep(waiver, by)
    log(by, "waive", f"waived the gate {found[0].title} ({gate_reason}): {reason.strip()}", Page.GREENLIGHT)
    return decision


def _request(production: Production, number: int) -> Request:
    found = Request.objects.filter(production=production, number=number).select_related("production").first()
    if found is None:
        raise NoSuchRequest
    return found


def _worded(said: Said) -> None:
    if said.verdict is Verdict.APPROVED_WITH_CONDITIONS and not said.conditions.strip():
        raise NoConditions
    if said.verdict not in APPROVALS and not said.reason.strip():
        raise NoReason(f"say {said.verdict.label.lower()}")


def _capacity(
    request: Request, stands: Standing, held: Sequence[Capacity], principal: int | None
) -> Capacity:
    """The capacity that is used: of the principal named, else the first of one's own, else one lent."""
    able = [
        capacity
        for capacity in asked_of(request, stands, held)
        if principal is None or capacity.principal == principal
    ]
    if not able:
        asked = stands.needs or (tuple(LADDER) if request.kind == RequestKind.SPEND else ())
        raise NotAsked([role.label.lower() for role in asked])
    return able[0]


def _within_authority(
    request: Request,
    stands: Standing,
    held: Sequence[Capacity],
    chosen: Capacity,
    said: Said,
    now: datetime,
) -> Capacity:
    """The capacity whose authority covers the cumulative sum. A no, and passing up, need no amount of it."""
    production, spend = request.production_id, spend_of(request)
    limits, before, budget = limits_of(production), approved_spends(production), approved_budget(production)
    if said.verdict not in APPROVALS:
        mine = [
            limit
            for limit in limits
            if (limit.person, limit.role) == (chosen.principal, chosen.role)
            and limit.in_force(now)
            and limit.in_scope(spend)
        ]
        if not mine and chosen.role not in (Role.EXECUTIVE_PRODUCER, Role.PRODUCER):
            raise NotAsked([role.label.lower() for role in LADDER])
        return chosen
    refused: list[Cover] = []
    for capacity in asked_of(request, stands, held):
        if chosen.principal != capacity.principal:
            continue
        for limit in limits:
            if (limit.person, limit.role) == (capacity.principal, capacity.role):
                tested = cover_of(limit, spend, before, budget, now)
                if tested.covers and _lent_enough(capacity, tested):
                    return capacity
                refused.append(tested)
    raise BeyondAuthority(_why_not(refused), _right(request, stands, now))


def _lent_enough(capacity: Capacity, tested: Cover) -> bool:
    return capacity.limit_minor is None or minor_of(tested.total) <= capacity.limit_minor


def _why_not(refused: Sequence[Cover]) -> str:
    if not refused:
        return "you have no authority over money here"
    return refused[-1].why_not or "the delegation to you ends below that amount"


def _right(request: Request, stands: Standing, now: datetime) -> list[str]:
    found = approvers(request, stands, now)
    return [f"{tested.limit.name}, {tested.limit.role.label.lower()}" for tested in found]


def _gates_open(request: Request, said: Said, today: date) -> None:
    """Every gate is met or waived; conditions may stand in for what a person must still bring, never for a figure."""
    moved = drifted(request.production_id, request.revisions)
    if moved:
        raise Drifted([document.name for document in moved])
    film = film_of(request, today)
    if film is None:
        raise GatesStand(["the sealed papers cannot be computed"])
    reasons = []
    if not budget_approved(request):
        reasons.append(
            "Budget: the sealed budget has not been approved by the executive producer and the producer"
        )
    for each in gates(request.production_id, film):
        if each.state == "BLOCKED" or (each.state == "OPEN" and said.verdict is Verdict.APPROVED):
            reasons.append(f"{each.gate.title}: {each.gate.reason}")
    if reasons:
        raise GatesStand(reasons)


def _kept(request: Request, said: Said, capacity: Capacity, by: Doer) -> Decision:
    principal = Person.objects.get(pk=capacity.principal) if capacity.principal != by.person.pk else None
    decision = keep(
        Decision(
            request=request,
            question=request.question,
            revisions=request.revisions,
            verdict=said.verdict,
            reason=said.reason.strip(),
            conditions=said.conditions.strip(),
            dissent=said.dissent.strip(),
            place=said.place,
            held_by=principal,
            held_for=signature(principal) if principal else "",
        ),
        by,
    )
    whose = f" for {principal.name}" if principal else ""
    words = f"{said.verdict.label.lower()}{whose}, request {request.number}: {request.question}"
    log(by, "decide", f"{words} {decision.reason}".strip(), _page(request))
    _tell_asker(request, decision, by)
    return decision


def _tell_asker(request: Request, decision: Decision, by: Doer) -> None:
    if request.person_id == by.person.pk:
        return
    title = reading.title(by.production.pk)
    verdict = Verdict(decision.verdict).label
    parts = [f"{by.person.name}: {verdict.lower()}.", decision.reason, decision.conditions]
    body = "\n\n".join(part for part in parts if part)
    subject = f"{title}: {verdict}: {request.question}"
    tell(request.person, by.production, subject, body, address_of(request), at_once=True, now=by.now)


def _page(request: Request) -> Page:
    return PAGE_OF_REQUEST.get(request.kind) or page_of(
        revisions_named(request.production_id, request.revisions)[0].document.kind
    )
