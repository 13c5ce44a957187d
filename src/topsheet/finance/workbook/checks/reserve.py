"""An interest reserve that ends before the money that repays the loan arrives."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from topsheet.finance.workbook.loans import loans
from topsheet.finance.workbook.model import At, Finding
from topsheet.finance.workbook.numbers import shown
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role

_MOST_MONTHS = 120


def check(study: Study) -> Iterator[Finding]:
    """One finding when the reserve's months, or its amount at the loans' rates, fall short of delivery and lag."""
    delivery = _months(study, Role.DELIVERY, without=frozenset({Role.LAG, Role.RESERVE}))
    if delivery is None:
        return
    lag = _months(study, Role.LAG, without=frozenset({Role.RESERVE}))
    needed = delivery[1] + (lag[1] if lag else Decimal(0))
    until = f"delivery after {shown(delivery[1])} months ({delivery[0]})"
    until += f" and {shown(lag[1])} months until it is paid ({lag[0]})" if lag else ""
    held = _months(study, Role.RESERVE)
    if held is not None and held[1] < needed:
        yield _finding(held[0], f"covers {shown(held[1])} months", until, held[1], needed)
        return
    for at in study.numbers:
        amount = study.amount(at)
        if Role.RESERVE in study.roles(at) and amount is not None and amount > _MOST_MONTHS:
            needs = _interest(study) * needed / 12
            if amount < needs * Decimal("0.99"):
                yield _finding(at, f"holds {shown(amount)} and needs {shown(needs)}", until, amount, needs)
            return


def _months(study: Study, role: Role, without: frozenset[Role] = frozenset()) -> tuple[At, Decimal] | None:
    """The first cell that counts the months of something."""
    for at in study.numbers:
        said, number = study.roles(at), study.number(at)
        row = study.label(at).row.lower()
        if role in said and not said & without and number is not None and 0 < number <= _MOST_MONTHS:
            if "month" in row:
                return at, number
            if "day" in row and role is Role.LAG:
                return at, number / 30
    return None


def _interest(study: Study) -> Decimal:
    """A year's interest on all loans whose rate is told."""
    return sum(
        (
            (study.amount(loan.amount) or Decimal(0)) * (study.number(loan.rate) or Decimal(0))
            for loan in loans(study)
            if loan.rate
        ),
        Decimal(0),
    )


def _finding(at: At, what: str, until: str, held: Decimal, needed: Decimal) -> Finding:
    return Finding(
        str(at),
        f"the interest reserve {what}, and the plan says {until}",
        "Interest runs until the loan is repaid; when the reserve is empty, the loan defaults.",
        "Size the reserve to delivery and the payment lag, and some months more.",
        code="reserve_too_short",
        amounts={"held": held, "needed": needed},
    )
