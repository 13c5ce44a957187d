"""The pipeline of productions: every prospect as they stand, what they were sent, on which terms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from topsheet.money import Money
from topsheet_desk.site.permissions import Act, Page, roles_that
from topsheet_desk.vault.lookups.facts import money_of
from topsheet_desk.vault.records import Membership, Prospect, ProspectStep, Revision, Sent, TermSheet
from topsheet_desk.vault.refusals import NotShared
from topsheet_desk.vault.stages import CLOSED, Stage


@dataclass(frozen=True, slots=True)
class Standing:
    """A prospect by their last step; `since` is the day they came to this stage, `asked` what they are asked for."""

    prospect: Prospect
    stage: Stage
    asked: Money | None
    next_step: str
    next_date: date | None
    owner: int
    owner_name: str
    reason: str
    since: datetime
    last: datetime

    @property
    def closed(self) -> bool:
        """Whether nothing more is done about them."""
        return self.stage in CLOSED

    @property
    def name(self) -> str:
        """Who it is."""
        return str(self.prospect.contact)

    def due(self, today: date) -> bool:
        """Whether the next step's day has come."""
        return self.next_date is not None and self.next_date <= today


def standings(productions: Iterable[int], *, contact: int | None = None) -> list[Standing]:
    """Every prospect of the productions as they stand, by number: one query."""
    rows = ProspectStep.objects.filter(production__in=list(productions))
    if contact is not None:
        rows = rows.filter(prospect__contact=contact)
    rows = rows.select_related("prospect__contact", "prospect__production", "owner")
    steps: dict[int, list[ProspectStep]] = {}
    for row in rows.order_by("production", "prospect__number", "number"):
        steps.setdefault(row.prospect_id, []).append(row)
    return [_standing(told) for told in steps.values()]


def standing_of(production: int, number: int) -> Standing:
    """One prospect as they stand. Raises NotShared."""
    found = [each for each in standings([production]) if each.prospect.number == number]
    if not found:
        raise NotShared
    return found[0]


def steps_of(prospect: int) -> list[ProspectStep]:
    """Every step of a prospect, the newest first."""
    return list(ProspectStep.objects.filter(prospect=prospect).order_by("-number"))


def sent_to(prospects: Iterable[int]) -> list[Sent]:
    """Everything that was sent to the prospects, the newest first."""
    rows = Sent.objects.filter(prospect__in=list(prospects)).select_related(
        "prospect__production", "revision__document"
    )
    return list(rows.order_by("-sent_date", "-number"))


def terms_of(prospect: int) -> list[TermSheet]:
    """Every round of terms with a prospect, in order."""
    return list(TermSheet.objects.filter(prospect=prospect).order_by("round"))


def last_terms(productions: Iterable[int]) -> list[TermSheet]:
    """The last round of each prospect of the productions."""
    last = (
        TermSheet.objects.filter(production__in=list(productions))
        .values("prospect")
        .annotate(last=Max("round"))
        .values_list("prospect", "last")
    )
    wanted = dict(last)
    rows = TermSheet.objects.filter(prospect__in=wanted).select_related("prospect__contact")
    return [row for row in rows if row.round == wanted[row.prospect_id]]


def sendable(production: int, kinds: Iterable[str]) -> list[Revision]:
    """The sealed revisions of these kinds of document, by document, the newest first."""
    rows = Revision.objects.filter(production=production, document__kind__in=list(kinds))
    rows = rows.defer("value", "figures", "totals", "basis").select_related("document")
    return list(rows.order_by("document__name", "-ordinal"))


def owners(production: int) -> list[tuple[int, str]]:
    """Who may own a prospect: those who raise money on the production."""
    held = Membership.objects.filter(
        production=production,
        ended_at=None,
        person__is_active=True,
        role__in=roles_that(Act.OPEN, Page.FUNDRAISING),
    )
    found = dict(held.values_list("person_id", "person__name"))
    return sorted(found.items(), key=lambda pair: pair[1].casefold())


def money_or_none(minor: int | None, currency: str) -> Money | None:
    """An amount, or None where none was named."""
    return None if minor is None else money_of(minor, currency)


def _standing(steps: list[ProspectStep]) -> Standing:
    last = steps[-1]
    since = last
    for step in reversed(steps):
        if step.stage != last.stage:
            break
        since = step
    return Standing(
        last.prospect,
        Stage(last.stage),
        money_or_none(last.amount_minor, last.currency),
        last.next_step,
        last.next_date,
        last.owner_id,
        last.owner.name,
        last.reason,
        since.at,
        last.at,
    )
