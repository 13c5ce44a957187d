"""The loans of a workbook: amount, rate, term and what they are secured on, in a table or in lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from topsheet.finance.workbook.model import At
from topsheet.finance.workbook.sources import is_ratio, is_rest, secured_on
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role, is_total, tokens, without_percents

_NEAR = 15
MOST_LOANS, MOST_TERMS = 100, 1_000
_YEAR = Decimal(12)
_MONTHS = re.compile(r"(\d+(?:\.\d+)?)[\s-]*(months?|mos?\b|years?|yrs?\b)", re.IGNORECASE)
_SECURITY = {Role.CREDIT: "tax credit", Role.PRESALE: "pre-sales"}
_OTHER_TERM = frozenset({Role.LICENCE, Role.PRESALE, Role.RESERVE, Role.LAG, Role.COMMISSION})
_NO_AMOUNT = frozenset({Role.INTEREST, Role.TERM, Role.RESERVE, Role.BOND})
_FRESH = {"loan", "facility", "debt", "senior", "gap", "bridge", "mezzanine", "mezz"}


@dataclass(frozen=True, slots=True)
class FoundLoan:
    """The cells that tell a loan."""

    amount: At
    rate: At | None
    term: tuple[At, Decimal] | None
    collateral: str


def loans(study: Study) -> tuple[FoundLoan, ...]:
    """Every cell that states a loan's amount; one that repeats another is left out."""
    return study.once(_loans)


def _loans(study: Study) -> tuple[FoundLoan, ...]:
    return study.first(_stated(study), MOST_LOANS, "loans")


def _stated(study: Study) -> Iterator[FoundLoan]:
    for at in study.numbers:
        label = study.label(at)
        beside = study.said(label.beside)
        if not (Role.LOAN in beside or (Role.GAP in beside and Role.SHORT not in beside)):
            continue
        if study.scheduled(at):
            continue
        head = study.said(label.header)
        part = Role.PART in study.said(without_percents(label.beside))
        if (beside | head) & _NO_AMOUNT or part or is_total(label.beside) or is_ratio(study, at):
            continue
        origin = study.origin(at)
        if origin == at and not is_rest(study, at) and (study.number(at) or 0) > 1:
            security = ", ".join(_SECURITY[role] for role in sorted(secured_on(study, at), key=str))
            collateral = security or ("unsold territories" if Role.GAP in beside else "")
            yield FoundLoan(at, rate_of(study, at), term_near(study, at), collateral)


def rate_of(study: Study, loan: At) -> At | None:
    """The annual rate of a loan: in its row under a heading, else on a line near it."""
    best: tuple[int, int, At] | None = None
    for at in study.once(_rates):
        here = _nearness(study, at, loan) if at.sheet == loan.sheet else None
        best = min(best, here) if best and here else best or here
    return best[2] if best else None


def term_near(study: Study, at: At) -> tuple[At, Decimal] | None:
    """The term that goes with a loan's amount or rate, in months: in its row, near it, or the only one there is."""
    found = study.once(_months)
    here = [
        (nearness, months)
        for each, months in found
        if each.sheet == at.sheet and (nearness := _nearness(study, each, at))
    ]
    if here:
        nearness, months = min(here)
        return nearness[2], months
    return found[0] if len(found) == 1 else None


def months_of(study: Study, at: At) -> Decimal | None:
    """How many months a loan's term has, from a number with its unit beside it, or from words such as 18 months."""
    if at in study.labels:
        label = study.label(at)
        said = study.said(label.beside) | study.said(label.header)
        number = study.number(at)
        if Role.TERM not in said or said & _OTHER_TERM or number is None or not 0 < number <= 600:
            return None
        years = "year" in f"{label.row} {label.header}".lower()
        return number * _YEAR if years else number
    said = study.said(study.words_of_row(at))
    found = _MONTHS.search(study.words(at))
    if not found or Role.TERM not in said | study.said(study.words(at)) or said & _OTHER_TERM:
        return None
    return Decimal(found[1]) * (_YEAR if found[2].lower().startswith("y") else 1)


def _rates(study: Study) -> tuple[At, ...]:
    """Every cell that states an annual rate of interest as a fraction."""
    found = (
        at
        for at in study.numbers
        if Role.INTEREST in study.roles_around(at) and 0 < (study.number(at) or Decimal(0)) < 1
    )
    return study.first(found, MOST_TERMS, "rates of interest")


def _months(study: Study) -> tuple[tuple[At, Decimal], ...]:
    """Every cell that states a term, with its months."""
    cells = (*study.numbers, *study.texts)
    found = ((at, months) for at in cells if (months := months_of(study, at)) is not None)
    return study.first(found, MOST_TERMS, "terms of loans")


def _nearness(study: Study, at: At, loan: At) -> tuple[int, int, At] | None:
    """How well a cell goes with a loan's: own row, then shared words, then distance; None when too far."""
    away = abs(at.row - loan.row)
    if not away:
        return (0, 0, at)
    mine = tokens(study.words_of_row(at)) - _FRESH
    theirs = tokens(study.words_of_row(loan)) - _FRESH
    if away > _NEAR:
        return None
    return (1 if mine & theirs else 2, away, at)
