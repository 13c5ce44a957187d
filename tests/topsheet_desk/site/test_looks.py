"""What a page owes its reader whatever it shows: the day and the currency, one line a reason, days late in words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.site.roles import Role

Rewrite = Callable[[str, str, str], None]


def _page(enter: Enter, name: str, *args: object) -> str:
    return enter(Role.EXECUTIVE_PRODUCER).get(reverse(name, args=[SLUG, *args])).content.decode()


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("finance_entry", ("sources", "grant")),
        ("fundraising", ()),
        ("finance_workbook", ()),
        ("documents", ()),
    ],
)
def test_a_page_without_figures_says_the_day_and_the_currency(
    enter: Enter, name: str, args: tuple[str, ...]
) -> None:
    assert re.search(r"As of \w+ \d+ \w+ 20\d\d<br>All amounts in USD", _page(enter, name, *args))


def test_the_gates_of_a_loss_stand_a_line_each_folded_after_five(enter: Enter) -> None:
    page = _page(enter, "if_gone", "attachment", "mara")
    first = page[page.index('<ul class="cell-lines">') : page.index("<details><summary>")]
    assert first.count("<li>") == 5
    assert re.search(r"<summary>\d+ more</summary>", page)


def test_a_cell_on_a_page_of_its_own_is_sent_as_a_page(enter: Enter) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    address = reverse("finance_cell", args=[SLUG, "sources", "grant", "face"])
    assert "hx-post" not in client.get(address).content.decode()
    assert "hx-post" in client.get(address, headers={"HX-Request": "true"}).content.decode()


def test_a_missed_date_is_told_on_top_and_in_days_late(enter: Enter, rewrite: Rewrite) -> None:
    assert "Late dates" not in _page(enter, "closing")
    rewrite("closing", "due: 2026-12-18", "due: 2026-10-18")
    page = _page(enter, "closing")
    assert "Late dates" in page
    assert re.search(r"\d+ days late", page)


def test_a_document_says_which_other_paper_keeps_it_from_being_computed(
    enter: Enter, rewrite: Rewrite
) -> None:
    rewrite("market", "currency: USD", "currency: EUR")
    page = _page(enter, "document", "budget")
    assert "What it comes to cannot be computed" in page
    assert "he estimates of the market are in EUR, the production in USD" in page


def test_a_contact_is_asked_whether_it_is_somebody_else_only_where_somebody_is_alike(enter: Enter) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    told = {"name": "Nell Grady", "email": "nell@grady.example"}
    box = '<input type="checkbox" name="again"'
    assert box not in client.get(reverse("contacts")).content.decode().partition('id="paste')[0]
    client.post(reverse("contacts"), told)
    assert box in client.post(reverse("contacts"), told).content.decode()
