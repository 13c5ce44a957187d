"""What the page of an adoption shows, and which kinds of source there are to choose from."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from topsheet.finance import COUNTS
from topsheet.finance.kinds import KIND_NAMES
from topsheet_desk.site.beside import Figures, figures_beside
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import DeskRoom
from topsheet_desk.vault.lookups import Ask, reading
from topsheet_desk.vault.lookups.adopting import Adoption, adoption_of, editor, option_name


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptRoom(DeskRoom):
    """An option about to become part of the plan: documents, lines, and figures before and after."""

    adoption: Adoption
    figures: Figures
    refusal: str = ""

    @property
    def unsigned(self) -> tuple[tuple[str, str], ...]:
        """The sources that would be written as signed though their papers do not say so: name and status."""
        return tuple(
            (source.name, source.status.replace("_", " "))
            for source in self.adoption.option.adds
            if source.status not in COUNTS
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KindsRoom(DeskRoom):
    """The kinds of source, in groups: code, name, and what it is in a sentence."""

    groups: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    option: str


def adopt_room(ask: Ask, option: str, *, refusal: str = "") -> AdoptRoom:
    """The page of an adoption. Raises NotShared, NotAllowed, NoSuchOption, NotEditable, CannotCompute."""
    found = adoption_of(ask, option)
    return AdoptRoom(
        page=Page.FINANCE,
        seat=found.seat,
        title=reading.title(found.seat.production),
        adoption=found,
        figures=figures_beside(found.before, found.after),
        refusal=refusal,
    )


def kinds_room(
    ask: Ask, option: str, groups: Sequence[tuple[str, Sequence[str]]], kinds: Mapping[str, type[BaseModel]]
) -> KindsRoom:
    """The page on which a kind of source is chosen. Raises NotShared, NotAllowed."""
    seat = editor(ask.person, ask.slug)
    told = tuple(
        (title, tuple((code, KIND_NAMES[code], _sentence(kinds[code])) for code in codes))
        for title, codes in groups
    )
    return KindsRoom(
        page=Page.FINANCE,
        seat=seat,
        title=reading.title(seat.production),
        groups=told,
        option=option_name(seat.production, option) if option else "",
    )


def _sentence(model: type[BaseModel]) -> str:
    return (inspect.getdoc(model) or "").split("\n\n")[0].split("\n")[0]
