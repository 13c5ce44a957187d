"""Money facts, appended and reversed, never edited; and the closing of periods."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from topsheet_desk.vault.records.kept import KeptOfProduction


class EntryKind(models.TextChoices):
    """What a row of the ledger states."""

    COST = "COST", "Cost"
    COMMITMENT = "COMMITMENT", "Commitment"
    RECEIPT = "RECEIPT", "Receipt"
    DRAWDOWN = "DRAWDOWN", "Drawdown"
    PAYMENT = "PAYMENT", "Payment"


class Entry(KeptOfProduction):
    """One money fact. A mistake is reversed by a row of the opposite amount that points at it.

    `date` is the day of the fact; `posted_date` the day it counts in: the same, unless the week of the fact is closed
    and the row was taken as an adjustment. Amounts are in the currency's smallest coin.
    """

    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    date = models.DateField()
    posted_date = models.DateField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    account = models.CharField(max_length=20, blank=True)
    payee = models.CharField(max_length=200, blank=True)
    memo = models.CharField(max_length=500, blank=True)
    paper = models.CharField(max_length=100, blank=True)
    place = models.CharField(max_length=60, blank=True)
    episode = models.CharField(max_length=40, blank=True)
    department = models.CharField(max_length=60, blank=True)
    adjustment = models.BooleanField(default=False)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )

    objects = models.Manager["Entry"]()

    class Meta(KeptOfProduction.Meta):
        """An entry says something; only a reversal may take away; an adjustment counts after its own day."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            *KeptOfProduction.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="entry_kind_known"),
            models.CheckConstraint(condition=~Q(amount_minor=0), name="entry_not_nothing"),
            models.CheckConstraint(
                condition=Q(adjustment=False, posted_date=models.F("date"))
                | Q(adjustment=True, posted_date__gt=models.F("date")),
                name="entry_adjustment_is_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.production}, entry {self.number}"

    def facts(self) -> dict[str, Any]:
        """Everything the row states."""
        names = ("kind", "amount_minor", "currency", "account", "payee", "memo", "paper", "place", "episode")
        told = {name: getattr(self, name) for name in (*names, "department", "adjustment")}
        days = {"date": self.date.isoformat(), "posted_date": self.posted_date.isoformat()}
        return {**told, **days, "reverses": self.reverses.number if self.reverses else None}


class PeriodClosing(KeptOfProduction):
    """Everything up to and including a day is closed: what comes later about it is refused or an adjustment."""

    until = models.DateField()
    reason = models.CharField(max_length=300, blank=True)

    objects = models.Manager["PeriodClosing"]()

    class Meta(KeptOfProduction.Meta):
        """As every kept row."""

    def __str__(self) -> str:
        return f"{self.production}, closed until {self.until}"

    def facts(self) -> dict[str, Any]:
        """The day and the reason."""
        return {"until": self.until.isoformat(), "reason": self.reason}
