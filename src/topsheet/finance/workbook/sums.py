"""What formulas add up and take off: the cells and their factors, one step down or to the bottom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal

from topsheet.finance.workbook.formulas import Area, Call, Constant, Node, Pair, Ref, Sign
from topsheet.finance.workbook.model import At
from topsheet.finance.workbook.products import SEEN_THROUGH, fixed, sane

DEEPEST, WIDEST = 40, 2_000
_NAUGHT = Constant(Decimal(0))
Terms = Mapping[At, Decimal]


class Sums:
    """The terms of every formula, each worked out at most once; `afford` takes the work off a bounded store."""

    def __init__(
        self,
        trees: Mapping[At, Node],
        numbers: Collection[At],
        cells_in: Callable[[Area], Iterable[At]],
        afford: Callable[[int], bool],
    ) -> None:
        self._trees, self._numbers, self._cells_in, self._afford = trees, numbers, cells_in, afford
        self._found: dict[At, Terms] = {}
        self._spread: dict[At, Terms] = {}

    def terms(self, at: At) -> Terms:
        """What a formula adds and takes off, cell by cell with its factor; products of two cells are left out."""
        if at not in self._found:
            found = self.terms_of(self._trees[at]) if at in self._trees else {}
            self._found[at] = {cell: factor for cell, factor in found.items() if factor}
        return self._found[at]

    def spread(self, at: At, depth: int = 0) -> Terms:
        """The same down to the cells that add up nothing themselves; a cell that adds nothing is itself."""
        if at in self._spread:
            return self._spread[at]
        found: dict[At, Decimal] = {}
        if self._afford(1) and depth < DEEPEST:
            self._spread[at] = {at: Decimal(1)}  # a circle ends here
            for cell, factor in self.terms(at).items():
                for leaf, share in self.spread(cell, depth + 1).items():
                    if sane(factor * share):
                        found[leaf] = found.get(leaf, Decimal(0)) + factor * share
            self._afford(len(found))
        whole = found if 0 < len(found) <= WIDEST else {at: Decimal(1)}
        self._spread[at] = whole
        return whole

    def terms_of(self, node: Node) -> Terms:
        """What a part of a formula adds and takes off."""
        found: dict[At, Decimal] = {}
        self._add(node, Decimal(1), found)
        return found

    def _add(self, node: Node, factor: Decimal, into: dict[At, Decimal]) -> None:
        if not sane(factor):
            return
        if isinstance(node, Ref):
            into[node.at] = into.get(node.at, Decimal(0)) + factor
        elif isinstance(node, Sign) and node.op in ("-", "+"):
            self._add(node.of, -factor if node.op == "-" else factor, into)
        elif isinstance(node, Pair):
            self._add_pair(node, factor, into)
        elif isinstance(node, Call):
            self._add_call(node, factor, into)

    def _add_call(self, node: Call, factor: Decimal, into: dict[At, Decimal]) -> None:
        if node.name == "SUM":
            for arg in node.args:
                if isinstance(arg, Area):
                    for at in self._cells_in(arg):
                        if at in self._numbers:
                            into[at] = into.get(at, Decimal(0)) + factor
                else:
                    self._add(arg, factor, into)
        elif node.name in SEEN_THROUGH and node.args:
            self._add(node.args[0], factor, into)
        elif node.name == "MAX" and len(node.args) == 2 and _NAUGHT in node.args:
            self._add(node.args[0] if node.args[1] == _NAUGHT else node.args[1], factor, into)

    def _add_pair(self, node: Pair, factor: Decimal, into: dict[At, Decimal]) -> None:
        if node.op in ("+", "-"):
            self._add(node.left, factor, into)
            self._add(node.right, -factor if node.op == "-" else factor, into)
        elif node.op == "*":
            for this, other in ((node.left, node.right), (node.right, node.left)):
                by = fixed(this)
                if by is not None:
                    self._add(other, factor * by, into)
                    return
        elif node.op == "/":
            by = fixed(node.right)
            if by:
                self._add(node.left, factor / by, into)
