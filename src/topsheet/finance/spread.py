"""The spending of the months laid on days, in whole coins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate

from topsheet.figures import Figure
from topsheet.finance.spending import Spending, key_of
from topsheet.finance.window import Window, week_end
from topsheet.money import Money, minor_digits

PRODUCTION = "production"


@dataclass(frozen=True, slots=True)
class Share:
    """What a part of the budget spends in a month, in coins, and the days it is spread over alike.

    `figure` is the month's figure after its prefix, `said` the days in words.
    """

    key: str
    part: Figure[Money]
    month: date
    coins: int
    days: tuple[date, ...]
    figure: str
    said: str

    def first(self, days: int) -> int:
        """The coins of the first so many days: nested floor splits, so that the last days own the stray coins."""
        each, stray = divmod(self.coins, len(self.days))
        return each * days + max(0, days - len(self.days) + stray)

    def until(self, day: date) -> int:
        """The coins spent up to a day, that day included."""
        return self.first(bisect_right(self.days, day))


class Spread:
    """Every share of every month on its days.

    The section `production` is spread over the days on which production works (shooting days inside the shoot),
    every other part over the working days of the month.
    """

    def __init__(self, spending: Spending, window: Window) -> None:
        self.spending, self.window = spending, window
        self.digits = minor_digits(spending.zero.currency)
        self.shares: list[Share] = []
        for month in spending.months():
            working, production = window.days_of(month)
            name, in_month = f"{month:%Y-%m}.out.", f"of {month:%B %Y}"
            works = f"of {len(working)} working days {in_month}"
            shoots = f"of {len(production)} days of production {in_month}"
            for part, share, _ in spending.in_month(month):
                key = key_of(part)
                days, said = (production, shoots) if key == PRODUCTION else (working, works)
                coins = int(share.amount.scaleb(self.digits))
                self.shares.append(Share(key, part, month, coins, days, name + key, said))

    def money(self, coins: int) -> Decimal:
        """So many coins as an amount."""
        return Decimal(coins).scaleb(-self.digits)

    def by_day(self, keys: Collection[str] | None = None) -> dict[date, Decimal]:
        """What all parts, or those with these keys, spend on each day."""
        alike: dict[tuple[date, ...], list[int]] = {}
        for share in self.shares:
            if keys is None or share.key in keys:
                each, stray = divmod(share.coins, len(share.days))
                # What each day spends more than the day before.
                rises = alike.setdefault(share.days, [0] * len(share.days))
                rises[0] += each
                if stray:
                    rises[-stray] += 1
        out: dict[date, int] = {}
        for days, rises in alike.items():
            for day, coins in zip(days, accumulate(rises), strict=True):
                out[day] = out.get(day, 0) + coins
        return {day: self.money(coins) for day, coins in out.items() if coins}

    def by_month(self) -> dict[date, Decimal]:
        """What all parts spend in each month."""
        out: dict[date, int] = {}
        for share in self.shares:
            out[share.month] = out.get(share.month, 0) + share.coins
        return {month: self.money(coins) for month, coins in out.items()}

    def by_week(self) -> dict[date, dict[str, list[tuple[Share, int, int]]]]:
        """By the Sunday of each week and the key of each part: its shares there, for how many days, how many coins."""
        weeks: dict[date, dict[str, list[tuple[Share, int, int]]]] = {}
        cut: dict[tuple[date, ...], list[tuple[date, int]]] = {}
        for share in self.shares:
            before = spent = 0
            segments = cut.get(share.days) or cut.setdefault(share.days, list(_weeks(share.days)))
            each, stray = divmod(share.coins, len(share.days))
            plain = len(share.days) - stray
            for ends, number in segments:
                upto = each * number + max(0, number - plain)
                if upto != spent:
                    there = (share, number - before, upto - spent)
                    weeks.setdefault(ends, {}).setdefault(share.key, []).append(there)
                before, spent = number, upto
        return weeks

    def between(self, after: date, last: date) -> dict[str, tuple[Figure[Money], Decimal]]:
        """Each part, and what it spends after one day and up to another, by key."""
        found: dict[str, tuple[Figure[Money], Decimal]] = {}
        for share in self.shares:
            if share.days[-1] > after and share.days[0] <= last:
                spent = self.money(share.until(last) - share.until(after))
                found[share.key] = (share.part, found.get(share.key, (share.part, Decimal(0)))[1] + spent)
        return found


def _weeks(days: tuple[date, ...]) -> Iterator[tuple[date, int]]:
    """The Sundays of the weeks in which days fall, each with how many of the days lie on or before it."""
    ends = week_end(days[0])
    for number, day in enumerate(days):
        if day > ends:
            yield ends, number
            ends = week_end(day)
    yield ends, len(days)
