"""The plan solved for one unknown: the equity that closes it, the gap loan there is room for, the budget it carries."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from topsheet.figures import Figure, Value
from topsheet.finance.gap import GapSizing
from topsheet.finance.report import Answers, SourceReport
from topsheet.money import Money, minor_digits

# What comes of a public programme, and so falls with the spend.
FROM_CREDITS = ("incentive", "incentive_loan", "incentive_sale")
# What is lent on unsold territories: a mezzanine loan, beside or before the gap loan, uses the same cover.
ON_UNSOLD = ("gap_loan", "mezzanine")


def answers(
    *,
    gap: Figure[Money],
    committed: Figure[Money],
    uses: Figure[Money],
    direct: Figure[Money],
    charges: Sequence[Figure[Money]],
    counting: Sequence[SourceReport],
    sizings: Sequence[GapSizing],
) -> Answers:
    """Each unknown by itself, everything else as it stands.

    The affordable direct cost solves D × (1 + charges) + finance costs = committed, where what comes of public
    credits falls with D in proportion; a programme's caps and minimum are not tried again. Rounded down to the coin.
    """
    equity = Figure(
        "finance.answer.equity",
        "Equity that would close the gap",
        gap.value,
        "equity brings its face",
        (gap,),
    )
    return Answers(
        equity, _room(gap, counting, sizings), _affordable(committed, uses, direct, charges, counting)
    )


def _room(
    gap: Figure[Money], counting: Sequence[SourceReport], sizings: Sequence[GapSizing]
) -> Figure[Money] | None:
    if not sizings:
        return None
    allowed = max((sizing.allowed for sizing in sizings), key=lambda figure: figure.value.amount)
    lent = [source.claim for source in counting if source.kind in ON_UNSOLD and source.claim]
    left = allowed.value
    for loan in lent:
        left = left - loan.value
    inputs: tuple[Figure[Value], ...] = (allowed, *lent)
    return Figure(
        "finance.answer.gap_loan",
        "Room for more gap loan",
        max(left, Money.zero(gap.value.currency)),
        "largest gap loan − what is lent on the same takes",
        inputs,
    )


def _affordable(
    committed: Figure[Money],
    uses: Figure[Money],
    direct: Figure[Money],
    charges: Sequence[Figure[Money]],
    counting: Sequence[SourceReport],
) -> Figure[Money] | None:
    whole = direct.value.amount
    if not whole:
        return None
    credited = [source.counted for source in counting if source.kind in FROM_CREDITS]
    falls = sum((figure.value.amount for figure in credited), start=Decimal(0))
    on_top = sum((charge.value.amount for charge in charges), start=Decimal(0))
    fixed = uses.value.amount - whole - on_top
    each = 1 + (on_top - falls) / whole
    if each <= 0:
        return None
    value = max((committed.value.amount - falls - fixed) / each, Decimal(0))
    coin = Decimal(1).scaleb(-minor_digits(uses.value.currency))
    inputs: tuple[Figure[Value], ...] = (committed, direct, *charges, *credited, uses)
    return Figure(
        "finance.answer.direct",
        "Direct cost that the plan carries",
        Money(value.quantize(coin, ROUND_DOWN), uses.value.currency),
        "(committed − credits − finance costs) ÷ (1 + charges − credits, each as a share of the direct cost)",
        inputs,
    )
