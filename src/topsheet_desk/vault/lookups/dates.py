"""The dates of closing lists that come or have passed, for those who keep the list."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.urls import reverse

from topsheet.finance.closing import Alert, alerts
from topsheet_desk.site.permissions import Act, Page, roles_that
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.records import Document, Membership

_KIND = "closing"


def keepers() -> dict[int, list[int]]:
    """Who may write the closing list of each production that has one: people's ids by the production's."""
    seats = Membership.objects.filter(
        role__in=roles_that(Act.EDIT, _KIND),
        ended_at=None,
        person__is_active=True,
        production__in=Document.objects.filter(kind=_KIND).values("production"),
    )
    found: dict[int, list[int]] = defaultdict(list)
    for production, person in seats.order_by("production", "person").values_list("production", "person"):
        if person not in found[production]:
            found[production].append(person)
    return found


def kept_by(person: int) -> list[int]:
    """The productions whose closing list the person may write: one query."""
    seats = Membership.objects.filter(
        person_id=person,
        person__is_active=True,
        ended_at=None,
        role__in=roles_that(Act.EDIT, _KIND),
        production__in=Document.objects.filter(kind=_KIND).values("production"),
    )
    return sorted(set(seats.values_list("production", flat=True)))


def dates_of(production: int, now: datetime) -> tuple[Alert, ...]:
    """The dates of a production's closing list that are due within 30 days or late; none while it cannot be computed.

    A condition's day is that of the film as its papers stand; the clock of the first place is the office's.
    """
    film = reading.film_alone(reading.stamp(production), now.date())
    if film is None or film.production.closing is None or film.closing is None:
        return ()
    places = film.production.document.places
    home = next(iter(places.values()), None)
    return alerts(film.production.closing, film.closing.items, places, home=home, now=now)


def address_of(slug: str, alert: Alert) -> str:
    """The row of the closing page on which the date stands."""
    return f"{reverse(Page.CLOSING.value, args=[slug])}#{alert.kind}-{alert.id}"


def days_words(alert: Alert) -> str:
    """How far away the date is, by the clock of its place."""
    if alert.late:
        over = -alert.days_left
        return f"Missed {over} {'day' if over == 1 else 'days'} ago" if over else "Missed today"
    left = alert.days_left
    return f"{left} {'day' if left == 1 else 'days'} left" if left else "Due today"
