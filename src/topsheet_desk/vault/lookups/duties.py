"""Reports that are owed and came, as the tables have them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F

from topsheet_desk.site.permissions import Act, roles_that
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.due import Due, Duty, State, due_days, next_due, states
from topsheet_desk.vault.records import ReportDuty, ReportFiled

# A report that is due within this time is shown to whoever owes it.
SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that one of the person's roles owes, or is owed: what is missing, and what comes next."""

    duty: int
    title: str
    role: Role
    production: int
    zone: str
    mine: bool
    late: tuple[Due, ...]
    next: Due | None


def duty_of(record: ReportDuty) -> Duty:
    """The duty's terms as a value."""
    return Duty(
        record.weekday, record.time, record.zone, record.starts_date, record.ends_date, record.ended_at
    )


def received(duties: Iterable[int], first: date | None = None) -> dict[int, list[tuple[date, datetime]]]:
    """The day and the moment of every report that came for the duties, by duty."""
    came: dict[int, list[tuple[date, datetime]]] = defaultdict(list)
    filed = ReportFiled.objects.filter(duty_id__in=list(duties))
    if first is not None:
        filed = filed.filter(due_date__gte=first)
    for duty, day, at in filed.values_list("duty_id", "due_date", "at"):
        came[duty].append((day, at))
    return came


def owed_by_or_to(person: int, now: datetime) -> list[Owed]:
    """The running duties in which something is late, or due soon to be filed by the person: two queries.

    A report is theirs where one of their roles owes it; what others owe is told to those who set reports.
    """
    held = _running(person)
    came = received(duty.pk for duty, _roles in held)
    found = [_owed(duty, roles, came.get(duty.pk, []), now) for duty, roles in held]
    return [owed for owed in found if owed is not None and (owed.late or owed.next)]


def _running(person: int) -> list[tuple[ReportDuty, set[Role]]]:
    """Every running duty of the person's productions, with the roles they hold there: one query."""
    asked = ReportDuty.objects.filter(
        production__memberships__person_id=person,
        production__memberships__person__is_active=True,
        production__memberships__ended_at=None,
        ended_at=None,
    ).annotate(held=F("production__memberships__role"))
    duties: dict[int, tuple[ReportDuty, set[Role]]] = {}
    for duty in asked.order_by("production__slug", "title", "pk"):
        duties.setdefault(duty.pk, (duty, set()))[1].add(Role(duty.held))
    return list(duties.values())


def _owed(
    record: ReportDuty, roles: set[Role], came: list[tuple[date, datetime]], now: datetime
) -> Owed | None:
    mine = record.role in roles
    if not mine and not roles & set(roles_that(Act.SET_REPORTS)):
        return None
    duty, there = duty_of(record), {day for day, _at in came}
    missing = [
        due
        for day in due_days(duty, duty.starts_date, now.astimezone(duty.place).date())
        if day not in there
        for due in states(duty, [], first=day, last=day, now=now)
    ]
    late = tuple(due for due in missing if due.state is State.LATE)
    following = next_due(duty, now) if mine else None
    soon = following is not None and following not in there and duty.due_at(following) - now <= SOON
    coming = states(duty, [], first=following, last=following, now=now) if soon and following else []
    return Owed(
        record.pk,
        record.title,
        Role(record.role),
        record.production_id,
        record.zone,
        mine,
        late,
        coming[0] if coming else None,
    )
