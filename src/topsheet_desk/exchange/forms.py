"""The forms of taking in: a packed folder, and the confirmation that carries it."""

from __future__ import annotations

import base64
import binascii
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from topsheet.cli.new import plain_title
from topsheet.film import kind_of
from topsheet.money import is_currency
from topsheet_desk.exchange.zips import Limits, Unpacked, Unsafe, unpack


def limits() -> Limits:
    """What a packed folder may hold, by the desk's settings."""
    return Limits(settings.TOPSHEET_MOST_UNPACKED, settings.TOPSHEET_MOST_FILES, settings.TOPSHEET_MOST_RATIO)


class BeginForm(forms.Form):
    """The title of a production that begins, its name in addresses, made of the title where it is empty, its money."""

    title = forms.CharField(label="Title", label_suffix="", max_length=120)
    slug = forms.CharField(label="Its name in addresses", label_suffix="", required=False, max_length=50,
                           help_text="Small letters, figures, hyphens; empty, it is made of the title.")  # fmt: skip
    currency = forms.CharField(label="Currency", label_suffix="", max_length=3, initial="USD",
                               help_text="The code of the money its papers are in, as USD, EUR or GBP.")  # fmt: skip

    def clean_currency(self) -> str:
        """A code that stands for money, in capitals."""
        code = str(self.cleaned_data["currency"]).upper()
        if not is_currency(code):
            raise ValidationError(f"{code} is no currency. Write a code such as USD, EUR or GBP.")
        return code

    def clean(self) -> dict[str, Any]:
        """The title on one line, and a name in addresses."""
        told = super().clean() or self.cleaned_data
        told["title"] = plain_title(told.get("title", ""))
        told["slug"] = told.get("slug") or slugify(told["title"])[:50].strip("-")
        if not self.errors and not told["slug"]:
            self.add_error("slug", "No letter or figure of the title can stand in an address. Write a name.")
        return told


class FolderForm(forms.Form):
    """A production's folder as a zip file: chosen, or carried from the preview to the confirmation.

    The packed file goes to the page and comes back with the confirmation, so that nothing is kept in between.
    """

    folder = forms.FileField(label="The folder, as a zip file", label_suffix="", required=False,
                             widget=forms.FileInput(attrs={"accept": ".zip"}))  # fmt: skip
    carried = forms.CharField(required=False, widget=forms.HiddenInput)
    slug = forms.CharField(label="Its name in addresses", label_suffix="", required=False, max_length=50)
    edits = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The unpacked files, from whichever of the two came."""
        told = super().clean() or self.cleaned_data
        given = told.get("folder")
        raw = given.read() if given and given.size <= settings.TOPSHEET_MOST_UPLOAD else _decoded(told)
        if given and given.size > settings.TOPSHEET_MOST_UPLOAD:
            most = settings.TOPSHEET_MOST_UPLOAD >> 20
            raise ValidationError(
                f"{given.name} is larger than the {most} MiB that a page takes. "
                "Use `topsheet desk import` on the server."
            )
        if not raw:
            raise ValidationError("Choose the production's folder, packed as a zip file.")
        try:
            told["unpacked"] = unpack(raw, limits())
        except Unsafe as refusal:
            raise ValidationError(str(refusal)) from refusal
        told["carried"] = base64.urlsafe_b64encode(raw).decode()
        told["slug"] = told.get("slug") or (slugify(PurePosixPath(given.name).stem)[:50] if given else "")
        return told

    @property
    def unpacked(self) -> Unpacked:
        """The files of the folder; only of a valid form."""
        found: Unpacked = self.cleaned_data["unpacked"]
        return found

    @property
    def edit_numbers(self) -> dict[str, int]:
        """The edit number of each changed document by kind, as the preview knew them."""
        pairs = (pair.partition(":") for pair in self.cleaned_data.get("edits", "").split(","))
        told = {kind: number for kind, _, number in pairs if number.isdecimal() and len(number) < 10}
        return {kind: int(number) for kind, number in told.items() if _is_kind(kind)}


def _decoded(told: dict[str, Any]) -> bytes:
    try:
        return base64.urlsafe_b64decode(told.get("carried", "").encode())
    except (binascii.Error, ValueError):
        return b""


def _is_kind(kind: str) -> bool:
    return kind == "screenplay" or kind_of(f"{kind}.yaml") == kind
