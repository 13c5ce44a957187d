"""The forms of contacts: a record, a merge, a private note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from topsheet_desk.fundraising.forms.plain import PlainForm
from topsheet_desk.vault.lookups.contacts import FIELDS, Card, Keeper


class ContactForm(PlainForm):
    """One person or company."""

    name = forms.CharField(
        label="Name", max_length=200, help_text="Of the person; of the company if there is none."
    )
    company = forms.CharField(label="Company", max_length=200, required=False)
    role = forms.CharField(label="Role", max_length=100, required=False)
    email = forms.CharField(
        label="E-mail", max_length=254, required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    phone = forms.CharField(
        label="Phone", max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    how_met = forms.CharField(label="How met", max_length=300, required=False)
    interests = forms.CharField(label="Interests", max_length=500, required=False)
    again = forms.BooleanField(label="It is somebody else than those pointed out", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.data.get("again"):
            self.fields["again"].widget = forms.HiddenInput()

    def ask_again(self) -> None:
        """Show the box that says it is somebody else, for there is somebody alike."""
        self.fields["again"].widget = forms.CheckboxInput()

    @property
    def card(self) -> Card:
        """The record as written."""
        return Card(**{name: self.cleaned_data[name] for name in FIELDS})


class ChangeForm(ContactForm):
    """The record with the owner of the relationship."""

    owner = forms.TypedChoiceField(label="Owner of the relationship", coerce=int)
    field_order = (*FIELDS, "owner", "again")

    def __init__(self, *args: Any, keepers: Sequence[Keeper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.TypedChoiceField)  # noqa: S101  # for the type checker
        owner.choices = [(keeper.id, keeper.name) for keeper in keepers]


class PasteForm(PlainForm):
    """Contacts from a spreadsheet."""

    rows = forms.CharField(
        label="Rows, with their heading",
        strip=False,
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text="Name, company, role, e-mail, phone, how met, interests, in any order. All are kept, or none.",
    )
    again = forms.BooleanField(label="Keep also those that look like somebody who is here", required=False)


class MergeForm(PlainForm):
    """Which other record is the same person."""

    other = forms.TypedChoiceField(label="The other record", coerce=int)

    def __init__(self, *args: Any, others: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other = self.fields["other"]
        assert isinstance(other, forms.TypedChoiceField)  # noqa: S101  # for the type checker
        other.choices = list(others)


class NoteForm(PlainForm):
    """A private note."""

    words = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000)
