"""A mistake in the user's papers: a value with its place, reason and remedy, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """Whether figures can still be trusted: an ERROR stops the chain, a WARNING is printed beside it."""

    ERROR = "ERROR"
    WARNING = "WARNING"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, why it matters, and what to do about it."""

    where: str
    what: str
    why: str
    fix: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.where}: {self.what}\n  why: {self.why}\n  fix: {self.fix}"
