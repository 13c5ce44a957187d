"""Cash by week, from the same days as the months: both close alike wherever a month ends on a Sunday."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from topsheet.figures import Figure, sum_of
from topsheet.finance.cash_report import MonthReport, WeekReport
from topsheet.finance.flow import Flow
from topsheet.finance.months import close, deposited
from topsheet.finance.shoot_money import Kept
from topsheet.finance.spread import Share
from topsheet.finance.window import week_end
from topsheet.money import Money

_WEEK = timedelta(7)


def weeks(flow: Flow, all_months: Sequence[MonthReport], kept: Kept) -> tuple[WeekReport, ...]:
    """Every week from the first movement to the last, named by its Sunday: `cash.week.<yyyy-mm-dd>...`.

    A receipt or deposit is the figure of its month; spending is its share of the month's, by days.
    """
    if not all_months:
        return ()
    zero = flow.spread.spending.zero
    by_name = {
        figure.name: figure
        for month in all_months
        for figure in (*month.receipts, *month.spending, *month.deposits)
    }
    came: dict[date, list[Figure[Money]]] = {}
    costs: dict[date, list[Figure[Money]]] = {}
    held: dict[date, list[Figure[Money]]] = {}
    for receipt in flow.receipts:
        key = f"{flow.prefix}.{receipt.day:%Y-%m}.in.{receipt.source}.{receipt.part}"
        came.setdefault(week_end(receipt.day), []).append(by_name[key])
    for found, stem, moves in ((costs, "out.", flow.costs), (held, "", flow.deposits)):
        for move in moves:
            figure = by_name[f"{flow.prefix}.{move.day:%Y-%m}.{stem}{move.key}"]
            found.setdefault(week_end(move.day), []).append(figure)
    spent = flow.spread.by_week()
    moving = {*came, *costs, *held, *spent}
    if not moving:
        return ()
    shot: dict[date, int] = {}
    for day in flow.spread.window.shooting:
        shot[week_end(day)] = shot.get(week_end(day), 0) + 1
    made: list[WeekReport] = []
    opening, ends, last = all_months[0].opening, min(moving), max(moving)
    while ends <= last:
        name, said = f"{flow.prefix}.week.{ends}", f"week to {ends}"
        paid = tuple(came.get(ends, ()))
        went = (*_spent(name, spent.get(ends, {}), by_name, flow), *costs.get(ends, ()))
        total = sum_of(f"{name}.in", f"In, {said}", paid, zero)
        out = sum_of(f"{name}.out", f"Out, {said}", went, zero)
        back = tuple(held.get(ends, ()))
        guilds = deposited(name, said, back, zero)
        closing = close(f"{name}.closing", f"Closing, {said}", opening, total, out, guilds)
        shoot = kept.balance(f"{name}.shoot_balance", said, ends, closing)
        made.append(
            WeekReport(ends, shot.get(ends, 0), opening, paid, total, went, out, closing, back, guilds, shoot)
        )
        opening, ends = closing, ends + _WEEK
    return tuple(made)


def _spent(
    name: str,
    parts: Mapping[str, Sequence[tuple[Share, int, int]]],
    by_name: Mapping[str, Figure[Money]],
    flow: Flow,
) -> list[Figure[Money]]:
    """What each part spends in a week, from one month or two."""
    currency, money = flow.spread.spending.zero.currency, flow.spread.money
    stem, prefix = f"{name}.out.", f"{flow.prefix}."
    made = []
    for key, shares in parts.items():
        share, days, coins = shares[0]
        how = f"{days} {share.said}"
        causes: tuple[Figure[Money], ...] = (by_name[prefix + share.figure],)
        if len(shares) > 1:  # a week of two months
            other, more, rest = shares[1]
            how, causes = f"{how}, {more} {other.said}", (*causes, by_name[prefix + other.figure])
            coins += rest
        made.append(Figure(stem + key, share.part.label, Money(money(coins), currency), how, causes))
    return made
