"""The exhibitors' share, taken of income that no cinema earned."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.finance.workbook.formulas import Node, Pair
from topsheet.finance.workbook.model import At, Finding
from topsheet.finance.workbook.products import factors, products
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role


def check(study: Study) -> Iterator[Finding]:
    """One finding for each formula that applies the exhibitors' share to licences, television or streaming."""
    for at, tree in study.trees.items():
        if at in study.labels and (found := _other_income(study, at, tree)):
            named = ", ".join(f"{study.name(cell)} ({cell})" for cell in found[:3])
            yield Finding(
                str(at),
                f"{study.name(at)} applies the exhibitors' share to {named}",
                "Cinemas keep a share of tickets only; licence fees reach the distributor whole.",
                "Apply the share to theatrical box office alone, and add other income after it.",
                code="wrong_base",
            )


def _other_income(study: Study, at: At, tree: Node) -> list[At]:
    own = Role.EXHIBITOR in study.roles(at)
    for product in products(tree):
        parts = factors(product)
        shares = [part for part in parts if _is_share(study, part)]
        if (shares or own) and study.afford(len(parts)):
            bases = [part for part in parts if part not in shares]
            found = [leaf for part in bases for leaf in _leaves(study, part)]
            wrong = [leaf for leaf in dict.fromkeys(found) if Role.LICENCE in study.roles_around(leaf)]
            if wrong:
                return wrong
    return []


def _is_share(study: Study, node: Node) -> bool:
    cells = set(study.refs(node)) if not isinstance(node, Pair) or node.op != "*" else set[At]()
    return any(
        Role.EXHIBITOR in study.roles(cell) | study.roles(study.origin(cell))
        and Role.RECEIPTS not in study.roles(study.origin(cell))
        for cell in list(cells)[:5]
    )


def _leaves(study: Study, node: Node) -> Iterator[At]:
    """The cells that a base is added up from, and the cells that they repeat."""
    for cell, factor in study.terms_of(node).items():
        if factor <= 0:
            continue
        if len(study.terms(cell)) < 2:
            yield study.origin(cell)
            yield cell
        spread = study.spread(cell)
        for leaf, by in spread.items() if study.afford(len(spread)) else ():
            if by > 0 and study.number(leaf) != 0:
                yield leaf
