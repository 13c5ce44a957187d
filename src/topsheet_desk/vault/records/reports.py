"""Reports that are due, reports that came, and what people are told by e-mail."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from topsheet_desk.site.roles import Role
from topsheet_desk.vault.records.kept import KeptOfProduction
from topsheet_desk.vault.records.people import Person, Production


class Rhythm(models.TextChoices):
    """How often a report is due."""

    DAILY = "DAILY", "every working day"
    WEEKLY = "WEEKLY", "every week"


class ReportDuty(models.Model):
    """A report that a role owes in a rhythm, by the clock of a place."""

    production = models.ForeignKey(Production, on_delete=models.PROTECT, related_name="duties")
    title = models.CharField(max_length=100)
    role = models.CharField(max_length=30, choices=Role.choices)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    time = models.TimeField()
    zone = models.CharField(max_length=60)
    starts_date = models.DateField()
    ends_date = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager["ReportDuty"]()

    class Meta:
        """A weekly report has its weekday, Monday being 0; a daily one has none."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="duty_role_known"),
            models.CheckConstraint(
                condition=Q(rhythm="DAILY", weekday=None) | Q(rhythm="WEEKLY", weekday__range=(0, 6)),
                name="duty_weekday",
            ),
            models.CheckConstraint(
                condition=Q(ends_date__gte=models.F("starts_date")), name="duty_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} of {self.production}"


class ReportFiled(KeptOfProduction):
    """A report that came: for which day it was due, and what it says."""

    duty = models.ForeignKey(ReportDuty, on_delete=models.PROTECT, related_name="filed")
    due_date = models.DateField()
    words = models.TextField(blank=True)

    objects = models.Manager["ReportFiled"]()

    class Meta(KeptOfProduction.Meta):
        """As every kept row."""

    def __str__(self) -> str:
        return f"{self.duty}, for {self.due_date}"

    def facts(self) -> dict[str, Any]:
        """The report's title, its day and its words."""
        return {"title": self.duty.title, "due_date": self.due_date.isoformat(), "words": self.words}


class Notice(models.Model):
    """Something one person is told by e-mail: at once when it asks, in their digest otherwise.

    `tried_at` is when it was last handed to the mail: whoever sets it holds the notice until the wait is over.
    `read_at` is when its reader put it aside on the desk. `page` is the page its reader must be allowed to open,
    as with a line of the log; empty where holding any role on the production is enough.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    production = models.ForeignKey(
        Production, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    subject = models.CharField(max_length=300)
    body = models.TextField()
    address = models.CharField(max_length=300, blank=True)
    page = models.CharField(max_length=40, blank=True)
    at_once = models.BooleanField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager["Notice"]()

    class Meta:
        """The outbox asks for what is unsent, the inbox for what one person has not read."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["made_at"], condition=Q(sent_at=None), name="notice_unsent"),
            models.Index(fields=["person", "made_at"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"to {self.person}: {self.subject}"
