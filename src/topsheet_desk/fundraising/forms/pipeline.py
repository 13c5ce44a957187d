"""The forms of the pipeline: begin, move, what was sent, terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from topsheet_desk.fundraising.forms.plain import DAY, AmountField, PlainForm
from topsheet_desk.vault.actions.fundraising.pipeline import Step, Terms
from topsheet_desk.vault.actions.fundraising.sending import Parcel
from topsheet_desk.vault.stages import SentKind, Stage

Choices = Sequence[tuple[int, str]]


class StepForm(PlainForm):
    """Where a prospect stands from here on."""

    stage = forms.ChoiceField(label="Stage", choices=Stage.choices)
    amount = AmountField(label="Asked for", required=False)
    currency = forms.CharField(label="Currency", max_length=3, required=False)
    next_step = forms.CharField(
        label="Next step", max_length=300, required=False, help_text="What is done next; not for a pass."
    )
    next_date = forms.DateField(label="By", required=False, widget=DAY)
    owner = forms.TypedChoiceField(label="Owner", coerce=int)
    reason = forms.CharField(
        label="Why it ended", max_length=500, required=False, help_text="Only for passed and withdrawn."
    )
    note = forms.CharField(
        label="Note", max_length=500, required=False, help_text="Read by the producers here."
    )

    def __init__(self, *args: Any, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.TypedChoiceField)  # noqa: S101  # for the type checker
        owner.choices = list(owners)

    def clean(self) -> dict[str, Any]:
        """An amount needs its currency."""
        told = super().clean() or self.cleaned_data
        if told.get("amount") is not None and not told.get("currency"):
            raise ValidationError("Write the currency of the amount, as USD.")
        return told

    @property
    def step(self) -> Step:
        """The step as written."""
        told = self.cleaned_data
        names = ("stage", "owner", "next_step", "next_date", "reason", "note")
        asked = self.money(told["amount"], told["currency"])
        return Step(asked=asked, **{name: told[name] for name in names})


class BeginForm(StepForm):
    """A contact taken into the pipeline."""

    contact = forms.TypedChoiceField(label="Contact", coerce=int)
    field_order = ("contact",)

    def __init__(self, *args: Any, contacts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contact = self.fields["contact"]
        assert isinstance(contact, forms.TypedChoiceField)  # noqa: S101  # for the type checker
        contact.choices = list(contacts)


class SentForm(PlainForm):
    """What was sent: a sealed revision, or anything else by its name."""

    kind = forms.ChoiceField(label="What", choices=SentKind.choices)
    revision = forms.ChoiceField(label="Sealed revision", required=False)
    what = forms.CharField(
        label="Name and version",
        max_length=300,
        required=False,
        help_text="Of a paper, a link or a file: deck_v4.pdf.",
    )
    address = forms.CharField(
        label="Address of the link",
        max_length=500,
        required=False,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    how = forms.CharField(label="How", max_length=100, initial="E-mail")
    sent_date = forms.DateField(label="Day", widget=DAY)
    note = forms.CharField(label="Note", max_length=500, required=False)

    def __init__(self, *args: Any, revisions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        revision = self.fields["revision"]
        assert isinstance(revision, forms.ChoiceField)  # noqa: S101  # for the type checker
        revision.choices = [("", "Choose one" if revisions else "No document is sealed yet"), *revisions]

    @property
    def parcel(self) -> Parcel:
        """What was sent, as written."""
        told = self.cleaned_data
        document, _, ordinal = told["revision"].partition(":")
        names = ("kind", "what", "address", "how", "sent_date", "note")
        return Parcel(document=document, ordinal=int(ordinal or 0), **{name: told[name] for name in names})


class TermsForm(PlainForm):
    """A round of terms."""

    ours = forms.TypedChoiceField(
        label="Whose terms",
        choices=(("no", "Theirs"), ("yes", "Ours")),
        coerce=lambda chosen: chosen == "yes",
    )
    amount = AmountField(label="Amount")
    currency = forms.CharField(label="Currency", max_length=3)
    premium = forms.DecimalField(
        label="Premium, percent", required=False, help_text="Beyond the money put in: 20 is 120 recouped."
    )
    split = forms.DecimalField(label="Investors' split of net profits, percent", required=False)
    fees = forms.CharField(label="Fees", max_length=200, required=False)
    rank = forms.CharField(
        label="Rank", max_length=100, required=False, help_text="Behind whom, beside whom."
    )
    rights = forms.CharField(
        label="Rights", max_length=500, required=False, help_text="Approvals, reports, credit."
    )
    expires_date = forms.DateField(label="Expires", required=False, widget=DAY)
    note = forms.CharField(label="Note", max_length=500, required=False)

    @property
    def terms(self) -> Terms:
        """The round as written."""
        told = self.cleaned_data
        names = ("ours", "premium", "split", "fees", "rank", "rights", "expires_date", "note")
        amount = self.money(told["amount"], told["currency"])
        assert amount is not None  # noqa: S101  # the field is required
        return Terms(amount, **{name: told[name] for name in names})
