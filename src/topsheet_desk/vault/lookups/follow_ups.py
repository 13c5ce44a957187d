"""What the raising of money asks of a person today: next steps, terms that expire, a form that is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from topsheet.finance import units
from topsheet.rules import Exemption
from topsheet_desk.site import formats
from topsheet_desk.site.moments import zone_of
from topsheet_desk.vault.lookups import pipeline
from topsheet_desk.vault.lookups.contacts import raising
from topsheet_desk.vault.lookups.pipeline import Standing
from topsheet_desk.vault.lookups.units import raise_of
from topsheet_desk.vault.records import Offering, Person

# Terms are told this long before they expire.
SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing to do: on which production, about which prospect (None for the offering), by which day."""

    production: int
    number: int | None
    title: str
    reason: str
    day: date


def follow_ups(person: int, now: datetime) -> tuple[list[FollowUp], str]:
    """What is due by the person's own clock, and the name of its time zone.

    A next step asks its owner; one whose owner has left the production asks everybody who raises money there.
    """
    productions = raising(person)
    if not productions:
        return [], "UTC"
    zone = Person.objects.values_list("time_zone", flat=True).get(pk=person)
    today = now.astimezone(zone_of(zone)).date()
    mine = _of(person, pipeline.standings(productions))
    found = [*_steps(mine, today), *_terms(mine, productions, today), *_forms(productions, today)]
    return found, zone


def _of(person: int, standing: Sequence[Standing]) -> list[Standing]:
    left: dict[int, set[int]] = {}
    kept = []
    for each in standing:
        production = each.prospect.production_id
        if production not in left:
            left[production] = {owner for owner, _ in pipeline.owners(production)}
        if not each.closed and (each.owner == person or each.owner not in left[production]):
            kept.append(each)
    return kept


def _steps(mine: Sequence[Standing], today: date) -> Iterator[FollowUp]:
    for each in mine:
        if each.next_date is not None and each.due(today):
            what = f"{each.stage.label}. {formats.sentence(each.next_step)}."
            yield FollowUp(each.prospect.production_id, each.prospect.number, each.name, what, each.next_date)


def _terms(mine: Sequence[Standing], productions: Mapping[int, str], today: date) -> Iterator[FollowUp]:
    held = {each.prospect.pk: each for each in mine}
    for row in pipeline.last_terms(productions) if held else ():
        each, day = held.get(row.prospect_id), row.expires_date
        if each is not None and day is not None and today <= day <= today + SOON:
            what = f"Round {row.round} of the terms expires."
            yield FollowUp(row.production_id, each.prospect.number, each.name, what, day)


def _forms(productions: Mapping[int, str], today: date) -> Iterator[FollowUp]:
    offered = Offering.objects.filter(production__in=productions).values_list("production", flat=True)
    for production in sorted(set(offered)):
        held = raise_of(production)
        found = held.exemption(today)
        if not isinstance(found, Exemption) or found.notice is None or held.offering is None:
            continue
        report = units.limits(found, units.sales(held.classes, held.movements), as_of=today)
        if report.notice_date is not None and held.offering.notice_date is None:
            what = f"Due {found.notice.days} days after the first sale. Write the day at the offering when it is filed."
            yield FollowUp(
                production, None, f"{found.notice.name} of {held.offering.issuer}", what, report.notice_date
            )
