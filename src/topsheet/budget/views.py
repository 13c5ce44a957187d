"""The budget as others count it: each named view adds the parts its rule counts and takes off what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from topsheet.budget.report import BudgetReport, ViewReport
from topsheet.documents import Problem
from topsheet.figures import Figure, Value
from topsheet.money import Money, Percent
from topsheet.rules import RuleBook, RuleNotInForce, TierTable, ViewRule

Parts = Mapping[str, Figure[Money]]


def with_views(
    report: BudgetReport, deferred: Figure[Money], *, book: RuleBook, on: date, near_edge: Percent
) -> tuple[BudgetReport, list[Problem]]:
    """The report with its named views, each against the tier it falls in.

    `deferred` is the pay put off, which the cash view leaves out; tiers are those in force `on`; a view whose
    headroom is under `near_edge` of its ceiling is marked. Totals round half up to the coin.
    """
    zero = Figure("budget.none", "Nothing", Money.zero(report.currency), "no such charge in this budget")
    parts: dict[str, Figure[Money]] = {
        "direct": report.direct,
        "contingency": report.charge("contingency") or zero,
        "bond": report.charge("bond") or zero,
        "finance_costs": report.finance_costs.total,
        "deferrals": deferred,
    }
    seen, problems = [], []
    for rule in book.views():
        table, found = _table(rule, book, on, report.currency)
        seen.append(_view(rule, parts, table, near_edge))
        problems += found
    return replace(report, views=tuple(seen)), problems


def _table(rule: ViewRule, book: RuleBook, on: date, currency: str) -> tuple[TierTable | None, list[Problem]]:
    if rule.tiers is None:
        return None, []
    try:
        table = book.tiers(rule.tiers, on=on)
    except RuleNotInForce as refusal:
        return None, [
            Problem(
                f"budget view {rule.id}",
                str(refusal),
                "The view has no tier to be measured against.",
                "Move the first shooting day, or add the agreement to the rules.",
            )
        ]
    return (table, []) if table.currency == currency else (None, [])


def _view(rule: ViewRule, parts: Parts, table: TierTable | None, near_edge: Percent) -> ViewReport:
    amounts = {name: figure.value.amount for name, figure in parts.items()}
    used: list[Figure[Value]] = [parts[name] for name in rule.counts]
    said = " + ".join(parts[name].label.lower() for name in rule.counts)
    for left in rule.leaves_out:
        part = parts[left.part]
        limit = f", up to {left.up_to} of {parts[left.of].label.lower()}" if left.up_to and left.of else ""
        said += f" − {part.label.lower()}{limit}"
        if part not in used:
            used.append(part)
    value = Money(rule.amount(amounts), parts["direct"].value.currency).rounded()
    total = Figure(f"budget.view.{rule.id}", rule.label, value, said, tuple(used), rule.source, rule.citation)
    if table is None:
        return ViewReport(rule.id, rule.label, total, "", None, None, False, rule.note, rule.citation)
    tier = table.find(value.amount)
    if tier.up_to is None:
        return ViewReport(rule.id, rule.label, total, tier.label, None, None, False, rule.note, rule.citation)
    ceiling = Figure(
        f"{total.name}.ceiling",
        f"Ceiling of {tier.label}",
        Money(tier.up_to, value.currency),
        table.label,
        (),
        table.source,
        table.citation,
    )
    headroom = Figure(
        f"{total.name}.headroom", "Headroom", ceiling.value - value, "ceiling − view", (ceiling, total)
    )
    near = headroom.value < ceiling.value * near_edge
    return ViewReport(
        rule.id, rule.label, total, tier.label, ceiling, headroom, near, rule.note, rule.citation
    )
