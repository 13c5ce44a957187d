"""The pipeline of a production: who is asked, how far they came, what they were sent, and the terms put to them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from topsheet_desk.vault.records.contacts import Contact
from topsheet_desk.vault.records.kept import KeptOfProduction
from topsheet_desk.vault.records.papers import Revision
from topsheet_desk.vault.records.people import Person, Production
from topsheet_desk.vault.stages import CLOSED, SentKind, Stage


class Prospect(models.Model):
    """A contact who is asked to finance one production, numbered from 1; where they stand is their last step."""

    production = models.ForeignKey(Production, on_delete=models.PROTECT, related_name="prospects")
    number = models.PositiveIntegerField()
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="prospects")

    objects = models.Manager["Prospect"]()

    class Meta:
        """Numbers are single within a production."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["production", "number"], name="prospect_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.contact} for {self.production}"


class _OfProspect(KeptOfProduction):
    """A kept row about a prospect; `financier` is what they were called then, so that a new name breaks no seal."""

    prospect = models.ForeignKey(Prospect, on_delete=models.PROTECT, related_name="+")
    financier = models.CharField(max_length=420)

    class Meta(KeptOfProduction.Meta):
        """As every kept row."""

        abstract = True

    def told(self, *names: str) -> dict[str, Any]:
        """Who it is about, and the fields named."""
        return {
            "prospect": self.prospect.number,
            "financier": self.financier,
            **{name: getattr(self, name) for name in names},
        }


class ProspectStep(_OfProspect):
    """Where a prospect stands from here on: the whole state, so that the last row is enough.

    Whoever is not closed has a next step with its day; whoever is has a reason.
    """

    stage = models.CharField(max_length=20, choices=Stage.choices)
    amount_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    next_date = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    owner_signed = models.CharField(max_length=460)
    reason = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects = models.Manager["ProspectStep"]()

    class Meta(_OfProspect.Meta):
        """No prospect without a next step or a closed reason."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            *KeptOfProduction.Meta.constraints,
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="step_stage_known"),
            models.CheckConstraint(
                condition=(Q(stage__in=CLOSED, next_step="", next_date=None) & ~Q(reason=""))
                | (~Q(stage__in=CLOSED) & ~Q(next_step="") & Q(next_date__isnull=False, reason="")),
                name="step_next_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(amount_minor=None, currency="") | (Q(amount_minor__gt=0) & ~Q(currency="")),
                name="step_amount_has_currency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prospect}: {self.stage}"

    def facts(self) -> dict[str, Any]:
        """The whole state."""
        told = self.told("stage", "amount_minor", "currency", "next_step", "reason", "note")
        day = self.next_date.isoformat() if self.next_date else None
        return {**told, "next_date": day, "owner": self.owner_signed}


class Sent(_OfProspect):
    """What was sent to a prospect: what exactly, when, how. Of a document, the sealed revision and its digest."""

    kind = models.CharField(max_length=10, choices=SentKind.choices)
    what = models.CharField(max_length=300)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=500, blank=True)
    how = models.CharField(max_length=100)
    sent_date = models.DateField()
    note = models.CharField(max_length=500, blank=True)

    objects = models.Manager["Sent"]()

    class Meta(_OfProspect.Meta):
        """A revision is named exactly, a link leads somewhere."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            *KeptOfProduction.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=SentKind.values), name="sent_kind_known"),
            models.CheckConstraint(condition=~Q(what="") & ~Q(how=""), name="sent_says_what_and_how"),
            models.CheckConstraint(
                condition=(Q(kind="REVISION", revision__isnull=False) & ~Q(digest=""))
                | (~Q(kind="REVISION") & Q(revision=None, digest="")),
                name="sent_revision_named",
            ),
            models.CheckConstraint(condition=~Q(kind="LINK", address=""), name="sent_link_leads_somewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.what}, to {self.prospect}"

    def facts(self) -> dict[str, Any]:
        """What, to whom, how and on which day."""
        told = self.told("kind", "what", "digest", "address", "how", "note")
        return {**told, "sent_date": self.sent_date.isoformat()}


class TermSheet(_OfProspect):
    """One round of terms with a prospect, numbered from 1: theirs or ours, side by side with those before."""

    round = models.PositiveIntegerField()
    ours = models.BooleanField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    premium = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    split = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    fees = models.CharField(max_length=200, blank=True)
    rank = models.CharField(max_length=100, blank=True)
    rights = models.CharField(max_length=500, blank=True)
    expires_date = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects = models.Manager["TermSheet"]()

    class Meta(_OfProspect.Meta):
        """Rounds are single; percentages are such."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            *KeptOfProduction.Meta.constraints,
            models.UniqueConstraint(fields=["prospect", "round"], name="terms_round_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="terms_amount_positive"),
            models.CheckConstraint(condition=Q(premium=None) | Q(premium__gte=0), name="terms_premium"),
            models.CheckConstraint(condition=Q(split=None) | Q(split__range=(0, 100)), name="terms_split"),
        ]

    def __str__(self) -> str:
        return f"{self.prospect}, terms {self.round}"

    def facts(self) -> dict[str, Any]:
        """The terms as they were put."""
        told = self.told("round", "ours", "amount_minor", "currency", "fees", "rank", "rights", "note")
        day = self.expires_date.isoformat() if self.expires_date else None
        shares = {name: _plain(getattr(self, name)) for name in ("premium", "split")}
        return {**told, **shares, "expires_date": day}


def _plain(value: Any) -> str | None:
    """A percentage as it is sealed: without the zeros that a database adds."""
    return None if value is None else f"{value.normalize():f}"
