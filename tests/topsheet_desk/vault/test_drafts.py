"""Drafts: two hands on one text, line ends, undoing, and what no document holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.editing import take_back
from topsheet_desk.vault.actions.papers import save_draft
from topsheet_desk.vault.records import Document, LogLine, Paper, Person, Save
from topsheet_desk.vault.refusals import (
    Conflict,
    NoLetter,
    NoSuchDocument,
    NotAllowed,
    NothingChanged,
    NotShared,
    TooLarge,
    TooManyLetters,
    Unkeepable,
)

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
Who = Callable[[Role], int]


def market() -> Document:
    return Document.objects.get(production__slug=SLUG, kind="market")


def test_a_save_moves_the_edit_on_keeps_the_text_before_and_is_in_the_log(person: Who) -> None:
    before = market()
    saved = save_draft(
        person(Role.PRODUCER), SLUG, "market", "kind: market\n", edits=1, note="begun anew", now=NOW
    )
    assert (saved.edits, saved.paper.text, saved.changed_role) == (2, "kind: market\n", "PRODUCER")
    saves = list(saved.saves.order_by("number").values_list("number", "paper__text", "note", "role"))
    assert saves == [
        (1, before.paper.text, "taken in from a folder", "EXECUTIVE_PRODUCER"),
        (2, "kind: market\n", "begun anew", "PRODUCER"),
    ]
    line = LogLine.objects.get(act="save")
    assert (line.words, line.page, line.role) == (
        "saved market.yaml, edit 2: begun anew",
        "market",
        "PRODUCER",
    )


def test_the_second_of_two_who_edit_meets_a_conflict_that_holds_both_texts(person: Who) -> None:
    save_draft(person(Role.PRODUCER), SLUG, "market", "theirs\n", edits=1, now=NOW)
    with pytest.raises(Conflict) as met:
        save_draft(person(Role.EXECUTIVE_PRODUCER), SLUG, "market", "mine\n", edits=1, now=NOW)
    conflict = met.value
    who = Person.objects.get(pk=person(Role.PRODUCER)).name
    assert (conflict.yours, conflict.theirs, conflict.edits, conflict.who) == ("mine\n", "theirs\n", 2, who)
    assert (market().paper.text, Save.objects.filter(document=market()).count()) == ("theirs\n", 2)
    save_draft(person(Role.EXECUTIVE_PRODUCER), SLUG, "market", "both\n", edits=conflict.edits, now=NOW)
    texts = Save.objects.filter(document=market()).order_by("number").values_list("paper__text", flat=True)
    assert list(texts)[1:] == ["theirs\n", "both\n"]


def test_line_ends_stay_as_the_document_has_them(person: Who) -> None:
    save_draft(person(Role.PRODUCER), SLUG, "market", "a\r\nb\r\n", edits=1, now=NOW)
    assert market().paper.text == "a\nb\n"
    Document.objects.filter(kind="market").update(
        paper=Paper.objects.create(digest="0" * 64, text="a\r\nb\r\n")
    )
    save_draft(person(Role.PRODUCER), SLUG, "market", "a\r\nc\n", edits=2, now=NOW)
    assert market().paper.text == "a\r\nc\r\n"


def test_what_was_saved_can_be_taken_back_up_and_that_too_undone(person: Who) -> None:
    first = market().paper.text
    save_draft(person(Role.PRODUCER), SLUG, "market", "wrong\n", edits=1, now=NOW)
    take_back(person(Role.PRODUCER), SLUG, "market", 1, edits=2, now=NOW)
    assert (market().paper.text, market().edits) == (first, 3)
    take_back(person(Role.PRODUCER), SLUG, "market", 2, edits=3, now=NOW)
    assert (market().paper.text, market().edits) == ("wrong\n", 4)
    with pytest.raises(NoSuchDocument):
        take_back(person(Role.PRODUCER), SLUG, "market", 9, edits=4, now=NOW)


def test_a_save_that_changes_nothing_is_refused_and_leaves_nothing(person: Who) -> None:
    with pytest.raises(NothingChanged):
        save_draft(person(Role.PRODUCER), SLUG, "market", market().paper.text, edits=1, now=NOW)
    assert (market().edits, LogLine.objects.filter(act="save").count()) == (1, 0)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("a\x00b", Unkeepable), ("half \ud83d letter", Unkeepable), ("x" * 5_000_001, TooLarge)],
    ids=["NUL", "half a letter", "too large"],
)
def test_what_no_document_holds_is_refused(person: Who, text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        save_draft(person(Role.PRODUCER), SLUG, "market", text, edits=1, now=NOW)
    assert market().edits == 1


@pytest.mark.parametrize(
    ("note", "refusal", "words"),
    [
        ("x" * 301, TooManyLetters, "the note may have 300 letters at most"),
        ("a\x00b", NoLetter, "the note holds a NUL"),
        ("half \ud83d letter", NoLetter, "the note holds a NUL or half a letter"),
    ],
    ids=["too long", "NUL", "half a letter"],
)
def test_a_note_that_no_column_holds_is_refused_and_nothing_is_cut_off(
    person: Who, note: str, refusal: type[Exception], words: str
) -> None:
    text = f"{market().paper.text}# more\n"
    with pytest.raises(refusal, match=words):
        save_draft(person(Role.PRODUCER), SLUG, "market", text, edits=1, note=note, now=NOW)
    assert (market().edits, Save.objects.filter(document=market()).count()) == (1, 1)
    save_draft(person(Role.PRODUCER), SLUG, "market", text, edits=1, note="x" * 300, now=NOW)
    assert Save.objects.get(document=market(), number=2).note == "x" * 300


def test_who_may_not_edit_is_told_who_may_and_a_stranger_that_there_is_nothing(person: Who) -> None:
    with pytest.raises(NotAllowed, match="takes executive producer or producer; you are line producer"):
        save_draft(person(Role.LINE_PRODUCER), SLUG, "market", "x", edits=1, now=NOW)
    stranger = Person.objects.get(email="stranger@elsewhere.example").pk
    with pytest.raises(NotShared):
        save_draft(stranger, SLUG, "market", "x", edits=1, now=NOW)


WALK_AWAY = "no seat on the board and no consent over the cut"


def test_walk_away_terms_are_nowhere_for_anybody_but_the_executive_producer(enter: Enter) -> None:
    """Every page each other role opens, in source, CSV, PDF, JSON and log, looked through for what could leak."""
    from tests.topsheet_desk.site.test_matrix import ACTIONS, PAGES, _address

    document = Document.objects.get(production__slug=SLUG, kind="private")
    assert WALK_AWAY in document.paper.text.lower()
    planted = (WALK_AWAY, "private.yaml", "walk_away", "371000", "371,000")
    for role in [*Role, None]:
        client = enter(role)
        if role is Role.EXECUTIVE_PRODUCER:
            page = client.get(_address("document", {"kind": "private"})).content.decode()
            assert WALK_AWAY in page.lower()
            continue
        answers = {
            name: client.get(_address(name, parts)).content.decode("utf-8", "replace").lower()
            for name, (_roles, parts) in PAGES.items()
        }
        answers["private"] = client.get(_address("document", {"kind": "private"})).content.decode().lower()
        answers["text"] = client.get(_address("document_text", {"kind": "private"})).content.decode().lower()
        answers |= {
            f"post {name}": client.post(_address(name, parts)).content.decode("utf-8", "replace").lower()
            for name, (_roles, parts) in ACTIONS.items()
        }
        leaks = [(name, words) for name, page in answers.items() for words in planted if words in page]
        assert (role, leaks) == (role, [])
