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


@dataclass(frozen=True, slots=True)
class GateStanding:
    """A gate of the film, and the waiver that covers the reason it has now."""

    gate: GateReport
    waiver: Decision | None

    @property
    def state(self) -> str:
        """The gate's state, WAIVED where a waiver covers it."""
        return "WAIVED" if self.waiver else self.gate.state

    @property
    def can_be_waived(self) -> bool:
        """Whether a waiver would change anything."""
        return self.state in ("BLOCKED", "OPEN")


def gates(production: int, film: Film) -> tuple[GateStanding, ...]:
    """Every gate; a waiver covers the gate only for the reason it was given on."""
    waivers = {
        (waiver.gate, waiver.gate_reason): waiver
        for waiver in Decision.objects.filter(production_id=production, request=None, brought=False).order_by(
            "number"
        )
    }
    return tuple(
        GateStanding(gate, waivers.get((gate.id, gate.reason)) if gate.state in ("BLOCKED", "OPEN") else None)
        for gate in film.greenlight.gates
    )


def film_of(request: Request, today: date) -> Film | None:
    """The film that the request's revisions make, whatever the drafts say by now."""
    revisions = revisions_named(request.production_id, request.revisions)
    papers = tuple(sorted((revision.document.name, revision.paper.digest) for revision in revisions))
    folder = Production.objects.values_list("folder", flat=True).get(pk=request.production_id)
    return reading.film_alone(reading.Stamp(folder, papers), today)


def budget_approved(request: Request) -> bool:
    """Whether the budget among the request's revisions has been approved on this desk."""
    [budget] = [told["digest"] for told in request.revisions if told["document"] == "budget.yaml"]
    asked = Request.objects.filter(
        production_id=request.production_id, kind=RequestKind.REVISION, brought=False
    )
    stands = standings(asked)
    return any(
        stands[each.pk].state is State.APPROVED and any(told["digest"] == budget for told in each.revisions)
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
