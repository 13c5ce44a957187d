"""The forms of the ledger: filter, record, paste, reverse, close."""

from __future__ import annotations

from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from topsheet.money import Money
from topsheet_desk.ledger.paste import MOST_LETTERS
from topsheet_desk.site import formats
from topsheet_desk.site.amounts import AS, amount_of, fault_of
from topsheet_desk.vault.lookups.facts import Fact
from topsheet_desk.vault.lookups.ledger import KIND_CHOICES, ORDERS, Wanted

MOST_UPLOAD = 1 << 20
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_SUFFIXES = (".csv", ".tsv", ".txt")
_ADJUST = "Take it as an adjustment if its day is closed"


class PlainForm(forms.Form):
    """A form whose labels end without a colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class FilterForm(PlainForm):
    """Which rows to show."""

    words = forms.CharField(
        label="Words", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "All kinds"), *KIND_CHOICES])
    since = forms.DateField(label="Counts from", required=False, widget=_DAY)
    until = forms.DateField(label="Counts until", required=False, widget=_DAY)
    order = forms.ChoiceField(
        label="Order", required=False, choices=[(code, label) for code, (label, _) in ORDERS.items()]
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000, widget=forms.HiddenInput)

    @property
    def wanted(self) -> Wanted:
        """The rows wanted; a field that cannot be read asks for nothing."""
        names = ("kind", "words", "since", "until", "order")
        told = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return Wanted(**{name: told[name] for name in names if told.get(name)})

    @property
    def page_number(self) -> int:
        """Which page of the rows, from 1."""
        return int(self.cleaned_data.get("page") or 1) if self.is_bound and self.is_valid() else 1


class RecordForm(PlainForm):
    """One money fact."""

    kind = forms.ChoiceField(label="Kind", choices=KIND_CHOICES)
    date = forms.DateField(label="Day", widget=_DAY)
    amount = forms.CharField(
        label="Amount",
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    currency = forms.CharField(label="Currency", max_length=3)
    account = forms.CharField(
        label="Account", required=False, max_length=20,
        widget=forms.TextInput(attrs={"list": "accounts", "autocomplete": "off"}),
    )  # fmt: skip
    payee = forms.CharField(label="Paid to, or received from", required=False, max_length=200)
    paper = forms.CharField(label="Paper no. (invoice, order)", required=False, max_length=100)
    memo = forms.CharField(label="Memo", required=False, max_length=500)
    department = forms.CharField(label="Department", required=False, max_length=60)
    place = forms.CharField(label="Place", required=False, max_length=60)
    episode = forms.CharField(label="Episode", required=False, max_length=40)
    as_adjustment = forms.BooleanField(label=_ADJUST, required=False)
    again = forms.BooleanField(label="It is another one, not the same row twice", required=False)

    def clean_amount(self) -> Decimal:
        """A positive amount with a point before the coins; commas only between thousands."""
        written = str(self.cleaned_data["amount"])
        amount = amount_of(written, str(self.data.get("currency", "")).strip().upper())
        if amount is None:
            raise ValidationError(f"{formats.sentence(fault_of(written))}. {AS}")
        return amount

    @property
    def fact(self) -> Fact:
        """The fact that the form states."""
        told = self.cleaned_data
        words = ("account", "payee", "memo", "paper", "place", "episode", "department")
        money = Money(told["amount"], told["currency"].upper())
        return Fact(told["kind"], told["date"], money, **{name: told[name] for name in words})


class PasteForm(PlainForm):
    """Rows from a spreadsheet: pasted, or as a file."""

    text = forms.CharField(
        label="Rows, with their heading", required=False, strip=False, max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )  # fmt: skip
    upload = forms.FileField(
        label="Or a CSV file", required=False, widget=forms.FileInput(attrs={"accept": ",".join(_SUFFIXES)})
    )
    kind = forms.ChoiceField(label="Kind, where the rows do not say", choices=KIND_CHOICES)
    currency = forms.CharField(label="Currency, where the rows do not say", max_length=3)
    as_adjustment = forms.BooleanField(label="Take rows of closed days as adjustments", required=False)
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def clean_upload(self) -> str:
        """The text of the file, or why it is none."""
        given = self.cleaned_data["upload"]
        if not given:
            return ""
        if PurePosixPath(given.name).suffix.lower() not in _SUFFIXES:
            raise ValidationError(
                f"{given.name} is no CSV file. Save the sheet as CSV (UTF-8) and choose that file."
            )
        if given.size > MOST_UPLOAD:
            raise ValidationError(f"{given.name} is larger than {MOST_UPLOAD >> 20} MiB. Take it in parts.")
        return _decoded(given.read(), given.name)

    def clean(self) -> dict[str, Any]:
        """The file's text in the place of the pasted one."""
        told = super().clean() or self.cleaned_data
        upload = told.get("upload", "")
        if upload and str(told.get("text", "")).strip():
            raise ValidationError("There are pasted rows and a file. Take one of the two.")
        told["rows"] = upload or told.get("text", "")
        if "upload" in told and not str(told["rows"]).strip():
            raise ValidationError("There are no rows. Paste them with their heading, or choose a CSV file.")
        return told


class ReverseForm(PlainForm):
    """Why a row is taken back."""

    reason = forms.CharField(label="Why it is wrong", max_length=400)


class CloseForm(PlainForm):
    """Until which day the ledger is closed, and why."""

    until = forms.DateField(label="Closed until and including", widget=_DAY)
    reason = forms.CharField(label="Why", required=False, max_length=300)


def _decoded(raw: bytes, name: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ValidationError(
            f"{name}, line {line}: this is not UTF-8 text. In Excel, save it as “CSV UTF-8”."
        ) from None
    if "\x00" in text:
        raise ValidationError(f"{name} is no text. Save the sheet as CSV (UTF-8) and choose that file.")
    return text
