"""Where a workbook states one thing, such as its budget or its equity: in cells and in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from topsheet.finance.workbook.model import At
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import amounts, is_bare

MOST, _LEAST = 1_000, 1_000
_PAID = re.compile(
    r"waterfall|recoup|payout|payments?|returns|distributions?|schedule|cost report|actuals?", re.IGNORECASE
)
_THOUSANDS = re.compile(r"\b0{3}s?\b|thousands?|\bk\b", re.IGNORECASE)
_NARROWED = re.compile(
    r"tranche|minimum|\bfirst\b|\bunits?\b|of which|class\b|premium|recoup|return|each\b|per\b|fee|marketing|p ?& ?a"
    r"|spent|qualif|shooting day|loan|credit|pre-?sale|grant|%",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount that a place states, how far its writing may be off, and whether a formula makes it."""

    at: At
    amount: Decimal
    slack: Decimal
    made: bool

    def agrees(self, other: Stated) -> bool:
        """Whether two statements say the same."""
        return abs(self.amount - other.amount) <= max(self.slack, other.slack)


def stated(study: Study, core: frozenset[str]) -> tuple[Stated, ...]:
    """Every cell whose label names just the core, and every sentence that names it with one amount beside it."""
    return tuple(islice(_stated(study, core), MOST))


def _stated(study: Study, core: frozenset[str]) -> Iterator[Stated]:
    for at in study.numbers:
        if is_bare(study.name(at), core) and not _elsewhere(study, at):
            number = study.number(at)
            if number is not None and number >= _LEAST:
                yield Stated(at, number, Decimal("0.5"), len(study.terms(at)) > 1)
    word = re.compile(r"\b(" + "|".join(sorted(core - {"cost", "negative"})) + r")\b", re.IGNORECASE)
    for at in study.texts:
        text = study.words(at)
        named = word.search(text)
        if named and not _NARROWED.search(text):
            near = [
                (abs(place - named.start()), amount, slack)
                for amount, slack, place in amounts(text)
                if amount >= _LEAST and not (1900 <= amount <= 2100 and slack < 1)
            ]
            if near:
                _, amount, slack = min(near)
                yield Stated(at, amount, slack, False)


def _elsewhere(study: Study, at: At) -> bool:
    """Whether a cell speaks of what is paid and when, or in thousands, and not of the plan's own amount."""
    label = study.label(at)
    around = f"{at.sheet} {label.over}"
    thousands = _THOUSANDS.search(f"{label.row} {label.header} {label.over}")
    return bool(study.scheduled(at) or _PAID.search(around) or thousands)
