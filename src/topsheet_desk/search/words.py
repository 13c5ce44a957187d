"""What was typed, and whether a text has it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"^[-\N{MINUS SIGN}]?[\d.,'\s\N{NO-BREAK SPACE}]*\d$")
_SEPARATORS = re.compile(r"[,'\s\N{NO-BREAK SPACE}]")
MOST = 100


@dataclass(frozen=True, slots=True)
class Words:
    """Words that must all be there, in any case; a number is looked for whatever sets its thousands apart."""

    words: tuple[str, ...]
    number: str = ""

    @classmethod
    def of(cls, asked: str) -> Words:
        """The words of what was typed; `598 900`, `598,900` and `598900` are one number."""
        told = asked[:MOST].strip()
        number = _SEPARATORS.sub("", told).replace("\N{MINUS SIGN}", "-") if _NUMBER.match(told) else ""
        return cls(tuple(told.casefold().split()), number)

    def __bool__(self) -> bool:
        return bool(self.words)

    def stand_in(self, *texts: str) -> bool:
        """Whether the texts together have every word."""
        joined = "\n".join(texts).casefold()
        return all(word in joined for word in self.words)

    def is_number(self, value: str) -> bool:
        """Whether the value, written without separators, is the number typed or begins with it."""
        return bool(self.number) and value.lstrip("-").startswith(self.number.lstrip("-"))
