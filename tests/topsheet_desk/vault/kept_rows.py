"""Rows of every book, written through the actions: what the check looks at and a backup must carry."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.topsheet_desk.conftest import SLUG
from tests.topsheet_desk.fundraising import raises
from topsheet.film import Film
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.vault.actions.doer import Doer, doer, keep, log, log_own
from topsheet_desk.vault.actions.fundraising.contacts import write_note
from topsheet_desk.vault.actions.fundraising.pipeline import Terms, put_terms
from topsheet_desk.vault.digests import content_digest
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.records import (
    Authority,
    Decision,
    Delegation,
    Document,
    Entry,
    Invitation,
    MadePaper,
    Membership,
    Notice,
    PeriodClosing,
    Person,
    ReportDuty,
    ReportFiled,
    Request,
    Revision,
)
from topsheet_desk.vault.sealing import content_of

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PAPER = b"%PDF-1.7 what went out\x00\xff"


def write_all(film: Film) -> None:
    """A sealed budget in two revisions, a request and its decision, entries, a closing, a report, and the rest."""
    first, second = seal(film, "first"), seal(film, "second")
    named = [{"document": "budget", "ordinal": one.ordinal, "digest": one.digest} for one in (first, second)]
    asked = keep(
        Request(
            kind="REVISION",
            question="Is budget v2 approved?",
            revisions=named,
            needs=["EXECUTIVE_PRODUCER"],
            due_at=NOON + timedelta(days=2),
        ),
        ep(5),
    )
    keep(Decision(request=asked, question=asked.question, revisions=named, verdict="APPROVED"), ep(6))
    keep(
        Decision(
            question="The gap is waived",
            verdict="WAIVED",
            gate="fully_financed",
            gate_reason="Gap 598,900",
            reason="A loan is signed on Friday",
        ),
        ep(7),
    )
    write_ledger()
    write_raise()
    write_rest()


def write_ledger() -> None:
    """Three entries, the second reversed by the third; then a closed week, and an adjustment into the open one."""
    entry(10, 120_000)
    wrong = entry(11, 45_050, account="2100", payee="Harbour Marine Ltd")
    entry(12, -45_050, account="2100", payee="Harbour Marine Ltd", reverses=wrong)
    keep(PeriodClosing(until=date(2026, 11, 22), reason="Week 47"), ep(13))
    entry(200, 9_900, date=date(2026, 11, 20), posted_date=date(2026, 11, 24), adjustment=True)


def write_raise() -> None:
    """A financier in the pipeline with a private note, a parcel and terms; an offering with a holder and a row."""
    asked = raises.prospect()
    write_note(raises.who(), asked.contact_id, "Call in the evening", now=NOON)
    raises.send(asked.number)
    terms = Terms(raises.usd(250_000), ours=False, premium=Decimal("22.50"))
    put_terms(raises.who(), SLUG, asked.number, terms, today=NOON.date(), now=NOON)
    raises.offer()
    raises.open_class(premium=Decimal("20.5"))
    raises.holder("Ada Lamb")
    raises.record("SUBSCRIBED", 1, 100)


def write_rest() -> None:
    """A report and its filing, letters, powers and notices; and a line of a person's own log."""
    by = ep(20)
    duty = ReportDuty.objects.create(
        production=by.production,
        title="Daily progress report",
        role="LINE_PRODUCER",
        rhythm="DAILY",
        time="20:00",
        zone="America/New_York",
        starts_date=date(2026, 11, 1),
        ends_date=date(2026, 12, 24),
    )
    keep(ReportFiled(duty=duty, due_date=date(2026, 11, 23), words="Two scenes, 3 4/8 pages."), by)
    paper = MadePaper(
        kind="memo",
        as_of=date(2026, 11, 24),
        documents="d" * 64,
        says="f" * 64,
        file="night-ferry-memo-2026-11-24.pdf",
        digest=hashlib.sha256(PAPER).hexdigest(),
        content=PAPER,
    )
    keep(paper, by)
    seat = Membership.objects.get(production=by.production, role="LINE_PRODUCER")
    Authority.objects.create(
        seat=seat, percent="2.500", currency="USD", starts_at=NOON, given_by=by.person, given_at=NOON
    )
    Delegation.objects.create(
        seat=seat,
        to=by.person,
        reason="Leave",
        starts_at=NOON,
        ends_at=NOON + timedelta(days=7),
        given_at=NOON,
    )
    Invitation.objects.create(
        production=by.production,
        email="guest@elsewhere.example",
        role="GUEST",
        invited_by=by.person,
        secret_digest="0" * 64,
        invited_at=NOON,
        expires_at=NOON + timedelta(days=7),
    )
    Notice.objects.create(person=by.person, subject="Budget v2", body="Ask…", at_once=True, made_at=NOON)
    log(by, "file", "filed the daily progress report", Page.REPORTS)
    log_own(by.person, "sign_in", "signed in", now=NOON)


def ep(minute: int) -> Doer:
    """The executive producer, some minutes past noon."""
    person = Person.objects.get(email="ep@nightferry.example")
    return doer(person.pk, SLUG, Act.SEAL, "budget", now=NOON + timedelta(minutes=minute))


def entry(minute: int, amount: int, **more: Any) -> Entry:
    """An entry of the ledger: a cost of 16 November unless it says otherwise."""
    told: dict[str, Any] = {
        "kind": "COST",
        "date": date(2026, 11, 16),
        "posted_date": date(2026, 11, 16),
        "amount_minor": amount,
        "currency": "USD",
    }
    return keep(Entry(**{**told, **more}), ep(minute))


def seal(film: Film, reason: str) -> Revision:
    """The budget as it stands, sealed as the next revision."""
    by = ep(1)
    document = Document.objects.select_related("paper").get(production=by.production, kind="budget")
    before = document.revisions.order_by("-ordinal").first()
    content = content_of("budget", film)
    basis = {"papers": dict(reading.stamp(by.production.pk).papers), "as_of": film.as_of.isoformat()}
    totals = {name: dict(told) for name, told in content.totals.items()}
    digest = content_digest(
        "budget", content.version, content.value, document.paper.digest, totals, content.figures, basis
    )
    return keep(
        Revision(
            document=document,
            ordinal=before.ordinal + 1 if before else 1,
            kind_version=content.version,
            paper=document.paper,
            value=content.value,
            totals=totals,
            figures=content.figures,
            basis=basis,
            digest=digest,
            parent=before,
            reason=reason,
        ),
        by,
    )
