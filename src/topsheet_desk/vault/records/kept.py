"""What is kept for good: rows that are written once, numbered, and each sealed over the one before it.

The number and the seal make a missing or altered row visible even to someone who took the triggers off.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.db import models

from topsheet_desk.site.roles import Role
from topsheet_desk.vault.digests import canonical, sha256
from topsheet_desk.vault.records.people import Person, Production


def moment(at: datetime) -> str:
    """A moment as it is sealed: in UTC, as the database gives it back, whatever clock it was set by."""
    return at.astimezone(UTC).isoformat()


class Kept(models.Model):
    """A row of a book: who, in which role, when; `seal` is the SHA-256 over its facts and the seal before it.

    The book is the production's or the person's own; numbers start at 1 in each and have no gap.
    `signed` is the person's name and address as they were then; a later change of address changes no seal.
    `brought` says that the row came in with an imported folder: it tells what was done elsewhere.
    """

    write_once: ClassVar[bool] = True

    book = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signed = models.CharField(max_length=460)
    role = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()
    brought = models.BooleanField(default=False)
    seal = models.CharField(max_length=64)

    class Meta:
        """Numbers are single within a book."""

        abstract = True
        ordering: ClassVar[list[str]] = ["book", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["book", "number"], name="%(class)s_number_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=["", *Role.values]), name="%(class)s_role_known"
            ),
        ]

    def facts(self) -> dict[str, Any]:
        """What the row says, as plain values that mean the same on any desk: no ids."""
        raise NotImplementedError

    def sealed_facts(self) -> dict[str, Any]:
        """The facts with who, in which role and when: all that the seal covers."""
        who = {"signed": self.signed, "role": self.role, "at": moment(self.at)}
        return {"number": self.number, **who, **self.facts()}

    def sealed_over(self, before: str) -> str:
        """The seal this row must carry after the seal `before`, empty for the first row of a book."""
        return sha256(before + canonical(self.sealed_facts()))


class KeptOfProduction(Kept):
    """A kept row of one production's book."""

    production = models.ForeignKey(Production, on_delete=models.PROTECT, related_name="+")

    class Meta(Kept.Meta):
        """As every kept row."""

        abstract = True
