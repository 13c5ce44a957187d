"""Every address × every member of the cast and the signed-out: made from the URL configuration.

A new address fails the test until someone writes down who may open it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.site.permissions import Page, opens
from topsheet_desk.site.roles import Role

# Addresses outside the films: name → status for the signed-in and for the signed-out.
OPEN = {"slate": (200, 302), "sign_in": (302, 200), "sign_out": (405, 302), "theme": (405, 405)}
# Which page each address of a film belongs to, and what fills its other parts.
FILMS: dict[str, tuple[Page, dict[str, str]]] = {
    "cockpit": (Page.COCKPIT, {}),
    "cockpit_table": (Page.COCKPIT, {"table": "options"}),
    "problems": (Page.PROBLEMS, {}),
    "portal": (Page.PORTAL, {}),
    "one_page_pdf": (Page.PAPERS, {}),
    "one_page_json": (Page.PAPERS, {}),
    "why": (Page.WHY, {"name": "schedule.shoot_days"}),
    "script": (Page.SCRIPT, {}),
    "script_table": (Page.SCRIPT, {"table": "scenes"}),
    "schedule": (Page.SCHEDULE, {}),
    "schedule_table": (Page.SCHEDULE, {"table": "days"}),
    "budget": (Page.BUDGET, {}),
    "budget_table": (Page.BUDGET, {"table": "topsheet"}),
    "incentives": (Page.INCENTIVES, {}),
    "incentives_table": (Page.INCENTIVES, {"table": "programmes"}),
    "market": (Page.MARKET, {}),
    "market_table": (Page.MARKET, {"table": "territories"}),
    "finance": (Page.FINANCE, {}),
    "finance_table": (Page.FINANCE, {"table": "sources"}),
    "greenlight": (Page.GREENLIGHT, {}),
    "greenlight_table": (Page.GREENLIGHT, {"table": "gates"}),
    "recoupment": (Page.RECOUPMENT, {}),
    "recoupment_table": (Page.RECOUPMENT, {"table": "cases"}),
}


def _names(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern)
        else:
            assert isinstance(pattern, URLPattern)
            assert pattern.name, f"{pattern.pattern} has no name"
            yield pattern.name


def test_every_address_has_a_place_in_the_matrix() -> None:
    assert sorted(_names(get_resolver())) == sorted([*OPEN, *FILMS])


@pytest.mark.parametrize("role", [*Role, None], ids=lambda role: role.value if role else "STRANGER")
def test_each_role_opens_its_pages_and_no_other(enter: Enter, role: Role | None) -> None:
    client = enter(role)
    expected = {name: statuses[0] for name, statuses in OPEN.items()}
    expected |= {name: 200 if role and opens(role, page) else 404 for name, (page, _parts) in FILMS.items()}
    got = {name: client.get(reverse(name)).status_code for name in OPEN if name != "sign_out"}
    got |= {
        name: client.get(reverse(name, kwargs={"slug": SLUG, **parts})).status_code
        for name, (_p, parts) in FILMS.items()
    }
    got["sign_out"] = client.get(reverse("sign_out")).status_code
    assert got == expected


@pytest.mark.usefixtures("desk")
def test_the_signed_out_are_led_to_the_door_and_told_nothing(client: Client) -> None:
    got = {name: client.get(reverse(name)).status_code for name in OPEN}
    assert got == {name: statuses[1] for name, statuses in OPEN.items()}
    for name, (_page, parts) in FILMS.items():
        for slug in (SLUG, "no-such-film"):
            address = reverse(name, kwargs={"slug": slug, **parts})
            answer = client.get(address)
            assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in/?next={address}")


def test_a_film_that_does_not_exist_looks_like_one_that_is_not_shared(enter: Enter) -> None:
    client = enter(Role.CLIENT)
    missing = client.get("/films/no-such-film/").content.replace(b"no-such-film", b"")
    hidden = client.get(f"/films/{SLUG}/").content.replace(SLUG.encode(), b"")
    assert _without_token(missing) == _without_token(hidden)


def _without_token(page: bytes) -> bytes:
    import re

    return re.sub(rb'value="[A-Za-z0-9]{64}"', b"", page)
