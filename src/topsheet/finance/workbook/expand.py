"""What a cell comes to as a sum of products of typed cells, so that one cost is the same wherever it is taken off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal

from topsheet.finance.workbook.formulas import Area, Call, Constant, Node, Pair, Ref, Sign
from topsheet.finance.workbook.model import At
from topsheet.finance.workbook.products import SEEN_THROUGH, sane
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role, tokens

Factor = At | Decimal  # a typed cell, or a rate written into a formula
Product = tuple[Factor, ...]
Sum = Mapping[Product, Decimal]
MOST_PRODUCTS, MOST_FACTORS, DEEPEST = 60, 5, 25


class _Opaque(Exception):
    """A formula that is no sum of products, or too large a one."""


def expanded(study: Study, node: Node) -> Sum:
    """A part of a formula as products, each with how often it is taken; empty where it is no such sum."""
    try:
        return _expand(study, node, 0)
    except _Opaque:
        return {}


def addends(study: Study, node: Node, by: int = 1) -> Iterator[tuple[Node, int]]:
    """The parts that a formula adds and takes off, with their sign; blocks cell by cell."""
    if isinstance(node, Pair) and node.op in ("+", "-"):
        yield from addends(study, node.left, by)
        yield from addends(study, node.right, -by if node.op == "-" else by)
    elif isinstance(node, Sign) and node.op in ("+", "-"):
        yield from addends(study, node.of, -by if node.op == "-" else by)
    elif isinstance(node, Call) and node.name == "SUM":
        for arg in node.args:
            cells = study.values.cells_in(arg) if isinstance(arg, Area) else []
            yield from ((Ref(at), by) for at in cells if at in study.labels)
            if not isinstance(arg, Area):
                yield from addends(study, arg, by)
    elif isinstance(node, Call) and node.name in SEEN_THROUGH and node.args:
        yield from addends(study, node.args[0], by)
    else:
        yield node, by


def _expand(study: Study, node: Node, depth: int) -> Sum:
    if depth > DEEPEST or not study.afford(1):
        raise _Opaque
    if isinstance(node, Constant) and isinstance(node.value, Decimal):
        return _constant(node.value)
    if isinstance(node, Ref):
        return _cell(study, node.at, depth)
    if isinstance(node, Sign) and node.op == "%" and isinstance(node.of, Constant):
        return _constant(node.of.value / 100) if isinstance(node.of.value, Decimal) else {}
    if isinstance(node, Pair) and node.op == "*":
        return _times(_expand(study, node.left, depth + 1), _expand(study, node.right, depth + 1))
    found: dict[Product, Decimal] = {}
    parts = list(addends(study, node))
    if parts == [(node, 1)]:
        raise _Opaque
    for part, by in parts:
        for product, factor in _expand(study, part, depth + 1).items():
            found[product] = found.get(product, Decimal(0)) + by * factor
        if len(found) > MOST_PRODUCTS:
            raise _Opaque
    return {product: factor for product, factor in found.items() if factor}


def _constant(value: Decimal) -> Sum:
    """A rate stands for itself, so that 15 % taken off in one place is known in another; any other number counts."""
    return {(value,): Decimal(1)} if 0 < value < 1 else {(): value}


def _cell(study: Study, at: At, depth: int) -> Sum:
    """What a cell comes to, worked out once; one whose formula is no sum of products stands for itself."""
    known = study.once(_known)
    if at in study.trees:
        if at not in known:
            known[at] = {(at,): Decimal(1)}  # a circle ends here
            with suppress(_Opaque):
                known[at] = _expand(study, study.trees[at], depth + 1)
        return known[at]
    number = study.number(at)
    return {(study.once(_twins).get(at, at),): Decimal(-1 if number is not None and number < 0 else 1)}


def _times(left: Sum, right: Sum) -> Sum:
    found: dict[Product, Decimal] = {}
    if len(left) * len(right) > MOST_PRODUCTS:
        raise _Opaque
    for one, by in left.items():
        for other, of in right.items():
            product = tuple(sorted((*one, *other), key=str))
            if len(product) > MOST_FACTORS or not sane(by * of):
                raise _Opaque
            found[product] = found.get(product, Decimal(0)) + by * of
    return found


def _known(_: Study) -> dict[At, Sum]:
    """The cells that were worked out."""
    return {}


def _twins(study: Study) -> Mapping[At, At]:
    """Costs that are typed more than once: of the same words and amount, the first cell stands for all."""
    first: dict[tuple[frozenset[str], Decimal], At] = {}
    found = {}
    for at in study.numbers:
        number = study.number(at)
        if at in study.trees or number is None or Role.COST not in study.roles(at):
            continue
        words = tokens(study.label(at).own)
        if words and abs(number) > 1 and not study.scheduled(at):
            found[at] = first.setdefault((words, abs(number)), at)
    return found
