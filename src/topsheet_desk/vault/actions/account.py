"""What a person decides for themselves: their name, their time zone, how often they get letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from topsheet_desk.vault.actions.doer import log_own
from topsheet_desk.vault.records import Digest, Person
from topsheet_desk.vault.refusals import NothingChanged

# Code and words of each rhythm of letters, for a form.
DIGESTS = tuple(Digest.choices)


@dataclass(frozen=True, slots=True)
class OwnWishes:
    """A person's own settings; `digest` is one of the codes of DIGESTS."""

    name: str
    time_zone: str
    digest: str


@transaction.atomic
def change_own(person: int, wishes: OwnWishes, *, now: datetime) -> Person:
    """Keep a person's own settings. Raises NothingChanged."""
    found = Person.objects.select_for_update().get(pk=person)
    if (found.name, found.time_zone, found.digest) == (wishes.name, wishes.time_zone, wishes.digest):
        raise NothingChanged
    renamed = f" from {found.name}" if found.name != wishes.name else ""
    found.name, found.time_zone, found.digest = wishes.name, wishes.time_zone, wishes.digest
    found.save(update_fields=["name", "time_zone", "digest"])
    words = f"changed their account{renamed}: {wishes.name}, {wishes.time_zone}, {Digest(wishes.digest).label.lower()}"
    log_own(found, "change_account", words, now=now)
    return found
