"""The pages of the documents: two hands on one draft, trying, sealing, comparing."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.records import Document, Save

HERE = f"/films/{SLUG}/documents/"
Rewrite = Callable[[str, str, str], None]


def draft(kind: str = "budget") -> Document:
    return Document.objects.get(production__slug=SLUG, kind=kind)


def words(page: str) -> str:
    """A page's text without its marks."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def rows(client: Client, address: str) -> list[str]:
    """The rows of a table, as CSV lines without the heading."""
    return client.get(address).content.decode("utf-8-sig").splitlines()[1:]


def test_the_second_of_two_sees_both_versions_side_by_side_and_loses_nothing(
    enter: Enter, rewrite: Rewrite
) -> None:
    mine = draft().paper.text.replace("rate: 40000", "rate: 45000")
    rewrite("budget", "rate: 40000", "rate: 42000")
    answer = enter(Role.LINE_PRODUCER).post(
        f"{HERE}budget/save", {"text": mine, "edits": "1", "note": "mine"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "saved budget.yaml while you were writing. Nothing is lost" in words(page)
    sides = re.findall(r'<tr data-side="changed"><td>(.*?)</td><td>(.*?)</td>', page, re.DOTALL)
    assert [tuple(re.findall(r"rate: \d+", f"{left} {right}")) for left, right in sides] == [
        ("rate: 42000", "rate: 45000")
    ]
    [field] = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert html.unescape(field) == mine
    assert 'name="edits" value="2"' in page
    assert 'value="mine"' in page
    assert Save.objects.filter(document=draft()).count() == 2


def test_saving_over_it_knowingly_keeps_theirs_among_the_saves(enter: Enter, rewrite: Rewrite) -> None:
    mine = draft().paper.text.replace("rate: 40000", "rate: 45000")
    rewrite("budget", "rate: 40000", "rate: 42000")
    answer = enter(Role.LINE_PRODUCER).post(f"{HERE}budget/save", {"text": mine, "edits": "2"})
    assert (answer.status_code, draft().edits, draft().paper.text) == (302, 3, mine)
    theirs = Save.objects.get(document=draft(), number=2).paper.text
    assert "rate: 42000" in theirs


def test_a_browsers_line_ends_do_not_change_a_draft(enter: Enter) -> None:
    text = draft().paper.text.replace("\n", "\r\n")
    answer = enter(Role.LINE_PRODUCER).post(f"{HERE}budget/save", {"text": text, "edits": "1"})
    assert (answer.status_code, draft().edits) == (409, 1)
    assert "the text is the one that stands already" in words(answer.content.decode())


def test_trying_shows_problems_and_totals_and_keeps_nothing(enter: Enter) -> None:
    client = enter(Role.LINE_PRODUCER)
    text = draft().paper.text
    dearer = text.replace("label: Contingency, percent: 10", "label: Contingency, percent: 11")
    page = client.post(f"{HERE}budget/save", {"text": dearer, "edits": "1", "try": "1"}).content.decode()
    assert ("6,051,000" in page, "This text is not saved" in page) == (True, True)
    broken = text.replace("chart: us-feature", "chart: nonsuch")
    page = client.post(f"{HERE}budget/save", {"text": broken, "edits": "1", "try": "1"}).content.decode()
    assert ("nonsuch" in page, "Problems in it" in page) == (True, True)
    assert (draft().edits, draft().paper.text) == (1, text)


def test_a_broken_draft_can_be_saved_read_and_mended(enter: Enter) -> None:
    client = enter(Role.LINE_PRODUCER)
    whole = draft().paper.text
    client.post(f"{HERE}budget/save", {"text": "kind: budget\nkind: budget\n", "edits": "1"})
    page = client.get(f"{HERE}budget/")
    assert (page.status_code, "budget.yaml:2" in page.content.decode()) == (200, True)
    refused = client.post(f"{HERE}budget/seal", {"edits": "2", "reason": "now"})
    assert (refused.status_code, "was not sealed" in words(refused.content.decode())) == (409, True)
    client.post(f"{HERE}budget/saves/1/take-back", {"edits": "2"})
    assert (draft().edits, draft().paper.text) == (3, whole)


def test_comparing_says_what_changed_by_how_much_and_by_whom(
    enter: Enter, rewrite: Rewrite, seal: Callable[..., object]
) -> None:
    seal("budget")
    rewrite("budget", "rate: 40000", "rate: 55000")
    rewrite("budget", "label: Contingency, percent: 10", "label: Contingency, percent: 11")
    seal("budget", Role.LINE_PRODUCER, "two changes")
    client = enter(Role.LINE_PRODUCER)
    base = f"{HERE}budget/compare/tables"
    totals = {line.split(",")[0]: line.rsplit(",", 1)[1] for line in rows(client, f"{base}/totals.csv")}
    assert totals == {
        "Direct cost": "0",
        "Contingency": "51000.00",
        "Completion bond": "0",
        "Finance costs": "15000.00",
        "Total budget": "66000.00",
    }
    found = rows(client, f"{base}/changes.csv")
    who = "Josephine Marlowe"
    assert found == [
        f'contractual[contingency].percent.value,10,11,"{who}, edit 3"',
        f'finance_costs.lines[gap_fee].rate,40000,55000,"{who}, edit 2"',
    ]
    moved = rows(client, f"{base}/moved.csv")
    assert [line for line in moved if line.endswith(",budget.line.gap_fee")] == [
        "Gap loan arrangement fee,40000.00,55000.00,15000.00,budget.line.gap_fee"
    ]


@pytest.mark.parametrize(("role", "kinds"), [(Role.DIRECTOR, {"screenplay", "breakdown", "schedule"})])
def test_the_director_reads_three_documents_and_no_word_of_the_others(
    enter: Enter, role: Role, kinds: set[str]
) -> None:
    client = enter(role)
    listed = client.get(HERE).content.decode()
    assert set(re.findall(rf"{HERE}(\w+)/", listed)) - {"tables"} == kinds
    for kind in ("budget", "finance", "market", "recoupment", "production", "private"):
        for end in ("", "text", "compare/", "saves/1/"):
            assert (kind, end, client.get(f"{HERE}{kind}/{end}").status_code) == (kind, end, 404)


def test_participations_are_begun_by_producers_and_read_by_nobody_else(
    enter: Enter, without: Callable[[str], str]
) -> None:
    slug = without("participations.yaml")
    producer, line = enter(Role.PRODUCER), enter(Role.LINE_PRODUCER)
    here = f"/films/{slug}/documents/"
    address = f"{here}participations/"
    assert "Begin the participations" in words(producer.get(here).content.decode())
    assert "participations" not in line.get(here).content.decode()
    written = html.unescape(producer.get(address).content.decode())
    assert "kind: participations\nversion: 1\ncurrency: USD" in written
    deal = "{id: star, label: Star's share, participant: nobody, steps: [{percent: 5}]}"
    text = f"kind: participations\nversion: 1\ncurrency: USD\nbooks: []\ndeals: [{deal}]\n"
    producer.post(f"{address}save", {"text": text, "edits": "0"})
    assert Document.objects.get(production__slug=slug, kind="participations").paper.text == text
    assert "Star's share is for `nobody`, who is no party" in html.unescape(
        producer.get(address).content.decode()
    )
    assert line.get(address).status_code == 404
    told = line.get(f"/films/{slug}/problems/")
    assert (told.status_code, "Star's share" in html.unescape(told.content.decode())) == (200, False)


def test_receipts_are_read_by_the_producers_alone(enter: Enter) -> None:
    assert "Harborlight Streaming Inc." in draft("receipts").paper.text
    readers = set()
    for role in [*Role, None]:
        client = enter(role)
        pages = [client.get(f"{HERE}{name}") for name in ("receipts", "receipts/text", "")]
        if any("Harborlight" in page.content.decode() for page in pages):
            readers.add(role)
    assert readers == {Role.EXECUTIVE_PRODUCER, Role.PRODUCER}
