"""Pre-sales without the sales agent's commission."""

from __future__ import annotations

import re
from collections.abc import Iterator

from topsheet.documents import Severity
from topsheet.finance.workbook.model import Finding
from topsheet.finance.workbook.numbers import shown
from topsheet.finance.workbook.sources import is_loan, kinds_of, source_sets
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role

_NET = re.compile(r"\bnet\b|after commission", re.IGNORECASE)


def check(study: Study) -> Iterator[Finding]:
    """One finding when pre-sales are sources and no commission stands anywhere."""
    if Role.COMMISSION in study.roles_said:
        return
    for each in source_sets(study):
        for at in each.sources:
            amount = study.amount(at)
            if amount and Role.PRESALE in kinds_of(study, at) and not is_loan(study, at):
                if _NET.search(study.label(at).row):
                    return
                yield Finding(
                    str(at),
                    f"{study.name(at)} brings {shown(amount)}, and no commission is taken from pre-sales anywhere",
                    "A sales agent takes commission from every guarantee before the film gets its money.",
                    "Add the commission, usually 10 to 25 percent, or say that the amount is net of it.",
                    Severity.WARNING,
                    code="commission_missing",
                )
                return
