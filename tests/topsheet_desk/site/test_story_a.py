"""Night Ferry on the desk: the figures of story A stand on the pages, whatever the machine's clock says."""

from __future__ import annotations

import html
import json
import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.lookups import reading


@pytest.fixture
def producer(enter: Enter) -> Client:
    """The executive producer's browser."""
    return enter(Role.EXECUTIVE_PRODUCER)


def _words(client: Client, name: str, option: str = "", **parts: str) -> str:
    """What the page of a room says, its markup taken out."""
    answer = client.get(reverse(name, kwargs={"slug": SLUG, **parts}), {"option": option} if option else {})
    body = re.sub(r"<(script|style).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    words = html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+", " ", words)


def _missing(page: str, *expected: str) -> list[str]:
    """The words that the page does not say; a number is not found inside a longer one."""
    return [words for words in expected if not re.search(rf"(?<![\d,.]){re.escape(words)}(?!,?\d)", page)]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("today", [date(2020, 1, 1), date(2031, 5, 5)])
def test_the_day_is_the_papers_own_whatever_the_machines_clock(today: date) -> None:
    film = reading.film(reading.stamp_by_slug(SLUG), today)
    assert film is not None
    assert (film.as_of, str(film.finance.gap.value)) == (date(2026, 11, 24), "USD 598,900.00")


def test_the_slate_and_the_cockpit_say_what_is_missing(producer: Client) -> None:
    slate = html.unescape(producer.get("/").content.decode())
    assert _missing(slate, "5,100,000", "6,000,000", "598,900", "BLOCKED") == []
    cockpit = _words(producer, "cockpit")
    assert (
        _missing(
            cockpit,
            "Not yet: 598,900 short",
            "90.02 %",
            "5,401,100",
            "From 3,814,405 of gross, equity is whole",
            "Equity C and deferrals",
            "12 scenes lose their day",
            "181,142.52",
            "280,900.00",
            "GO IF",
            "The account runs empty in October 2027",
            "DGA, low budget sideletter 2020-2023",
        )
        == []
    )


@pytest.mark.parametrize(
    ("room", "option", "expected"),
    [
        ("budget", "", ("5,100,000", "1,250,000.00", "2,900,000.00", "620,000.00", "330,000.00")),
        (
            "budget",
            "",
            ("5,763,000", "level 4a", "400,000", "Tier 1A", "250,000", "Near the edge", "unverified"),
        ),
        ("finance", "", ("598,900", "90.02 %", "5,780,000", "378,900", "656,100.01", "−236,399.99")),
        ("finance", "a", ("6,001,100", "Surplus 1,100", "1,113,600", "221,100", "−121,500", "−421,500")),
        ("finance", "a", ("What would mend it: Call equity instalment 3",)),
        ("finance", "b", ("181,142.52", "5,389,615.12")),
        ("finance", "c", ("280,900", "5,719,100")),
        ("schedule", "", ("Shooting days 28", "Mon 29 Mar 2027", "Thu 6 May 2027", "Nova Scotia")),
        ("schedule", "b", ("Shooting days 24", "12 scenes lose their shooting day", "87 Customs shed")),
        ("script", "", ("Pages 102", "Scenes 98", "Speaking parts 16")),
        ("incentives", "", ("4,200,000", "25 %", "1,050,000", "unverified", "Met", "Not found")),
        ("market", "", ("2,900,000", "4,925,000", "420,000", "Sold")),
        ("greenlight", "", ("BLOCKED", "598,900", "Daniel Okonkwo", "12 Feb 2027", "Chain of title")),
        ("greenlight", "a", ("GO IF",)),
        ("recoupment", "", ("3,814,404.76", "4,385,833.33", "33.00 %", "85.50 %", "157.00 %", "1,883,975")),
        ("recoupment", "", ("rounded down to the coin", "Equity C last in, first out needs equity_c")),
        ("recoupment", "a", ("333,431.57", "333,431.58", "Equity C closes the gap")),
        ("problems", "", ("As of Tue 24 Nov 2026",)),
    ],
)
def test_every_room_shows_its_part_of_the_story(
    producer: Client, room: str, option: str, expected: tuple[str, ...]
) -> None:
    assert _missing(_words(producer, room, option), *expected) == []


def test_no_page_shows_the_inside_of_the_program(producer: Client) -> None:
    for room in ("cockpit", "script", "schedule", "budget", "incentives", "market", "finance", "greenlight"):
        page = producer.get(reverse(room, args=[SLUG])).content.decode()
        assert [
            words for words in ("object at 0x", "Figure(", "Condition(", ">None<", "{{") if words in page
        ] == []


def test_the_papers_are_the_librarys_and_follow_the_option(producer: Client) -> None:
    pdf = producer.get(reverse("one_page_pdf", args=[SLUG]))
    assert (pdf.status_code, pdf.content[:5], pdf.headers["Content-Type"]) == (
        200,
        b"%PDF-",
        "application/pdf",
    )
    plain = producer.get(reverse("one_page_json", args=[SLUG])).content.decode()
    taken = producer.get(reverse("one_page_json", args=[SLUG]), {"option": "a"}).content.decode()
    assert ("598900.00" in plain, "6001100.00" in taken) == (True, True)
    assert json.loads(plain) != json.loads(taken)
