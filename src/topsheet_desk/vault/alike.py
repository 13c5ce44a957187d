"""Whether two entries are one person: the same address, or names that are very nearly the same."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

# Two names as close as this are pointed out: one letter in eight may differ.
CLOSE = 0.87


def same_address(one: str, other: str) -> bool:
    """The same e-mail address, however it is capitalised; no address is like no other."""
    return bool(one.strip()) and one.strip().casefold() == other.strip().casefold()


def alike(one: str, other: str) -> bool:
    """Whether two names are very nearly the same, in whatever order their words stand and without their accents."""
    first, second = _plain(one), _plain(other)
    return bool(first) and SequenceMatcher(None, first, second).ratio() >= CLOSE


def _plain(name: str) -> str:
    letters = "".join(
        each for each in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(each)
    )
    return " ".join(sorted(re.findall(r"\w+", letters)))
