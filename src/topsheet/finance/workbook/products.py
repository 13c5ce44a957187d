"""The products in a formula: what is multiplied and divided, and by which written numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from topsheet.finance.workbook.formulas import Call, Constant, Node, Pair, Sign

SEEN_THROUGH = ("ROUND", "ROUNDUP", "ROUNDDOWN", "IFERROR")


def sane(factor: Decimal) -> bool:
    """Whether a factor is one that a plan could hold; a hostile chain of products ends here."""
    return -200 < factor.adjusted() < 200


def fixed(node: Node) -> Decimal | None:
    """A number written into the formula: 2, 10 %, −1."""
    if isinstance(node, Constant) and isinstance(node.value, Decimal):
        return node.value
    if isinstance(node, Sign):
        of = fixed(node.of)
        if of is None:
            return None
        return of / 100 if node.op == "%" else -of if node.op == "-" else of
    return None


def factors(node: Node) -> list[Node]:
    """The parts of a product, with its divisors beside them."""
    found, waiting = list[Node](), [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Pair) and each.op in ("*", "/"):
            waiting += [each.right, each.left]
        elif isinstance(each, Sign) and each.op in ("-", "+"):
            waiting.append(each.of)
        elif isinstance(each, Call) and each.name in SEEN_THROUGH and each.args:
            waiting.append(each.args[0])
        else:
            found.append(each)
    return found


def products(node: Node) -> Iterator[Pair]:
    """Every product of a formula that is not itself part of one."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Pair) and each.op in ("*", "/"):
            yield each
            for part in factors(each):
                waiting += [part] if not isinstance(part, Pair) or part.op not in ("*", "/") else []
        elif isinstance(each, Pair):
            waiting += [each.left, each.right]
        elif isinstance(each, Sign):
            waiting.append(each.of)
        elif isinstance(each, Call):
            waiting += each.args
