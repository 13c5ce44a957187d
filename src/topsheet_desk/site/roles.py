"""The roles a person can hold on a production, in the order of the trade's hierarchy."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """A place at the table; a person may hold several, and each opens only its own pages.

    A role is what someone may do here. The title on their card and the credit on screen stand apart, on the seat.
    """

    EXECUTIVE_PRODUCER = "EXECUTIVE_PRODUCER", "Executive producer"
    PRODUCER = "PRODUCER", "Producer"
    CO_PRODUCER = "CO_PRODUCER", "Co-producer"
    LINE_PRODUCER = "LINE_PRODUCER", "Line producer"
    ASSOCIATE_PRODUCER = "ASSOCIATE_PRODUCER", "Associate producer"
    DIRECTOR = "DIRECTOR", "Director"
    ACCOUNTANT = "ACCOUNTANT", "Accountant"
    FINANCIER = "FINANCIER", "Financier"
    INVESTOR = "INVESTOR", "Investor"
    SALES_AGENT = "SALES_AGENT", "Sales agent"
    CLIENT = "CLIENT", "Client"
    GUEST = "GUEST", "Guest"


# Who answers to whom when a request goes up: the lowest rung first.
LADDER = (
    Role.ASSOCIATE_PRODUCER,
    Role.LINE_PRODUCER,
    Role.CO_PRODUCER,
    Role.PRODUCER,
    Role.EXECUTIVE_PRODUCER,
    Role.FINANCIER,
)
# Those whose own line of the finance plan is all they see of it, so that the seat must name the party.
PARTIES = (Role.INVESTOR, Role.FINANCIER, Role.SALES_AGENT)
