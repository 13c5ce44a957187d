"""What each role sees of the figures, wherever they stand: pages, tables, CSV, and the trees of other figures."""

from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet.film import Film
from topsheet_desk.site import formats
from topsheet_desk.site.permissions import Page, opens
from topsheet_desk.site.roles import Role
from topsheet_desk.site.sight import sight_of

TABLES = {
    "script": ("scenes", "sets", "times"),
    "schedule": ("days", "dood"),
    "budget": ("topsheet", "lines", "views", "globals"),
}


def _everything(client: Client) -> str:
    """All that the director can reach, as one text: pages, tables, explanations."""
    pages = [client.get(reverse(room, args=[SLUG])).content.decode() for room in TABLES]
    for room, tables in TABLES.items():
        for table in tables:
            answer = client.get(reverse(f"{room}_table", args=[SLUG, table]))
            pages.append(answer.content.decode() if answer.status_code == 200 else "")
    for name in ("budget.total", "budget.direct", "schedule.shoot_days", "script.pages"):
        pages.append(client.get(reverse("why", args=[SLUG, name])).content.decode())
    return "\n".join(pages)


def test_the_director_sees_nobodys_fee_and_no_source_of_finance(enter: Enter, film: Film) -> None:
    seen = _everything(enter(Role.DIRECTOR))
    lines = [line for line in film.budget.lines if line.basis == "fee" or line.payee]
    planted = {line.what for line in lines} | {source.name for source in film.finance.sources}
    planted |= {
        formats.money(line.total.value, digits=2) for line in lines if line.total.value.amount > 10_000
    }
    assert len(planted) > 12
    assert sorted(words for words in planted if re.search(rf"(?<![\d,]){re.escape(words)}", seen)) == []
    assert formats.money(film.budget.total.value) in seen


def test_no_account_that_is_withheld_follows_from_those_that_are_shown(film: Film) -> None:
    sight = sight_of(Role.DIRECTOR, film)
    for section in film.budget.sections:
        hidden = [account for account in section.accounts if not sight.sees(account.total.name)]
        assert len(hidden) in (0, len(section.accounts))


def test_the_line_producer_sees_no_investors_terms(enter: Enter, film: Film) -> None:
    client = enter(Role.LINE_PRODUCER)
    sheet = client.get(reverse("finance_table", args=[SLUG, "sources"])).content.decode()
    assert "To be repaid" not in sheet
    claims = [source.claim.name for source in film.finance.sources if source.claim]
    assert len(claims) > 3
    for name in (
        *claims,
        "market.unsold_take",
        "finance.collateral_surplus",
        next(iter(film.recoupment.breakevens)).name,
    ):
        assert client.get(reverse("why", args=[SLUG, name])).status_code == 404, name


def test_every_figure_a_role_sees_opens_and_every_other_is_not_found(enter: Enter, film: Film) -> None:
    names = sorted(film.figures)[::37]
    for role in (Role.EXECUTIVE_PRODUCER, Role.LINE_PRODUCER, Role.DIRECTOR, Role.INVESTOR):
        client, sight = enter(role), sight_of(role, film)
        expected = {name: 200 if opens(role, Page.WHY) and sight.sees(name) else 404 for name in names}
        assert {name: client.get(reverse("why", args=[SLUG, name])).status_code for name in names} == expected


def test_a_name_nobody_thought_of_is_not_shown(film: Film) -> None:
    assert [role.value for role in Role if sight_of(role, film).sees("payroll.director.fee")] == [
        "EXECUTIVE_PRODUCER",
        "PRODUCER",
    ]
