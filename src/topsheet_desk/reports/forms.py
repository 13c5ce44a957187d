"""The forms of the reports: what is asked for, and a report being filed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from topsheet_desk.reports.lookups import WEEKDAYS
from topsheet_desk.site.permissions import Act, roles_that
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.reports import MOST_LETTERS, Terms
from topsheet_desk.vault.lookups.productions import Place

_DAILY = "DAILY"
_DAY = {"type": "date"}


class ReportForm(forms.Form):
    """What is asked for: a title, who owes it, how often, until when by whose clock, from when to when."""

    title = forms.CharField(max_length=100, error_messages={"required": "Give the report a title."})
    role = forms.TypedChoiceField(
        label="Owed by",
        coerce=Role,
        choices=[(role.value, role.label) for role in roles_that(Act.FILE)],
        initial=Role.LINE_PRODUCER.value,
    )
    often = forms.ChoiceField(
        label="How often",
        choices=[
            (_DAILY, "Every working day (Mon–Fri)"),
            *((str(number), f"Every {name}") for number, name in enumerate(WEEKDAYS)),
        ],
    )
    time = forms.TimeField(
        label="By", initial="12:00", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    zone = forms.ChoiceField(label="By the clock of")
    starts_date = forms.DateField(label="First day", widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    ends_date = forms.DateField(label="Last day", widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))

    def __init__(self, places: Sequence[Place], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["zone"].choices = [(place.zone, place.words) for place in places]  # type: ignore[attr-defined]  # a ChoiceField has them

    def terms(self) -> Terms:
        """The form as the action takes it."""
        told = self.cleaned_data
        weekday = None if told["often"] == _DAILY else int(told["often"])
        return Terms(
            told["title"],
            told["role"],
            weekday,
            told["time"],
            told["zone"],
            told["starts_date"],
            told["ends_date"],
        )


class FileForm(forms.Form):
    """A report's words."""

    words = forms.CharField(
        label="What it says",
        strip=True,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Write what the report says, or where it is kept."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
