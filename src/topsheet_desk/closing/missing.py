"""The usual items that a plan's deals call for and that the list lacks, added in one act."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from topsheet.documents import CannotEdit, set_value
from topsheet.finance.closing import DEAL_OF, DEALS, GROUPS, ClosingItem, begun, closing_items_for, firm
from topsheet_desk.closing.forms import FORMS
from topsheet_desk.site.entries import Entry, entries_at, entry_of
from topsheet_desk.site.rooms import DeskRoom
from topsheet_desk.vault.lookups import Ask, reading
from topsheet_desk.vault.refusals import NotEditable, NothingChanged

Choices = tuple[tuple[str, tuple[tuple[ClosingItem, str], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRoom(DeskRoom):
    """The items to choose from by group, each with its deal; the edit they were shown at."""

    entry: Entry
    items: tuple[ClosingItem, ...]
    chosen: frozenset[str]
    refusal: str = ""

    @property
    def groups(self) -> Choices:
        """The items by group, in the order of the groups."""
        told = (
            (
                label,
                tuple((each, DEALS[DEAL_OF[each.standard]]) for each in self.items if each.group == group),
            )
            for group, label in GROUPS.items()
        )
        return tuple((label, items) for label, items in told if items)


def missing_room(ask: Ask, *, chosen: Collection[str] | None = None, refusal: str = "") -> MissingRoom:
    """The page of the usual items, all but mere hopes chosen at first. Raises NotShared, NotAllowed, NotEditable."""
    entry = entry_of(ask, FORMS, "items")
    read = reading.read(reading.stamp(entry.seat.production)).production
    items = closing_items_for(read.finance, read.closing) if read else ()
    first = firm(items, read.finance) if read else frozenset()
    return MissingRoom(
        page=FORMS.page,
        seat=entry.seat,
        title=reading.title(entry.seat.production),
        entry=entry,
        items=items,
        chosen=first if chosen is None else frozenset(chosen),
        refusal=refusal,
    )


def text_with_items(room: MissingRoom) -> str:
    """The closing list with the chosen items at its end. Raises NothingChanged, NotEditable."""
    wanted = [each for each in room.items if each.id in room.chosen]
    document = room.entry.document
    if not wanted:
        raise NothingChanged
    if not document.edits:
        return begun(wanted)
    told = [each.model_dump(mode="json", exclude_defaults=True) for each in wanted]
    held = entries_at(document, ("items",))
    try:
        return set_value(document.text, ("items",), [*held, *told], name=document.name)
    except CannotEdit as error:
        raise NotEditable(str(error)) from None
