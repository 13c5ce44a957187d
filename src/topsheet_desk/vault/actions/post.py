"""The post: notices that wait to be sent, and everybody's digest when it is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import F

from topsheet_desk.site.moments import zone_of
from topsheet_desk.vault.actions.dates import tell_dates
from topsheet_desk.vault.actions.notices import hand_over, send, unsent
from topsheet_desk.vault.letters import Told, bare, digest, last_due
from topsheet_desk.vault.lookups.notices import still_theirs
from topsheet_desk.vault.lookups.productions import Card, cards
from topsheet_desk.vault.records import Digest, Notice, Person

_NO_PRODUCTION = "Your desk"


@dataclass(frozen=True, slots=True)
class Posted:
    """What a run sent, and how many letters the mail system did not take."""

    notices: int
    digests: int
    failed: int


def post(*, now: datetime) -> Posted:
    """Tell the dates that have come near, send every notice that asks and is unsent, and each digest that is due.

    Runs may overlap: a notice or a digest is taken by one of them only. What fails is left for the next run.
    """
    tell_dates(now=now)
    sent = [send(notice.pk, now=now) for notice in unsent(now)]
    went = [send_digest(person, now=now) for person in _readers(now)]
    return Posted(sent.count(True), went.count(True), sent.count(False) + went.count(False))


def send_digest(person: Person, *, now: datetime) -> bool | None:
    """Send the person's digest where it is due and there is something to tell; None where there is nothing to do.

    What was made after it was due waits for the next one. The person's row is taken by a single UPDATE: another run
    finds the digest sent. Where the mail system refuses, everything is as before.
    """
    weekly, zone, before = person.digest == Digest.WEEKLY, zone_of(person.time_zone), person.digest_sent_at
    due = last_due(weekly, zone, now)
    if person.digest == Digest.NEVER or (before is not None and before >= due):
        return None
    notices = _for_digest(person, due)
    mine = Person.objects.filter(pk=person.pk)
    if not notices or mine.filter(digest_sent_at=before).update(digest_sent_at=now) != 1:
        return None
    told = digest(_groups(notices), settings.TOPSHEET_URL, weekly, zone)
    gone = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    if hand_over(person, told.subject, told.body, f"digest-{person.pk}-{due:%Y%m%d}"):
        gone.update(sent_at=now, tried_at=now, tries=F("tries") + 1)
        return True
    gone.update(tried_at=now, tries=F("tries") + 1)
    mine.update(digest_sent_at=before)
    return False


def _readers(now: datetime) -> Sequence[Person]:
    """Those who want a digest and for whom something unsent lies there."""
    lies = Notice.objects.filter(at_once=False, sent_at=None, read_at=None, made_at__lt=now)
    wanted = Person.objects.filter(pk__in=lies.values("person"), is_active=True)
    return list(wanted.exclude(digest=Digest.NEVER).order_by("pk"))


def _for_digest(person: Person, due: datetime) -> list[Notice]:
    """What was made before the digest was due and was not read on the desk in the meantime."""
    mine = Notice.objects.filter(person=person, at_once=False, sent_at=None, read_at=None, made_at__lt=due)
    return still_theirs(mine)


def _groups(notices: Sequence[Notice]) -> list[tuple[str, list[Told]]]:
    """The notices by production, productions by title, what concerns none of them last."""
    known = cards({notice.production_id for notice in notices if notice.production_id})
    held: dict[int | None, list[Told]] = {}
    for notice in notices:
        held.setdefault(notice.production_id, []).append(_told(notice, known.get(notice.production_id or 0)))
    titled = [(known[pk].title if pk else _NO_PRODUCTION, told) for pk, told in held.items()]
    return sorted(titled, key=lambda group: (group[0] == _NO_PRODUCTION, group[0]))


def _told(notice: Notice, card: Card | None) -> Told:
    url = f"{settings.TOPSHEET_URL}{notice.address}" if notice.address else ""
    place = zone_of(card.zone if card else notice.person.time_zone)
    return Told(bare(notice.subject, card.title if card else ""), notice.body, url, notice.made_at, place)
