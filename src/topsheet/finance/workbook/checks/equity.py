"""Equity that one place reckons and another states otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.finance.workbook.model import Finding
from topsheet.finance.workbook.statements import Stated, stated
from topsheet.finance.workbook.study import Study, shown

_CORE = frozenset({"equity"})


def check(study: Study) -> Iterator[Finding]:
    """Each statement that no formula gives; where no formula reckons equity, each that differs from the first."""
    said = stated(study, _CORE)
    made = [each for each in said if each.made] or said[:1]
    told: list[Stated] = []
    for each in said:
        if any(each.agrees(other) for other in (*made, *told)):
            continue
        told.append(each)
        first = made[0]
        off = each.amount - first.amount
        yield Finding(
            str(each.at),
            f"the equity is stated as {shown(each.amount)}, and {first.at} {'comes' if first.made else 'says'}"
            f"{' to' if first.made else ''} {shown(first.amount)}: a difference of {shown(abs(off))}",
            "Investors are told one amount and the plan needs another, so it does not close.",
            f"Let the statement read {first.at}, once what feeds that is right.",
            code="equity_disagrees",
            amounts={"formula_result": first.amount, "cover_text": each.amount, "difference": abs(off)},
        )
