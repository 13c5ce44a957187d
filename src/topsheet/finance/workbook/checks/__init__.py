"""One file for each kind of finding; `ALL` in the order in which an executive producer would read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from topsheet.finance.workbook.checks import (
    ask_used,
    base,
    budget,
    cash,
    commission,
    cushions,
    doubled,
    equity,
    guarantee,
    interest,
    offset,
    reserve,
    sign,
    territory,
    twice,
    uncalculated,
    unread,
)
from topsheet.finance.workbook.model import Finding
from topsheet.finance.workbook.study import Study

Check = Callable[[Study], Iterator[Finding]]
ALL: Mapping[str, Check] = {
    "budget_does_not_tie": budget.check,
    "source_counted_twice": twice.check,
    "equity_disagrees": equity.check,
    "guarantee_twice": guarantee.check,
    "territory_twice": territory.check,
    "ask_used": ask_used.check,
    "commission_missing": commission.check,
    "contingency_missing": cushions.contingency,
    "bond_missing": cushions.bond,
    "reserve_too_short": reserve.check,
    "non_cash_in_cash": cash.check,
    "timeless_interest": interest.check,
    "reference_off_by_one": offset.check,
    "double_subtraction": doubled.check,
    "sign_error": sign.check,
    "wrong_base": base.check,
    "circular": uncalculated.circles,
    "amount_is_text": unread.texts,
    "lines_not_read": unread.lines,
    "too_long": uncalculated.too_long,
    "uncalculated": uncalculated.check,
}
