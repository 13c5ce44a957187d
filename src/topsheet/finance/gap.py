"""How much a gap lender lends: by the cover of unsold takes, by its share of the budget, and under stress."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from topsheet.figures import Figure, Value, given
from topsheet.finance.kinds import GapLoan
from topsheet.money import Money, minor_digits


@dataclass(frozen=True, slots=True)
class GapSizing:
    """What the takes of unsold territories carry: net of the agent, by cover, by share of the budget, and stressed.

    `allowed` is the smaller of the two limits; `stress_cover` is the cover of `allowed` without the territory with
    the largest take; `if_signed` is what is allowed once the offers of the plan hold their territories too.
    """

    loan: str
    net_take: Figure[Money]
    by_cover: Figure[Money]
    by_budget: Figure[Money] | None
    allowed: Figure[Money]
    stress_net: Figure[Money] | None
    stress_cover: Figure[Decimal] | None
    if_signed: Figure[Money] | None = None


def gap_sizing(
    loan: GapLoan,
    *,
    unsold_take: Figure[Money],
    unsold_if_signed: Figure[Money] | None,
    largest: Figure[Money] | None,
    uses: Money,
    where: str,
) -> GapSizing:
    """The largest gap loan: the lower of net take ÷ cover and the share of the budget, rounded down to the coin.

    Rule: finance.md 1.2; takes and never asks, less the agent's commission and capped expenses.
    """
    name = f"finance.source.{loan.id}.sizing"
    net_take = _net(f"{name}.net_take", "Net take", loan, unsold_take.value, (unsold_take,))
    cover = given(f"{name}.cover", "Cover asked", loan.cover, where)
    by_cover = Figure(
        f"{name}.by_cover",
        "By cover of the takes",
        _down(Money(net_take.value.amount / loan.cover, uses.currency)),
        f"net take ÷ {loan.cover}",
        (net_take, cover),
    )
    by_budget, allowed = None, by_cover.value
    limits: tuple[Figure[Value], ...] = (by_cover,)
    if loan.share_of_budget is not None:
        by_budget = Figure(
            f"{name}.by_budget",
            "By its share of the budget",
            _down(uses * loan.share_of_budget),
            f"{loan.share_of_budget} of {uses}",
            (),
            where,
        )
        allowed, limits = min(allowed, by_budget.value), (by_cover, by_budget)
    found = Figure(
        f"{name}.allowed", "Largest gap loan", allowed, "the lowest of the lender's limits", limits
    )
    stress_net, stress_cover = None, None
    if largest is not None:
        left = unsold_take.value - largest.value
        stress_net = _net(
            f"{name}.stress_net", "Net take without the best territory", loan, left, (unsold_take, largest)
        )
        if allowed:
            stress_cover = Figure(
                f"{name}.stress_cover",
                "Cover without the best territory",
                stress_net.value.amount / allowed.amount,
                "net take without it ÷ largest gap loan",
                (stress_net, found),
            )
    if_signed = None
    if unsold_if_signed is not None and unsold_if_signed.value != unsold_take.value:
        lent = Money(largest_allowed(loan, unsold_if_signed.value, uses), uses.currency)
        how = "the same limits, without the territories that offers of the plan hold"
        if_signed = Figure(
            f"{name}.if_signed", "Largest gap loan if every offer signs", lent, how, (unsold_if_signed, cover)
        )
    return GapSizing(loan.id, net_take, by_cover, by_budget, found, stress_net, stress_cover, if_signed)


def largest_allowed(loan: GapLoan, unsold_take: Money, uses: Money) -> Decimal:
    """The largest gap loan as a bare number, for the solver."""
    allowed = _down(Money(_net_of(loan, unsold_take).amount / loan.cover, uses.currency))
    if loan.share_of_budget is not None:
        allowed = min(allowed, _down(uses * loan.share_of_budget))
    return allowed.amount


def _net(
    name: str, label: str, loan: GapLoan, take: Money, inputs: tuple[Figure[Value], ...]
) -> Figure[Money]:
    rate = f"{loan.sales_commission}" if loan.sales_commission is not None else "no"
    how = f"takes less {rate} commission and expenses of {Money(loan.sales_expenses, take.currency)}"
    return Figure(name, label, _net_of(loan, take), how, inputs)


def _net_of(loan: GapLoan, take: Money) -> Money:
    commission = (
        (take * loan.sales_commission).rounded() if loan.sales_commission else Money.zero(take.currency)
    )
    net = take - commission - Money(loan.sales_expenses, take.currency)
    return max(net, Money.zero(take.currency))


def _down(money: Money) -> Money:
    coin = Decimal(1).scaleb(-minor_digits(money.currency))
    return Money(money.amount.quantize(coin, ROUND_DOWN), money.currency)
