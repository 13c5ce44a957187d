"""Debt in a plan without what lenders ask for: contingency and a completion bond."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from topsheet.documents import Severity
from topsheet.finance.workbook.model import At, Finding
from topsheet.finance.workbook.numbers import shown
from topsheet.finance.workbook.sources import is_loan, source_sets
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role


def contingency(study: Study) -> Iterator[Finding]:
    """One finding when a loan is a source and no contingency stands anywhere."""
    loan = _loan(study)
    if loan and Role.CONTINGENCY not in study.roles_said:
        fix = "Add a contingency, usually 10 percent of the cost, to the budget."
        yield _finding(study, loan, "contingency", fix)


def bond(study: Study) -> Iterator[Finding]:
    """One finding when a loan is a source and no completion bond stands anywhere."""
    loan = _loan(study)
    if loan and Role.BOND not in study.roles_said:
        fix = (
            "Add the bond's fee, usually 2 to 5 percent of the cost, or the lender's word that it needs none."
        )
        yield _finding(study, loan, "completion bond", fix)


def _loan(study: Study) -> At | None:
    return next(
        (at for each in source_sets(study) for at in each.sources if is_loan(study, at) and study.amount(at)),
        None,
    )


def _finding(study: Study, loan: At, what: str, fix: str) -> Finding:
    amount = study.amount(loan)
    return Finding(
        str(loan),
        f"{study.name(loan)}, {shown(amount or Decimal(0))}, is a source, and the plan has no {what}",
        "Lenders do not close without one, so the budget is too small.",
        fix,
        Severity.WARNING,
        code="bond_missing" if "bond" in what else "contingency_missing",
    )
