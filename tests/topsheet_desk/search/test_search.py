"""Search finds what the reader may see, and says nothing of the rest: no result, no count, no hint."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

import pytest
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet.film import Film
from topsheet_desk.search.lookups import Search, search_of
from topsheet_desk.site import formats
from topsheet_desk.site.permissions import Act, Actor, Page, may, opens
from topsheet_desk.site.roles import Role
from topsheet_desk.site.sight import sight_of
from topsheet_desk.vault.digests import sha256
from topsheet_desk.vault.records import Document, Paper, Person, Production, ReportDuty

TODAY = date(2026, 11, 24)
TEAM = [role for role in Role if opens(role, Page.SEARCH)]

pytestmark = pytest.mark.usefixtures("desk")


def find(role: Role, words: str) -> Search:
    return search_of(Person.objects.get(memberships__role=role).pk, SLUG, words, TODAY)


def groups(role: Role, words: str) -> dict[str, int]:
    return {group.name: group.count for group in find(role, words).groups}


def urls(role: Role, words: str) -> list[str]:
    return [hit.url for group in find(role, words).groups for hit in group.hits]


def test_an_amount_leads_to_its_figure() -> None:
    hits = next(
        group.hits for group in find(Role.EXECUTIVE_PRODUCER, "598 900").groups if group.name == "Figures"
    )
    assert ("Gap", "finance.gap", f"/films/{SLUG}/why/finance.gap", "598,900") in {
        (hit.title, hit.detail, hit.url, hit.worth) for hit in hits
    }


def test_a_scene_is_found_by_where_it_is_and_who_speaks() -> None:
    found = next(group for group in find(Role.DIRECTOR, "mara").groups if group.name == "Scenes")
    assert found.count > 3
    assert {hit.url for hit in found.hits} == {f"/films/{SLUG}/script/#scenes"}


@pytest.mark.parametrize("role", TEAM)
def test_no_figure_outside_the_readers_sight_is_found(film: Film, role: Role) -> None:
    sight = sight_of(role, film)
    for words in ("finance", "claim", "fee", "recoupment", "collateral", "market", "take", "budget.line"):
        found = [group for group in find(role, words).groups if group.name == "Figures"]
        names = {hit.detail for group in found for hit in group.hits}
        assert {name for name in names if not sight.sees(name)} == set()
        seen = [
            name
            for name, figure in film.figures.items()
            if sight.sees(name) and words in f"{figure.label} {name} {formats.of(figure)}".casefold()
        ]
        assert sum(group.count for group in found) == len(seen)


@pytest.mark.parametrize("role", TEAM)
def test_lines_are_found_only_in_documents_that_the_role_reads(role: Role) -> None:
    production = Production.objects.get(slug=SLUG)
    for document in Document.objects.filter(production=production):
        text = f"{document.paper.text}\n# planted-in-{document.kind}\n"
        document.paper = Paper.objects.get_or_create(digest=sha256(text), defaults={"text": text})[0]
        document.save()
    actor = Actor(0, (role,))
    kinds = set(Document.objects.filter(production=production).values_list("kind", flat=True))
    expected = {kind for kind in kinds if may(actor, Act.READ, kind)}
    found = find(role, "planted-in-")
    assert len(kinds) > 7
    assert {hit.detail for group in found.groups for hit in group.hits if group.name == "Documents"} >= {
        f"# planted-in-{kind}" for kind in expected - {"screenplay"}
    }
    assert found.count == len(expected)


def test_what_must_not_be_seen_is_in_no_page_of_results(enter: Enter, film: Film) -> None:
    """Investors' terms, other people's fees and payees, in every way somebody might ask for them."""
    fees = [line for line in film.budget.lines if line.basis == "fee"]
    investors = [source.name for source in film.finance.sources]
    asked = [*(line.what for line in fees), *investors, *(line.payee for line in fees if line.payee)]
    asked += [f"{line.total.value.amount:.0f}" for line in fees if line.total.value.amount > 10_000]
    assert len(asked) > 12
    client = enter(Role.DIRECTOR)
    leaks: dict[str, list[str]] = {}
    for words in asked:
        page = client.get(reverse("search", args=[SLUG]), {"q": words}).content.decode()
        said = [
            found
            for found in re.findall(r'<section class="block" aria-labelledby="([^"]+)"', page)
            if found != "scenes"
        ]
        figures = re.findall(r"<small>(budget\.line[^<]*|finance[^<]*)</small>", page)
        if set(said) - {"figures", "documents", "reports"} or figures:
            leaks[words] = said
    assert leaks == {}


def test_the_line_producer_finds_no_investors_terms() -> None:
    shown: dict[str, Any] = {
        words: urls(Role.LINE_PRODUCER, words)
        for words in ("preferred return", "corridor", "recoupment", "unsold take")
    }
    hidden = ("/recoupment", "/market", "why/recoupment", "why/market", ".claim")
    assert [url for found in shown.values() for url in found if any(part in url for part in hidden)] == []
    assert any("recoupment" in url for url in urls(Role.EXECUTIVE_PRODUCER, "recoupment"))


def test_people_are_found_by_those_who_read_their_paper_or_open_their_page() -> None:
    assert {role: groups(role, "Harrow Street").get("People and parties", 0) for role in TEAM} == {
        Role.EXECUTIVE_PRODUCER: 2,
        Role.PRODUCER: 2,
        Role.CO_PRODUCER: 1,
        Role.LINE_PRODUCER: 1,
        Role.ASSOCIATE_PRODUCER: 0,
        Role.DIRECTOR: 0,
        Role.ACCOUNTANT: 1,
    }


def test_a_report_is_found_by_its_title_and_not_by_its_words() -> None:
    ReportDuty.objects.create(
        production=Production.objects.get(slug=SLUG),
        title="Hot cost",
        role=Role.LINE_PRODUCER,
        rhythm="DAILY",
        time=time(12),
        zone="UTC",
        starts_date=TODAY,
        ends_date=TODAY,
    )
    assert groups(Role.DIRECTOR, "hot cost")["Reports"] == 1


def test_nothing_typed_and_nothing_found_say_what_to_do(enter: Enter) -> None:
    client, address = enter(Role.DIRECTOR), reverse("search", args=[SLUG])
    empty, nothing = (client.get(address, {"q": words}).content.decode() for words in ("  ", "xyzzy plugh"))
    assert ("Try “contingency”" in empty, "Nothing that is shared with you" in nothing) == (True, True)


def test_what_was_typed_comes_back_as_text(enter: Enter) -> None:
    page = enter(Role.DIRECTOR).get(reverse("search", args=[SLUG]), {"q": '"><script>x</script>\x00'})
    assert (page.status_code, b"<script>x" in page.content) == (200, False)


def test_every_result_opens(enter: Enter) -> None:
    for role in (Role.EXECUTIVE_PRODUCER, Role.LINE_PRODUCER, Role.DIRECTOR):
        client = enter(role)
        found = [url for words in ("day", "night", "100", "producer") for url in urls(role, words)]
        statuses = {url: client.get(url.split("#")[0]).status_code for url in set(found)}
        assert set(statuses.values()) == {200}, statuses
