"""What people write when they ask, decide, give authority or delegate: read from the form, with its mistakes named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo, available_timezones

from django.http import QueryDict

from topsheet.money import Money, is_currency, minor_digits
from topsheet_desk.site.amounts import AS, amount_of, fault_of
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.refusals import Refused

# A moment further away than that is a slip of the pen, and the clocks of some places could not show it.
_FARTHEST = timedelta(days=3653)


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
        """An amount in a currency, commas only between thousands; None for an empty field. Raises Unreadable."""
        written = self.words(name)
        if not written:
            return None
        number = amount_of(written, currency)
        if number is None or not is_currency(currency):
            raise Unreadable(f"Nothing was done: {fault_of(written)}. {AS}")
        coins = number.scaleb(minor_digits(currency))
        if coins != coins.to_integral_value() or abs(number) > Decimal(10) ** 13:
            raise Unreadable(f"Nothing was done: {written!r} is no amount in {currency}'s coins.")
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

    def moment(self, name: str, zone: str, now: datetime) -> datetime | None:
        """A date and time by the clock of a place, within ten years of now; None for an empty field.

        Raises Unreadable.
        """
        written = self.words(name)
        if not written:
            return None
        if zone not in available_timezones():
            raise Unreadable("Nothing was done: choose the place whose clock is meant.")
        try:
            found = datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone))
        except ValueError:
            raise Unreadable(
                f"Nothing was done: {written!r} is no time. Write it as 2027-03-29T18:00."
            ) from None
        if abs(found - now) > _FARTHEST:
            raise Unreadable(f"Nothing was done: {written!r} is more than ten years away. Check the year.")
        return found

    def role(self, name: str) -> Role:
        """A role. Raises Unreadable."""
        try:
            return Role(self.words(name))
        except ValueError:
            raise Unreadable("Nothing was done: choose a role from the list.") from None

    def number(self, name: str) -> int:
        """A whole number of a hidden field; 0, which nothing has, for anything else."""
        written = self.words(name)
        return int(written) if written.isdecimal() and len(written) < 10 else 0
