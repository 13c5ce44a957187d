"""The forms of taking in: the file with a mapping, and what a person says of the statement."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from topsheet.documents import id_problem
from topsheet.finance.workbook import MOST_PACKED
from topsheet.release import ReceiptsDocument
from topsheet_desk.release.tables import KINDS

MOST = MOST_PACKED >> 20
_WORD = re.compile(r"[^a-z0-9]+")


class FileForm(forms.Form):
    """A file, and the mapping by which it is read."""

    upload = forms.FileField(
        label="The statement", label_suffix="", allow_empty_file=True,
        help_text=f"A file that ends in .csv or .xlsx, up to {MOST} MiB, without a password.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
        error_messages={"required": "Choose the file that was sent."},
    )  # fmt: skip
    mapping = forms.ChoiceField(
        label="Read it as", label_suffix="", required=False,
        help_text="How an earlier statement of the same sender was read, or a proposal from the words at its heads.",
    )  # fmt: skip

    def __init__(self, *args: Any, document: ReceiptsDocument | None, **more: Any) -> None:
        super().__init__(*args, **more)
        saved = document.mappings if document else ()
        self.fields["mapping"] = _choice(self.fields["mapping"], [
            ("", "Propose it from the file"),
            *((each.id, f"{each.id}{f' ({each.sender})' if each.sender else ''}") for each in saved),
        ])  # fmt: skip

    def clean_upload(self) -> Any:
        """Within the limit, and not empty."""
        given = self.cleaned_data["upload"]
        if given.size > MOST_PACKED:
            raise ValidationError(
                f"{given.name} is larger than {MOST} MiB. A statement is smaller: delete the sheets and pictures that "
                "it does not need, and save it anew."
            )
        if not given.size:
            raise ValidationError(f"{given.name} is empty. Choose the file that was sent.")
        return given


class FactsForm(forms.Form):
    """What the file does not say of itself."""

    use_required_attribute = False
    sender = forms.CharField(label="From", label_suffix="", max_length=200,
                             help_text="Who sent it, as the statement says.")  # fmt: skip
    kind = forms.ChoiceField(
        label="Kind of sender", label_suffix="", choices=[("", "Choose"), *KINDS.items()]
    )
    start = forms.DateField(
        label="Period from", label_suffix="", widget=forms.DateInput(attrs={"type": "date"})
    )
    to = forms.DateField(label="Period to", label_suffix="", widget=forms.DateInput(attrs={"type": "date"}))
    received = forms.DateField(
        label="Received on", label_suffix="", widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Before this day nothing of it was known.",
    )  # fmt: skip
    supersedes = forms.ChoiceField(
        label="Restates", label_suffix="", required=False,
        help_text="A corrected statement names the one before, and repeats all of its lines.",
    )  # fmt: skip
    statement = forms.CharField(label="Its name here", label_suffix="", required=False, max_length=60,
                                help_text="Letters, digits, _ and -. Empty: made of sender and period.")  # fmt: skip
    save_as = forms.CharField(
        label="Keep the reading as", label_suffix="", required=False, max_length=60,
        help_text="The name under which the next file of this sender is read in the same way.",
    )  # fmt: skip
    note = forms.CharField(label="Note", label_suffix="", required=False, max_length=500)

    def __init__(
        self, *args: Any, document: ReceiptsDocument | None, others: Collection[str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self._others = others
        statements = document.statements if document else ()
        gone = {each.supersedes for each in statements}
        self.fields["supersedes"] = _choice(self.fields["supersedes"], [("", "Nothing: it is new"), *(
            (each.id, f"{each.id}: {each.sender}, to {each.period.to.isoformat()}")
            for each in statements if each.id not in gone
        )])  # fmt: skip
        self._taken = [each.id for each in statements]

    def clean(self) -> dict[str, Any]:
        """A period in its order, and a name that is free."""
        told = super().clean() or self.cleaned_data
        start, to = told.get("start"), told.get("to")
        if start and to and start > to:
            self.add_error("to", "The period ends before it begins.")
        if to and told.get("sender") and not told.get("statement"):
            told["statement"] = free_name(f"{told['sender']} {to:%Y %m}", self._taken)
        for name, taken in (("statement", self._taken), ("save_as", self._others)):
            wrong = id_problem(told[name], name, taken) if told.get(name) else None
            if wrong:
                self.add_error(name, f"{wrong.what[0].upper()}{wrong.what[1:]}. {wrong.fix}")
        return told

    @property
    def facts(self) -> Mapping[str, Any]:
        """As a statement holds them; only of a valid form."""
        told = self.cleaned_data
        return {
            "id": told["statement"],
            "from": told["sender"],
            "kind": told["kind"],
            "period": {"from": told["start"], "to": told["to"]},
            "received": told["received"],
            "supersedes": told["supersedes"] or None,
            "note": told["note"] or None,
        }


def _choice(field: forms.Field, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    """The same field with what can be chosen."""
    return forms.ChoiceField(
        label=field.label, label_suffix="", required=False, help_text=field.help_text, choices=choices
    )


def free_name(words: str, taken: Collection[str]) -> str:
    """A word made of others that names nothing yet: `canale_sud_srl_2029_06`."""
    name = _WORD.sub("_", words.lower()).strip("_")[:50] or "statement"
    name = name if name[0].isalpha() else f"s_{name}"
    return next(
        each
        for each in (name, *(f"{name}_{number}" for number in range(2, len(taken) + 3)))
        if each not in taken
    )
