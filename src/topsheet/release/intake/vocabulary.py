"""Which field the words at the head of a column name; the data is vocabulary.yaml."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

from topsheet.documents import read_yaml

_SIGNS = re.compile(r"\W+")
_BESIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\b[A-Z]{3}\b|[$€£¥]")  # `Gross (EUR)`, `Gross receipts USD`


def field_of(head: str) -> tuple[str, int]:
    """The field and how sure it is: letters of the phrase found, more where the head says nothing else; ("", 0)."""
    words = folded(_BESIDE.sub(" ", head)) or folded(head)
    for phrase, field in phrases():
        if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", words):
            return field, len(phrase) + (1000 if phrase == words else 0)
    return "", 0


@lru_cache(1)
def phrases() -> tuple[tuple[str, str], ...]:
    """Every phrase with its field, the longest first."""
    text = (files("topsheet.release.intake") / "vocabulary.yaml").read_text(encoding="utf-8")
    tree, problems = read_yaml(text, "vocabulary.yaml")
    if tree is None or problems:
        raise ValueError(f"vocabulary.yaml cannot be read: {problems}")
    found = {
        (folded(phrase), field)
        for field, languages in tree.value.items()
        for spelt in languages.values()
        for phrase in spelt
    }
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair)))


def folded(words: str) -> str:
    """Small letters without accents and signs."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", words.casefold())
        if letter.isalnum() or not unicodedata.combining(letter)
    )
    return _SIGNS.sub(" ", bare).replace("_", " ").strip()
