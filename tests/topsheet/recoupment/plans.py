"""What the tests of the room share: positions, inflows, terms written in a few lines, and Night Ferry's own."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from topsheet.documents import Problem, Tree, read_yaml, validate
from topsheet.figures import Figure, given
from topsheet.money import Money, minor_digits
from topsheet.recoupment import Position, RecoupmentDocument, RecoupmentReport, Terms, compute, terms_of
from topsheet.recoupment.terms import Coins
from topsheet.recoupment.waterfall import pour

NIGHT_FERRY = Path(__file__).parents[3] / "examples" / "night_ferry" / "recoupment.yaml"


def money(amount: str | int, currency: str = "USD") -> Money:
    """An amount with the currency's decimals, as the room gives it."""
    return Money(Decimal(amount).quantize(Decimal(1).scaleb(-minor_digits(currency))), currency)


def position(id_: str, kind: str, amount: str | int, currency: str = "USD") -> Position:
    """A source of the plan with a claim."""
    name = id_.replace("_", " ").capitalize()
    return Position(id_, name, kind, given(f"finance.source.{id_}.claim", name, money(amount, currency)))


def inflow(name: str, amount: str | int) -> dict[str, Figure[Money]]:
    """An inflow of the plan by its name."""
    return {name: given(f"finance.{name}", name.replace("_", " ").capitalize(), money(amount))}


NIGHT_FERRY_POSITIONS = (
    position("equity_a", "equity", 1200000),
    position("equity_b", "equity", 1200000),
    position("gap_loan", "gap_loan", 1000000),
    position("equity_c", "equity", 450000),
    position("deferral_producer", "deferral", 90000),
    position("deferral_director", "deferral", 60000),
)
NIGHT_FERRY_INFLOWS = inflow("loan_collateral_surplus", 270900)


def tree_of(text: str) -> Tree:
    """The text read strictly; it must be readable."""
    tree, problems = read_yaml(text, "recoupment.yaml")
    assert problems == []
    assert tree is not None
    return tree


def document_of(tree: Tree) -> RecoupmentDocument:
    """The document the tree says; it must fit."""
    document, problems = validate(RecoupmentDocument, tree)
    assert problems == []
    assert document is not None
    return document


def answered(
    text: str, positions: tuple[Position, ...], inflows: dict[str, Figure[Money]], currency: str = "USD"
) -> tuple[RecoupmentReport, list[Problem]]:
    """The report on a text and a plan, with its problems."""
    tree = tree_of(text)
    return compute(document_of(tree), positions, inflows, currency, tree)


def night_ferry() -> RecoupmentReport:
    """Night Ferry with equity C and the deferrals: story A, step 7."""
    report, problems = answered(
        NIGHT_FERRY.read_text(encoding="utf-8"), NIGHT_FERRY_POSITIONS, NIGHT_FERRY_INFLOWS
    )
    assert problems == []
    return report


def ready_terms(
    value: dict[str, Any], positions: tuple[Position, ...], inflows: dict[str, Figure[Money]] | None = None
) -> Terms:
    """Terms ready to run from plain values: a currency and receipts are added."""
    tree = Tree(
        "recoupment.yaml",
        {"kind": "recoupment", "version": 1, "currency": "USD", "receipts": "World", **value},
        {},
    )
    document = document_of(tree)
    problems = compute(document, positions, inflows or {}, document.currency, tree)[1]
    assert [each for each in problems if "no tier pays it" not in each.what] == []
    return terms_of(document, positions, inflows or {}, tree)


def paid(terms: Terms, gross: Coins, *, whole: bool = True) -> dict[str, Fraction]:
    """Everyone's total in coins."""
    return {payee: Fraction(amount) for payee, amount in pour(terms, gross, whole=whole).received().items()}
