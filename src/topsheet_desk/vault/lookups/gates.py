"""The gates of the greenlight with the waivers on them, and what still stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from topsheet.film import Film
from topsheet.greenlight import GateReport
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.lookups.requests import revisions_named, standings
from topsheet_desk.vault.records import Decision, Production, Request, RequestKind
from topsheet_desk.vault.standing import State

# A gate that nothing but a waiver lets the film pass.
_CLOSED = ("BLOCKED", "OPEN", "WAIVED")


@dataclass(frozen=True, slots=True)
class GateStanding:
    """A gate of the film, and the waiver that covers the reason it has now."""

    gate: GateReport
    waiver: Decision | None

    @property
    def state(self) -> str:
        """The gate's state, WAIVED where a waiver covers it.

        A document that calls a gate waived opens nothing here: whoever edits it would waive in another's name.
        """
        if self.waiver:
            return "WAIVED"
        return "OPEN" if self.gate.state == "WAIVED" else self.gate.state

    @property
    def can_be_waived(self) -> bool:
        """Whether a waiver would change anything."""
        return self.state in ("BLOCKED", "OPEN")


def gates(production: int, film: Film) -> tuple[GateStanding, ...]:
    """Every gate; a waiver covers the gate only for the title and the reason it was given on."""
    given = Decision.objects.filter(production_id=production, request=None, brought=False)
    waivers = {
        (waiver.gate, waiver.question, waiver.gate_reason): waiver
        for waiver in given.select_related("person").order_by("number")
    }
    return tuple(
        GateStanding(
            gate,
            waivers.get((gate.id, question_of(gate), gate.reason)) if gate.state in _CLOSED else None,
        )
        for gate in film.greenlight.gates
    )


def question_of(gate: GateReport) -> str:
    """What a waiver of the gate answers."""
    return f"May the film pass the gate {gate.title} for now?"


def film_of(request: Request, today: date) -> Film | None:
    """The film that the request's revisions make, whatever the drafts say by now."""
    revisions = revisions_named(request.production_id, request.revisions)
    papers = tuple(sorted((revision.document.name, revision.paper.digest) for revision in revisions))
    folder = Production.objects.values_list("folder", flat=True).get(pk=request.production_id)
    return reading.film_alone(reading.Stamp(folder, papers), today)


def budget_approved(request: Request) -> bool:
    """Whether the budget among the request's revisions was approved here, or noted as near to an approved one."""
    [budget] = [told["digest"] for told in request.revisions if told["document"] == "budget.yaml"]
    asked = Request.objects.filter(
        production_id=request.production_id, kind=RequestKind.REVISION, brought=False
    )
    stands = standings(asked)
    return any(
        stands[each.pk].state in (State.APPROVED, State.NOTED)
        and any(told["digest"] == budget for told in each.revisions)
        for each in asked
    )


def greenlit(production: int) -> Decision | None:
    """The decision by which the film was greenlit on this desk, the last of them."""
    asked = Request.objects.filter(production_id=production, kind=RequestKind.GREENLIGHT, brought=False)
    stands = standings(asked)
    won = [request.pk for request in asked if stands[request.pk].state is State.APPROVED]
    decided = Decision.objects.filter(request__in=won).select_related("person", "request")
    return decided.order_by("number").last()


def open_greenlight(production: int) -> int | None:
    """The number of the request for the greenlight that is open on this desk."""
    asked = Request.objects.filter(production_id=production, kind=RequestKind.GREENLIGHT, brought=False)
    stands = standings(asked)
    return next((request.number for request in asked if stands[request.pk].state is State.OPEN), None)
