"""People and companies that might finance a film: each once, across the whole slate; and notes that are one's own."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from topsheet_desk.vault.records.people import Person


class Contact(models.Model):
    """One person or company, on the desk and not on a production.

    `owner` keeps the relationship. A contact that was merged into another stays as it was, and only leads there.
    """

    name = models.CharField(max_length=200)
    company = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    how_met = models.CharField(max_length=300, blank=True)
    interests = models.CharField(max_length=500, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed"
    )

    objects = models.Manager["Contact"]()

    class Meta:
        """A contact has a name, and is not merged into itself."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["email"], name="contact_email")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(name=""), name="contact_has_name"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="contact_merged_elsewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.company}" if self.company else self.name


class ContactChange(models.Model):
    """What became of a contact, in words and as its fields were before: written once, so that no change is lost."""

    write_once: ClassVar[bool] = True

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="changes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.TextField()
    before: Any = models.JSONField(default=dict)

    objects = models.Manager["ContactChange"]()

    def __str__(self) -> str:
        return f"{self.contact}: {self.words}"


class ContactNote(models.Model):
    """A private note: its author's alone, to read, to change and to take away."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.TextField()

    objects = models.Manager["ContactNote"]()

    class Meta:
        """A note says something."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(words=""), name="contact_note_says_something"),
        ]

    def __str__(self) -> str:
        return f"a private note of {self.at:%Y-%m-%d}"
