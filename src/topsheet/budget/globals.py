"""Globals: the named values that lines are built on, resolved in the order they need each other."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from topsheet.budget.formula import BadFormula, parse
from topsheet.budget.model import BudgetDocument, GlobalDoc
from topsheet.documents import Problem, Tree
from topsheet.figures import Figure, Value, given

NEEDED = "Every line built on it would have no value."


class Globals:
    """The budget's globals as figures, filled on demand; problems are collected, never raised."""

    def __init__(self, document: BudgetDocument, tree: Tree, offered: Mapping[str, Figure[Value]]) -> None:
        self.document, self.tree, self.offered = document, tree, offered
        self.figures: dict[str, Figure[Decimal]] = {}
        self.problems: list[Problem] = []
        self._open: list[str] = []
        for name in document.globals:
            self.figure(name)

    def figure(self, name: str) -> Figure[Decimal] | None:
        """A global by name, or None when it is unknown, broken or defined by itself (a Problem says which)."""
        if name in self.figures:
            return self.figures[name]
        spec = self.document.globals.get(name)
        if spec is None:
            return None
        if name in self._open:
            self._problem(
                name,
                f"`{name}` is defined by itself through {' → '.join([*self._open, name])}",
                "Give one of these globals a `value:` of its own.",
            )
            return self._keep(name, given(f"budget.global.{name}", _words(name), Decimal(0)))
        self._open.append(name)
        try:
            return self._keep(name, self._made(name, spec))
        finally:
            self._open.pop()

    def values(self) -> dict[str, Decimal]:
        """The plain values, for formulas."""
        return {name: figure.value for name, figure in self.figures.items()}

    def _keep(self, name: str, figure: Figure[Decimal]) -> Figure[Decimal]:
        return self.figures.setdefault(name, figure)

    def _made(self, name: str, spec: GlobalDoc) -> Figure[Decimal]:
        label, full = _words(name), f"budget.global.{name}"
        source = self.tree.where(("globals", name))
        if spec.value is not None:
            return given(full, label, spec.value, source)
        if spec.formula is not None:
            return self._computed(name, spec.formula, source)
        origin = self.offered.get(spec.origin or "")
        if origin is None or not isinstance(origin.value, (int, Decimal)):
            names = ", ".join(sorted(self.offered))
            self._problem(
                name,
                f"`{name}` comes from `{spec.origin}`, which nothing in this production computes",
                f"Take one of these: {names}.",
            )
            return given(full, label, Decimal(0), source)
        return Figure(full, label, Decimal(origin.value), f"taken from {origin.label}", (origin,), source)

    def _computed(self, name: str, text: str, source: str) -> Figure[Decimal]:
        full = f"budget.global.{name}"
        try:
            formula = parse(text)
            inputs = tuple(found for used in formula.names if (found := self.figure(used)))
            return Figure(full, _words(name), formula.value(self.values()), text, inputs, source)
        except BadFormula as bad:
            self._problem(
                name,
                str(bad),
                f"Use numbers, + - * / ( ) and these names: {', '.join(self.document.globals)}.",
            )
            return given(full, _words(name), Decimal(0), source)

    def _problem(self, name: str, what: str, fix: str) -> None:
        self.problems.append(Problem(self.tree.where(("globals", name)), what, NEEDED, fix))


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
