"""The form of the futures' page: it is sent by GET, so that the same address gives the same page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

LEAST, MOST = 1_000, 1_000_000
Choices = Sequence[tuple[str, str]]


class FuturesForm(forms.Form):
    """How many futures, from which seed, under which terms, for whom the tornado is, beside what."""

    runs = forms.IntegerField(
        label="Futures",
        min_value=LEAST,
        max_value=MOST,
        help_text=f"From {LEAST:,} to {MOST:,}. Four times as many halve the error.",
    )
    seed = forms.IntegerField(label="Seed", min_value=0, max_value=2**63 - 1)
    variant = forms.ChoiceField(label="Terms", required=False)
    who = forms.ChoiceField(label="What moves the chance of", required=False)
    beside = forms.ChoiceField(label="Compare with", required=False)
    option = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, variants: Choices, who: Choices, beside: Choices, **kwargs: Any) -> None:
        super().__init__(label_suffix="", **kwargs)
        for name, choices in (("variant", variants), ("who", who), ("beside", beside)):
            if len(choices) > 1:
                self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField has them
            else:
                del self.fields[name]
        if not self.data.get("option"):
            del self.fields["option"]
