"""A number that no row can have is a page not found, wherever an address takes one."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.site.roles import Role

HUGE = "9" * 30


def routes(found: list[URLPattern | URLResolver]) -> list[str]:
    return [
        route
        for each in found
        for route in (routes(each.url_patterns) if isinstance(each, URLResolver) else [str(each.pattern)])
    ]


def test_no_address_takes_a_number_without_bounds() -> None:
    found = routes(get_resolver().url_patterns)
    assert [route for route in found if "<int:" in route] == []
    assert sum("<number:" in route for route in found) > 10


@pytest.mark.parametrize(
    "page",
    [
        "documents/budget/saves/{}/",
        "documents/budget/revisions/{}/",
        "decisions/{}/",
        "reports/{}/2026-11-24/",
    ],
)
@pytest.mark.parametrize("number", [HUGE, "999999999"])
def test_a_huge_number_is_a_page_not_found(enter: Enter, page: str, number: str) -> None:
    address = f"/films/{SLUG}/{page.format(number)}"
    assert enter(Role.EXECUTIVE_PRODUCER).get(address).status_code == 404


def test_huge_numbers_in_forms_name_nothing(enter: Enter, desk: Path) -> None:  # noqa: ARG001  # the desk must stand
    ep = enter(Role.EXECUTIVE_PRODUCER)
    assert ep.post("/inbox/read/", {"notice": ["9" * 40, "9" * 5000]}).status_code == 302
    back = f"/films/{SLUG}/documents/budget/saves/{HUGE}/take-back"
    assert ep.post(back, {"edits": HUGE}).status_code == 404
    compared = ep.get(f"/films/{SLUG}/documents/budget/compare/", {"from": HUGE, "to": "draft"})
    assert compared.status_code in (200, 404)
