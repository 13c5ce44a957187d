"""What waits for a person, from everyone who keeps something that can wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from topsheet_desk.inbox.dates import dates
from topsheet_desk.inbox.fundraising import financiers
from topsheet_desk.inbox.notices import to_know
from topsheet_desk.inbox.reports import reports
from topsheet_desk.inbox.requests import changed, decisions, unanswered
from topsheet_desk.site.items import Item, Provider, Section
from topsheet_desk.vault.lookups.acts import last_act

# Each asks for something; a new provider is named here, and its items are shown and counted.
ASKING: tuple[Provider, ...] = (decisions, unanswered, changed, dates, reports, financiers)
# These only tell: they are shown below, and not counted at the top of every page.
TELLING: tuple[Provider, ...] = (to_know,)
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Group:
    """A section of the inbox with what is in it."""

    section: Section
    items: tuple[Item, ...]

    @property
    def id(self) -> str:
        """The name of the section's element."""
        return self.section.name.lower()


@dataclass(frozen=True, slots=True)
class Inbox:
    """What waits, section by section; empty sections are left out. `asking` counts what asks for something."""

    groups: tuple[Group, ...]
    asking: int


def inbox_of(person: int, now: datetime) -> Inbox:
    """Everything that waits for the person, the soonest first in each section."""
    asking = _gathered(ASKING, person, now)
    items = [*asking, *_gathered(TELLING, person, now)]
    held = [Group(section, tuple(item for item in items if item.section is section)) for section in Section]
    return Inbox(tuple(group for group in held if group.items), len(asking))


def count(person: int, now: datetime) -> int:
    """How many things ask something of the person."""
    return sum(len(provider(person, now)) for provider in ASKING)


def quick_count(person: int, now: datetime) -> int:
    """As `count`, for the top of every page: one query, and the whole only after an act or when a minute is over."""
    return counted(person, last_act(), now.replace(second=0, microsecond=0))


@lru_cache(maxsize=4096)
def counted(person: int, act: int, minute: datetime) -> int:  # noqa: ARG001  # what was counted before an act is old
    """The count as it was after an act, in a minute."""
    return count(person, minute)


def every_page(request: HttpRequest) -> dict[str, object]:
    """The count beside the inbox's link, for the base template; nothing is asked before a template shows it."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {}
    return {"waiting_count": SimpleLazyObject(lambda: quick_count(int(person.pk), timezone.now()))}


def _gathered(providers: Sequence[Provider], person: int, now: datetime) -> list[Item]:
    found = [item for provider in providers for item in provider(person, now)]
    return sorted(found, key=_when) if providers is ASKING else found


def _when(item: Item) -> datetime:
    return item.moment or _LAST
