"""The sign of a cell by how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from topsheet.finance.workbook.formulas import Call, Constant, Node, Pair, Ref, Sign
from topsheet.finance.workbook.model import At, Book
from topsheet.finance.workbook.products import SEEN_THROUGH

DEEPEST = 40


class Signs:
    """The sign of every cell, each worked out at most once."""

    def __init__(self, book: Book, trees: Mapping[At, Node], refs: Callable[[Node], Iterable[At]]) -> None:
        self._cells, self._trees, self._refs = book.cells, trees, refs
        self._found: dict[At, int | None] = {}

    def of(self, at: At, depth: int = 0) -> int | None:
        """Below zero (−1) or not (1) by how it is made, when all inputs are positive; None where that is open."""
        if at not in self._found:
            self._found[at] = None  # a circle ends here
            value = self._cells[at].value if at in self._cells else None
            if at in self._trees:
                self._found[at] = self._sign(self._trees[at], depth + 1) if depth < DEEPEST else None
            else:
                self._found[at] = -1 if isinstance(value, Decimal) and value < 0 else 1
        return self._found[at]

    def _sign(self, node: Node, depth: int) -> int | None:
        if isinstance(node, Constant):
            return -1 if isinstance(node.value, Decimal) and node.value < 0 else 1
        if isinstance(node, Ref):
            return self.of(node.at, depth)
        if isinstance(node, Sign):
            of = self._sign(node.of, depth)
            return -of if of is not None and node.op == "-" else of
        if isinstance(node, Pair):
            return self._sign_of_pair(node, depth)
        if isinstance(node, Call) and node.name == "SUM":
            cells = {self.of(at, depth) for arg in node.args for at in self._refs(arg)}
            return next(iter(cells)) if len(cells) == 1 else None
        if isinstance(node, Call) and node.name in SEEN_THROUGH and node.args:
            return self._sign(node.args[0], depth)
        return 1 if isinstance(node, Call) and node.name == "ABS" else None

    def _sign_of_pair(self, node: Pair, depth: int) -> int | None:
        left, right = self._sign(node.left, depth), self._sign(node.right, depth)
        if left is None or right is None:
            return None
        if node.op in ("*", "/"):
            return left * right
        if node.op == "-":
            return left if left != right else None
        return left if node.op == "+" and left == right else None
