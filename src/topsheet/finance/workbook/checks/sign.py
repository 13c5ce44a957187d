"""Subtracting what is already negative, which adds it."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.finance.workbook.formulas import Call, Pair, Ref, walk
from topsheet.finance.workbook.model import At, Finding
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role


def check(study: Study) -> Iterator[Finding]:
    """One finding for each formula that takes off a cost which its own cell makes negative."""
    for at, tree in study.trees.items():
        for node in walk(tree):
            if isinstance(node, Pair) and node.op == "-" and (cost := _negative(study, node)):
                yield Finding(
                    str(at),
                    f"{study.name(at)} subtracts {study.name(cost)} ({cost}), which is negative by how it is made, "
                    "so it is added",
                    "A cost that is added raises everything that is reckoned on the result.",
                    f"Add {cost} here, or let it be positive and subtract it.",
                    code="sign_error",
                )
                break


def _negative(study: Study, node: Pair) -> At | None:
    if isinstance(node.right, Ref):
        cells = [node.right.at]
    elif isinstance(node.right, Call) and node.right.name == "SUM":
        cells = list(study.refs(node.right))
    else:
        return None
    if not cells or any(study.sign(cell) != -1 or not _is_cost(study, cell) for cell in cells):
        return None
    return cells[0]


def _is_cost(study: Study, at: At) -> bool:
    """A typed negative must be called a cost; one made by a formula must only not be called a correction."""
    said = study.roles(at)
    if Role.COST in said and not said & {Role.CREDIT, Role.CORRECTION}:
        return True
    return at in study.trees and not said & {Role.CREDIT, Role.CORRECTION}
