"""Random productions with a past: what hands can do to one, drawn by hypothesis and played on the desk."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.topsheet_desk.ledger.facts import FACTS
from topsheet_desk.site.permissions import Actor, Page
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.doer import Doer, keep, log
from topsheet_desk.vault.actions.ledger import close_period, record, reverse
from topsheet_desk.vault.actions.papers import write
from topsheet_desk.vault.digests import canonical, content_digest
from topsheet_desk.vault.records import (
    Decision,
    Document,
    Entry,
    Membership,
    Person,
    Production,
    ReportDuty,
    ReportFiled,
    Request,
    Revision,
)
from topsheet_desk.vault.refusals import Refused

START = datetime(2027, 3, 1, 8, tzinfo=UTC)
KINDS = ("budget", "finance", "screenplay", "private")
NAMES = {kind: f"{kind}.yaml" for kind in KINDS} | {"screenplay": "script/draft.fountain"}
_LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
WORDS = st.text(_LETTERS, min_size=1, max_size=30).filter(str.strip)
TEXTS = st.builds(
    lambda start, body, end: start + end.join(body),
    st.sampled_from(["", "\ufeff"]),
    st.lists(st.text(_LETTERS, max_size=20), max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
)


@dataclass
class Life:
    """A production being lived: who acts, and the time that passes with each act."""

    production: Production
    people: Sequence[Person]
    now: datetime = START

    def by(self, place: int, role: Role = Role.PRODUCER) -> Doer:
        """Somebody, a little later."""
        self.now += timedelta(minutes=7, microseconds=1)
        person = self.people[place % len(self.people)]
        return Doer(person, self.production, role, Actor(person.pk, (role,)), self.now)


Deed = Callable[[Life], object]


def _save(kind: str, text: str, note: str, who: int) -> Deed:
    def do(life: Life) -> None:
        document = Document.objects.get(production=life.production, kind=kind)
        if document.paper.text != text:
            write(document, text, note, life.by(who))

    return do


def _seal(kind: str, value: str, reason: str, who: int) -> Deed:
    def do(life: Life) -> None:
        document = Document.objects.get(production=life.production, kind=kind)
        before = document.revisions.order_by("-ordinal").first()
        totals = {"x": {"label": value, "kind": "number", "value": "1.50"}}
        told, figures = canonical({"of": value}), canonical({"figure": [1, None, value]})
        papers = Document.objects.filter(production=life.production).values_list("name", "paper__digest")
        basis = {"papers": dict(papers), "as_of": "2027-03-01"}
        digest = content_digest(kind, 1, told, document.paper.digest, totals, figures, basis)
        keep(
            Revision(
                document=document, ordinal=before.ordinal + 1 if before else 1, kind_version=1, paper=document.paper,
                value=told, totals=totals, figures=figures, basis=basis, digest=digest, parent=before, reason=reason,
            ),
            life.by(who),
        )  # fmt: skip

    return do


def _ask(question: str, amount: int | None, due: bool, who: int) -> Deed:
    def do(life: Life) -> None:
        by = life.by(who)
        revisions = [
            {"document": row.document.name, "ordinal": row.ordinal, "digest": row.digest}
            for row in Revision.objects.filter(production=life.production)
        ]
        keep(
            Request(
                kind="SPEND" if amount else "QUESTION", question=question, revisions=revisions, needs=["PRODUCER"],
                amount_minor=amount, currency="USD" if amount else "", place="Europe/Vienna" if due else "",
                due_at=by.now + timedelta(days=1) if due else None,
            ),
            by,
        )  # fmt: skip

    return do


def _decide(pick: int, reason: str, for_another: bool, who: int) -> Deed:
    def do(life: Life) -> None:
        asked = list(Request.objects.filter(production=life.production))
        other = life.people[0] if for_another else None
        gate = {} if asked else {"gate": "fully_financed", "gate_reason": reason}
        keep(
            Decision(
                request=asked[pick % len(asked)] if asked else None, question=reason, reason=reason,
                verdict="REJECTED" if asked else "WAIVED", held_by=other,
                held_for=f"{other.name} <{other.email}>" if other else "", **gate,
            ),
            life.by(who),
        )  # fmt: skip

    return do


def _record(fact: Any, who: int) -> Deed:
    def do(life: Life) -> None:
        by = life.by(who)
        record(by.person.pk, life.production.slug, fact, as_adjustment=True, now=by.now)

    return do


def _reverse(pick: int, reason: str, who: int) -> Deed:
    def do(life: Life) -> None:
        by, rows = (
            life.by(who),
            Entry.objects.filter(production=life.production, reverses=None, reversed_by=None),
        )
        if rows:
            reverse(by.person.pk, life.production.slug, rows[pick % len(rows)].number, reason, now=by.now)

    return do


def _close(days: int, who: int) -> Deed:
    def do(life: Life) -> None:
        by = life.by(who)
        try:
            close_period(by.person.pk, life.production.slug, date(2027, 2, 1) + timedelta(days), now=by.now)
        except Refused:
            return  # a closing moves only forward

    return do


def _report(title: str, words: str, who: int) -> Deed:
    def do(life: Life) -> None:
        duty = ReportDuty.objects.create(
            production=life.production, title=title, role=Role.LINE_PRODUCER, rhythm="WEEKLY", weekday=4,
            time=time(9, 30), zone="America/New_York", starts_date=date(2027, 3, 1), ends_date=date(2027, 6, 1),
        )  # fmt: skip
        keep(ReportFiled(duty=duty, due_date=date(2027, 3, 5), words=words), life.by(who))

    return do


def _say(words: str, who: int) -> Deed:
    return lambda life: log(life.by(who), "say", words, Page.LOG)


_WHO = st.integers(0, 2)
_KIND = st.sampled_from(KINDS)
DEEDS = st.one_of(
    st.builds(_save, _KIND, TEXTS, st.text(_LETTERS, max_size=20), _WHO),
    st.builds(_seal, _KIND, WORDS, WORDS, _WHO),
    st.builds(_ask, WORDS, st.none() | st.integers(1, 10**9), st.booleans(), _WHO),
    st.builds(_decide, st.integers(0, 9), WORDS, st.booleans(), _WHO),
    st.builds(_record, FACTS, _WHO),
    st.builds(_reverse, st.integers(0, 9), WORDS, _WHO),
    st.builds(_close, st.integers(0, 28), _WHO),
    st.builds(_report, WORDS, TEXTS, _WHO),
    st.builds(_say, WORDS, _WHO),
)
DRAFTS = st.fixed_dictionaries({NAMES[kind]: TEXTS for kind in KINDS})


def live(life: Life, deeds: Sequence[Deed]) -> None:
    """Do the deeds one after the other; everybody is a producer here."""
    for person in life.people:
        Membership.objects.get_or_create(person=person, production=life.production, role=Role.PRODUCER)
    for deed in deeds:
        deed(life)


def told(raw: bytes) -> Any:
    """A file of the history as values."""
    return json.loads(raw)
