"""The tables of the desk: people, productions, and who holds which role where."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from topsheet_desk.site.roles import Role


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their e-mail address, however it is capitalised."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person who signs in with this address."""
        return self.get(email__iexact=username or "")


class Person(AbstractBaseUser):
    """Someone who can sign in; what they may see is decided by their memberships alone."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    class Meta:
        """An address belongs to one person, whatever its capitals."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Production(models.Model):
    """A production folder the desk shows, under the name its address uses."""

    slug = models.SlugField(unique=True)
    folder = models.CharField(max_length=500, unique=True, help_text="within the workspace, or a full path")

    objects = models.Manager["Production"]()

    def __str__(self) -> str:
        return self.slug


class Membership(models.Model):
    """One person in one role on one production; an investor's names the party whose line is theirs."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    production = models.ForeignKey(Production, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)
    party = models.CharField(max_length=100, blank=True)

    objects = models.Manager["Membership"]()

    class Meta:
        """A role is held once; it is one of the known ones; an investor without a party would see no line."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "production", "role"], name="membership_role_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=~Q(role=Role.INVESTOR, party=""), name="membership_investor_party"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.role} of {self.production}"
