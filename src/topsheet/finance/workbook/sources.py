"""Which cells a plan counts as its sources, wherever it adds them up or takes them off the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from topsheet.finance.workbook.formulas import Call, Pair, Ref
from topsheet.finance.workbook.model import At
from topsheet.finance.workbook.products import SEEN_THROUGH
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role, is_total, without_percents

KINDS = frozenset(
    {
        Role.CREDIT,
        Role.PRESALE,
        Role.LOAN,
        Role.GAP,
        Role.EQUITY,
        Role.GRANT,
        Role.DEFERRAL,
        Role.IN_KIND,
    }
)
MOST_SETS, MOST_SOURCES = 40, 100
_SECURITY = (Role.CREDIT, Role.PRESALE)
_REST = re.compile(
    r"net of|\bless\b|not advanced|surplus|remaining|residual|unpledged|after (the )?(loan|repay\w*)|deposits?\b"
    r"|overages?|beyond|above",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SourceSet:
    """The sources that one place of the plan adds up, or takes off the budget to find what is missing."""

    at: At
    sources: tuple[At, ...]


def source_sets(study: Study) -> tuple[SourceSet, ...]:
    """Every place that counts sources; where no formula does, the rows under a heading that names them."""
    return study.once(_sets)


def _sets(study: Study) -> tuple[SourceSet, ...]:
    summed = (found for at in study.trees if (found := _summed(study, at)))
    return study.first(summed, MOST_SETS, "sums of sources") or tuple(_listed(study))


def kinds_of(study: Study, at: At) -> frozenset[Role]:
    """What kind of source a cell is: by its own label, else by that of the cell it repeats."""
    return (study.roles(at) & KINDS) or (study.roles(study.origin(at)) & KINDS)


def is_loan(study: Study, at: At) -> bool:
    """Whether a source is a loan."""
    kinds = kinds_of(study, at)
    return Role.LOAN in kinds or (Role.GAP in kinds and Role.PRESALE not in kinds)


def is_presale(study: Study, at: At) -> bool:
    """Whether a source is a pre-sale, and no loan on one."""
    return Role.PRESALE in kinds_of(study, at) and not is_loan(study, at)


def is_ratio(study: Study, at: At) -> bool:
    """Whether a formula divides by a budget, a source or a loan, so that it is a share or a cover and no amount."""
    tree = study.trees.get(at)
    while isinstance(tree, Call) and tree.name in SEEN_THROUGH and tree.args:
        tree = tree.args[0]
    by = tree.right if isinstance(tree, Pair) and tree.op == "/" else None
    return isinstance(by, Ref) and bool(
        (study.roles(by.at) - {Role.TERM}) & (KINDS | {Role.BUDGET, Role.SOURCES})
    )


def is_rest(study: Study, at: At) -> bool:
    """Whether a label says that only what a loan leaves over, or a deposit, is counted."""
    return any(_REST.search(study.label(each).beside) for each in (at, study.origin(at)))


def secured_on(study: Study, loan: At) -> frozenset[Role]:
    """On what a loan is secured: credit or pre-sales, by its label, its row, or its formula."""
    found = {role for role in _SECURITY if role in kinds_of(study, loan)}
    for at in (loan, study.origin(loan)):
        row = study.said(study.label(at).row)
        found |= {role for role in _SECURITY if Role.COLLATERAL in row and role in row}
    for at in feeds(study, loan):
        mine = study.roles(at)
        if Role.LOAN not in mine:
            found |= {role for role in _SECURITY if role in mine and Role.BUDGET not in mine}
    return frozenset(found)


def feeds(study: Study, at: At, depth: int = 3) -> frozenset[At]:
    """The cells from which a cell is made, a few steps back."""
    seen, level = set[At](), [study.origin(at)]
    for _ in range(depth):
        level = [
            ref
            for cell in level
            if cell in study.trees
            for ref in study.refs(study.trees[cell])
            if ref not in seen
        ][:500]
        seen.update(level)
    return frozenset(seen)


def _summed(study: Study, at: At) -> SourceSet | None:
    terms = study.terms(at)
    if len(terms) < 2:
        return None
    label, mine = study.label(at), study.roles(at)
    over = study.said(label.over) | study.said(study.sheet(at))
    if Role.SOURCES in mine or (is_total(label.own) and Role.SOURCES in over and Role.BUDGET not in mine):
        counted = [cell for cell, factor in terms.items() if factor > 0]
    elif mine & {Role.EQUITY, Role.SHORT, Role.GAP} and any(
        factor > 0 and _is_budget(study, cell) for cell, factor in terms.items()
    ):
        counted = [cell for cell, factor in terms.items() if factor < 0]
    else:
        return None
    sources = study.first(
        dict.fromkeys(each for cell in counted for each in _parts(study, cell)),
        MOST_SOURCES,
        "sources in one sum",
    )
    return SourceSet(at, sources) if any(kinds_of(study, each) for each in sources) else None


def _is_budget(study: Study, at: At) -> bool:
    found = study.roles(at) | study.roles(study.origin(at))
    return Role.BUDGET in found or (is_total(study.label(at).own) and not found & KINDS)


def _parts(study: Study, at: At, depth: int = 0) -> Iterator[At]:
    """A source, or those of which it is the total."""
    terms = study.terms(at)
    if depth < 5 and len(terms) > 1 and (is_total(study.label(at).own) or not kinds_of(study, at)):
        for cell in terms:
            yield from _parts(study, cell, depth + 1)
    else:
        yield at


def _listed(study: Study) -> Iterator[SourceSet]:
    found: dict[str, dict[int, At]] = {}
    for at in study.numbers:
        label = study.label(at)
        mine = study.said(label.beside)
        if Role.SOURCES not in study.said(label.over) | study.said(study.sheet(at)):
            continue
        if (
            mine & KINDS
            and Role.PART not in study.said(without_percents(label.beside))
            and not is_total(label.beside)
            and (study.number(at) or 0) > 1
        ):
            found.setdefault(at.sheet, {}).setdefault(at.row, at)
    for rows in found.values():
        sources = study.first(rows.values(), MOST_SOURCES, "sources on one sheet")
        if len(sources) > 1:
            yield SourceSet(sources[0], sources)
