"""Prospects begun and moved, and the terms that were put; every step is appended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from topsheet.money import Money
from topsheet_desk.site.permissions import Page
from topsheet_desk.vault.actions.doer import Doer, keep, log, signature
from topsheet_desk.vault.actions.fundraising.raiser import (
    raiser,
    require_amount,
    require_near,
    require_percent,
)
from topsheet_desk.vault.actions.fundraising.refusals import (
    DayBehind,
    InPipeline,
    NoClosedReason,
    NoNextStep,
    NoStage,
    NotOnTheTeam,
)
from topsheet_desk.vault.lookups.contacts import contact_of
from topsheet_desk.vault.lookups.pipeline import owners
from topsheet_desk.vault.lookups.requests import minor_of
from topsheet_desk.vault.records import Person, Prospect, ProspectStep, TermSheet
from topsheet_desk.vault.refusals import NothingChanged, NotShared
from topsheet_desk.vault.stages import CLOSED, Stage


@dataclass(frozen=True, slots=True)
class Step:
    """Where a prospect stands from here on. What does not fit the stage, as a next step after a pass, is left out."""

    stage: str
    owner: int
    asked: Money | None = None
    next_step: str = ""
    next_date: date | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """A round of terms: percentages of the amount put in (premium) and of net profits (split)."""

    amount: Money
    ours: bool
    premium: Decimal | None = None
    split: Decimal | None = None
    fees: str = ""
    rank: str = ""
    rights: str = ""
    expires_date: date | None = None
    note: str = ""


@transaction.atomic
def begin(person: int, slug: str, contact: int, step: Step, *, today: date, now: datetime) -> Prospect:
    """Ask a contact to finance the production. Raises as `move`, and InPipeline."""
    by = raiser(person, slug, now)
    found = contact_of(person, contact)
    there = Prospect.objects.filter(production=by.production, contact=found).first()
    if there is not None:
        raise InPipeline(found.name, there.number)
    last = Prospect.objects.filter(production=by.production).aggregate(last=Max("number"))["last"] or 0
    row = _row(by, step, today)
    prospect = Prospect.objects.create(production=by.production, number=last + 1, contact=found)
    row.prospect, row.financier = prospect, str(found)
    keep(row, by)
    log(
        by,
        "begin_prospect",
        f"took {found} into the pipeline: {Stage(step.stage).label.lower()}",
        Page.FUNDRAISING,
    )
    return prospect


@transaction.atomic
def move(person: int, slug: str, number: int, step: Step, *, today: date, now: datetime) -> ProspectStep:
    """Where the prospect stands now; a pass is re-opened by moving on, and stays in the history.

    Raises NotShared, NotAllowed, NoStage, NoNextStep, NoClosedReason, DayBehind, DayFarAway, NotOnTheTeam,
    BadAmount, NothingChanged, TooManyLetters, NoLetter.
    """
    by = raiser(person, slug, now)
    prospect = _prospect(by, number)
    last = ProspectStep.objects.filter(prospect=prospect).order_by("-number").first()
    row = _row(by, step, today, unchanged=last.next_date if last else None)
    row.prospect, row.financier = prospect, str(prospect.contact)
    same = ("stage", "owner_id", "amount_minor", "currency", "next_step", "next_date", "reason", "note")
    if last is not None and all(getattr(last, name) == getattr(row, name) for name in same):
        raise NothingChanged
    keep(row, by)
    log(by, "move_prospect", _words(row, Stage(last.stage) if last else None), Page.FUNDRAISING)
    return row


@transaction.atomic
def put_terms(person: int, slug: str, number: int, terms: Terms, *, today: date, now: datetime) -> TermSheet:
    """One more round of terms, theirs or ours; those before stay.

    Raises NotShared, NotAllowed, BadAmount, BadPercent, DayFarAway, TooManyLetters, NoLetter.
    """
    by = raiser(person, slug, now)
    prospect = _prospect(by, number)
    amount = require_amount(terms.amount)
    require_near(terms.expires_date, today)
    last = TermSheet.objects.filter(prospect=prospect).aggregate(last=Max("round"))["last"] or 0
    row = keep(
        TermSheet(
            prospect=prospect,
            financier=str(prospect.contact),
            round=last + 1,
            ours=terms.ours,
            amount_minor=minor_of(amount),
            currency=amount.currency,
            premium=require_percent(terms.premium, "premium", 1000),
            split=require_percent(terms.split, "split", 100),
            fees=terms.fees.strip(),
            rank=terms.rank.strip(),
            rights=terms.rights.strip(),
            expires_date=terms.expires_date,
            note=terms.note.strip(),
        ),
        by,
    )
    whose = "ours" if terms.ours else "theirs"
    log(
        by,
        "put_terms",
        f"kept round {row.round} of terms with {row.financier}, {whose}: {amount}",
        Page.FUNDRAISING,
    )
    return row


def _prospect(by: Doer, number: int) -> Prospect:
    found = Prospect.objects.filter(production=by.production, number=number).select_related("contact").first()
    if found is None:
        raise NotShared
    return found


def _row(by: Doer, step: Step, today: date, unchanged: date | None = None) -> ProspectStep:
    """The step as a row. A next day that was kept before may lie behind: it is late, and not written anew."""
    if step.stage not in Stage.values:
        raise NoStage
    closed = Stage(step.stage) in CLOSED
    if closed and not step.reason.strip():
        raise NoClosedReason
    if not closed and (not step.next_step.strip() or step.next_date is None):
        raise NoNextStep
    if not closed and step.next_date is not None:
        require_near(step.next_date, today)
        if step.next_date < today and step.next_date != unchanged:
            raise DayBehind(step.next_date, today)
    if step.owner not in dict(owners(by.production.pk)):
        raise NotOnTheTeam
    asked = require_amount(step.asked) if step.asked is not None else None
    owner = Person.objects.get(pk=step.owner)
    return ProspectStep(
        stage=step.stage,
        amount_minor=minor_of(asked) if asked else None,
        currency=asked.currency if asked else "",
        next_step="" if closed else step.next_step.strip(),
        next_date=None if closed else step.next_date,
        owner=owner,
        owner_signed=signature(owner),
        reason=step.reason.strip() if closed else "",
        note=step.note.strip(),
    )


def _words(row: ProspectStep, before: Stage | None) -> str:
    stage = Stage(row.stage)
    moved = f"moved {row.financier} from {before.label} to {stage.label}" if before not in (None, stage) else (
        f"noted where {row.financier} stands, {stage.label}"
    )  # fmt: skip
    then = row.reason if stage in CLOSED else f"{row.next_step} by {row.next_date}"
    return f"{moved}: {then}"
