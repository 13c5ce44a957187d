"""A production begun on the desk, from nothing but its title."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from topsheet_desk.site.roles import Role
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.records import Production

Enter = Callable[[Role], Client]


@pytest.mark.usefixtures("desk")
def test_a_keeper_begins_a_production_and_stands_before_its_plan(enter: Enter) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    assert reverse("begin") in client.get(reverse("slate")).content.decode()
    answer = client.post(
        reverse("begin"), {"title": 'The "Last"\nReel', "slug": "", "currency": "eur"}, follow=True
    )
    assert answer.redirect_chain == [(reverse("finance", args=["the-last-reel"]), 302)]
    film = reading.film(reading.stamp_by_slug("the-last-reel"), date(2026, 11, 25))
    assert film is not None
    assert (film.title, film.currency, film.problems) == ('The "Last" Reel', "EUR", ())


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("title", "slug", "currency", "said"),
    [
        ("", "", "USD", "Title"),
        ("…", "", "USD", "No letter or figure"),
        ("Night Ferry", "night-ferry", "USD", "the desk has a production called night-ferry"),
        ("A film", "A Film", "USD", "cannot stand in an address"),
        ("A film", "", "EUX", "EUX is no currency"),
    ],
)
def test_what_cannot_begin_is_told(enter: Enter, title: str, slug: str, currency: str, said: str) -> None:
    before = Production.objects.count()
    told = {"title": title, "slug": slug, "currency": currency}
    answer = enter(Role.EXECUTIVE_PRODUCER).post(reverse("begin"), told)
    assert (answer.status_code, said in answer.content.decode()) == (200, True)
    assert Production.objects.count() == before
