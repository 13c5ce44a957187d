"""One line: amount × X × rate, in its currency, plus its fringes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from topsheet.budget.formula import BadFormula, parse
from topsheet.budget.globals import Globals
from topsheet.budget.model import BudgetDocument, LineDoc
from topsheet.budget.report import LineReport
from topsheet.documents import Problem, Tree
from topsheet.documents.strict_yaml import Path
from topsheet.figures import Figure, Value, given
from topsheet.money import Money, Percent, round_half_up
from topsheet.rules import RuleBook, RuleNotInForce

RULE = "rule:"


class LineMaker:
    """Makes line reports for one budget; collects a Problem for everything it cannot read."""

    def __init__(
        self,
        document: BudgetDocument,
        tree: Tree,
        named: Globals,
        book: RuleBook,
        on: date,
        exchange: Mapping[str, Figure[Value]],
    ) -> None:
        self.document, self.tree, self.named, self.book, self.on = document, tree, named, book, on
        self.exchange = exchange
        self.problems: list[Problem] = []
        self._rules: dict[str, Figure[Decimal]] = {}
        self.fringes = {name: self._fringe_rate(name) for name in document.fringes}

    def line(self, line: LineDoc, account: str, path: Path) -> LineReport:
        """A line computed; `path` is where it stands in the document."""
        name = f"budget.line.{line.id}"
        amount = self._quantity(line.amount, f"{name}.amount", "Amount", (*path, "amount"))
        x = self._quantity(line.x, f"{name}.x", "X", (*path, "x"))
        rate = self._quantity(line.rate, f"{name}.rate", "Rate", (*path, "rate"))
        if isinstance(line.rate, str) and line.rate.startswith(RULE) and rate.rule:
            self._check_unit(line, line.rate.removeprefix(RULE).strip(), (*path, "rate"))
        subtotal = self._subtotal(line, name, (amount, x, rate), path)
        fringe = self._fringe(line, name, subtotal, path)
        total = Figure(
            name,
            line.what,
            subtotal.value + fringe.value,
            "subtotal + fringes",
            (subtotal, fringe),
            self.tree.where(path),
        )
        if not fringe.inputs:
            total = Figure(
                name, line.what, subtotal.value, subtotal.how, subtotal.inputs, self.tree.where(path)
            )
            subtotal = total
        return LineReport(
            line.id,
            account,
            line.what,
            line.unit,
            amount,
            x,
            rate,
            subtotal,
            fringe,
            total,
            line.basis,
            line.place,
            line.payee,
            line.qualifies,
            line.currency or self.document.currency,
            line.note,
        )

    def _subtotal(
        self, line: LineDoc, name: str, parts: tuple[Figure[Decimal], ...], path: Path
    ) -> Figure[Money]:
        home = self.document.currency
        amount = parts[0].value * parts[1].value * parts[2].value
        how = f"{_plain(parts[0].value)} {line.unit} × {_plain(parts[1].value)} × {_plain(parts[2].value)}"
        if line.less:
            amount, how = self._cut(line, amount, path), f"{how} less {line.less:,}"
        inputs: tuple[Figure[Value], ...] = tuple(
            part for part in parts if part.inputs or part.rule or part.source
        )
        currency = line.currency or home
        if currency == home:
            return Figure(f"{name}.subtotal", "Subtotal", Money(amount, home).rounded(), how, inputs)
        rate = self.exchange.get(currency)
        if rate is None or not isinstance(rate.value, Decimal):
            self._problem(
                (*path, "currency"),
                f"`{line.what}` is in {currency}, and no rate to {home} is given",
                "An amount in another currency cannot be added without a dated rate.",
                f"Add a rate for {currency} under `rates` in production.yaml.",
            )
            return Figure(f"{name}.subtotal", "Subtotal", Money.zero(home), how, inputs)
        foreign = Figure(f"{name}.foreign", f"In {currency}", Money(amount, currency).rounded(), how, inputs)
        value = Money(foreign.value.amount * rate.value, home).rounded()
        return Figure(
            f"{name}.subtotal", "Subtotal", value, f"converted at {_plain(rate.value)}", (foreign, rate)
        )

    def _cut(self, line: LineDoc, amount: Decimal, path: Path) -> Decimal:
        if line.less > amount:
            self._problem(
                (*path, "less"),
                f"`{line.what}` is cut by {line.less:,}, more than its {_plain(amount)}",
                "A line cannot cost less than nothing.",
                "Lower the cut.",
            )
            return Decimal(0)
        return amount - line.less

    def _fringe(self, line: LineDoc, name: str, subtotal: Figure[Money], path: Path) -> Figure[Money]:
        home = self.document.currency
        value, inputs, said = Decimal(0), list[Figure[Value]](), list[str]()
        for at, fringe in enumerate(line.fringes):
            spec, rate = self.document.fringes.get(fringe), self.fringes.get(fringe)
            if spec is None or rate is None:
                known = ", ".join(self.document.fringes)
                self._problem(
                    (*path, "fringes", at),
                    f"`{line.what}` has the fringe `{fringe}`, which is not defined",
                    "The charge would be left out of the cost.",
                    f"Define it under `fringes`, or use: {known}.",
                )
                continue
            base, cap = subtotal.value.amount, ""
            if spec.ceiling is not None and base > spec.ceiling:
                base, cap = spec.ceiling, " (ceiling)"
            value += round_half_up(base * rate.value.fraction, home)
            inputs.append(rate)
            said.append(f"{_plain(rate.value.value)}% of {base:,}{cap}")
        how = " + ".join(said) or "no fringes"
        return Figure(f"{name}.fringe", "Fringes", Money(value, home), how, tuple(inputs))

    def _fringe_rate(self, name: str) -> Figure[Percent]:
        spec, path = self.document.fringes[name], ("fringes", name)
        if spec.percent is not None:
            return given(f"budget.fringe.{name}", spec.label, spec.percent, self.tree.where(path))
        rule = self._rule(spec.rule or "", (*path, "rule"))
        if rule.rule and self.book.unit(spec.rule or "") != "percent":
            self._problem(
                (*path, "rule"),
                f"the fringe `{name}` takes {spec.rule}, which counts {self.book.unit(spec.rule or '')}",
                "A fringe is a percentage of pay.",
                "Name a rule that is a percentage, or write `percent:`.",
            )
            return given(f"budget.fringe.{name}", spec.label, Percent(Decimal(0)))
        return Figure(f"budget.fringe.{name}", spec.label, Percent(rule.value), "rate of the rule", (rule,))

    def _quantity(self, written: Decimal | str, name: str, label: str, path: Path) -> Figure[Decimal]:
        if isinstance(written, Decimal):
            return Figure(name, label, written, "as given")
        if written.startswith(RULE):
            return self._rule(written.removeprefix(RULE).strip(), path)
        figure = self.named.figure(written) or self._computed(written, name, label, path)
        if figure.value < 0:
            self._problem(
                path,
                f"`{written}` comes to {_plain(figure.value)}, which is negative",
                "A line cannot buy less than nothing.",
                "Correct the formula or the global it uses.",
            )
            return Figure(name, label, Decimal(0))
        return figure

    def _computed(self, written: str, name: str, label: str, path: Path) -> Figure[Decimal]:
        try:
            formula = parse(written)
            inputs = tuple(used for n in formula.names if (used := self.named.figure(n)))
            value = formula.value(self.named.values())
        except BadFormula as bad:
            self._problem(
                path,
                str(bad),
                "The line would have no value.",
                f"Use numbers, + - * / ( ) and these names: {', '.join(self.document.globals)}.",
            )
            return Figure(name, label, Decimal(0))
        return Figure(name, label, value, written, inputs, self.tree.where(path))

    def _check_unit(self, line: LineDoc, rule: str, path: Path) -> None:
        """A rule's rate counts only in its own currency and unit: 1,283 US dollars a day is no other sum."""
        unit, wanted = self.book.unit(rule), f"{line.currency or self.document.currency} per {line.unit}"
        if unit != wanted:
            self._problem(
                path,
                f"`{line.what}` counts {wanted}, and the rule {rule} counts {unit}",
                "The rule's number would be read as a sum it does not say.",
                f"Make the line {unit}, or write a rate of your own.",
            )

    def _rule(self, rule: str, path: Path) -> Figure[Decimal]:
        if rule not in self._rules:
            try:
                self._rules[rule] = self.book.value(rule, on=self.on)
            except RuleNotInForce as refusal:
                self._problem(
                    path,
                    str(refusal),
                    "A rate that is not in force must never count as zero.",
                    "Name a rule that is in force on the first shooting day, or write the rate itself.",
                )
                self._rules[rule] = given(f"rule.{rule}", rule, Decimal(0))
        return self._rules[rule]

    def _problem(self, path: Path, what: str, why: str, fix: str) -> None:
        self.problems.append(Problem(self.tree.where(path), what, why, fix))


@lru_cache(maxsize=4096)
def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
