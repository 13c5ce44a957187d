"""The page of participations: everything for the producers; for a participant their own, and nothing of others."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet.film import Film
from topsheet_desk.site import formats
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions import CastMember, seat_cast

PAGE = f"/films/{SLUG}/recoupment/participations/"
Rewrite = Callable[[str, str, str], None]


def seated(role: Role, party: str) -> Client:
    """A browser of someone new who sits in a role for a party."""
    from topsheet_desk.vault.records import Person

    member = CastMember("new@nightferry.example", "New", role, party)
    seat_cast(SLUG, [member], "a-password-1", now=datetime.now(UTC))
    client = Client()
    client.force_login(Person.objects.get(email=member.email))
    return client


def rows(client: Client, table: str) -> list[dict[str, str]]:
    answer = client.get(f"{PAGE}{table}.csv")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_producers_read_every_deal_to_the_cent_and_open_each_figure(enter: Enter, film: Film) -> None:
    client = enter(Role.PRODUCER)
    page = client.get(PAGE).content.decode()
    assert film.participation is not None
    for deal in film.participation.deals:
        last = deal.statements[-1]
        assert deal.participant in page
        assert [line for line in deal.terms_text[:3] if line not in page] == []
        told = {row["Line"]: row for row in rows(client, f"lines-{deal.id}")}
        assert told["Net"]["To date"] == formats.plain(last.line("net").to_date.value)
        assert told["Net"]["This statement"] == formats.plain(last.line("net").movement.value)
        first = deal.statements[0]
        assert told["Net"][f"{first.label}, to date"] == formats.plain(first.line("net").to_date.value)
        address = reverse("why", args=[SLUG, last.line("net").to_date.name])
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
    assert [row["State"] for row in rows(client, "breakevens-director")] == ["Reached", "Not reached"]
    assert [(row["Deal"], row["Due with it"]) for row in rows(client, "deals")] == [
        ("Gross points of the lead", "47444.80"),
        ("Net points of the director", "19072.20"),
    ]
    assert (
        f'<a href="{PAGE}">Participations</a>'
        in client.get(reverse("recoupment", args=[SLUG])).content.decode()
    )


def test_red_flags_stand_beside_the_statements_and_open_their_line(enter: Enter, rewrite: Rewrite) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    assert rows(client, "flags") == []
    rewrite("participations", "receivable: 38500, reserve: 60000", "receivable: 38500, reserve: 260000")
    [flag] = rows(client, "flags")
    assert flag["Flag"] == "Ask"
    assert flag["What"].startswith("reserves grow from USD 140,000.00 to USD 260,000.00")
    page = client.get(PAGE).content.decode()
    assert f'href="{reverse("document", args=[SLUG, "participations"])}?line=' in page


def test_mistakes_of_the_paper_stand_on_the_page_instead_of_statements(
    enter: Enter, rewrite: Rewrite
) -> None:
    rewrite("participations", "participant: ashdown", "participant: nobody")
    client = enter(Role.PRODUCER)
    page = client.get(PAGE).content.decode()
    assert "No deal can be worked out yet." in page
    assert [row["Flag"] for row in rows(client, "flags")] == ["Stops the figures"]


@pytest.mark.parametrize(
    ("begin", "told"),
    [("books:", "No statement yet."), ("deals:", "No deal can be worked out yet.")],
)
def test_a_paper_with_an_empty_list_says_what_to_write(
    enter: Enter, rewrite: Rewrite, begin: str, told: str
) -> None:
    from topsheet_desk.vault.records import Document

    text = Document.objects.get(production__slug=SLUG, kind="participations").paper.text
    end = text.index("deals:") if begin == "books:" else len(text)
    rewrite("participations", text[text.index(begin) : end], f"{begin} []\n")
    assert told in enter(Role.PRODUCER).get(PAGE).content.decode()


def test_a_participant_without_a_statement_is_not_told_to_write_one(rewrite: Rewrite) -> None:
    from topsheet_desk.vault.records import Document

    text = Document.objects.get(production__slug=SLUG, kind="participations").paper.text
    rewrite("participations", text[text.index("books:") : text.index("deals:")], "books: []\n")
    page = seated(Role.GUEST, "ashdown").get(PAGE).content.decode()
    assert "No statement has been made yet. The producers make one when the distributor has reported." in page
    assert ".yaml" not in page


def test_a_production_without_the_paper_offers_to_begin_it(
    enter: Enter, without: Callable[[str], str]
) -> None:
    slug = without("participations.yaml")
    page = enter(Role.PRODUCER).get(reverse("participations", args=[slug]))
    assert page.status_code == 200
    assert "There are no participations yet." in page.content.decode()
    assert reverse("document", args=[slug, "participations"]) in page.content.decode()
    assert enter(Role.DIRECTOR).get(reverse("participations", args=[slug])).status_code == 404


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.INVESTOR, Role.GUEST, Role.LINE_PRODUCER])
def test_a_participant_reads_their_own_statement_and_nothing_of_anybody_else(
    desk: Path,  # noqa: ARG001
    film: Film,
    role: Role,
) -> None:
    client = seated(role, "tremaine")
    page = client.get(PAGE).content.decode()
    main = page[page.index("<main") :]
    assert film.participation is not None
    lead, director = film.participation.deals
    last = director.statements[-1]
    told = [line.to_date.value for line in last.lines if line.id in ("net", "participations", "payable")]
    assert [amount for amount in told if formats.in_full(amount) not in main] == []
    planted = [
        lead.label,
        lead.participant,
        "ashdown",
        "participation.lead",
        "lines-lead",
        "Red flags",
        "/why/",
    ]
    planted += [formats.in_full(lead.statements[-1].line("earned").to_date.value)]
    assert [words for words in planted if words in main] == []
    assert "What is payable on other participations of gross is added to it." in main
    lines = client.get(f"{PAGE}lines-director.csv").content.decode()
    assert [words for words in planted if words in lines] == []
    refused = ("lines-lead", "deals", "flags", "breakevens-lead")
    assert [client.get(f"{PAGE}{name}.csv").status_code for name in refused] == [404] * 4


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.EXECUTIVE_PRODUCER, Role.PRODUCER)]
)
def test_who_shares_in_nothing_finds_no_page(desk: Path, role: Role) -> None:  # noqa: ARG001
    client = seated(role, "harrow")
    assert client.get(PAGE).status_code == 404
    assert client.get(f"{PAGE}lines-director.csv").status_code == 404


def test_a_client_has_no_participation_whatever_their_seat_names(desk: Path) -> None:  # noqa: ARG001
    assert seated(Role.CLIENT, "tremaine").get(PAGE).status_code == 404


def test_a_guest_is_led_from_the_slate_and_a_director_from_the_rooms(enter: Enter) -> None:
    slate = seated(Role.GUEST, "ashdown").get("/").content.decode()
    assert f'<a href="{PAGE}">Night Ferry</a>' in slate
    rooms = enter(Role.DIRECTOR).get(reverse("script", args=[SLUG])).content.decode()
    assert f'<a href="{PAGE}">Your participation</a>' in rooms
    producer = enter(Role.PRODUCER).get(reverse("script", args=[SLUG])).content.decode()
    assert "Your participation" not in producer


def test_an_investor_is_led_from_their_page(desk: Path) -> None:  # noqa: ARG001
    portal = seated(Role.INVESTOR, "ashdown").get(reverse("portal", args=[SLUG])).content.decode()
    assert f'<a href="{PAGE}">Your participation</a>' in portal


def test_an_ended_seat_reads_no_more(enter: Enter) -> None:
    from topsheet_desk.vault.records import Membership

    client = enter(Role.DIRECTOR)
    assert client.get(PAGE).status_code == 200
    Membership.objects.filter(role=Role.DIRECTOR).update(ended_at=datetime.now(UTC))
    assert client.get(PAGE).status_code == 404
