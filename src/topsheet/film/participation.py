"""The participations laid beside the film's other papers."""

from __future__ import annotations

from topsheet.documents import Problem
from topsheet.film.folder import Production
from topsheet.recoupment.participation import ParticipationReport, compute


def participated(made: Production) -> tuple[ParticipationReport | None, list[Problem]]:
    """Every deal's statements with what is wrong in them; None and nothing where the production has no such paper."""
    if made.participations is None:
        return None, []
    people = {id_: party.name for id_, party in made.document.people.items()}
    return compute(made.participations, people, made.document.currency, made.trees["participations"])
