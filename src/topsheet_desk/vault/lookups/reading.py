"""From a production's papers to its computed film; the same papers on the same day are computed once."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from topsheet.documents import Problem
from topsheet.film import Film, Production, compute, problems_of, read_files, weighed
from topsheet_desk.vault.once import once
from topsheet_desk.vault.records import Document, Paper
from topsheet_desk.vault.records import Production as ProductionRecord

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which papers a film is made of: each file's name and the digest of its text."""

    name: str
    papers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the papers say: the production when it could be read, and every problem found."""

    production: Production | None
    problems: tuple[Problem, ...]


def stamp(production: int) -> Stamp:
    """The papers of the working drafts, as they stand now."""
    drafts = Document.objects.filter(production_id=production).order_by("name")
    folder = ProductionRecord.objects.values_list("folder", flat=True).get(pk=production)
    return Stamp(folder, tuple(drafts.values_list("name", "paper__digest")))


def stamp_by_slug(slug: str) -> Stamp:
    """The papers of the production of that name."""
    return stamp(ProductionRecord.objects.values_list("pk", flat=True).get(slug=slug))


def texts(stamped: Stamp) -> dict[str, str]:
    """The text of every paper of a stamp, by its file's name."""
    by_digest = dict(
        Paper.objects.filter(digest__in=[digest for _, digest in stamped.papers]).values_list(
            "digest", "text"
        )
    )
    return {name: by_digest[digest] for name, digest in stamped.papers}


@once(256)
def read(stamped: Stamp) -> Reading:
    """The production the papers make."""
    production, problems = read_files(stamped.name, texts(stamped))
    return Reading(production, tuple(problems))


@once(256)
def film_alone(stamped: Stamp, today: date) -> Film | None:
    """The film as it stands, on the day its papers speak of, else today; None when it cannot be computed."""
    production = read(stamped).production
    if production is None:
        return None
    try:
        return compute(production, as_of=production.document.as_of or today, weigh=False)
    except Exception:  # noqa: BLE001  # one film's papers must not take the slate and everybody's pages down
        _LOG.exception("a film could not be computed: %s", stamped.name)
        return None


@once(256)
def film(stamped: Stamp, today: date) -> Film | None:
    """The film with its options beside it; None when it cannot be computed."""
    alone = film_alone(stamped, today)
    try:
        return alone and weighed(alone)
    except Exception:  # noqa: BLE001  # as above
        _LOG.exception("the options of a film could not be computed: %s", stamped.name)
        return None


@once(16)
def problems(stamped: Stamp, today: date) -> tuple[Problem, ...]:
    """Everything wrong in the papers, also where the film cannot be read or computed because of it."""
    found = read(stamped)
    if found.production is None:
        return found.problems
    try:
        return problems_of(found.production, as_of=found.production.document.as_of or today)
    except Exception as error:  # noqa: BLE001  # as above
        return (
            *found.problems,
            Problem(
                stamped.name,
                f"the film cannot be computed: {type(error).__name__}",
                "Something in the papers is beyond what was foreseen; no figure of the film is shown.",
                "Take back the last save, and tell whoever keeps this desk.",
            ),
        )


def title(production: int) -> str:
    """What the film is called, or the name of its folder while production.yaml cannot be read."""
    stamped = stamp(production)
    found = read(stamped).production
    return found.document.title if found else stamped.name.replace("_", " ").title()


def read_texts(files: Mapping[str, str]) -> tuple[Production | None, list[Problem]]:
    """The production that texts would make, which are not kept."""
    return read_files("", files)


def told(stamped: Stamp, today: date) -> tuple[Problem, ...]:
    """Every problem of the film, its options among it, or why it cannot be computed."""
    found = film(stamped, today)
    return found.problems if found else problems(stamped, today)
