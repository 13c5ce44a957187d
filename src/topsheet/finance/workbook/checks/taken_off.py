"""A cost that is taken off what it has been taken off already: as a line below a net amount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from topsheet.finance.workbook.expand import Product, Sum, addends, expanded
from topsheet.finance.workbook.formulas import Node, Ref
from topsheet.finance.workbook.model import At, Finding
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role, tokens

_AFTER = re.compile(r"\b(?:net of|after|less|excluding|without)\b(.*)", re.IGNORECASE)
_MOST_PARTS = 12
_BY_NAME = frozenset({Role.COMMISSION, Role.EXHIBITOR, Role.COST, Role.CREDIT})


def check(study: Study, at: At) -> Iterator[Finding]:
    """At most one finding for a formula: by what its parts are made of, else by what their labels say."""
    parts = list(addends(study, study.trees[at]))
    if not 2 <= len(parts) <= _MOST_PARTS or at not in study.labels:
        return
    found = _by_parts(study, at, parts) or _by_name(study, parts)
    if found:
        net, cost = found
        line = f"{study.name(cost)} ({cost})" if cost != at else study.name(at)
        yield Finding(
            str(at),
            f"{study.name(at)} takes {line} off {study.name(net)} ({net}), which is net of it already",
            "What is taken off twice makes the result too small by its whole amount, whatever the figures are.",
            f"Take it off once: reckon from the amount before {study.name(cost)}, or leave the line out.",
            code="double_subtraction",
        )


def _by_parts(study: Study, at: At, parts: list[tuple[Node, int]]) -> tuple[At, At] | None:
    """The net amount that holds a deduction, and the cell that takes the same off again."""
    sums = [
        (part, {product: by * factor for product, factor in expanded(study, part).items()})
        for part, by in parts
    ]
    for net, made in sums:
        if not isinstance(net, Ref) or not any(factor > 0 for factor in made.values()):
            continue
        for line, taken in sums:
            shared = (
                _shared(made, taken) if line is not net and all(each < 0 for each in taken.values()) else None
            )
            cost = line.at if isinstance(line, Ref) else at
            if shared and (not _by_rate(shared) or _named_alike(study, net.at, cost)):
                return net.at, cost
    return None


def _shared(made: Sum, taken: Sum) -> Product | None:
    """A product that both take off equally often."""
    return next((each for each, factor in taken.items() if each and made.get(each) == factor), None)


def _by_rate(product: Product) -> bool:
    """Whether only a rate written into two formulas tells that they take off the same."""
    return any(isinstance(factor, Decimal) for factor in product)


def _named_alike(study: Study, net: At, cost: At) -> bool:
    mine, theirs = study.label(net).own, study.label(cost).own
    both = study.said(mine) & study.said(theirs)
    return bool(tokens(mine) & tokens(theirs) or both & {Role.COMMISSION, Role.EXHIBITOR})


def _by_name(study: Study, parts: list[tuple[Node, int]]) -> tuple[At, At] | None:
    """A part whose label says that it is net of something, and the part of that name that is taken off it."""
    cells = [(part.at, by) for part, by in parts if isinstance(part, Ref)]
    for net, sign in cells:
        said = _AFTER.search(study.label(net).own) if sign > 0 else None
        for cost, by in cells if said else ():
            words = tokens(study.label(cost).own)
            off = by * (study.sign(cost) or 1) < 0
            if said and off and study.roles(cost) & _BY_NAME and words and words <= tokens(said[1]):
                return net, cost
    return None
