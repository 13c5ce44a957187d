"""The units of a production's company: the offering, its limits, the raise, the cap table of any day, the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from topsheet import rules
from topsheet.documents import Problem
from topsheet.figures import Status
from topsheet.finance import units
from topsheet.rules import Exemption
from topsheet_desk.fundraising.lookups.pipeline import currency_of
from topsheet_desk.fundraising.lookups.unit_tables import tables_of
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import DeskRoom
from topsheet_desk.vault.lookups import Ask, contacts, reading, seat_for
from topsheet_desk.vault.lookups.facts import money_of
from topsheet_desk.vault.lookups.masthead import masthead
from topsheet_desk.vault.lookups.units import Raise, amount_of_row, raise_of
from topsheet_desk.vault.lookups.units import rows_of as ledger_rows
from topsheet_desk.vault.records import Holder, Offering, UnitClass, UnitMovement
from topsheet_desk.vault.refusals import NotShared
from topsheet_desk.vault.stages import MoveKind


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsRoom(DeskRoom):
    """The page of units as of a day."""

    day: date
    today: date
    offering: Offering | None
    exemption: Exemption | None
    limits: units.LimitReport | None
    raised: units.RaiseReport | None
    money_back: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    notice_late: bool

    @property
    def unverified(self) -> bool:
        """Whether a rule the page stands on was not read at its source."""
        return self.exemption is not None and self.exemption.worst_status is Status.UNVERIFIED

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV, as of the same day."""
        return f"{reverse('units_table', args=[self.seat.slug, table])}?as_of={self.day.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsDesk(DeskRoom):
    """What the forms of the units stand on."""

    held: Raise
    exemptions: tuple[tuple[str, str], ...]
    contacts: tuple[tuple[int, str], ...]
    parties: tuple[tuple[str, str], ...]
    currency: str
    classes: Mapping[str, UnitClass]

    def holder(self, number: int) -> Holder:
        """One holder. Raises NotShared."""
        found = next((each for each in self.held.holders if each.number == number), None)
        if found is None:
            raise NotShared
        return found

    def unit_class(self, code: str) -> UnitClass:
        """One class. Raises NotShared."""
        if code not in self.classes:
            raise NotShared
        return self.classes[code]

    def class_fields(self, code: str) -> dict[str, object]:
        """One class as its form shows it. Raises NotShared."""
        record = self.unit_class(code)
        names = ("code", "name", "currency", "authorised", "premium")
        price = money_of(record.price_minor, record.currency).amount
        return {**{name: getattr(record, name) for name in names}, "price": price}

    @property
    def offering_fields(self) -> dict[str, object]:
        """The offering in force as its form shows it."""
        stands = self.held.offering
        if stands is None:
            return {"currency": self.currency}
        names = ("issuer", "exemption", "solicited", "currency", "minimum_date", "escrow", "notice_date")
        minor = stands.minimum_minor
        least = "" if minor is None else money_of(minor, stands.currency).amount
        return {**{name: getattr(stands, name) for name in names}, "minimum": least}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRoom(DeskRoom):
    """One row of the unit ledger."""

    row: UnitMovement
    what: str
    worth: str
    reversed_by: int | None


def units_room(ask: Ask, day: date | None) -> UnitsRoom:
    """The units as of a day, today where none is named. Raises NotShared."""
    seat = seat_for(ask.person, ask.slug, Page.FUNDRAISING)
    held, on = raise_of(seat.production), day or ask.today
    found = held.exemption(on)
    exemption = found if isinstance(found, Exemption) else None
    standing = units.standing(held.movements, on)
    sold = units.sales(held.classes, standing)
    limits = units.limits(exemption, sold, as_of=on) if exemption else None
    raised = held.raised(on)
    problems = [*held.problems(held.movements), *([found] if isinstance(found, Problem) else [])]
    if plan := reading.read(reading.stamp(seat.production)).production:
        table = units.cap_table(held.classes, held.movements, as_of=on)
        problems += units.against_plan(table, plan.finance, plan.trees["finance"])
    notice = limits.notice_date if limits else None
    return UnitsRoom(
        page=Page.FUNDRAISING,
        seat=seat,
        title=reading.title(seat.production),
        tables=tables_of(seat, held, on),
        as_of=on,
        day=on,
        today=ask.today,
        offering=held.offering,
        exemption=exemption,
        limits=limits,
        raised=raised,
        money_back=_back(held, raised),
        problems=tuple(dict.fromkeys(problems)),
        notice_late=notice is not None and on > notice and not (held.offering and held.offering.notice_date),
    )


def units_desk(ask: Ask) -> UnitsDesk:
    """What a form stands on. Raises NotShared."""
    seat = seat_for(ask.person, ask.slug, Page.FUNDRAISING)
    book = rules.load()
    seen = contacts.visible(ask.person).order_by("name")
    return UnitsDesk(
        page=Page.FUNDRAISING,
        seat=seat,
        title=reading.title(seat.production),
        held=raise_of(seat.production),
        exemptions=tuple((name, book.exemption(name, on=ask.today).title) for name in book.exemption_ids()),
        contacts=tuple((each.pk, str(each)) for each in seen),
        parties=tuple(masthead(seat.production).parties.items()),
        currency=currency_of(seat, ask.today),
        classes={each.code: each for each in UnitClass.objects.filter(production=seat.production)},
    )


def row_room(ask: Ask, number: int) -> RowRoom:
    """One row of the unit ledger. Raises NotShared."""
    seat = seat_for(ask.person, ask.slug, Page.FUNDRAISING)
    row = next((each for each in ledger_rows(seat.production) if each.number == number), None)
    if row is None:
        raise NotShared
    amount, back = amount_of_row(row), getattr(row, "reversed_by", None)
    return RowRoom(
        page=Page.FUNDRAISING,
        seat=seat,
        title=reading.title(seat.production),
        row=row,
        what=MoveKind(row.kind).label,
        worth=f"{row.units:,} units" if amount is None else str(amount),
        reversed_by=back.number if back else None,
    )


def _back(held: Raise, raised: units.RaiseReport | None) -> tuple[tuple[str, str], ...]:
    if raised is None:
        return ()
    return tuple((held.names[key], str(figure.value)) for key, figure in raised.money_back)
