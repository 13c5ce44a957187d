"""What was sent to a prospect: the exact revision, a paper, a link or a file; when, how, by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.db import transaction

from topsheet_desk.site.permissions import Act, Page, may
from topsheet_desk.vault.actions.doer import Doer, keep, log
from topsheet_desk.vault.actions.fundraising.raiser import raiser, require_past
from topsheet_desk.vault.actions.fundraising.refusals import NoSuchRevision, NothingSent
from topsheet_desk.vault.records import Prospect, Revision, Sent
from topsheet_desk.vault.refusals import NotShared
from topsheet_desk.vault.stages import SentKind


@dataclass(frozen=True, slots=True)
class Parcel:
    """What went out: of a document its kind and the revision's ordinal, of anything else what it is called."""

    kind: str
    how: str
    sent_date: date
    document: str = ""
    ordinal: int = 0
    what: str = ""
    address: str = ""
    note: str = ""


@transaction.atomic
def note_sent(person: int, slug: str, number: int, parcel: Parcel, *, today: date, now: datetime) -> Sent:
    """Keep that something was sent. The private document never is.

    Raises NotShared, NotAllowed, NothingSent, NoSuchRevision, DayAhead, DayFarAway, TooManyLetters, NoLetter.
    """
    by = raiser(person, slug, now)
    prospect = (
        Prospect.objects.filter(production=by.production, number=number).select_related("contact").first()
    )
    if prospect is None:
        raise NotShared
    require_past(parcel.sent_date, today)
    if not parcel.how.strip():
        raise NothingSent("write how it was sent: by e-mail, at a meeting, in a data room.")
    row = keep(
        Sent(
            prospect=prospect,
            financier=str(prospect.contact),
            kind=parcel.kind,
            how=parcel.how.strip(),
            sent_date=parcel.sent_date,
            note=parcel.note.strip(),
            **_thing(parcel, by),
        ),
        by,
    )
    log(by, "note_sent", f"sent {row.what} to {row.financier}, {row.how}", Page.FUNDRAISING)
    return row


def _thing(parcel: Parcel, by: Doer) -> dict[str, object]:
    if parcel.kind not in SentKind.values:
        raise NothingSent("choose what was sent.")
    if parcel.kind == SentKind.REVISION:
        revision = _revision(parcel, by)
        what = f"{revision.document.name}, revision {revision.ordinal}"
        return {"what": what, "revision": revision, "digest": revision.digest}
    what, address = parcel.what.strip(), parcel.address.strip()
    if parcel.kind == SentKind.LINK and (
        urlsplit(address).scheme not in ("http", "https") or "." not in address
    ):
        raise NothingSent("a link begins with https:// and leads somewhere.")
    if not what and not address:
        raise NothingSent("write what was sent, with its version: deck_v4.pdf.")
    return {"what": what or address[:300], "address": address if parcel.kind == SentKind.LINK else ""}


def _revision(parcel: Parcel, by: Doer) -> Revision:
    found = (
        Revision.objects.filter(
            production=by.production, document__kind=parcel.document, ordinal=parcel.ordinal
        )
        .select_related("document")
        .first()
    )
    if found is None or parcel.document == "private" or not may(by.actor, Act.READ, parcel.document):
        raise NoSuchRevision
    return found
