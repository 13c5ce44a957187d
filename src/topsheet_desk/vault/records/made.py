"""Papers made for others: the file as it went out, and what it was made from."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from topsheet_desk.vault.records.kept import KeptOfProduction


class MadePaper(KeptOfProduction):
    """A paper as it was made, byte for byte: `digest` is the SHA-256 of `content`, and the seal covers it.

    `says` is the digest of the paper's own facts, `documents` that of the documents it was made from. `revisions` names
    the sealed revisions it was made from, each with kind, ordinal, digest and whether it was approved; none means the
    drafts. `terms` says whether it tells what sources must be repaid. `shared` lets the investor of `party` take it.
    """

    kind = models.CharField(max_length=30)
    source = models.CharField(max_length=200, blank=True)
    option = models.CharField(max_length=200, blank=True)
    party = models.CharField(max_length=200, blank=True)
    shared = models.BooleanField(default=False)
    terms = models.BooleanField(default=True)
    as_of = models.DateField()
    revisions = models.JSONField(default=list)
    documents = models.CharField(max_length=64)
    says = models.CharField(max_length=64)
    file = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()

    objects = models.Manager["MadePaper"]()

    class Meta(KeptOfProduction.Meta):
        """Only what is made for a party is shared."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            *KeptOfProduction.Meta.constraints,
            models.CheckConstraint(condition=Q(shared=False) | ~Q(party=""), name="madepaper_shared_with"),
        ]

    def __str__(self) -> str:
        return self.file

    def facts(self) -> dict[str, Any]:
        """Everything but the bytes, which their digest stands for."""
        return {
            "kind": self.kind,
            "source": self.source,
            "option": self.option,
            "party": self.party,
            "shared": self.shared,
            "terms": self.terms,
            "as_of": self.as_of.isoformat(),
            "revisions": self.revisions,
            "documents": self.documents,
            "says": self.says,
            "file": self.file,
            "digest": self.digest,
        }
