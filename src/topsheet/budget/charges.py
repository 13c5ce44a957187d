"""Contractual charges: contingency and bond, percentages of the direct cost."""

from __future__ import annotations

from topsheet.budget.model import BudgetDocument
from topsheet.documents import Tree
from topsheet.figures import Figure, given, product
from topsheet.money import Money


def contractual(document: BudgetDocument, tree: Tree, direct: Figure[Money]) -> tuple[Figure[Money], ...]:
    """Each charge in the order written, named `budget.<id>`, rounded half up to the coin."""
    charges = []
    for place, charge in enumerate(document.contractual):
        rate = given(
            f"budget.{charge.id}.percent",
            f"{charge.label} rate",
            charge.percent,
            tree.where(("contractual", place, "percent")),
        )
        charges.append(
            product(f"budget.{charge.id}", charge.label, direct, rate, f"{charge.percent} of the direct cost")
        )
    return tuple(charges)
