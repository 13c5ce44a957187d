"""What was asked, what was decided, and who may decide how much for how long."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from topsheet_desk.vault.records.kept import KeptOfProduction, moment
from topsheet_desk.vault.records.people import Membership, Person
from topsheet_desk.vault.verdicts import RequestKind, Verdict


class Request(KeptOfProduction):
    """A question put to those who may decide it, about exact revisions.

    `revisions` is a list of {document, ordinal, digest}. `needs` lists the roles that must each approve, in order.
    `noted` says that the amount lies below the production's threshold: it is told in the digest and asks nothing.
    `place` is the time zone whose clock the due time was set by.
    """

    kind = models.CharField(max_length=20, choices=RequestKind.choices)
    question = models.CharField(max_length=500)
    reason = models.TextField(blank=True)
    revisions = models.JSONField(default=list)
    needs = models.JSONField(default=list)
    amount_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    account = models.CharField(max_length=20, blank=True)
    episode = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=60, blank=True)
    noted = models.BooleanField(default=False)

    objects = models.Manager["Request"]()

    class Meta(KeptOfProduction.Meta):
        """A request is of a known kind; an amount has a currency; money is asked for with an amount."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            *KeptOfProduction.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=RequestKind.values), name="request_kind_known"),
            models.CheckConstraint(
                condition=Q(amount_minor=None, currency="")
                | (Q(amount_minor__isnull=False) & ~Q(currency="")),
                name="request_amount_has_currency",
            ),
            models.CheckConstraint(
                condition=~Q(kind="SPEND") | Q(amount_minor__gt=0), name="request_spend_has_amount"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.production}, request {self.number}: {self.question}"

    def facts(self) -> dict[str, Any]:
        """The question and everything it rests on."""
        names = ("kind", "question", "reason", "revisions", "needs", "amount_minor", "currency", "account")
        told = {name: getattr(self, name) for name in (*names, "episode", "place", "noted")}
        return {**told, "due_at": moment(self.due_at) if self.due_at else None}


class Decision(KeptOfProduction):
    """One person's word on a request, or the waiver of a gate: never changed, answered only by a later one.

    `revisions` repeats what was decided on; `held_by` is the delegate's principal, `held_for` their name then;
    `gate_reason` is what stood on the gate when it was waived, and a waiver covers no other reason.
    """

    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    question = models.CharField(max_length=500)
    revisions = models.JSONField(default=list)
    verdict = models.CharField(max_length=30, choices=Verdict.choices)
    reason = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    dissent = models.TextField(blank=True)
    place = models.CharField(max_length=60, blank=True)
    held_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    held_for = models.CharField(max_length=460, blank=True)
    gate = models.CharField(max_length=60, blank=True)
    gate_reason = models.TextField(blank=True)

    objects = models.Manager["Decision"]()

    class Meta(KeptOfProduction.Meta):
        """Every no, waiver and escalation says why; conditions come with the verdict that has them."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            *KeptOfProduction.Meta.constraints,
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="decision_verdict_known"),
            models.CheckConstraint(
                condition=Q(verdict__in=["APPROVED", "APPROVED_WITH_CONDITIONS"]) | ~Q(reason=""),
                name="decision_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(verdict="APPROVED_WITH_CONDITIONS") ^ Q(conditions=""),
                name="decision_conditions_named",
            ),
            models.CheckConstraint(
                condition=(Q(request=None) & Q(verdict="WAIVED") & ~Q(gate=""))
                | (Q(request__isnull=False) & Q(gate="")),
                name="decision_on_request_or_gate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.production}, decision {self.number}: {self.verdict}"

    def facts(self) -> dict[str, Any]:
        """The question, the word, and everything it rests on."""
        names = ("question", "revisions", "verdict", "reason", "conditions", "dissent", "place", "held_for")
        told = {name: getattr(self, name) for name in (*names, "gate", "gate_reason")}
        return {**told, "request": self.request.number if self.request else None}


class Authority(models.Model):
    """How much a seat may approve beyond the budget: the smaller of an amount and a percent of the approved budget.

    The limit is tested on the sum of all that was approved in its scope, never on one request alone. Without account
    range or episode the scope is the whole production; without an end it lasts until it is ended.
    """

    seat = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="authorities")
    limit_minor = models.BigIntegerField(null=True, blank=True)
    percent = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    currency = models.CharField(max_length=3)
    account_from = models.CharField(max_length=20, blank=True)
    account_to = models.CharField(max_length=20, blank=True)
    episode = models.CharField(max_length=40, blank=True)
    starts_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager["Authority"]()

    class Meta:
        """Limits are not negative, and an end comes after its start."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(limit_minor=None) | Q(limit_minor__gte=0), name="authority_limit_positive"
            ),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__gte=0), name="authority_percent_positive"
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("starts_at")),
                name="authority_expires_later",
            ),
        ]

    def __str__(self) -> str:
        return f"authority of {self.seat}"


class Delegation(models.Model):
    """One seat's decisions in another person's hands until a moment; it ends by itself."""

    seat = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="delegations")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegated")
    limit_minor = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager["Delegation"]()

    class Meta:
        """Every delegation has an end."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="delegation_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.seat}, in the hands of {self.to} until {self.ends_at:%Y-%m-%d}"
