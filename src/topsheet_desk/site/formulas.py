"""Words that a spreadsheet would run as a formula: led by an apostrophe on the way out, and freed of it on the way in.

The rule can be undone: a word that begins with an apostrophe of its own gets a second one, so that what is taken out
and read again is the same to the letter.
"""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@")
_BLANKS = ("\t", "\r", "\n")


def harmless(words: str) -> str:
    """The words as a spreadsheet may have them."""
    return f"'{words}" if _led(words) else words


def as_meant(words: str) -> str:
    """What stood there before `harmless`; an apostrophe that a person wrote before a plain word stays."""
    return words[1:] if words.startswith("'") and _led(words[1:]) else words


def _led(words: str) -> bool:
    return words.lstrip()[:1] in _STARTS or words[:1] in (*_BLANKS, "'")
