"""The terms editor: what a text comes to while it is written, clauses put in, saves and their undo."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.topsheet_desk.conftest import NIGHT_FERRY, SLUG, Enter
from topsheet.recoupment.library import cards
from topsheet_desk.recoupment.editor import preview
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.lookups import Ask

PAGE = f"/films/{SLUG}/recoupment/terms/"
PREVIEW = f"{PAGE}preview"
TEXT = (NIGHT_FERRY / "recoupment.yaml").read_text(encoding="utf-8")
Rewrite = Callable[[str, str, str], None]


@pytest.fixture
def ep(enter: Enter) -> Client:
    return enter(Role.EXECUTIVE_PRODUCER)


def kept() -> list[object]:
    """What a write would change."""
    from topsheet_desk.vault.records import Document, LogLine, Paper, Save

    drafts = Document.objects.order_by("pk").values_list("edits", "paper__digest")
    return [*drafts, Save.objects.count(), Paper.objects.count(), LogLine.objects.count()]


def draft() -> str:
    from topsheet_desk.vault.records import Document

    return Document.objects.get(production__slug=SLUG, kind="recoupment").paper.text


def edits() -> int:
    from topsheet_desk.vault.records import Document

    return Document.objects.get(production__slug=SLUG, kind="recoupment").edits


def written_in(page: str) -> str:
    """The text in the field."""
    from html import unescape

    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found is not None
    return unescape(found[1]).replace("\r\n", "\n")


def sentence(page: str, step: str) -> str:
    found = re.search(rf'<li id="says-{step}">(.*?)( <a|</li>)', page, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_editor_shows_text_picture_sentences_and_cases(ep: Client) -> None:
    page = ep.get(PAGE).content.decode()
    assert written_in(page) == TEXT
    assert page.count('class="terms-picture"') == 1
    assert '<a href="#says-equity"><g class="step" data-step="equity">' in page
    assert sentence(page, "gap") == "Then gap loan: Gap loan (USD 1,000,000.00) is paid what is owed."
    line = next(n for n, each in enumerate(TEXT.splitlines(), 1) if "id: gap" in each)
    assert f'data-line="{line}">line {line}</a>' in page
    assert "No problem was found in this text." in page
    assert "2,781,000" in page
    assert 'class="why"' not in page.partition('id="terms-shown"')[2].partition("</main>")[0]


def test_a_preview_tells_what_the_text_comes_to_and_writes_nothing(ep: Client) -> None:
    before = kept()
    told = ep.post(PREVIEW, {"text": TEXT.replace("target: 120, mode", "target: 130, mode")}).content.decode()
    assert "until each has had 130% of what it invested" in sentence(told, "equity")
    assert ">130%</text>" in told
    assert 'id="terms-shown" hx-swap-oob="true"' in told
    assert "<html" not in told
    assert kept() == before


def test_a_text_with_errors_keeps_the_last_good_picture_and_says_so(ep: Client) -> None:
    wrong = TEXT.replace("share: 50, kind: equity", "share: 40, kind: equity")
    told = ep.post(PREVIEW, {"text": wrong}).content.decode()
    assert "Stops figures" in told
    assert "those of the last text that could" in told
    assert 'id="terms-shown"' not in told
    page = ep.post(PAGE, {"text": wrong, "try": "1"}).content.decode()
    assert written_in(page) == wrong
    assert "This text is not saved." in page
    assert page.count('class="terms-picture"') == 1
    line = next(n for n, each in enumerate(TEXT.splitlines(), 1) if "id: net_profits" in each)
    assert f'data-line="{line}">Line {line}</a>' in page or f'data-line="{line + 2}"' in page


@pytest.mark.parametrize(
    "text", ["", "tiers: [", "a: &a [*a]", "kind: recoupment\n", "\x00", "- 1", "🎬" * 10]
)
def test_no_text_breaks_the_preview(ep: Client, text: str) -> None:
    answer = ep.post(PREVIEW, {"text": text})
    assert answer.status_code == 200
    assert "Stops figures" in answer.content.decode()


def test_a_variant_that_lacks_a_tier_does_not_break_the_preview(ep: Client) -> None:
    variant = "variants:\n  - {id: v, title: V, tiers: [{id: only, label: Only, pay: {kind: gap_loan}}]}\n"
    inside = "inside:\n  - {id: p, label: P, of: equity_a, tiers: [equity], shares: [{to: producer, percent: 10}]}\n"
    answer = ep.post(PREVIEW, {"text": TEXT.partition("variants:")[0] + variant + inside})
    assert answer.status_code == 200
    assert 'id="terms-problems"' in answer.content.decode()


def test_words_of_the_document_are_never_markup(ep: Client) -> None:
    told = ep.post(
        PREVIEW, {"text": TEXT.replace("label: Gap loan", 'label: "<script>x</script>"')}
    ).content.decode()
    assert "&lt;script&gt;" in told
    assert "<script>x" not in told


def test_a_clause_goes_into_the_text_that_is_written_and_is_not_saved(ep: Client) -> None:
    mine = TEXT.replace("tiers:\n", "tiers:   # mine\n", 1)
    before = kept()
    page = ep.post(PAGE, {"text": mine.replace("\n", "\r\n"), "insert": "corridor"}).content.decode()
    text = written_in(page)
    assert kept() == before
    assert "# mine" in text
    added = [line for line in text.splitlines() if line not in mine.splitlines()]
    assert added == [
        "  - id: deferral_corridor",
        "    label: Deferral corridor",
        "    corridor:",
        "      percent: 10",
        "      pay: {kind: deferral}",
    ]
    place = text.splitlines().index("  - id: deferral_corridor") + 1
    assert f'data-jump="{place}"' in page
    assert text.splitlines().index("  - id: net_profits") > place
    assert "This text is not saved." in page


def test_every_clause_of_the_library_is_offered_with_its_figures(ep: Client) -> None:
    page = ep.get(PAGE).content.decode()
    assert re.findall(r'name="insert" value="(\w+)"', page) == [card.id for card in cards()]
    assert "<span>Deferred fees</span> <span>90,000</span>" in page


@pytest.mark.parametrize(("text", "name", "words"), [
    ("tiers: [", "corridor", "Stops figures"), (TEXT, "no_such", "There is no such clause."),
])  # fmt: skip
def test_a_clause_that_cannot_go_in_is_told(ep: Client, text: str, name: str, words: str) -> None:
    page = ep.post(PAGE, {"text": text, "insert": name}).content.decode()
    assert words in page
    assert written_in(page) == text


def test_a_save_can_be_undone(ep: Client) -> None:
    changed = TEXT.replace("target: 120, mode", "target: 130, mode")
    answer = ep.post(PAGE, {"text": changed, "edits": edits(), "note": "130", "save": ""}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(PAGE, 302)]
    assert draft() == changed
    assert "until each has had 130%" in page
    address = re.search(r'action="([^"]+undo/\d+/)"', page)
    assert address is not None
    assert "Taken back." in ep.post(address[1], follow=True).content.decode()
    assert draft() == TEXT
    assert '<li data-tone="error">' in ep.post(address[1], follow=True).content.decode()
    assert draft() == TEXT


def test_two_people_on_the_terms_see_both_texts(ep: Client, rewrite: Rewrite) -> None:
    stands = edits()
    rewrite("recoupment", "percent: 15", "percent: 14")
    mine = TEXT.replace("percent: 15", "percent: 12")
    answer = ep.post(PAGE, {"text": mine, "edits": stands, "save": ""})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert re.search(r'<li data-line="gone"><del>.*percent: 14', page)
    assert re.search(r'<li data-line="new"><ins>.*percent: 12', page)
    assert written_in(page) == mine
    assert f'name="edits" value="{stands + 1}"' in page
    assert ep.post(PAGE, {"text": mine, "edits": stands + 1, "save": ""}).status_code == 302
    assert draft() == mine


def test_a_refused_save_keeps_what_was_written(ep: Client) -> None:
    answer = ep.post(PAGE, {"text": TEXT, "edits": edits(), "save": ""})
    assert answer.status_code == 409
    assert written_in(answer.content.decode()) == TEXT


def test_the_editor_opens_while_the_saved_terms_cannot_be_read(ep: Client, rewrite: Rewrite) -> None:
    rewrite("recoupment", "tiers:", "teers:")
    page = ep.get(PAGE).content.decode()
    assert "Stops figures" in page
    assert 'class="terms-picture"' not in page
    told = ep.post(PREVIEW, {"text": TEXT}).content.decode()
    assert "Then gap loan" in told


@pytest.mark.parametrize("role", [Role.LINE_PRODUCER, Role.ACCOUNTANT, Role.INVESTOR, Role.CO_PRODUCER, None])
def test_who_may_not_edit_the_terms_finds_no_editor(enter: Enter, role: Role | None) -> None:
    client, before = enter(role), kept()
    answers = [
        client.get(PAGE), client.post(PREVIEW, {"text": TEXT}), client.post(f"{PAGE}undo/2/"),
        client.post(PAGE, {"text": "x", "edits": 1, "save": ""}), client.post(PAGE, {"text": TEXT, "insert": "cap"}),
    ]  # fmt: skip
    assert {answer.status_code for answer in answers} <= {403, 404}
    assert answers[0].status_code == answers[1].status_code == 404
    assert not any(b"Longshore" in answer.content or b"percent" in answer.content for answer in answers)
    assert kept() == before


def test_the_terms_are_had_on_paper(enter: Enter) -> None:
    client = enter(Role.PRODUCER)
    page = client.get(reverse("recoupment", args=[SLUG]) + "?option=a").content.decode()
    address = reverse("terms_pdf", args=[SLUG]) + "?option=a"
    assert f'href="{address}"' in page
    answer = client.get(address)
    assert (answer.headers["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_the_editor_stands_on_the_day_of_the_film(ep: Client, rewrite: Rewrite) -> None:
    rewrite("production", "as_of: 2026-11-24", "as_of: 2026-12-01")
    assert "As of Tue 1 Dec 2026" in ep.get(PAGE).content.decode()


def test_a_remedy_shows_a_day_as_it_is_to_be_written(ep: Client) -> None:
    text = TEXT.replace("cases:\n", "cases_on: 2028-04-31\ncases:\n", 1)
    page = ep.post(PREVIEW, {"text": text}).content.decode()
    assert "written `2027-03-29`" in page
    assert "29 Mar 2027" not in page


LATER = """amendments:
  - id: lower
    title: Lower commission
    from: 2029-04-01
    off_the_top:
      - {id: collection_fee, label: Collection account fee, to: collection_agent, percent: 1}
      - {id: sales_commission, label: Sales commission, to: sales_agent, percent: 12}
      - {id: sales_expenses, label: Sales expenses, to: sales_agent, up_to: 75000}
cases_on: 2029-06-30
cases:
"""


def test_terms_that_would_change_a_statement_made_already_are_told(person: Callable[[Role], int]) -> None:
    asked = Ask(person(Role.EXECUTIVE_PRODUCER), SLUG, "", date(2029, 4, 1), "")

    def told(text: str, asked: Ask = asked) -> list[str]:
        return [each.problem.what for each in preview(asked, text).told]

    lower = TEXT.replace("to: sales_agent, percent: 15", "to: sales_agent, percent: 12", 1)
    assert told(lower) == ["statement 1 and statement 2, made already, would have paid somebody otherwise"]
    assert told(lower, replace(asked, today=date(2028, 9, 14))) == []
    assert told(TEXT.replace("label: Sales commission", "label: Commission", 1)) == []
    assert told(TEXT.replace("cases:\n", LATER, 1)) == []
