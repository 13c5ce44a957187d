"""The outbox: what people are told, written with the act that tells it and sent when that act is kept."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q

from topsheet_desk.site.permissions import Act, Page, may
from topsheet_desk.vault.actions.doer import actor_at
from topsheet_desk.vault.letters import bare
from topsheet_desk.vault.lookups.notices import still_theirs
from topsheet_desk.vault.lookups.productions import card
from topsheet_desk.vault.records import Notice, Person, Production

# How long a try holds a notice, doubled by each failure, up to the longest.
_FIRST_WAIT, _LONGEST_WAIT, _MOST_DOUBLED = timedelta(minutes=4), timedelta(hours=6), 8
_LOG = logging.getLogger(__name__)


def tell(
    person: Person,
    production: Production | None,
    subject: str,
    body: str,
    address: str = "",
    *,
    at_once: bool,
    now: datetime,
    page: Page | None = None,
    amount: str = "",
    amount_for: tuple[Act, str] = (Act.OPEN, Page.LEDGER),
) -> Notice | None:
    """Write a notice into the outbox, within the caller's transaction; one that asks is sent once that is kept.

    Nobody is told of a production on which they hold no role, or of a page that they may not open: the answer is then
    None. `amount` is added to the subject only for a reader who may do `amount_for`: an e-mail tells no more than
    its reader may see, and its subject lies open on a table. `address` is a path of the desk.
    """
    if production is not None:
        actor = actor_at(person.pk, production)
        if not actor.roles or (page is not None and not may(actor, Act.OPEN, page)):
            return None
        amount = amount if may(actor, *amount_for) else ""
    words = " ".join(f"{subject}: {amount}".split()) if amount else " ".join(subject.split())
    notice = Notice.objects.create(
        person=person,
        production=production,
        subject=words[:300],
        body=body,
        address=address if address.startswith("/") else "",
        page=page or "",
        at_once=at_once,
        made_at=now,
    )
    if at_once:
        transaction.on_commit(partial(send, notice.pk, now=now), robust=True)
    return notice


def send(notice: int, *, now: datetime) -> bool | None:
    """Send one notice: True when it went out, False when the mail was refused, None when there is nothing to send.

    The row is taken by a single UPDATE that only one hand can win, so that no lock is held while the mail goes out.
    A failure is counted and leaves the notice to a later run.
    """
    found = next(iter(unsent(now, only=notice)), None)
    if found is None or not _take(found, now):
        return None
    title = card(found.production.pk).title if found.production else ""
    subject = f"{title}: {bare(found.subject, title)}" if title else found.subject
    sent = hand_over(
        found.person, subject, letter(found), f"notice-{found.pk}-{found.made_at:%Y%m%d%H%M%S%f}"
    )
    if sent:
        Notice.objects.filter(pk=found.pk).update(sent_at=now)
    return sent


def unsent(now: datetime, *, only: int | None = None) -> list[Notice]:
    """The notices that ask and are not sent, less those that someone holds or that are no longer their reader's."""
    free = Q(tried_at=None) | Q(tries__gte=_MOST_DOUBLED, tried_at__lte=now - _LONGEST_WAIT)
    for tries in range(1, _MOST_DOUBLED):
        free |= Q(tries=tries, tried_at__lte=now - _FIRST_WAIT * 2 ** (tries - 1))
    waiting = Notice.objects.filter(free, at_once=True, sent_at=None)
    return still_theirs(waiting.filter(pk=only) if only is not None else waiting)


def put_aside(person: int, notices: Sequence[int], *, now: datetime) -> int:
    """Mark the person's own notices as read, so that neither the inbox nor a digest tells them again; how many."""
    return Notice.objects.filter(person_id=person, pk__in=notices, read_at=None).update(read_at=now)


def letter(notice: Notice) -> str:
    """The text of one notice as an e-mail."""
    parts = [notice.body.strip() or notice.subject]
    if notice.address:
        parts.append(f"{settings.TOPSHEET_URL}{notice.address}")
    return "\n\n".join(parts) + "\n"


def hand_over(person: Person, subject: str, body: str, name: str) -> bool:
    """Give an e-mail to the mail system; False, and a line in the desk's log, where it does not take it.

    `name` makes the Message-ID: should a letter go out twice after a crash, the reader's mail shows it once.
    """
    mark = {"Message-ID": f"<{name}@topsheet>", "Auto-Submitted": "auto-generated"}
    try:
        EmailMessage(" ".join(subject.split()), body, to=[person.email], headers=mark).send()
    except (OSError, SMTPException) as error:
        _LOG.warning("mail not taken: %s for %s", type(error).__name__, name)
        return False
    return True


def _take(notice: Notice, now: datetime) -> bool:
    """Hold the notice for one try; False where another hand was quicker."""
    same = Notice.objects.filter(pk=notice.pk, sent_at=None, tries=notice.tries)
    return same.update(tries=F("tries") + 1, tried_at=now) == 1
