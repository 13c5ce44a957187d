"""The roles a person can hold on a production, in the order of the trade's hierarchy."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """A place at the table; a person may hold several, and each opens only its own pages."""

    EXECUTIVE_PRODUCER = "EXECUTIVE_PRODUCER", "Executive producer"
    PRODUCER = "PRODUCER", "Producer"
    LINE_PRODUCER = "LINE_PRODUCER", "Line producer"
    DIRECTOR = "DIRECTOR", "Director"
    INVESTOR = "INVESTOR", "Investor"
    CLIENT = "CLIENT", "Client"
