"""Documents: one working draft each, every save of it, and the sealed revisions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from topsheet_desk.vault.records.kept import KeptOfProduction
from topsheet_desk.vault.records.people import Person, Production


class Paper(models.Model):
    """A text, kept once under the SHA-256 of its bytes in UTF-8."""

    write_once: ClassVar[bool] = True

    digest = models.CharField(max_length=64, unique=True)
    text = models.TextField()

    objects = models.Manager["Paper"]()

    def __str__(self) -> str:
        return self.digest[:12]


class Document(models.Model):
    """A document of a production: its working draft, and how often it was changed.

    `edits` is what a save must name: whoever saves over a number that has moved on meets a conflict.
    """

    production = models.ForeignKey(Production, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    edits = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_role = models.CharField(max_length=30, blank=True)
    changed_at = models.DateTimeField()

    objects = models.Manager["Document"]()

    class Meta:
        """One document of each kind, one file of each name."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["production", "kind"], name="document_kind_once"),
            models.UniqueConstraint(fields=["production", "name"], name="document_name_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.production}"


class Save(models.Model):
    """One save of a draft: its text, who, in which role, when, and why. Nothing that was saved is lost."""

    write_once: ClassVar[bool] = True

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="saves")
    number = models.PositiveIntegerField()
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    objects = models.Manager["Save"]()

    class Meta:
        """A save has the number of the edit it made."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["document", "number"], name="save_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document}, edit {self.number}"


class Revision(KeptOfProduction):
    """A sealed revision of a document, with the figures as they were.

    `value` is the canonical JSON of the frozen document, `figures` every figure its rooms made, `totals` those shown
    first. `basis` names the paper of every document the figures were computed with, so that they can be made again.
    `digest` is the SHA-256 over kind, version, value, paper, totals, figures and basis.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="revisions")
    ordinal = models.PositiveIntegerField()
    kind_version = models.PositiveIntegerField()
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    value = models.TextField()
    totals = models.JSONField()
    figures = models.TextField()
    basis = models.JSONField()
    digest = models.CharField(max_length=64)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500)

    objects = models.Manager["Revision"]()

    class Meta(KeptOfProduction.Meta):
        """Revisions of a document are numbered from 1; only the first has no parent; each says why."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            *KeptOfProduction.Meta.constraints,
            models.UniqueConstraint(fields=["document", "ordinal"], name="revision_ordinal_once"),
            models.CheckConstraint(
                condition=Q(ordinal=1, parent=None) | Q(ordinal__gt=1, parent__isnull=False),
                name="revision_has_parent",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="revision_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.document}, revision {self.ordinal}"

    def facts(self) -> dict[str, Any]:
        """The document, its place in the row of revisions, the digest and the reason."""
        return {
            # The kind: a document's file may be called otherwise later, and the seal must stand.
            "document": self.document.kind,
            "ordinal": self.ordinal,
            "digest": self.digest,
            "parent": self.parent.digest if self.parent else None,
            "reason": self.reason,
        }
