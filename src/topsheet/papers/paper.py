"""What every paper for others is made from and carries: film, option, source, and the stamp on every page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from topsheet.figures import Status, unverified, worst_status
from topsheet.film import Film, Production
from topsheet.finance import KIND_NAMES
from topsheet.papers.one_page import Part
from topsheet.papers.spell import spell

_KINDS = ("breakdown", "schedule", "budget", "market", "finance", "recoupment")
SHORT = 12  # letters of a digest that a paper prints


class NotMade(ValueError):
    """A paper cannot be made of this film as asked; the words say why and what to do."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a paper is made from: the plan with its options, the option adopted, what it is for.

    `source` is the source a term sheet is for, or the deal of a participation statement, with the statement where it is
    not the last one: `director.year_one`.

    Without `terms` a workbook leaves out lenders', buyers' and investors' terms, for readers who may not see them.
    """

    plan: Film
    option: str = ""
    source: str = ""
    terms: bool = True

    @property
    def film(self) -> Film:
        """The film as it stands, or with the option adopted. Raises NotMade for an unknown option."""
        if not self.option:
            return self.plan
        found = next((each.film for each in self.plan.options if each.id == self.option), None)
        if found is None:
            known = ", ".join(each.id for each in self.plan.options) or "none"
            raise NotMade(f"The plan has no option {self.option!r}. Choose one of: {known}.")
        return found


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a reader needs to know how far a paper can be relied on.

    `digest` is the SHA-256 of the documents as values: comments and layout of a document do not move it.
    """

    title: str
    paper: str
    currency: str
    as_of: date
    plan: str
    digest: str
    status: Status

    @property
    def line(self) -> str:
        """The day, the documents and the least reliable rule, on one line."""
        rules = f"rules {self.status.value.lower()} at worst"
        return f"As of {spell(self.as_of)} · documents {self.digest[:SHORT]} · {rules}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as SVG, its size in its own units, and the words over it."""

    title: str
    svg: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of words and tables, in print order; its drawings stand before its parts."""

    stamp: Stamp
    lead: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()
    drawings: tuple[Drawing, ...] = ()


def stamp_of(basis: Basis, paper: str, *, receipts: bool = False) -> Stamp:
    """The stamp of a paper of this name; with `receipts` for one that is made of them too."""
    film = basis.film
    plan = "The plan as it stands"
    if basis.option:
        plan = f"The plan with “{basis.film.option_name}” adopted"
    status = worst_status(film.figures.values())
    digest = documents_digest(basis.plan.production, receipts=receipts)
    return Stamp(film.title, paper, film.currency, film.as_of, plan, digest, status)


def documents_digest(production: Production, *, receipts: bool = False) -> str:
    """SHA-256 over the values of a production's documents and screenplay; the private document has no part in it."""
    told = {kind: getattr(production, kind).model_dump(mode="json") for kind in _KINDS}
    if production.participations:
        told["participations"] = production.participations.model_dump(mode="json")
    if receipts and production.receipts:
        told["receipts"] = production.receipts.model_dump(mode="json")
    told["production"] = production.document.model_dump(mode="json")
    told["screenplay"] = [
        [scene.number, scene.heading, [[each.kind.value, each.text] for each in scene.elements]]
        for scene in production.screenplay.scenes
    ]
    return _sha256(told)


def facts_digest(paper: Any) -> str:
    """SHA-256 over everything a paper's value says but its stamp: two papers with the same facts have the same."""
    return _sha256(_plain(paper))


def unverified_rules(film: Film) -> list[str]:
    """A sentence for each rule under the film's figures that nobody has verified."""
    return [
        f"{figure.label}; source {figure.rule.title}, as of {figure.rule.as_of}."
        for figure in unverified(film.figures.values())
        if figure.rule
    ]


def kind_name(kind: str) -> str:
    """A kind of source as a reader calls it."""
    return KIND_NAMES.get(kind, kind.replace("_", " ").capitalize())


def people_with(film: Film, *words: str) -> list[tuple[str, str]]:
    """Name and roles of everyone with a role that holds one of the words."""
    return [
        (party.name, ", ".join(party.roles))
        for party in film.production.document.people.values()
        if any(word in role.lower() for role in party.roles for word in words)
    ]


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return [_plain(getattr(value, part.name)) for part in fields(value) if part.name != "stamp"]
    if isinstance(value, Mapping):
        return {str(key): _plain(inside) for key, inside in value.items()}
    return [_plain(inside) for inside in value] if isinstance(value, tuple | list) else value


def _sha256(told: object) -> str:
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
