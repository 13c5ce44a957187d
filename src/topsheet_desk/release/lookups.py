"""What came in, as it was known on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from topsheet.film import Known
from topsheet_desk.release.tables import all_tables, owed
from topsheet_desk.site.asked_day import Day, day_of
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.tables import Cell, Table, at_most
from topsheet_desk.vault.lookups import Ask, sit
from topsheet_desk.vault.lookups.stating import known_on

ON_A_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptsRoom(Room):
    """The receipts known on a day; `begun` is whether there is a document, `known` is None also while it is wrong.

    `statements` were received by the day, `later` is how many came after it, the last of them on `latest`.
    """

    day: Day
    known: Known | None
    begun: bool
    statements: int
    later: int
    latest: date | None
    may_edit: bool

    @property
    def owed(self) -> Cell | None:
        """All that is billed and not received."""
        return owed(self.sitting, self.known.report.sums.total.outstanding) if self.known else None

    @property
    def shown(self) -> tuple[Table, ...]:
        """The tables as the page shows them: of a long list the first rows."""
        return tuple(at_most(each, ON_A_PAGE) for each in self.tables.values())

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV."""
        return reverse("receipts_table", args=[self.sitting.seat.slug, table]) + self.day.query


def receipts_room(ask: Ask, *, on_page: bool = False) -> ReceiptsRoom:
    """The receipts of the plan as it stands: an option has none; on a page the latest of them alone.

    Raises NotShared, CannotCompute.
    """
    sitting, day = sit(Ask(ask.person, ask.slug, "", ask.today, ask.as_of), Page.RECEIPTS), day_of(ask)
    document = sitting.film.production.receipts
    known = known_on(sitting.film, day.day)
    days = [each.received for each in document.statements] if document else []
    shown = (
        all_tables(sitting, document, known, day.day, ON_A_PAGE if on_page else 0)
        if document and known
        else ()
    )
    return ReceiptsRoom(
        page=Page.RECEIPTS, sitting=sitting, tables={each.id: each for each in shown}, day=day, known=known,
        begun=document is not None, statements=sum(each <= day.day for each in days),
        later=sum(each > day.day for each in days), latest=max(days, default=None),
        may_edit=sitting.seat.can(Act.EDIT, "receipts"),
    )  # fmt: skip
