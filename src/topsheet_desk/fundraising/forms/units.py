"""The forms of the units: the day, the offering, a class, a holder, a row, a reversal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from topsheet.money import Money
from topsheet_desk.fundraising.forms.plain import DAY, AmountField, PlainForm
from topsheet_desk.vault.actions.fundraising.offering import ClassTerms, Known, Offered
from topsheet_desk.vault.actions.fundraising.units import Row
from topsheet_desk.vault.stages import MoveKind

_MONEY = (MoveKind.PAID, MoveKind.RETURNED)
_TAX = ("", "W-9", "W-8BEN", "W-8BEN-E", "Other")


class DayForm(PlainForm):
    """As of which day the cap table is shown."""

    as_of = forms.DateField(label="As of", required=False, widget=DAY)

    @property
    def day(self) -> date | None:
        """The day asked for; None where none can be read."""
        told = self.cleaned_data.get("as_of") if self.is_bound and self.is_valid() else None
        return told if isinstance(told, date) else None


class OfferingForm(PlainForm):
    """How units are offered."""

    issuer = forms.CharField(label="Company that issues the units", max_length=200)
    exemption = forms.ChoiceField(label="Exemption", required=False)
    solicited = forms.BooleanField(
        label="The offer is advertised to the public", required=False, help_text="General solicitation."
    )
    currency = forms.CharField(label="Currency", max_length=3)
    minimum = AmountField(label="Minimum raise", required=False)
    minimum_date = forms.DateField(label="To be paid in by", required=False, widget=DAY)
    escrow = forms.CharField(label="Where the money waits (escrow)", max_length=200, required=False)
    notice_date = forms.DateField(label="Form filed on", required=False, widget=DAY)

    def __init__(self, *args: Any, exemptions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["exemption"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [("", "None, or another: nothing is counted"), *exemptions]

    @property
    def offered(self) -> Offered:
        """The offering as written."""
        told = dict(self.cleaned_data)
        told["minimum"] = self.money(told["minimum"], told["currency"])
        return Offered(**told)


class ClassForm(PlainForm):
    """A class of units."""

    code = forms.CharField(label="Code", max_length=20, help_text="As A, or B-2. It stays.")
    name = forms.CharField(label="Name", max_length=100)
    price = AmountField(label="Price of a unit")
    currency = forms.CharField(label="Currency", max_length=3)
    authorised = forms.IntegerField(label="Units authorised", min_value=1)
    premium = forms.DecimalField(
        label="Premium, percent", initial=0, help_text="Recouped beyond the price: 20 is 120."
    )

    @property
    def terms(self) -> ClassTerms:
        """The class as written."""
        told = self.cleaned_data
        return ClassTerms(
            told["code"].strip(),
            told["name"],
            Money(told["price"], told["currency"]),
            told["authorised"],
            told["premium"],
        )


class HolderForm(PlainForm):
    """What is known of a holder."""

    name = forms.CharField(label="Name", max_length=200)
    contact = forms.TypedChoiceField(label="Contact", coerce=int, empty_value=None, required=False)
    party = forms.ChoiceField(
        label="Party of the finance plan",
        required=False,
        help_text="A seat in its name sees these units, and no other.",
    )
    address = forms.CharField(label="Address", max_length=300, required=False)
    country = forms.CharField(label="Country of the address", max_length=60, required=False)
    accredited = forms.BooleanField(label="Accredited", required=False)
    evidence = forms.CharField(label="Evidence", max_length=300, required=False)
    evidence_date = forms.DateField(label="Day of the evidence", required=False, widget=DAY)
    verified = forms.BooleanField(label="Verified by us", required=False)
    kyc_date = forms.DateField(label="KYC done on", required=False, widget=DAY)
    tax_form = forms.ChoiceField(
        label="Tax form", required=False, choices=[(each, each or "None yet") for each in _TAX]
    )

    def __init__(
        self,
        *args: Any,
        contacts: Sequence[tuple[int, str]],
        parties: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("contact", contacts), ("party", parties)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
            field.choices = [("", "None"), *choices]

    @property
    def known(self) -> Known:
        """The holder as written."""
        return Known(**self.cleaned_data)


class RowForm(PlainForm):
    """A row of the unit ledger."""

    kind = forms.ChoiceField(label="What", choices=MoveKind.choices)
    date = forms.DateField(label="Day", widget=DAY)
    unit_class = forms.ChoiceField(label="Class")
    holder = forms.TypedChoiceField(label="Holder", coerce=int)
    units = forms.IntegerField(
        label="Units", min_value=1, required=False, help_text="Subscribed, issued, transferred, redeemed."
    )
    amount = AmountField(label="Amount", required=False, help_text="Paid, or money returned.")
    to = forms.TypedChoiceField(
        label="To", coerce=int, empty_value=None, required=False, help_text="Of a transfer."
    )
    paper = forms.CharField(
        label="Paper", max_length=200, required=False, help_text="Subscription, certificate, bank line."
    )
    memo = forms.CharField(label="Memo", max_length=500, required=False)
    despite = forms.BooleanField(label="Record it all the same", required=False)

    def __init__(
        self,
        *args: Any,
        classes: Sequence[tuple[str, str]],
        holders: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: Sequence[tuple[str, Sequence[tuple[Any, str]]]] = (
            ("unit_class", classes), ("holder", holders), ("to", [("", "Nobody"), *holders])
        )  # fmt: skip
        for name, offered in choices:
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
            field.choices = list(offered)

    def clean(self) -> dict[str, Any]:
        """Money rows state an amount, all others units."""
        told = super().clean() or self.cleaned_data
        wanted = "amount" if told.get("kind") in _MONEY else "units"
        if "kind" in told and wanted not in self.errors and told.get(wanted) is None:
            self.add_error(wanted, ValidationError(f"Write the {wanted}."))
        return told

    @property
    def row(self) -> Row:
        """The row as written; what does not belong to its kind is left out."""
        told = {
            name: self.cleaned_data[name]
            for name in ("kind", "date", "unit_class", "holder", "to", "paper", "memo")
        }
        amount: Decimal | None = self.cleaned_data["amount"]
        return Row(units=self.cleaned_data["units"] or 0, amount=amount, **told)


class ReverseForm(PlainForm):
    """Why a row is taken back."""

    reason = forms.CharField(label="Why it is wrong", max_length=500)
