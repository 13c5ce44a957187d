"""An annual rate applied once, whatever the loan's term."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from topsheet.finance.workbook.formulas import Constant, Node, Pair, Ref, walk
from topsheet.finance.workbook.loans import term_near
from topsheet.finance.workbook.model import At, Finding
from topsheet.finance.workbook.numbers import shown
from topsheet.finance.workbook.products import factors, products
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role

_PERIOD = re.compile(
    r"month|quarter|\bday|week|annual|per year|yearly|\byear \d|\b(19|20)\d\d\b|\bp\.?a\b", re.IGNORECASE
)
_MONTHLY = re.compile(r"monthly|per month|quarterly|per quarter|daily|flat|\bfee\b", re.IGNORECASE)
_YEAR = frozenset({12, 52, 360, 365})


def check(study: Study) -> Iterator[Finding]:
    """One finding for each loan's interest that is a year's, where a term of another length is given."""
    told = set[tuple[At, At]]()
    for at, tree in study.trees.items():
        label = study.label(at)
        if at not in study.labels or _PERIOD.search(label.header) or _PERIOD.search(label.beside):
            continue
        for product in products(tree):
            found = _timeless(study, at, product)
            if found is None or found in told:
                continue
            rate, loan = found
            term = term_near(study, rate) or term_near(study, loan)
            if term is None or term[1] == 12:
                continue
            told.add(found)
            yield _finding(study, at, rate, loan, term)
            break


def _timeless(study: Study, at: At, product: Pair) -> tuple[At, At] | None:
    """The cells of the rate and of the loan, where nothing in the product speaks of time."""
    parts = factors(product)
    named = [(part, cell) for part in parts for cell in study.refs(part)]
    if any(_speaks_of_time(study, part) for part in parts):
        return None
    rate = next((cell for part, cell in named if _is_rate(study, cell) and _applied(part)), None)
    if rate is None:
        return None
    loans = [cell for _, cell in named if cell != rate and Role.LOAN in _said(study, cell)]
    if loans:
        return rate, loans[0]
    others = [cell for _, cell in named if cell != rate]
    lent = Role.LOAN in study.roles(at) or Role.INTEREST in study.roles(at)
    return (rate, others[0]) if lent and others else None


def _applied(part: Node) -> bool:
    """Whether a factor is the rate, or one and the rate."""
    if isinstance(part, Ref):
        return True
    return (
        isinstance(part, Pair) and part.op == "+" and any(isinstance(each, Constant) for each in walk(part))
    )


def _is_rate(study: Study, at: At) -> bool:
    number = study.number(at)
    said = _said(study, at)
    if _MONTHLY.search(study.label(study.origin(at)).row) or (number is not None and not 0 < number < 1):
        return False
    return Role.INTEREST in said and Role.RESERVE not in said


def _speaks_of_time(study: Study, part: Node) -> bool:
    for node in walk(part):
        if isinstance(node, Constant) and node.value in _YEAR:
            return True
        if isinstance(node, Pair) and node.op == "^":
            return True
    cells = list(study.refs(part))
    return any(Role.TIME in _said(study, cell) and not _is_rate(study, cell) for cell in cells)


def _said(study: Study, at: At) -> frozenset[Role]:
    """What a cell's words speak of: its own, those at the head of its column, and those of the cell it repeats."""
    origin = study.label(study.origin(at))
    return study.roles_around(at) | study.said(origin.beside) | study.said(origin.header)


def _finding(study: Study, at: At, rate: At, loan: At, term: tuple[At, Decimal]) -> Finding:
    months, told, amounts = term[1], "", {}
    principal, per = study.amount(loan), study.number(rate)
    if principal is not None and per is not None:
        amounts = {"charged": principal * per, "for_the_term": principal * per * months / 12}
        told = f": {shown(amounts['charged'])}, and {shown(amounts['for_the_term'])} simple for the term"
    return Finding(
        str(at),
        f"{study.name(at)} charges the annual rate of {rate} once, and {term[0]} gives {shown(months)} months{told}",
        "Interest runs with time; what is left out must be paid before anyone recoups.",
        "Multiply the rate by the term in years, or reckon it month by month on what is drawn.",
        code="timeless_interest",
        amounts=amounts,
    )
