"""The form of a new paper."""

from __future__ import annotations

from typing import Any

from django import forms

from topsheet_desk.papers.lookups import Papers
from topsheet_desk.vault.actions.made_papers import Wanted

_DRAFTS, _REVISIONS = "drafts", "revisions"


class PaperForm(forms.Form):
    """What is made: which paper, of which plan, from which documents, for whom."""

    kind = forms.ChoiceField(label="Paper", error_messages={"required": "Say which paper to make."})
    source = forms.ChoiceField(
        label="Whom it is for",
        required=False,
        help_text="The investment a term sheet or one page is for, or the statement of a participation.",
    )
    option = forms.ChoiceField(label="Plan", required=False)
    basis = forms.ChoiceField(label="Made from", required=False)
    shared = forms.BooleanField(
        label="Show it to its investor",
        required=False,
        help_text="A term sheet or one page appears on its investor's page at once, and stays there.",
    )

    def __init__(self, room: Papers, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        bases = [(_DRAFTS, "The drafts as they stand")]
        if room.revisions:
            bases.append((_REVISIONS, f"Sealed revisions: {room.revisions}"))
        self._offer("kind", list(room.kinds))
        self._offer("source", [("", "Nobody alone"), *room.sources])
        self._offer("option", [("", "The plan as it stands"), *room.options])
        self._offer("basis", bases)
        if not room.sources:
            del self.fields["source"], self.fields["shared"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField has them

    def wanted(self) -> Wanted:
        """The form as the action takes it."""
        told = self.cleaned_data
        return Wanted(
            told["kind"],
            told.get("source", ""),
            told["option"],
            told["basis"] == _REVISIONS,
            bool(told.get("shared")),
        )
