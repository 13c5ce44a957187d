"""Equity that one place reckons and another states otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.finance.workbook.model import At, Finding
from topsheet.finance.workbook.numbers import shown
from topsheet.finance.workbook.sources import source_sets
from topsheet.finance.workbook.statements import Stated, stated
from topsheet.finance.workbook.study import Study

_CORE = frozenset({"equity"})


def check(study: Study) -> Iterator[Finding]:
    """Each statement that no formula gives; where no formula reckons equity, each that differs from the first."""
    said = stated(study, _CORE)
    made = [each for each in said if each.made] or said[:1]
    told: list[Stated] = []
    for each in said:
        if any(each.agrees(other) for other in (*made, *told)) or _of_another_plan(study, each, made[0]):
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


def _of_another_plan(study: Study, one: Stated, other: Stated) -> bool:
    """Whether two cells of one sheet stand in two lists of sources, which are those of two plans."""
    mine, theirs = _list_of(study, one.at), _list_of(study, other.at)
    return one.at.sheet == other.at.sheet and None not in (mine, theirs) and mine != theirs


def _list_of(study: Study, at: At) -> At | None:
    """The total of the list of sources in which a cell stands."""
    return next((each.at for each in source_sets(study) if at in each.sources or at == each.at), None)
