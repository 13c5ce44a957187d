"""Fields that the forms of the room share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from topsheet.money import Money, is_currency
from topsheet_desk.site import formats
from topsheet_desk.site.amounts import AS, amount_of, fault_of

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PlainForm(forms.Form):
    """A form whose labels end without a colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def money(self, amount: Decimal | None, currency: str) -> Money | None:
        """An amount in a currency; None where none is written."""
        return None if amount is None else Money(amount, currency)

    def clean_currency(self) -> str:
        """The code of a currency, in capitals."""
        code = str(self.cleaned_data["currency"]).strip().upper()
        if code and not is_currency(code):
            raise ValidationError(f"{code} is no currency. One looks like USD or EUR.")
        return code


class AmountField(forms.CharField):
    """An amount as people write it: 1,250.50."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(max_length=30, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        """The amount; None for an empty field."""
        written = super().clean(value)
        if not written:
            return None
        amount = amount_of(written)
        if amount is None:
            raise ValidationError(f"{formats.sentence(fault_of(written))}. {AS}")
        return amount
