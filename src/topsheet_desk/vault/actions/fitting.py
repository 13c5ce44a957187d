"""Whether the words of a row fit its columns, asked before it is written.

One database would keep all of them and the other fail; and what one kept too long, no desk could take in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db import models

from topsheet_desk.vault.refusals import NoLetter, TooManyLetters

# A NUL, and half a letter of two.
_NO_LETTER = re.compile(r"[\x00\ud800-\udfff]")


def require_fitting(row: models.Model) -> None:
    """Every text of the row fits its column. Raises TooManyLetters, NoLetter."""
    for name, title, most in _columns(type(row)):
        told = getattr(row, name)
        if most is not None and len(told) > most:
            raise TooManyLetters(title, most)
        if any(_NO_LETTER.search(words) for words in _words(told)):
            raise NoLetter(title)


@cache
def _columns(record: type[models.Model]) -> tuple[tuple[str, str, int | None], ...]:
    """Name, title and length of each column that keeps words; of JSON and of long texts no length."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    return tuple(
        (field.attname, str(field.verbose_name), getattr(field, "max_length", None))
        for field in record._meta.concrete_fields
        if isinstance(field, kinds)
    )


def _words(told: Any) -> Iterator[str]:
    """Every text within plain values."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for each in told.items():
            yield from _words(each)
    elif isinstance(told, list | tuple):
        for part in told:
            yield from _words(part)
