"""The offering of a production's company: its exemption, its classes of units, its holders, and the unit ledger."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from topsheet_desk.vault.records.contacts import Contact
from topsheet_desk.vault.records.kept import KeptOfProduction
from topsheet_desk.vault.records.people import Production
from topsheet_desk.vault.stages import MoveKind

_MONEY = ["PAID", "RETURNED"]


class Offering(KeptOfProduction):
    """How units are offered from here on; the last row is in force.

    `exemption` is an id of the rules, or empty for none or another. `minimum_minor` is what must be paid in by
    `minimum_date`, and waits in `escrow` until then. `notice_date` is the day on which the form was filed.
    """

    issuer = models.CharField(max_length=200)
    exemption = models.CharField(max_length=60, blank=True)
    solicited = models.BooleanField(default=False)
    currency = models.CharField(max_length=3)
    minimum_minor = models.BigIntegerField(null=True, blank=True)
    minimum_date = models.DateField(null=True, blank=True)
    escrow = models.CharField(max_length=200, blank=True)
    notice_date = models.DateField(null=True, blank=True)

    objects = models.Manager["Offering"]()

    class Meta(KeptOfProduction.Meta):
        """Somebody issues the units, and a minimum is positive."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            *KeptOfProduction.Meta.constraints,
            models.CheckConstraint(condition=~Q(issuer=""), name="offering_has_issuer"),
            models.CheckConstraint(
                condition=Q(minimum_minor=None, minimum_date=None) | Q(minimum_minor__gt=0),
                name="offering_minimum_positive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.production}: units of {self.issuer}"

    def facts(self) -> dict[str, Any]:
        """The whole state."""
        names = ("issuer", "exemption", "solicited", "currency", "minimum_minor", "escrow")
        days = {name: _day(getattr(self, name)) for name in ("minimum_date", "notice_date")}
        return {**{name: getattr(self, name) for name in names}, **days}


class UnitClass(models.Model):
    """A class of units; its price stays once a row of the ledger counts with it. The log tells what was changed."""

    production = models.ForeignKey(Production, on_delete=models.PROTECT, related_name="unit_classes")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    price_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    authorised = models.PositiveBigIntegerField()
    premium = models.DecimalField(max_digits=7, decimal_places=3, default=0)

    objects = models.Manager["UnitClass"]()

    class Meta:
        """A code is single within a production; nothing is below zero."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["production", "code"], name="unit_class_code_once"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="unit_class_named"),
            models.CheckConstraint(condition=Q(price_minor__gte=0), name="unit_class_price"),
            models.CheckConstraint(condition=Q(authorised__gt=0), name="unit_class_authorised"),
            models.CheckConstraint(condition=Q(premium__gte=0), name="unit_class_premium"),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.production}"


class Holder(models.Model):
    """Somebody who subscribes or holds units, numbered from 1, and what is known of them.

    `party` is a party of the finance plan: a seat in its name sees these units on its own page. The log tells what
    was changed.
    """

    production = models.ForeignKey(Production, on_delete=models.PROTECT, related_name="holders")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    party = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=60, blank=True)
    accredited = models.BooleanField(default=False)
    evidence = models.CharField(max_length=300, blank=True)
    evidence_date = models.DateField(null=True, blank=True)
    verified = models.BooleanField(default=False)
    kyc_date = models.DateField(null=True, blank=True)
    tax_form = models.CharField(max_length=40, blank=True)

    objects = models.Manager["Holder"]()

    class Meta:
        """Numbers are single; nobody is accredited without evidence and its day, nor verified otherwise."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["production", "number"], name="holder_number_once"),
            models.CheckConstraint(condition=~Q(name=""), name="holder_named"),
            models.CheckConstraint(
                condition=Q(accredited=False) | (~Q(evidence="") & Q(evidence_date__isnull=False)),
                name="holder_accredited_by_evidence",
            ),
            models.CheckConstraint(
                condition=Q(verified=False) | Q(accredited=True), name="holder_verified_accredited"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitMovement(KeptOfProduction):
    """One row of the unit ledger. A mistake is reversed by a row of the same kind and day that points at it.

    `holder_name` and `to_name` are what they were called then; `accredited` and `verified` what a subscriber was.
    """

    kind = models.CharField(max_length=20, choices=MoveKind.choices)
    date = models.DateField()
    unit_class = models.ForeignKey(UnitClass, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="+")
    holder_name = models.CharField(max_length=200)
    to = models.ForeignKey(Holder, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    to_name = models.CharField(max_length=200, blank=True)
    units = models.PositiveBigIntegerField(default=0)
    amount_minor = models.BigIntegerField(null=True, blank=True)
    accredited = models.BooleanField(default=False)
    verified = models.BooleanField(default=False)
    paper = models.CharField(max_length=200, blank=True)
    memo = models.CharField(max_length=500, blank=True)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )

    objects = models.Manager["UnitMovement"]()

    class Meta(KeptOfProduction.Meta):
        """Money rows state money, all others units; a transfer has two sides; a reversal says why."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            *KeptOfProduction.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=MoveKind.values), name="move_kind_known"),
            models.CheckConstraint(
                condition=Q(kind__in=_MONEY, units=0, amount_minor__gt=0)
                | (~Q(kind__in=_MONEY) & Q(units__gt=0, amount_minor=None)),
                name="move_money_or_units",
            ),
            models.CheckConstraint(
                condition=(Q(kind="TRANSFERRED", to__isnull=False) & ~Q(to=F("holder")))
                | (~Q(kind="TRANSFERRED") & Q(to=None, to_name="")),
                name="move_transfer_has_two_sides",
            ),
            models.CheckConstraint(condition=Q(reverses=None) | ~Q(memo=""), name="move_reversal_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.production}, unit row {self.number}"

    def facts(self) -> dict[str, Any]:
        """The movement, its class by code and its holders by number and name."""
        names = ("kind", "holder_name", "to_name", "units", "amount_minor", "accredited", "verified")
        return {
            **{name: getattr(self, name) for name in (*names, "paper", "memo")},
            "date": self.date.isoformat(),
            "class": self.unit_class.code,
            "currency": self.unit_class.currency,
            "holder": self.holder.number,
            "to": self.to.number if self.to else None,
            "reverses": self.reverses.number if self.reverses else None,
        }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
