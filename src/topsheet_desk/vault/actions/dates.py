"""Dates of the closing list told to those who keep it: once at 30, 14 and 3 days, and once when missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from topsheet.finance.closing import Alert
from topsheet_desk.site.formats import day
from topsheet_desk.site.moments import tell as tell_moment
from topsheet_desk.site.moments import zone_of
from topsheet_desk.site.permissions import Page
from topsheet_desk.vault.actions.notices import tell
from topsheet_desk.vault.lookups.dates import address_of, dates_of, days_words, keepers
from topsheet_desk.vault.records import Notice, Person, Production

# From here on a date does not wait for the digest.
_AT_ONCE = 3


def tell_dates(*, now: datetime) -> int:
    """Write a notice for each step of each date that nobody was told yet; how many.

    30 and 14 days before it stands in the digest; 3 days before, and missed, it is sent at once. A date that moves is
    told anew. Runs may overlap: the production is locked while its notices are looked for and written.
    """
    return sum(_tell(production, people, now) for production, people in keepers().items())


@transaction.atomic
def _tell(production_id: int, people: Sequence[int], now: datetime) -> int:
    found = dates_of(production_id, now)
    if not found:
        return 0
    production = Production.objects.select_for_update().get(pk=production_id)
    told = set(
        Notice.objects.filter(production=production, page=Page.CLOSING).values_list("person", "subject")
    )
    new = [
        (person, alert)
        for person in Person.objects.filter(pk__in=people).order_by("pk")
        for alert in found
        if (person.pk, subject(alert)) not in told
    ]
    for person, alert in new:
        at = tell_moment(alert.due_at, zone_of(person.time_zone), zone_of(alert.zone))
        tell(
            person,
            production,
            subject(alert),
            f"{days_words(alert)}: {at}.",
            address_of(production.slug, alert),
            at_once=alert.step <= _AT_ONCE,
            now=now,
            page=Page.CLOSING,
        )
    return len(new)


def subject(alert: Alert) -> str:
    """What the notice is called: the same for one step of one date, so that it is told once."""
    step = "missed" if alert.late else f"due within {alert.step} days"
    return " ".join(f"{alert.title[:200]}: {step}, {day(alert.due)}".split())
