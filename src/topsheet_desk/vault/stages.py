"""The words of raising money: how far a financier has come, what is sent to them, what a row of units states."""

from __future__ import annotations

from django.db import models


class Stage(models.TextChoices):
    """A prospect's place on the ladder: the statuses of a source, and a pass."""

    IDEA = "IDEA", "Idea"
    APPROACHED = "APPROACHED", "Approached"
    SOFT = "SOFT", "Soft"
    LOI = "LOI", "LOI"
    TERM_SHEET = "TERM_SHEET", "Term sheet"
    SIGNED = "SIGNED", "Signed"
    CONDITIONS_MET = "CONDITIONS_MET", "Conditions met"
    CASH_IN_BANK = "CASH_IN_BANK", "Cash in bank"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"
    PASSED = "PASSED", "Passed"


# Where nothing more is done: they said no, or we no longer ask. It is kept with its reason, and may be re-opened.
CLOSED = (Stage.WITHDRAWN, Stage.PASSED)


class SentKind(models.TextChoices):
    """What was sent."""

    REVISION = "REVISION", "A sealed revision"
    PAPER = "PAPER", "A paper"
    LINK = "LINK", "A link"
    FILE = "FILE", "A file"


class MoveKind(models.TextChoices):
    """What a row of the unit ledger states; the codes are those of `topsheet.finance.units.Move`."""

    SUBSCRIBED = "SUBSCRIBED", "Subscribed"
    PAID = "PAID", "Paid"
    RETURNED = "RETURNED", "Money returned"
    ISSUED = "ISSUED", "Issued"
    TRANSFERRED = "TRANSFERRED", "Transferred"
    REDEEMED = "REDEEMED", "Redeemed"
