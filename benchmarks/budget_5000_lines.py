"""A budget of 5,000 lines with globals, formulas, fringes and ceilings, recomputed; beside the bare arithmetic.

Goal on two cores: under 50 ms. The peer is a plain loop over decimals that computes only the direct cost: no
figures, no causes, no account totals, no problems. Both must come to the same sum, or the benchmark ends.

Run `python benchmarks/budget_5000_lines.py [lines]`. CPU time, the median of some rounds.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from timing import seconds

from topsheet.budget import BudgetDocument, BudgetReport, cost
from topsheet.documents import Tree, read_yaml, validate
from topsheet.figures import Figure, Value
from topsheet.rules import load

ROUNDS = 9
LINES_AN_ACCOUNT = 50
FIRST_ACCOUNT = 2000
DAY = date(2027, 3, 29)
CENT = Decimal("0.01")
SHOOT_DAYS = Decimal(28)
FRINGES: Mapping[str, tuple[Decimal, Decimal | None]] = {
    "payroll": (Decimal(18), None),
    "pension": (Decimal("20.5"), None),
    "guild": (Decimal("19.5"), Decimal(20000)),
    "insurance": (Decimal("6.2"), Decimal(9500)),
}
USES = ("[]", "[payroll]", "[payroll, pension]", "[payroll, guild, insurance]")
AMOUNTS = (("shoot_days", SHOOT_DAYS), ("prep_weeks + shoot_weeks", 6 + SHOOT_DAYS / 5), ("12", Decimal(12)))


@dataclass(frozen=True, slots=True)
class Plain:
    """A line as the peer sees it: numbers and the names of its fringes."""

    amount: Decimal
    x: Decimal
    rate: Decimal
    fringes: tuple[str, ...]


def written(count: int) -> tuple[str, list[Plain]]:
    """The budget as YAML, and the same lines for the peer."""
    head = ["kind: budget", "version: 1", "currency: USD", "chart: us-feature", "fringes:"]
    for name, (percent, ceiling) in FRINGES.items():
        limit = f", ceiling: {ceiling}" if ceiling is not None else ""
        head.append(f"  {name}: {{label: {name}, percent: {percent}{limit}}}")
    head += [
        "globals:",
        "  shoot_days: {from: schedule.shoot_days}",
        "  prep_weeks: {value: 6}",
        "  shoot_weeks: {formula: shoot_days / 5}",
        "accounts:",
    ]
    body, plain = [], []
    for at in range(count):
        if not at % LINES_AN_ACCOUNT:
            number = FIRST_ACCOUNT + 10 * (at // LINES_AN_ACCOUNT)
            body += [f'  - number: "{number}"', f"    name: Account {number}", "    lines:"]
        said, amount = AMOUNTS[at % len(AMOUNTS)]
        uses, rate = USES[at % len(USES)], Decimal(100 + at % 977) + Decimal("0.37")
        body.append(
            f"      - {{id: line_{at}, what: Line {at}, amount: {said}, unit: day, x: {1 + at % 3}, "
            f"rate: {rate}, fringes: {uses}, basis: script}}"
        )
        names = tuple(name for name in uses.strip("[]").split(", ") if name)
        plain.append(Plain(amount, Decimal(1 + at % 3), rate, names))
    return "\n".join([*head, *body]) + "\n", plain


def bare(lines: list[Plain]) -> Decimal:
    """The direct cost, and nothing else."""
    whole = Decimal(0)
    for line in lines:
        subtotal = (line.amount * line.x * line.rate).quantize(CENT, ROUND_HALF_UP)
        whole += subtotal
        for name in line.fringes:
            percent, ceiling = FRINGES[name]
            base = subtotal if ceiling is None else min(subtotal, ceiling)
            whole += (base * percent / 100).quantize(CENT, ROUND_HALF_UP)
    return whole


def read(text: str) -> tuple[BudgetDocument, Tree]:
    """The document and its places; ends the benchmark when the generated text is refused."""
    tree, problems = read_yaml(text, "budget.yaml")
    if tree is not None:
        document, found = validate(BudgetDocument, tree)
        problems += found
        if document is not None:
            return document, tree
    raise SystemExit("\n".join(str(problem) for problem in problems))


def main(arguments: list[str]) -> None:
    """Measure and print the recomputation, the peer and their ratio."""
    count = int(arguments[0]) if arguments else 5000
    text, plain = written(count)
    document, tree = read(text)
    book = load()
    days: dict[str, Figure[Value]] = {
        "schedule.shoot_days": Figure("schedule.shoot_days", "Shooting days", SHOOT_DAYS)
    }

    def ours() -> BudgetReport:
        report, problems = cost(document, tree, offered=days, book=book, on=DAY, exchange={})
        if report is None or problems:
            raise SystemExit("\n".join(str(problem) for problem in problems))
        return report

    direct = ours().direct.value.amount
    if direct != bare(plain):
        raise SystemExit(f"the two disagree: {direct} and {bare(plain)}")
    mine, theirs, reading = (
        seconds(ours, ROUNDS),
        seconds(lambda: bare(plain), ROUNDS),
        seconds(lambda: read(text), ROUNDS),
    )
    sys.stdout.write(
        f"{count:,} lines, direct cost {direct:,}\n"
        f"recompute, every figure with its cause  {mine * 1000:8.1f} ms  goal 50 ms\n"
        f"plain decimals, the sum alone           {theirs * 1000:8.1f} ms  peer\n"
        f"ratio                                   {mine / theirs:8.1f} x\n"
        f"read and check the document             {reading * 1000:8.1f} ms\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
