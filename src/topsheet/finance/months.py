"""Cash by month: opening, what comes in, what goes out, closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from topsheet.calendar import add_months, first_of_month
from topsheet.figures import Figure, Value, sum_of
from topsheet.finance.cash_report import MonthReport
from topsheet.finance.flow import Flow, Movement
from topsheet.finance.report import Receipt
from topsheet.money import Cash, Money


def months(flow: Flow) -> tuple[MonthReport, ...]:
    """Every month from the first movement to the last; figures are named `<prefix>.<yyyy-mm>...`."""
    prefix, spending = flow.prefix, flow.spread.spending
    zero = spending.zero
    receipts: dict[date, list[Receipt]] = {}
    for receipt in flow.receipts:
        receipts.setdefault(first_of_month(receipt.day), []).append(receipt)
    costs, held = _by_month(flow.costs), _by_month(flow.deposits)
    days = {*receipts, *costs, *held, *spending.months()}
    if not days:
        return ()
    found: list[MonthReport] = []
    opening: Figure[Money] = Figure(f"{prefix}.opening", "Opening balance", zero, "the account starts empty")
    month, last = min(days), max(days)
    while month <= last:
        name, said = f"{prefix}.{month:%Y-%m}", f"{month:%B %Y}"
        came = tuple(_came(name, receipt) for receipt in receipts.get(month, ()))
        went = (
            *spending.figures(month, prefix),
            *(_moved(name, "out.", move, 1) for move in costs.get(month, ())),
        )
        moved = tuple(_moved(name, "", move, move.sign) for move in held.get(month, ()))
        kept = deposited(name, said, moved, zero)
        into = sum_of(f"{name}.in", f"In, {said}", came, zero)
        out = sum_of(f"{name}.out", f"Out, {said}", went, zero)
        closing = close(f"{name}.closing", f"Closing, {said}", opening, into, out, kept)
        shoots = flow.spread.window.shoots_in(month)
        found.append(MonthReport(month, shoots, opening, came, into, went, out, closing, moved, kept))
        opening, month = closing, add_months(month, 1)
    return tuple(found)


def close(
    name: str,
    label: str,
    opening: Figure[Money],
    into: Figure[Money],
    out: Figure[Money],
    kept: Figure[Money] | None,
) -> Figure[Money]:
    """Opening + in − out, and deposits where there are any."""
    value = opening.value + into.value - out.value
    if kept is None:
        return Figure(name, label, value, "opening + in − out", (opening, into, out))
    how = "opening + in − out + deposits"
    return Figure(name, label, value + kept.value, how, (opening, into, out, kept))


def deposited(name: str, said: str, moved: Sequence[Figure[Money]], zero: Money) -> Figure[Money] | None:
    """What guilds give back less what they take in a month or week; None where they do neither."""
    if not moved:
        return None
    return sum_of(f"{name}.deposits", f"Deposits, {said}", moved, zero, "deposits back − deposits out")


def lows(prefix: str, all_months: Sequence[MonthReport], zero: Money) -> tuple[Figure[Money], Figure[Money]]:
    """The lowest closing of all months, and of the months in which the film shoots; `zero` where there are none."""
    shooting = [month for month in all_months if month.shooting] or list(all_months)
    return (
        _low(f"{prefix}.lowest", "Lowest balance", all_months, zero),
        _low(f"{prefix}.lowest_shoot", "Lowest month-end of a shooting month", shooting, zero),
    )


def _low(name: str, label: str, some: Sequence[MonthReport], zero: Money) -> Figure[Money]:
    if not some:
        return Figure(name, label, zero, "nothing comes in and nothing is spent")
    low = min(some, key=lambda month: month.closing.value.amount)
    inputs: tuple[Figure[Value], ...] = (low.closing,)
    return Figure(name, label, low.closing.value, f"closing of {low.month:%B %Y}", inputs)


def _by_month(moves: Sequence[Movement]) -> dict[date, list[Movement]]:
    found: dict[date, list[Movement]] = {}
    for move in moves:
        found.setdefault(first_of_month(move.day), []).append(move)
    return found


def _came(name: str, receipt: Receipt) -> Figure[Money]:
    amount: Figure[Cash] = receipt.amount
    return Figure(
        f"{name}.in.{receipt.source}.{receipt.part}",
        receipt.label,
        amount.value.plain(),
        f"expected {receipt.day}",
        (amount,),
    )


def _moved(name: str, stem: str, move: Movement, sign: int) -> Figure[Money]:
    amount = move.amount
    return Figure(f"{name}.{stem}{move.key}", move.label, amount.value * sign, f"on {move.day}", (amount,))
