"""A sum or difference that takes a cell and something that already holds that cell."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from topsheet.finance.workbook.checks import taken_off
from topsheet.finance.workbook.model import At, Finding
from topsheet.finance.workbook.study import Study

_MOST_TERMS = 40


def check(study: Study) -> Iterator[Finding]:
    """One finding for each formula whose own terms bring one cell in twice, in the same direction."""
    for at in study.trees:
        if len(study.terms(at)) > _MOST_TERMS:
            continue
        found = _twice(study, at) if len(study.terms(at)) > 1 else None
        if found is None:
            yield from taken_off.check(study, at)
            continue
        part, whole, leaf = found
        what = study.name(leaf)
        if part in _made_of(study, whole):
            leaf, what = part, study.name(part)
        held = (
            f"takes {study.name(part)} ({part}) and {study.name(whole)} ({whole}), which already holds {what}"
            if part == leaf
            else f"takes {study.name(part)} ({part}) and {study.name(whole)} ({whole}), which both hold {what}"
        )
        yield Finding(
            str(at),
            f"{study.name(at)} {held}, so {what} counts twice",
            "What is taken twice makes the result wrong by its whole amount, whatever the figures are.",
            f"Take either {study.name(whole)}, or the cells that it is made of, and not both.",
            code="double_subtraction",
        )


def _twice(study: Study, at: At) -> tuple[At, At, At] | None:
    """Two terms that bring in the same cell with the same sign, and the cell; the nearer term first."""
    terms = study.terms(at)
    if not study.afford(sum(len(study.spread(cell)) for cell in terms)):
        return None
    held = {cell: {leaf: terms[cell] * by for leaf, by in study.spread(cell).items()} for cell in terms}
    total: dict[At, Decimal] = {}
    for shares in held.values():
        for leaf, by in shares.items():
            total[leaf] = total.get(leaf, Decimal(0)) + by
    for one, other in combinations(terms, 2):
        for leaf in held[one].keys() & held[other].keys():
            mine, theirs = held[one][leaf], held[other][leaf]
            if abs(mine) >= 1 and abs(theirs) >= 1 and mine * theirs > 0 and abs(total[leaf]) >= 2:
                shorter, longer = sorted((one, other), key=lambda cell: len(study.spread(cell)))
                return shorter, longer, leaf
    return None


def _made_of(study: Study, at: At) -> set[At]:
    """Every cell that a cell adds up, directly or through others."""
    found, waiting = set[At](), [at]
    while waiting and len(found) < 500:
        new = [cell for cell in study.terms(waiting.pop()) if cell not in found]
        found.update(new)
        waiting += new
    return found
