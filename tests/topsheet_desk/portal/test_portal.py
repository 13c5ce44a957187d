"""The investor sees their own line to the cent, and nothing of anybody else's."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet.film import Film
from topsheet_desk.site import formats
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions import CastMember, seat_cast

PORTAL = f"/films/{SLUG}/investor/"


def test_the_investor_sees_the_amount_the_instalments_and_the_position_in_each_case(
    enter: Enter, film: Film
) -> None:
    page = enter(Role.INVESTOR).get(PORTAL).content.decode()
    mine = next(source for source in film.finance.sources if source.kind == "equity")
    assert mine.face is not None
    shown = [formats.money(mine.face.value), *(formats.money(part.amount.value) for part in mine.receipts)]
    for case in film.recoupment.cases:
        position = next(position for position in case.positions if position.id == mine.id)
        shown += [
            formats.money(case.gross.value),
            formats.money(position.paid.value),
            formats.in_full(position.returned.value),
        ]
    assert [words for words in shown if words not in page and f"{words}.00" not in page] == []
    assert f"{film.schedule.start.value:%-d %b}" in page


def test_nothing_of_anybody_else_is_in_the_investors_page(enter: Enter, film: Film) -> None:
    page = enter(Role.INVESTOR).get(PORTAL).content.decode()
    mine = next(source for source in film.finance.sources if source.kind == "equity")
    others = [source for source in film.finance.sources if source.party != mine.party]
    planted = {source.name for source in others} | {source.party for source in others if source.party}
    planted |= {film.production.document.people[source.party].name for source in others if source.party}
    planted |= {
        formats.money(figure.value)
        for figure in (film.finance.gap, film.finance.committed, film.budget.total)
    }
    assert len(planted) > 8
    assert sorted(words for words in planted if words in page) == []
    assert "/why/" not in page


@pytest.mark.parametrize("option", ["a", "b", "c", "nonsense"])
def test_an_option_changes_nothing_for_the_investor(enter: Enter, option: str) -> None:
    client = enter(Role.INVESTOR)
    plain, asked = client.get(PORTAL), client.get(PORTAL, {"option": option})
    assert _body(asked.content) == _body(plain.content)


def _body(page: bytes) -> bytes:
    return page[page.index(b"<main") :]


def test_an_investor_whose_party_has_no_line_is_told_whom_to_ask(enter: Enter, desk: Path) -> None:  # noqa: ARG001
    member = CastMember("new@nightferry.example", "New", Role.INVESTOR, "nobody_yet")
    seat_cast(SLUG, [member], "a-password-1", now=datetime.now(UTC))
    from django.test import Client

    from topsheet_desk.vault.records import Person

    client = Client()
    client.force_login(Person.objects.get(email="new@nightferry.example"))
    page = client.get(PORTAL).content.decode()
    assert "No line of the finance plan is in your name yet." in page


def test_the_investors_slate_names_the_film_and_leads_to_the_portal(enter: Enter) -> None:
    page = enter(Role.INVESTOR).get("/").content.decode()
    assert f'<a href="{reverse("portal", args=[SLUG])}">Night Ferry</a>' in page
    assert "Gap" not in page
