"""Where a workbook states one thing, such as its budget or its equity: in cells and in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from topsheet.finance.workbook.model import At
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import amounts, is_bare

MOST, _LEAST = 1_000, 1_000
_PAID = re.compile(
    r"waterfall|recoup|payout|payments?|returns|distributions?|schedule|cost report|actuals?", re.IGNORECASE
)
_SENTENCE, _CLAUSE = (
    re.compile(r"(?<=[.;!?])\s+(?=[^a-z\d])"),
    re.compile(r"[,;]\s|\s[\u2013\u2014-]\s|\bwho\b|\bwhich\b"),
)
_RAISED = re.compile(
    r"\b(rais(e|es|ing)|seek(s|ing)?|look(s|ing)? for|invit(e|es|ing)|offer(s|ing)?|asking)\b", re.IGNORECASE
)
_INVESTORS = re.compile(r"\binvestors?\b|private (capital|money|investment|placement)", re.IGNORECASE)
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
    return study.first(_stated(study, core), MOST, "statements of one amount")


def _stated(study: Study, core: frozenset[str]) -> Iterator[Stated]:
    for at in study.numbers:
        if is_bare(study.label(at).own, core) and not _elsewhere(study, at):
            number, unit = study.amount(at), study.unit(at)
            if number is not None and number >= _LEAST:
                yield Stated(at, number, unit / 2, len(study.terms(at)) > 1)
    word = re.compile(r"\b(" + "|".join(sorted(core - {"cost", "negative"})) + r")\b", re.IGNORECASE)
    for at in study.texts:
        for sentence in _SENTENCE.split(study.words(at)):
            yield from _said(at, sentence, word, "equity" in core)


def _said(at: At, sentence: str, word: re.Pattern[str], raised: bool) -> Iterator[Stated]:
    """The amount that a sentence gives for the core, or for what is raised from investors, where that is the equity."""
    named = word.search(sentence) or (
        _RAISED.search(sentence) if raised and _INVESTORS.search(sentence) else None
    )
    near = [
        (abs(place - named.start()), amount, slack, place)
        for amount, slack, place in amounts(sentence)
        if named and amount >= _LEAST and not (1900 <= amount <= 2100 and slack < 1)
    ]
    if near:
        _, amount, slack, place = min(near)
        rest = _CLAUSE.split(sentence[place:], maxsplit=1)[0]
        if not _NARROWED.search(sentence[:place] + rest):
            yield Stated(at, amount, slack, False)


def _elsewhere(study: Study, at: At) -> bool:
    """Whether a cell speaks of a percentage, or of what is paid and when, and not of the plan's own amount."""
    around, header = f"{study.sheet(at)} {study.label(at).over}", study.label(at).header
    return bool(study.scheduled(at) or _PAID.search(around) or "%" in header)
