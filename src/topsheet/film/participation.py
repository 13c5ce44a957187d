"""The participations laid beside the film's other papers."""

from __future__ import annotations

from topsheet.documents import Problem, Severity
from topsheet.film.folder import Production
from topsheet.recoupment.participation import ParticipationReport, compute


def participated(made: Production) -> tuple[ParticipationReport | None, list[Problem]]:
    """Every deal's statements with what is wrong in them; None and nothing where the production has no such paper.

    A participant is a person of the production or a party of the terms of recoupment.
    """
    if made.participations is None:
        return None, []
    parties = {party.id: party.name for party in made.recoupment.parties}
    people = {id_: party.name for id_, party in made.document.people.items()}
    report, found = compute(
        made.participations, parties | people, made.document.currency, made.trees["participations"]
    )
    return report, [*found, *_two_names(made, parties, people)]


def _two_names(made: Production, parties: dict[str, str], people: dict[str, str]) -> list[Problem]:
    """A warning for each participant who is somebody else in either paper."""
    shares = made.participations
    return [
        Problem(
            made.trees["participations"].where(("deals", at, "participant")),
            f"`{id_}` is {people[id_]} in production.yaml and {parties[id_]} in recoupment.yaml",
            "The statement goes to the person of the production.",
            "If the other is meant, give one of the two another id.",
            Severity.WARNING,
        )
        for at, id_ in enumerate(deal.participant for deal in (shares.deals if shares else ()))
        if id_ in people and id_ in parties and people[id_] != parties[id_]
    ]
