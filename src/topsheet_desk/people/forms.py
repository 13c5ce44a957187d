"""The forms of the room: an invitation, its acceptance, a seat's title and credit, the own account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast
from zoneinfo import available_timezones

from allauth.account.adapter import get_adapter
from django import forms

from topsheet_desk.site.roles import PARTIES, Role
from topsheet_desk.vault.actions.account import DIGESTS, OwnWishes
from topsheet_desk.vault.actions.invitations import Wanted

# Where most productions are made; every other zone follows below them.
NEAR = (
    "America/Los_Angeles",
    "America/New_York",
    "America/Toronto",
    "America/Vancouver",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Budapest",
    "Africa/Johannesburg",
    "Asia/Kolkata",
    "Asia/Seoul",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
    "UTC",
)


class _Plain(forms.Form):
    """A form without colons after its labels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class InviteForm(_Plain):
    """Whom to invite as what."""

    email = forms.EmailField(
        label="E-mail",
        error_messages={
            "required": "Write the address to which the letter goes.",
            "invalid": "This is no e-mail address. One looks like name@example.com.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label="Role", help_text="What they may see and do here.")
    title = forms.CharField(
        label="Title", max_length=100, required=False, help_text="What the contract says."
    )
    credit = forms.CharField(
        label="Credit", max_length=100, required=False, help_text="What the screen will say."
    )
    party = forms.ChoiceField(
        label="Party",
        required=False,
        help_text="Whose line of the finance plan, or whose share of gross or net, is theirs. An investor, a "
        "financier and a sales agent need one; they see no other.",
    )

    def __init__(
        self, *args: Any, roles: tuple[Role, ...], parties: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("role", [("", "Choose"), *((role.value, role.label) for role in roles)])
        self._choose("party", [("", "None"), *parties.items()])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def clean(self) -> dict[str, Any]:
        """A role that shows one party's line needs the party."""
        told = super().clean() or self.cleaned_data
        if told.get("role") in PARTIES and not told.get("party") and "party" not in self.errors:
            self.add_error("party", "Choose the party whose line this person sees: they see no other.")
        return told

    def wanted(self) -> Wanted:
        """The invitation that was asked for."""
        told = self.cleaned_data
        return Wanted(told["email"], Role(told["role"]), told["title"], told["credit"], told["party"])


class AcceptForm(_Plain):
    """A newcomer's name and password."""

    name = forms.CharField(
        label="Your name",
        max_length=200,
        help_text="As others on the production know you.",
        error_messages={"required": "Write your name."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        help_text="At least ten characters, and none that others would guess.",
        error_messages={"required": "Write a password."},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """The password, strong enough."""
        password: str = self.cleaned_data["password"]
        return get_adapter().clean_password(password)


class SeatForm(_Plain):
    """A seat's title and credit."""

    title = forms.CharField(
        label="Title", max_length=100, required=False, help_text="What the contract says."
    )
    credit = forms.CharField(
        label="Credit", max_length=100, required=False, help_text="What the screen says."
    )


class AccountForm(_Plain):
    """A person's own settings."""

    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Write your name."})
    time_zone = forms.ChoiceField(label="Time zone", help_text="Every time on the desk is shown in it.")
    digest = forms.ChoiceField(
        label="Letters about what is not urgent",
        choices=DIGESTS,
        help_text="What waits for your decision is always told at once.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["time_zone"]).choices = list(zones())

    def wishes(self) -> OwnWishes:
        """The settings that were chosen."""
        told = self.cleaned_data
        return OwnWishes(told["name"].strip(), told["time_zone"], told["digest"])


def zones() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Every time zone: a short list first, then all by continent."""
    known = available_timezones()
    yield "Near to hand", [(zone, _spoken(zone)) for zone in NEAR if zone in known]
    parts: dict[str, list[tuple[str, str]]] = {}
    for zone in sorted(known - set(NEAR)):
        part, _, place = zone.partition("/")
        if place and part not in ("Etc", "SystemV", "US", "posix", "right"):
            parts.setdefault(part, []).append((zone, _spoken(zone)))
    yield from parts.items()


def _spoken(zone: str) -> str:
    return zone.replace("_", " ").replace("/", ", ")
