"""Labels in other languages read as the English terms that the checks know; the data is vocabulary.yaml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from topsheet.documents import read_yaml

_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_WORD = re.compile(r"\w+")
_ANY, _LETTERS, _SPACE, _SPACES = re.escape("*"), r"\w*", re.escape(" "), r"\s+"
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"


def english(words: str) -> str:
    """The words with every phrase of the vocabulary in English; what it does not hold stays as it is."""
    plain = unicodedata.normalize("NFC", words)
    folded = _folded(plain)
    made, done = [], 0
    for word in _WORD.finditer(folded):
        pattern, terms = _beginning(word[0][0])
        found = pattern.match(folded, word.start()) if word.start() >= done else None
        if found:
            made += [plain[done : found.start()], terms[(found.lastindex or 1) - 1]]
            done = found.end()
    return "".join([*made, plain[done:]]) if made else words


@lru_cache
def _beginning(letter: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """The phrases that can begin with a letter, the longest first, as one pattern; the term of each group."""
    phrases = [(phrase, term) for phrase, term in vocabulary() if phrase[0] in (letter, "*")]
    found = "|".join(
        f"({re.escape(phrase).replace(_ANY, _LETTERS).replace(_SPACE, _SPACES)})" for phrase, _ in phrases
    )
    return re.compile(rf"(?:{found})(?!\w)"), tuple(term for _, term in phrases)


@lru_cache(1)
def vocabulary() -> tuple[tuple[str, str], ...]:
    """Every phrase in small letters without accents, the longest first, with its English term."""
    return tuple(sorted(set(_read()), key=lambda pair: (-len(pair[0]), pair)))


def _read() -> Iterator[tuple[str, str]]:
    text = (files("topsheet.finance.workbook") / "vocabulary.yaml").read_text(encoding="utf-8")
    tree, problems = read_yaml(text, "vocabulary.yaml")
    if tree is None or problems:
        raise ValueError(f"vocabulary.yaml cannot be read: {problems}")
    for term, languages in tree.value.items():
        for phrases in languages.values():
            for phrase in phrases:
                for spelt in (phrase, phrase.lower().translate(_SPELT)):
                    yield _folded(unicodedata.normalize("NFC", spelt)), term


def _folded(words: str) -> str:
    """Small letters without accents, as many as there were."""
    return "".join(unicodedata.normalize("NFD", letter.lower())[0] for letter in words).replace(
        _APOSTROPHE, "'"
    )
