"""Who may approve how much: limits, scope and expiry, tested on the cumulative sum. Pure: no table is read here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from topsheet.money import Money, Percent
from topsheet_desk.site.roles import LADDER, Role


@dataclass(frozen=True, slots=True)
class Spend:
    """Money asked for beyond the approved budget, and what of the budget it falls on."""

    amount: Money
    account: str = ""
    episode: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """One authority of one seat, as it is tested."""

    person: int
    name: str
    role: Role
    amount: Money | None
    percent: Percent | None
    starts_at: datetime
    expires_at: datetime | None
    account_from: str = ""
    account_to: str = ""
    episode: str = ""

    def in_scope(self, spend: Spend) -> bool:
        """Whether the spend falls on the accounts and the episode this authority is for."""
        low, high = self.account_from, self.account_to or self.account_from
        accounts = not low or bool(spend.account and low <= spend.account <= high)
        return accounts and (not self.episode or spend.episode == self.episode)

    def in_force(self, now: datetime) -> bool:
        """Whether the authority has begun and has not expired."""
        return self.starts_at <= now and (self.expires_at is None or now < self.expires_at)

    def ceiling(self, approved_budget: Money | None) -> Money | None:
        """The smaller of the amount and the percent of the approved budget; None for no ceiling.

        A percent of a budget that nobody has approved is nothing.
        """
        found = [self.amount] if self.amount is not None else []
        if self.percent is not None:
            base = approved_budget or Money(Decimal(0), self.amount.currency if self.amount else "")
            found.append((base * self.percent).rounded())
        if len({money.currency for money in found if money}) > 1:
            return Money(Decimal(0), found[0].currency)
        return min(found, key=lambda money: money.amount) if found else None


@dataclass(frozen=True, slots=True)
class Cover:
    """How an authority stands to a spend: what was approved in its scope before, the sum, the ceiling, the word."""

    limit: Limit
    before: Money
    total: Money
    ceiling: Money | None
    covers: bool
    why_not: str = ""


def cover_of(
    limit: Limit, spend: Spend, before: Iterable[Spend], approved_budget: Money | None, now: datetime
) -> Cover:
    """Whether the authority covers the spend on top of all that was approved in its scope."""
    zero = Money.zero(spend.amount.currency)
    same = [
        each.amount
        for each in before
        if limit.in_scope(each) and each.amount.currency == spend.amount.currency
    ]
    sum_before = sum(same, zero)
    total, ceiling = sum_before + spend.amount, limit.ceiling(approved_budget)

    def said(why_not: str) -> Cover:
        return Cover(limit, sum_before, total, ceiling, not why_not, why_not)

    if not limit.in_force(now):
        return said("the authority has expired" if limit.starts_at <= now else "the authority has not begun")
    if not limit.in_scope(spend):
        return said(f"the authority is for {_scope(limit)}")
    if ceiling is None:
        return said("")
    if ceiling and ceiling.currency != spend.amount.currency:
        return said(f"the authority is in {ceiling.currency}")
    if total.amount > ceiling.amount:
        beside = f", with {sum_before} approved before," if sum_before else ""
        return said(f"{spend.amount}{beside} makes {total}, above the limit of {ceiling}")
    return said("")


def route(
    limits: Sequence[Limit],
    spend: Spend,
    before: Sequence[Spend],
    approved_budget: Money | None,
    *,
    asker: int,
    above: Role | None,
    now: datetime,
) -> tuple[Cover, ...]:
    """The authorities on the lowest rung that cover the spend; none when nobody's does.

    `above` is the rung that passed the request up, which is not asked again, nor is anything below it. The one who
    asks never approves, whatever their rung.
    """
    floor = LADDER.index(above) + 1 if above in LADDER else 0
    for rung in LADDER[floor:]:
        found = [
            found_cover
            for limit in limits
            if limit.role is rung and limit.person != asker
            if (found_cover := cover_of(limit, spend, before, approved_budget, now)).covers
        ]
        if found:
            return tuple(found)
    return ()


def _scope(limit: Limit) -> str:
    parts = []
    if limit.account_from:
        parts.append(f"accounts {limit.account_from} to {limit.account_to or limit.account_from}")
    if limit.episode:
        parts.append(f"episode {limit.episode}")
    return " and ".join(parts)
