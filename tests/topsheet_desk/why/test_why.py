"""Any figure opens to its cause."""

from __future__ import annotations

from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.site.roles import Role

GAP = reverse("why", args=[SLUG, "finance.gap"])


def test_the_gap_opens_to_the_budget_and_to_what_is_committed(enter: Enter) -> None:
    page = enter(Role.EXECUTIVE_PRODUCER).get(GAP).content.decode()
    assert [
        words for words in ("598,900", "6,000,000", "5,401,100", "Total budget") if words not in page
    ] == []
    assert "<details" in page


def test_the_panel_gets_the_tree_alone(enter: Enter) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    panel = client.get(GAP, headers={"HX-Request": "true"}).content.decode()
    assert ("598,900" in panel, "<html" in panel) == (True, False)


def test_an_option_explains_its_own_figure(enter: Enter) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    page = client.get(reverse("why", args=[SLUG, "finance.committed"]), {"option": "a"}).content.decode()
    assert "6,001,100" in page
    assert f'href="{GAP}' not in page


def test_a_figure_or_option_that_does_not_exist_is_not_found(enter: Enter) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    assert client.get(reverse("why", args=[SLUG, "finance.nonsense"])).status_code == 404
    assert client.get(GAP, {"option": "zz"}).status_code == 404


def test_a_cause_that_is_not_shared_is_named_as_withheld_and_says_nothing_else(enter: Enter) -> None:
    page = enter(Role.DIRECTOR).get(reverse("why", args=[SLUG, "budget.total"])).content.decode()
    assert "Not shared with your role" in page
    assert "not all shared with your role" in page


def test_a_large_tree_is_drawn_in_part_and_leads_on(enter: Enter) -> None:
    page = enter(Role.EXECUTIVE_PRODUCER).get(reverse("why", args=[SLUG, "budget.total"])).content.decode()
    assert len(page) < 200_000
    assert "opens to" in page
