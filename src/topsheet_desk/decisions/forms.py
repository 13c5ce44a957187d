"""What people write when they ask, decide, give authority or delegate: read from the form, with its mistakes named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo, available_timezones

from django.http import QueryDict

from topsheet.money import Money, minor_digits
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.refusals import Refused


class Unreadable(Refused):
    """A field of the form holds something else than it asks for."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was sent."""

    sent: QueryDict

    def words(self, name: str) -> str:
        """A field as text, without the spaces around it."""
        return self.sent.get(name, "").strip()

    def amount(self, name: str, currency: str) -> Money | None:
        """An amount in a currency; None for an empty field. Raises Unreadable."""
        written = self.words(name).replace(",", "").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
        if not written:
            return None
        try:
            number = Decimal(written)
            coins = number.scaleb(minor_digits(currency)) if number.is_finite() else Decimal("0.5")
        except (InvalidOperation, KeyError):
            raise Unreadable(
                f"Nothing was done: {self.words(name)!r} is no amount. Write it as 12,500.00."
            ) from None
        if coins != coins.to_integral_value() or abs(number) > Decimal(10) ** 13:
            raise Unreadable(f"Nothing was done: {self.words(name)!r} is no amount in {currency}'s coins.")
        return Money(number, currency)

    def percent(self, name: str) -> Decimal | None:
        """A percentage between 0 and 100; None for an empty field. Raises Unreadable."""
        written = self.words(name).removesuffix("%").strip()
        if not written:
            return None
        try:
            number = Decimal(written)
        except InvalidOperation:
            number = Decimal(-1)
        if not number.is_finite() or not 0 <= number <= 100:
            raise Unreadable(f"Nothing was done: {written!r} is no percentage. Write it as 2 or 2.5.")
        return number

    def moment(self, name: str, zone: str) -> datetime | None:
        """A date and time by the clock of a place; None for an empty field. Raises Unreadable."""
        written = self.words(name)
        if not written:
            return None
        if zone not in available_timezones():
            raise Unreadable("Nothing was done: choose the place whose clock is meant.")
        try:
            return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone))
        except ValueError:
            raise Unreadable(
                f"Nothing was done: {written!r} is no time. Write it as 2027-03-29T18:00."
            ) from None

    def role(self, name: str) -> Role:
        """A role. Raises Unreadable."""
        try:
            return Role(self.words(name))
        except ValueError:
            raise Unreadable("Nothing was done: choose a role from the list.") from None

    def number(self, name: str) -> int:
        """A whole number of a hidden field; 0, which nothing has, for anything else."""
        written = self.words(name)
        return int(written) if written.isdecimal() and len(written) < 12 else 0
