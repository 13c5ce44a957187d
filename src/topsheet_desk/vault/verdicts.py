"""The words of requests and decisions: what can be asked for, and what a decision can say."""

from __future__ import annotations

from django.db import models


class RequestKind(models.TextChoices):
    """What can be asked for."""

    REVISION = "REVISION", "Approval of a sealed revision"
    SPEND = "SPEND", "Money beyond the approved budget"
    GREENLIGHT = "GREENLIGHT", "Greenlight"
    QUESTION = "QUESTION", "An answer"


class Verdict(models.TextChoices):
    """What a decision can say."""

    APPROVED = "APPROVED", "Approved"
    APPROVED_WITH_CONDITIONS = "APPROVED_WITH_CONDITIONS", "Approved with conditions"
    RETURNED = "RETURNED", "Returned with comments"
    REJECTED = "REJECTED", "Rejected"
    WAIVED = "WAIVED", "Waived"
    ANSWERED = "ANSWERED", "Answered"
    ESCALATED = "ESCALATED", "Passed up"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"
