"""What a production holds of the words that were typed, group by group, through the reader's own sight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from topsheet.film import Film
from topsheet_desk.search.found import Group, group
from topsheet_desk.search.papers import in_documents, in_people, in_reports
from topsheet_desk.search.rooms import in_figures, in_scenes
from topsheet_desk.search.words import Words
from topsheet_desk.site.frame import Frame, desk_frame, frame
from topsheet_desk.site.permissions import Page
from topsheet_desk.vault.lookups import Ask, Seat, Sitting, seat_for, sit
from topsheet_desk.vault.lookups.productions import card
from topsheet_desk.vault.refusals import CannotCompute


@dataclass(frozen=True, slots=True)
class Search:
    """What was found; `computed` is false where no figure could be searched because the papers must be mended."""

    page: Page
    frame: Frame
    film: Film | None
    asked: str
    groups: tuple[Group, ...]
    computed: bool

    @property
    def count(self) -> int:
        """How many results there are, of those the reader may see."""
        return sum(group.count for group in self.groups)


def search_of(person: int, slug: str, asked: str, today: date) -> Search:
    """The results for what was typed; none for nothing typed. Raises NotShared."""
    seat = seat_for(person, slug, Page.SEARCH)
    sitting = _sitting(person, slug, today)
    words = Words.of(asked)
    groups = tuple(found for found in _groups(seat, sitting, words) if found.count) if words else ()
    around = (
        replace(frame(sitting, Page.SEARCH), here="Search")
        if sitting
        else desk_frame(seat, Page.SEARCH, card(seat.production).title)
    )
    return Search(Page.SEARCH, around, sitting.film if sitting else None, asked, groups, sitting is not None)


def _sitting(person: int, slug: str, today: date) -> Sitting | None:
    try:
        return sit(Ask(person, slug, "", today), Page.SEARCH)
    except CannotCompute:
        return None


def _groups(seat: Seat, sitting: Sitting | None, words: Words) -> Iterable[Group]:
    if sitting is not None:
        yield group("Figures", in_figures(sitting, words))
        yield group("Scenes", in_scenes(sitting, words))
    yield group("People and parties", in_people(seat, words))
    yield group("Reports", in_reports(seat, words))
    yield group("Documents", in_documents(seat, words))
