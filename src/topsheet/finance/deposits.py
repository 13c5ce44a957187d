"""Deposits with guilds: out before the shoot, back when their members are paid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from topsheet.documents import Problem, Tree, named_twice
from topsheet.figures import Figure, Value, given, sum_of
from topsheet.finance.cash_report import DepositReport
from topsheet.finance.flow import Movement
from topsheet.finance.model import FinanceDocument, GuildDeposit
from topsheet.finance.sources import FARTHEST
from topsheet.finance.terms import When
from topsheet.money import Money


def deposits(
    document: FinanceDocument,
    tree: Tree,
    lines: Mapping[str, Figure[Money]],
    milestones: Mapping[str, Figure[date]],
) -> tuple[tuple[DepositReport, ...], tuple[Movement, ...], list[Problem]]:
    """Each deposit with its amount and days, and its movements out and back.

    `lines` are the totals of budget lines with their fringes; a percentage of them is rounded half up to the coin.
    """
    reports: list[DepositReport] = []
    moves: list[Movement] = []
    problems = named_twice(
        tree,
        [(("cash", "deposits", at, "id"), deposit.id) for at, deposit in enumerate(document.cash.deposits)],
        "the deposit id",
        "Nobody could say which of the two came back.",
    )
    for at, deposit in enumerate(document.cash.deposits):
        path = ("cash", "deposits", at)
        amount = _amount(deposit, lines, document.currency, tree.where(path))
        problems += [
            Problem(
                tree.where((*path, "of", n)),
                f"{deposit.label} is a percentage of the budget line `{wanted}`, which does not exist",
                "The deposit would be too small, and the account would look better than it is.",
                "Name the id of a budget line.",
            )
            for n, wanted in enumerate(deposit.of)
            if wanted not in lines
        ]
        days: dict[str, date | None] = {}
        for key, goes, when in (("out", "goes out", deposit.out), ("back", "comes back", deposit.back)):
            days[key] = _day(when, milestones)
            if days[key] is None:
                problems.append(
                    Problem(
                        tree.where((*path, key)),
                        f"{deposit.label} {goes} on `{when}`, which is neither a day nor a milestone",
                        "It would move on no day.",
                        f"Write a day (2027-04-01) or one of: {', '.join(milestones)}.",
                    )
                )
            elif days[key] and _far(days[key], milestones):
                problems.append(
                    Problem(
                        tree.where((*path, key)),
                        f"{deposit.label} {goes} on {days[key]}, more than {FARTHEST} years from the shoot",
                        "The cash flow would run through every week until then.",
                        "Correct the year.",
                    )
                )
                days[key] = None
        out, back = days["out"], days["back"]
        if out and back and back < out:
            problems.append(
                Problem(
                    tree.where((*path, "back")),
                    f"{deposit.label} comes back on {back}, before it goes out on {out}",
                    "Money that was never paid cannot come back.",
                    "Correct one of the two days.",
                )
            )
        reports.append(DepositReport(deposit.id, deposit.label, deposit.party, amount, out, back))
        if out:
            moves.append(Movement(out, f"deposit.{deposit.id}.out", f"{deposit.label}, out", amount))
        if out and back:
            moves.append(Movement(back, f"deposit.{deposit.id}.back", f"{deposit.label}, back", amount, 1))
    return tuple(reports), tuple(moves), problems


def _far(day: date | None, milestones: Mapping[str, Figure[date]]) -> bool:
    start = milestones.get("start_of_photography")
    return day is not None and start is not None and abs(day.year - start.value.year) > FARTHEST


def _amount(
    deposit: GuildDeposit, lines: Mapping[str, Figure[Money]], currency: str, where: str
) -> Figure[Money]:
    name = f"cash.deposit.{deposit.id}"
    if deposit.percent is None:
        amount = Money(deposit.amount, currency) if deposit.amount is not None else Money.zero(currency)
        return given(name, deposit.label, amount.rounded(), where)
    base = sum_of(
        f"{name}.of",
        f"What {deposit.label} is a percentage of",
        [lines[line] for line in deposit.of if line in lines],
        Money.zero(currency),
        "budget lines with their fringes",
    )
    rate = given(f"{name}.percent", f"{deposit.label}, percentage", deposit.percent, where)
    inputs: tuple[Figure[Value], ...] = (base, rate)
    how = f"{deposit.percent} of {base.value}"
    return Figure(name, deposit.label, (base.value * deposit.percent).rounded(), how, inputs, where)


def _day(when: When, milestones: Mapping[str, Figure[date]]) -> date | None:
    if isinstance(when, date):
        return when
    return milestones[when].value if when in milestones else None
