"""Requests in the inbox: those to decide or answer, one's own without an answer, papers changed since one approved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from topsheet_desk.site.items import Item, Section
from topsheet_desk.site.tables import Tone
from topsheet_desk.vault.lookups.productions import Card, cards
from topsheet_desk.vault.lookups.waiting import Asked, Drift, drifted_since, not_answered, to_decide
from topsheet_desk.vault.verdicts import RequestKind


def decisions(person: int, now: datetime) -> Sequence[Item]:
    """What the person can decide or answer, for themselves or for whoever lent them their seat."""
    found = to_decide(person, now)
    known = _known(asked.request.production_id for asked in found)
    return [_to_decide(asked, known[asked.request.production_id]) for asked in found]


def unanswered(person: int, now: datetime) -> Sequence[Item]:
    """What the person asked and nobody has answered by the time they set."""
    found = not_answered(person, now)
    known = _known(asked.request.production_id for asked in found)
    return [_unanswered(asked, known[asked.request.production_id]) for asked in found]


def changed(person: int, now: datetime) -> Sequence[Item]:  # noqa: ARG001  # a provider is asked with the moment
    """Documents that say something else than the revision the person approved last."""
    found = drifted_since(person)
    known = _known(drift.document.production_id for drift in found)
    return [_changed(drift, known[drift.document.production_id]) for drift in found]


def _known(productions: Iterable[int]) -> dict[int, Card]:
    wanted = set(productions)
    return cards(wanted) if wanted else {}


def _to_decide(asked: Asked, card: Card) -> Item:
    request, question = asked.request, asked.request.kind == RequestKind.QUESTION
    state = "Answer" if question else "Decide"
    for_whom = f", for {asked.for_name} to decide; they lent you their seat" if asked.for_name else ""
    return Item(
        Section.ANSWER if question else Section.DECIDE,
        f"{state}: late" if asked.late else state,
        Tone.DECIDE,
        request.question,
        f"{request.person.name} asks{for_whom}.",
        card.title,
        _url(card, request.number),
        "due",
        request.due_at,
        request.place or card.zone,
    )


def _unanswered(asked: Asked, card: Card) -> Item:
    request = asked.request
    return Item(
        Section.UNANSWERED,
        "No answer",
        Tone.WATCH,
        request.question,
        "You asked, and the time you set is over. Remind them, or withdraw it and ask someone else.",
        card.title,
        _url(card, request.number),
        "was due",
        request.due_at,
        request.place or card.zone,
    )


def _changed(drift: Drift, card: Card) -> Item:
    document = drift.document
    return Item(
        Section.CHANGED,
        "Changed",
        Tone.WATCH,
        f"{document.name} is not what you approved",
        f"You approved revision {drift.ordinal}; the draft is edit {document.edits} now.",
        card.title,
        reverse("compare", args=[card.slug, document.kind]),
        "changed",
        document.changed_at,
        card.zone,
    )


def _url(card: Card, number: int) -> str:
    return reverse("request", args=[card.slug, number])
