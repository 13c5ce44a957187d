"""Who raises money, and the few questions every act of the room asks of a day, an amount and a percentage."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from topsheet.money import Money, is_currency
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.vault.actions.doer import Doer, behind, doer
from topsheet_desk.vault.actions.fundraising.refusals import BadAmount, BadPercent, DayAhead, DayFarAway

_FAR = timedelta(days=30 * 366)
_MOST = Decimal(10) ** 13


def raiser(person: int, slug: str, now: datetime) -> Doer:
    """The doer, with the production locked. Raises NotShared for whoever does not open the room, NotAllowed."""
    behind(Page.FUNDRAISING, person, slug)
    return doer(person, slug, Act.RAISE, now=now)


def require_amount(amount: Money, *, zero: bool = False) -> Money:
    """A positive amount in whole coins of a known currency; nothing only where `zero` permits it. Raises BadAmount."""
    if not is_currency(amount.currency):
        raise BadAmount(f"{amount.currency or 'an empty field'} is no currency. One looks like USD or EUR.")
    if amount.amount < 0 or (not amount.amount and not zero):
        raise BadAmount("the amount must be more than nothing.")
    if amount != amount.rounded():
        raise BadAmount(f"{amount.amount} has more decimals than {amount.currency} has coins.")
    if amount.amount >= _MOST:
        raise BadAmount("the amount is larger than anything a film costs. Check its zeros.")
    return amount


def require_percent(value: Decimal | None, what: str, most: int) -> Decimal | None:
    """A percentage from nothing to `most`, or none. Raises BadPercent."""
    if value is not None and (not 0 <= value <= most or value != round(value, 3)):
        raise BadPercent(what, most)
    return value


def require_near(day: date | None, today: date) -> None:
    """A day within thirty years. Raises DayFarAway."""
    if day is not None and abs(day - today) > _FAR:
        raise DayFarAway(day)


def require_past(day: date, today: date) -> None:
    """A day that is not ahead by the reader's clock. Raises DayAhead, DayFarAway."""
    require_near(day, today)
    if day > today:
        raise DayAhead(day)
