"""Reports: what is owed, by whom, until when; and what came."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.urls import reverse

from topsheet_desk.site.formats import day as day_words
from topsheet_desk.site.moments import city, clock, length, zone_of
from topsheet_desk.site.permissions import Act, Page, may, roles_that
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.doer import Doer, actor_at, doer, keep, locked, log
from topsheet_desk.vault.actions.notices import tell
from topsheet_desk.vault.due import State, states
from topsheet_desk.vault.lookups.duties import duty_of
from topsheet_desk.vault.records import Person, ReportDuty, ReportFiled, Rhythm
from topsheet_desk.vault.refusals import (
    AlreadyEnded,
    BadDuty,
    EmptyReport,
    NoSuchDuty,
    NotShared,
    NotYetDue,
    NotYourReport,
    TooManyWords,
)

MOST_LETTERS = 20_000
# How long before it is due a report may come: a Friday's may be ready the day before.
EARLIEST = timedelta(days=1)
LONGEST = timedelta(days=5 * 366)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a production asks for: a report, the role that owes it, how often, until when by whose clock."""

    title: str
    role: Role
    weekday: int | None
    time: time
    zone: str
    starts_date: date
    ends_date: date

    @property
    def words(self) -> str:
        """The terms as a sentence goes on: who, how often, until when, where, from when to when."""
        often = "every working day" if self.weekday is None else f"every {_WEEKDAYS[self.weekday]}"
        until = f"by {clock(self.time)} {city(zone_of(self.zone))} time"
        span = f"from {day_words(self.starts_date)} to {day_words(self.ends_date)}"
        return f"owed by the {self.role.label.lower()} {often} {until}, {span}"


@transaction.atomic
def set_report(person: int, slug: str, terms: Terms, *, now: datetime) -> ReportDuty:
    """Ask for a report, and tell those who owe it. Raises NotShared, NotAllowed, BadDuty."""
    by = _reporter(person, slug, Act.SET_REPORTS, now)
    _check(terms, now.date())
    duty = ReportDuty.objects.create(
        production=by.production,
        title=terms.title.strip(),
        role=terms.role,
        rhythm=Rhythm.DAILY if terms.weekday is None else Rhythm.WEEKLY,
        weekday=terms.weekday,
        time=terms.time,
        zone=terms.zone,
        starts_date=terms.starts_date,
        ends_date=terms.ends_date,
    )
    log(by, "set_report", f"asked for {duty.title}, {terms.words}", Page.REPORTS)
    _tell_role(by, terms.role, f"{duty.title} is asked of you", f"It is {terms.words}.")
    return duty


@transaction.atomic
def end_report(person: int, slug: str, duty: int, *, now: datetime) -> ReportDuty:
    """Ask for a report no longer; what came and what never came stays. Raises NoSuchDuty, AlreadyEnded."""
    by = _reporter(person, slug, Act.SET_REPORTS, now)
    found = _duty(by, duty)
    if found.ended_at is not None:
        raise AlreadyEnded(found.title)
    found.ended_at = now
    found.save(update_fields=["ended_at"])
    log(by, "end_report", f"asks for {found.title} no longer", Page.REPORTS)
    _tell_role(by, Role(found.role), f"{found.title} is no longer asked of you", "")
    return found


@transaction.atomic
def file_report(person: int, slug: str, duty: int, day: date, words: str, *, now: datetime) -> ReportFiled:
    """File the report that was due on a day; one filed before stays, and this one is its addendum.

    Raises NotShared, NotAllowed, NoSuchDuty, NotYourReport for a role that does not owe it, NotYetDue, EmptyReport,
    TooManyWords.
    """
    by = _reporter(person, slug, Act.FILE, now)
    found = _duty(by, duty)
    if found.role not in by.actor.roles:
        raise NotYourReport(found.title, Role(found.role), by.actor.roles)
    if not duty_of(found).falls_on(day):
        raise NoSuchDuty
    if duty_of(found).due_at(day) - now > EARLIEST:
        raise NotYetDue(found.title)
    text = words.replace("\r\n", "\n").strip()
    if not text:
        raise EmptyReport
    if len(text) > MOST_LETTERS:
        raise TooManyWords(MOST_LETTERS)
    by = replace(by, role=Role(found.role))
    before = ReportFiled.objects.filter(duty=found, due_date=day).exists()
    filed = keep(ReportFiled(duty=found, due_date=day, words=text), by)
    told = _received(found, day, addendum=before, now=now)
    log(by, "file", told[:1].lower() + told[1:], Page.REPORTS)
    if before or now > duty_of(found).due_at(day):
        _tell_producers(by, found, day, told)
    return filed


def _reporter(person: int, slug: str, act: Act, now: datetime) -> Doer:
    """The doer; for someone who does not open the reports there is nothing to do anything to."""
    if not may(actor_at(person, locked(slug)), Act.OPEN, Page.REPORTS):
        raise NotShared
    return doer(person, slug, act, now=now)


def _check(terms: Terms, today: date) -> None:
    if not 0 < len(terms.title.strip()) <= 100:
        raise BadDuty("Give the report a title of at most 100 letters.")
    if terms.role not in roles_that(Act.FILE):
        raise BadDuty(f"The {terms.role.label.lower()} does not file reports here. Choose another role.")
    if terms.weekday is not None and not 0 <= terms.weekday < len(_WEEKDAYS):
        raise BadDuty("A weekly report is due on a day of the week.")
    if zone_of(terms.zone).key != terms.zone:
        raise BadDuty("Nobody knows this time zone. Choose the clock of a place of the production.")
    if terms.ends_date < terms.starts_date:
        raise BadDuty("The last day lies before the first. Exchange the two.")
    if abs(terms.starts_date - today) > LONGEST:
        raise BadDuty("The first day lies more than five years from today. Check its year.")
    if terms.ends_date - terms.starts_date > LONGEST:
        raise BadDuty("A report is asked for five years at most. Choose an earlier last day.")


def _duty(by: Doer, duty: int) -> ReportDuty:
    found = ReportDuty.objects.filter(production=by.production, pk=duty).first()
    if found is None:
        raise NoSuchDuty
    return found


def _received(duty: ReportDuty, day: date, *, addendum: bool, now: datetime) -> str:
    if addendum:
        return f"Addendum to {duty.title} for {day_words(day)}"
    (due,) = states(duty_of(duty), [(day, now)], first=day, last=day, now=now)
    late = f", {length(due.late_by)} late" if due.state is State.RECEIVED_LATE else ""
    return f"Filed {duty.title} for {day_words(day)}{late}"


def _tell_producers(by: Doer, duty: ReportDuty, day: date, words: str) -> None:
    """Those who asked for the report read in their digest that it came late or was corrected, not what it says."""
    address = reverse("report_day", args=[by.production.slug, duty.pk, day.isoformat()])
    for role in roles_that(Act.SET_REPORTS):
        _tell_role(by, role, words, f"By {by.person.name}.", address)


def _tell_role(by: Doer, role: Role, subject: str, body: str, address: str = "") -> None:
    address = address or reverse("reports", args=[by.production.slug])
    seated = Person.objects.filter(
        memberships__production=by.production, memberships__role=role, memberships__ended_at=None
    )
    for person in seated.exclude(pk=by.person.pk):
        tell(
            person,
            by.production,
            subject,
            body,
            address=address,
            at_once=False,
            now=by.now,
            page=Page.REPORTS,
        )
