"""Collects the problems of one document, each at its place."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from difflib import get_close_matches

from topsheet.documents import Problem, Severity, Tree
from topsheet.documents.strict_yaml import Path


class Findings:
    """The problems found so far, and the few sentences that several checks share."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.problems: list[Problem] = []

    def say(self, path: Path, what: str, why: str, fix: str, severity: Severity = Severity.ERROR) -> None:
        """One problem at a path of the document."""
        self.problems.append(Problem(self.tree.where(path), what, why, fix, severity))

    def unknown(self, path: Path, what: str, given: str, known: Sequence[str], why: str, fix: str,
                severity: Severity = Severity.ERROR) -> None:  # fmt: skip
        """A name that stands for nothing, with the nearest that stands for something."""
        near = get_close_matches(given, known, 1)
        meant = f"Did you mean `{near[0]}`? " if near else ""
        if known:
            listed = f"{fix}: {', '.join(known)}."
        elif fix == "Name one of":
            listed = "There are none yet: write one, or leave this out."
        else:
            listed = f"{fix.removesuffix(', or name one of')}; there are none yet."
        self.say(path, what, why, f"{meant}{listed}", severity)

    def repeats(self, ids: Sequence[str], path: Path, what: str) -> None:
        """Ids that stand twice in one list."""
        for at, each in enumerate(ids):
            if each in ids[:at]:
                self.say((*path, at, "id"), f"a second {what} has the id `{each}`",
                         "One name must mean one thing, or its figures could not be told apart.",
                         "Give one of them another id.")  # fmt: skip

    def whole(self, path: Path, amount: Decimal, currency: str) -> None:
        """An amount in parts of a coin."""
        self.say(path, f"{amount} is not a whole number of the smallest {currency} coin",
                 "A statement is paid in whole coins.", "Round the amount.")  # fmt: skip
