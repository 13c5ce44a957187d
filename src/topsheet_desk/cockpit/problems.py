"""The problems of a production's papers, the errors first."""

from __future__ import annotations

from dataclasses import dataclass

from topsheet.documents import Problem, Severity
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import DeskRoom
from topsheet_desk.vault.lookups import Ask, problems_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Problems(DeskRoom):
    """What is wrong: what stops figures, and what is worth a look."""

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def problems_room(ask: Ask) -> Problems:
    """Every problem found. Raises NotShared."""
    seat, film, found = problems_of(ask)
    return Problems(
        page=Page.PROBLEMS,
        seat=seat,
        title=film.title if film else seat.slug.replace("-", " ").title(),
        as_of=film.as_of if film else None,
        errors=tuple(problem for problem in found if problem.severity is Severity.ERROR),
        warnings=tuple(problem for problem in found if problem.severity is not Severity.ERROR),
    )
