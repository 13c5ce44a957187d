"""What the finance page begins with: who is to be called, where the board stands, what closing waits for."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from tests.topsheet_desk.fundraising.raises import ADA, move, passed, prospect
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.lookups.contacts import Card

pytestmark = pytest.mark.usefixtures("desk")


def page(enter: Enter, role: Role) -> str:
    told = enter(role).get(reverse("finance", args=[SLUG])).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", told))


def test_the_board_and_the_next_step_stand_above_the_plan_for_those_who_raise(enter: Enter) -> None:
    first = prospect(ADA)
    second = prospect(Card(name="Bo Lind", company="Lind"))
    told = page(enter, Role.EXECUTIVE_PRODUCER)
    assert told.index("Next steps with financiers") < told.index("Add a source")
    assert "The board: Approached 2." in told
    assert ADA.name in told
    move(second.number, passed())
    told = page(enter, Role.EXECUTIVE_PRODUCER)
    assert "The board: Approached 1 · Passed 1." in told
    assert first.number != second.number
    assert "Next steps with financiers" not in page(enter, Role.LINE_PRODUCER)


def test_what_closing_waits_for_leads_to_the_list(enter: Enter) -> None:
    told = page(enter, Role.EXECUTIVE_PRODUCER)
    assert "What closing waits for" in told
    assert "more on the closing list" in told
