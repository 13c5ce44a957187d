"""People, productions, and who holds which role where."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from topsheet_desk.site.roles import PARTIES, Role


class Digest(models.TextChoices):
    """How often a person gets what is not urgent, in one e-mail."""

    DAILY = "DAILY", "Every morning"
    WEEKLY = "WEEKLY", "Monday morning"
    NEVER = "NEVER", "Only on the desk"


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their e-mail address, however it is capitalised."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person who signs in with this address."""
        return self.get(email__iexact=username or "")


class Person(AbstractBaseUser):
    """Someone who can sign in; what they may see is decided by their memberships alone.

    A keeper may also put new productions on the desk. Someone known only from an imported history is not active.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    is_keeper = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=60, default="UTC")
    digest = models.CharField(max_length=10, choices=Digest.choices, default=Digest.DAILY)
    digest_sent_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    class Meta:
        """An address belongs to one person, whatever its capitals."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
            models.CheckConstraint(condition=Q(digest__in=Digest.values), name="person_digest_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Production(models.Model):
    """A production on the desk: the name its address uses, and the name of its folder when it is taken out."""

    slug = models.SlugField(unique=True)
    folder = models.CharField(max_length=500, unique=True)

    objects = models.Manager["Production"]()

    def __str__(self) -> str:
        return self.slug


class Membership(models.Model):
    """One person in one role on one production: their seat.

    Title, credit and authority are three things: the title is what the contract says, the credit what the screen
    says, and authority stands in rows of its own. `engaged_by` is the person who engaged them, whatever the titles.
    The party names whose line of the finance plan is theirs. A seat that ended stays as a row; an invitation to the
    same role takes it up again. `seated_at` is empty for a seat older than the desk's memory.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    production = models.ForeignKey(Production, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)
    party = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=100, blank=True)
    credit = models.CharField(max_length=100, blank=True)
    engaged_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="engaged"
    )
    seated_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager["Membership"]()

    class Meta:
        """A role is held once; it is one of the known ones; an investor without a party would see no line."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "production", "role"], name="membership_role_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(condition=~Q(role__in=PARTIES, party=""), name="membership_party"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.role} of {self.production}"


class Invitation(models.Model):
    """A letter that seats whoever holds it; only the digest of its secret is kept."""

    production = models.ForeignKey(Production, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=30, choices=Role.choices)
    party = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=100, blank=True)
    credit = models.CharField(max_length=100, blank=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations_sent")
    secret_digest = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations_accepted"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager["Invitation"]()

    class Meta:
        """A letter ends in one way only, and names a known role and, where it must, a party."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_known"),
            models.CheckConstraint(condition=~Q(role__in=PARTIES, party=""), name="invitation_party"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_ends_once"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("invited_at")), name="invitation_expires"),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.role} of {self.production}"
