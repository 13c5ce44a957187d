"""The log: who did what when, in words; appended and never changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from topsheet_desk.vault.records.kept import Kept
from topsheet_desk.vault.records.people import Production


class LogLine(Kept):
    """One thing somebody did: on a production, or with their own account.

    `page` is the page a reader must be allowed to open to read the line, so that a line tells no more than its page.
    """

    production = models.ForeignKey(
        Production, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    act = models.CharField(max_length=40)
    words = models.CharField(max_length=600)
    page = models.CharField(max_length=40, blank=True)

    objects = models.Manager["LogLine"]()

    class Meta(Kept.Meta):
        """A line says something."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Kept.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(words=""), name="logline_has_words"),
        ]

    def __str__(self) -> str:
        return self.words

    def facts(self) -> dict[str, Any]:
        """The act and its words."""
        return {"act": self.act, "words": self.words, "page": self.page}
