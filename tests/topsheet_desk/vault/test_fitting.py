"""No row is kept whose words its columns do not hold: each database and each desk could read it, or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.doer import Doer, doer, keep, keep_all, log, log_own
from topsheet_desk.vault.records import Decision, Document, Entry, LogLine, PeriodClosing, Request, Revision
from topsheet_desk.vault.refusals import NoLetter, TooManyLetters

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
BAD = [("x" * 501, TooManyLetters), ("a\x00b", NoLetter), ("half \ud83d letter", NoLetter)]
IDS = ["too long", "NUL", "half a letter"]
Who = Callable[[Role], int]


@pytest.fixture
def by(person: Who) -> Doer:
    return doer(person(Role.ACCOUNTANT), SLUG, Act.RECORD, "COST", now=NOW)


def entry(payee: str = "Ferry") -> Entry:
    day = date(2026, 11, 24)
    return Entry(kind="COST", date=day, posted_date=day, amount_minor=1, currency="USD", payee=payee)


@pytest.mark.parametrize(("words", "refusal"), BAD, ids=IDS)
def test_a_row_whose_words_do_not_fit_is_not_kept(by: Doer, words: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal, match="the question"):
        keep(Request(kind="QUESTION", question=words, needs=["PRODUCER"]), by)
    with pytest.raises(refusal, match="the payee"):
        keep_all([entry(), entry(words)], [by, by])
    assert (Request.objects.count(), Entry.objects.count()) == (0, 0)


def test_words_of_any_length_are_kept_where_the_column_has_none(by: Doer) -> None:
    kept = keep(Request(kind="QUESTION", question="x" * 500, reason="y" * 20_000, needs=["PRODUCER"]), by)
    assert (len(kept.question), len(kept.reason)) == (500, 20_000)


def test_a_nul_within_plain_values_is_found(by: Doer) -> None:
    named = [{"document": "budget\x00", "ordinal": 1, "digest": "0" * 64}]
    with pytest.raises(NoLetter, match="the revisions"):
        keep(Request(kind="QUESTION", question="?", revisions=named, needs=["PRODUCER"]), by)


def test_the_log_keeps_no_nul_either(by: Doer) -> None:
    with pytest.raises(NoLetter, match="the words"):
        log(by, "save", "a\x00b", Page.COCKPIT)
    with pytest.raises(NoLetter, match="the words"):
        log_own(by.person, "sign_in", "a\x00b", now=NOW)
    assert not LogLine.objects.filter(words__startswith="a").exists()


@pytest.mark.parametrize("words", ["x" * 501, "a\x00b"], ids=["too long", "NUL"])
def test_the_page_on_which_a_revision_is_sealed_says_why_it_was_not(enter: Enter, words: str) -> None:
    edits = Document.objects.get(production__slug=SLUG, kind="budget").edits
    address = f"/films/{SLUG}/documents/budget/seal"
    answer = enter(Role.LINE_PRODUCER).post(address, {"edits": edits, "reason": words})
    assert (answer.status_code, "Nothing was done: the reason" in answer.content.decode()) == (409, True)
    assert Revision.objects.count() == 0


def test_the_pages_of_documents_and_decisions_say_why_words_were_not_kept(enter: Enter) -> None:
    producer, document = enter(Role.PRODUCER), Document.objects.get(production__slug=SLUG, kind="market")
    told = {"edits": document.edits, "text": f"{document.paper.text}#\n", "note": "a\x00b"}
    saved = producer.post(f"/films/{SLUG}/documents/market/save", told)
    assert (saved.status_code, "the note holds a NUL" in saved.content.decode()) == (409, True)
    asked = {"question": "a\x00b", "of": Role.LINE_PRODUCER, "due": "", "place": "UTC"}
    answer = producer.post(f"/films/{SLUG}/decisions/ask/question", asked, follow=True)
    assert "the question holds a NUL" in answer.content.decode()
    assert (Request.objects.count(), Decision.objects.count()) == (0, 0)


def test_the_pages_of_the_ledger_say_why_words_were_not_kept(enter: Enter, by: Doer) -> None:
    keep(entry(), by)
    sent = {"reason": "a\x00b"}
    answer = enter(Role.ACCOUNTANT).post(f"/films/{SLUG}/ledger/1/reverse/", sent)
    assert (answer.status_code, "the memo holds a NUL" in answer.content.decode()) == (200, True)
    closing = enter(Role.PRODUCER).post(f"/films/{SLUG}/ledger/close/", {"until": "2026-11-22", **sent})
    assert closing.status_code == 200
    assert (Entry.objects.count(), PeriodClosing.objects.count()) == (1, 0)
