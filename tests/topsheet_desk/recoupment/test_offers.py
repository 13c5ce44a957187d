"""Offers side by side: the library's figures, each opening to its cause; what is asked stays in the address."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.records import Document, Save

PAGE = reverse("offers", args=[SLUG])


@pytest.fixture
def ep(enter: Enter) -> Client:
    return enter(Role.EXECUTIVE_PRODUCER)


def rows(client: Client, table: str, query: str = "") -> list[list[str]]:
    text = client.get(f"{PAGE}{table}.csv?{query}").content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_what_each_brings_and_where_they_cross(ep: Client) -> None:
    """Lutetia has 400,000 until 1,000,000; Quai Ouest 320,000 + 75% of (80% of (g − 420,000) − 320,000): 953,333.33."""
    query = "gross=500000+1000000%0A2,000,000"
    assert rows(ep, "nets", query)[1:] == [
        ["500000.00", "400000.00", "320000.00", "-80000.00"],
        ["1000000.00", "400000.00", "428000.00", "28000.00"],
        ["2000000.00", "865000.00", "1028000.00", "163000.00"],
    ]
    assert rows(ep, "better")[1:] == [
        ["0", "953333.33", "Lutetia Films"],
        ["953333.33", "any gross", "Quai Ouest Distribution"],
    ]
    told = rows(ep, "differences", query)
    assert [sum(map(float, column)) for column in list(zip(*told[1:-1], strict=True))[3:]] == [
        -80000,
        28000,
        163000,
    ]
    assert told[-1][3:] == ["-80000.00", "28000.00", "163000.00"]


def test_the_two_are_chosen_and_turned_around(ep: Client) -> None:
    query = "first=quai_ouest&other=lutetia&gross=1000000"
    assert rows(ep, "nets", query)[1] == ["1000000.00", "428000.00", "400000.00", "-28000.00"]
    page = ep.get(f"{PAGE}?{query}").content.decode()
    assert '<option value="quai_ouest" selected>' in page
    assert f"{PAGE}nets.csv?first=quai_ouest&amp;other=lutetia&amp;gross=1000000" in page
    assert f"{PAGE}offers.pdf?first=quai_ouest&amp;other=lutetia&amp;gross=1000000" in page


def test_every_figure_of_the_page_opens_to_its_cause(ep: Client) -> None:
    """Whatever grosses are asked: the figure is made again from its name."""
    page = ep.get(f"{PAGE}?gross=1234567.89&elsewhere=2000000&option=a").content.decode()
    links = {unescape(each) for each in re.findall(r'href="(/films/[^"]+/why/[^"]+)"', page)}
    assert len(links) > 40
    assert [each for each in sorted(links) if ep.get(each).status_code != 200] == []


def test_a_figure_leads_down_to_the_line_of_the_terms(ep: Client) -> None:
    why = ep.get(reverse("why", args=[SLUG, "recoupment.offer.lutetia.at_200000000.net"])).content.decode()
    assert "Lutetia Films, minimum guarantee" in why
    assert "recoupment.yaml:69" in why


@pytest.mark.parametrize(
    "name",
    ["recoupment.offer", "recoupment.offer.", "recoupment.offer.nobody.at_100.net", "recoupment.offer.lutetia.at_x.net",
     "recoupment.offer.lutetia.or.nobody.turn.1", "recoupment.offer.lutetia.or.quai_ouest.turn.9",
     "recoupment.offer.lutetia.at_100.than.nobody.difference", "recoupment.offer.lutetia.with_1.nobody.gross"],
)  # fmt: skip
def test_a_name_that_is_no_figure_is_not_found(ep: Client, name: str) -> None:
    assert ep.get(f"/films/{SLUG}/why/{name}").status_code == 404


def test_nobody_but_the_producers_opens_a_figure_of_an_offer(enter: Enter) -> None:
    address = reverse("why", args=[SLUG, "recoupment.offer.lutetia.at_200000000.net"])
    got = {role: enter(role).get(address).status_code for role in Role}
    assert {role for role, status in got.items() if status == 200} == {Role.EXECUTIVE_PRODUCER, Role.PRODUCER}


def test_who_is_recouped_at_which_gross(ep: Client) -> None:
    """With option A adopted and 3,400,000 from elsewhere, as the waterfall pays it."""
    told = {row[0]: row[1:] for row in rows(ep, "recouped", "option=a&elsewhere=3400000")}
    assert told["Equity A"] == ["1200000.00", "950119.04", "2177331.33", "1870198.39"]
    assert told["Gap loan"] == ["1000000.00", "0.00", "0.00", "0.00"]
    page = ep.get(f"{PAGE}?option=a&elsewhere=3400000").content.decode()
    assert (page.count(">without it</a>"), page.count(">nothing</a>")) == (2, 1)
    further = rows(ep, "further", "option=a&elsewhere=3400000&gross=2177331.33")
    assert [row[1] for row in further if row[0] == "Equity A"] == ["1200000.00"]


@pytest.mark.parametrize(("asked", "words"), [
    ("plenty", "“plenty” is no amount"), ("-5", "not negative"), ("1.005", "which of the two is not guessed"),
    ("0.001", "whole coins"), ("9" * 40, "no fortune"), ("<b>", "“&lt;b&gt;” is no amount"),
    (" ".join(map(str, range(1, 20))), "20 grosses are too many"),
])  # fmt: skip
def test_what_is_no_gross_is_told_and_left_out(ep: Client, asked: str, words: str) -> None:
    answer = ep.get(PAGE, {"gross": f"{asked} 700000"})
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_the_paper_is_had_of_what_is_asked(ep: Client) -> None:
    answer = ep.get(f"{reverse('offers_pdf', args=[SLUG])}?gross=700000")
    assert (answer.headers["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


@pytest.fixture
def without(desk: Path) -> Callable[[], str]:  # noqa: ARG001  # the desk is there
    """Takes the offers out of the terms; what is left comes back."""
    from topsheet_desk.vault.records import Paper

    def taken() -> str:
        held = Document.objects.select_related("paper").get(production__slug=SLUG, kind="recoupment")
        text = held.paper.text.partition("# Two offers for France")[0]
        from topsheet_desk.vault.digests import sha256

        held.paper = Paper.objects.get_or_create(digest=sha256(text), defaults={"text": text})[0]
        held.save()
        return text

    return taken


def test_without_offers_an_example_goes_into_the_terms_editor(ep: Client, without: Callable[[], str]) -> None:
    text = without()
    page = ep.get(PAGE).content.decode()
    assert "There are no offers yet." in page
    address = unescape(re.findall(r'href="([^"]+/terms/\?insert[^"]+)"', page)[0])
    editor = ep.get(address).content.decode()
    assert "This text is not saved." in editor
    assert "id: offer_a" in editor
    assert "id: offer_b" in editor
    assert Document.objects.get(production__slug=SLUG, kind="recoupment").paper.text == text
    assert ep.get(reverse("offers_pdf", args=[SLUG])).status_code == 404


def _sent(**more: str) -> dict[str, str]:
    return {"title": "Nord Film", "fee": "20", "share": "70", "guarantee": "500000", "costs": "300000",
            "order": "costs_first", "save": "yes", **more}  # fmt: skip


def test_an_offer_is_added_changed_and_undone_in_the_terms(ep: Client) -> None:
    held = Document.objects.select_related("paper").get(production__slug=SLUG, kind="recoupment")
    before = held.paper.text
    page = ep.get(reverse("offers_new", args=[SLUG, "offers"])).content.decode()
    was = re.findall(r'name="was" value="([^"]+)"', page)[0]
    done = ep.post(reverse("offers_new", args=[SLUG, "offers"]), _sent(was=was), follow=True).content.decode()
    assert "Nord Film brings most" in done or "Nord Film" in done
    held.refresh_from_db()
    assert held.paper.text.startswith(before.rstrip("\n"))
    assert "id: nord_film" in held.paper.text
    assert Save.objects.filter(document=held).latest("number").note.startswith("added")
    undo = re.findall(r'action="([^"]+/offers/undo/[^"]+)"', done)[0]
    assert "Taken back." in ep.post(undo, follow=True).content.decode()
    held.refresh_from_db()
    assert held.paper.text == before


def test_a_mistake_is_told_at_its_box_and_nothing_is_saved(ep: Client) -> None:
    address = reverse("offers_entry", args=[SLUG, "offers", "lutetia"])
    was = re.findall(r'name="was" value="([^"]+)"', ep.get(address).content.decode())[0]
    before = Document.objects.get(production__slug=SLUG, kind="recoupment").edits
    answer = ep.post(address, _sent(was=was, fee="100"))
    assert (answer.status_code, "is 100%" in answer.content.decode()) == (409, True)
    assert Document.objects.get(production__slug=SLUG, kind="recoupment").edits == before
