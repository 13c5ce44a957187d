"""The problems of a production's papers, by paper."""

from __future__ import annotations

from dataclasses import dataclass

from topsheet.documents import Problem, Severity
from topsheet.film import Film
from topsheet_desk.site.frame import Link, rooms
from topsheet_desk.site.permissions import Page
from topsheet_desk.vault.lookups import Ask, problems_of


@dataclass(frozen=True, slots=True)
class Problems:
    """What is wrong, the errors first, and the rooms around the page."""

    slug: str
    title: str
    role: str
    rooms: tuple[Link, ...]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    film: Film | None


def problems_room(ask: Ask) -> Problems:
    """Every problem found. Raises NotShared."""
    seat, film, found = problems_of(ask)
    errors = tuple(problem for problem in found if problem.severity is Severity.ERROR)
    warnings = tuple(problem for problem in found if problem.severity is not Severity.ERROR)
    return Problems(
        seat.slug,
        film.title if film else seat.slug.replace("-", " ").title(),
        seat.role.label,
        rooms(seat, Page.PROBLEMS),
        errors,
        warnings,
        film,
    )
