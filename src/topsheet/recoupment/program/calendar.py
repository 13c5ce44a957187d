"""What a program needs to know of each day: which spans hold, how long interest ran, whether it is capitalised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from topsheet.calendar import add_months
from topsheet.finance.interest import EVERY, year_fraction
from topsheet.recoupment.terms import Accrues

Span = tuple[date | None, date | None]


@dataclass
class Calendar:
    """Collects what the lines ask of a day, then answers for any list of days; every answer is a whole number."""

    asked: list[tuple[str, Span | Accrues]] = field(default_factory=list)
    known: dict[tuple[date, ...], list[tuple[int, ...]]] = field(default_factory=dict)

    def _ask(self, kind: str, of: Span | Accrues) -> str:
        if (kind, of) not in self.asked:
            self.asked.append((kind, of))
        return f"k{self.asked.index((kind, of))}"

    def flag(self, since: date | None, until: date | None) -> str:
        """1 from one day on, and before another."""
        return self._ask("span", (since, until))

    def days(self, accrual: Accrues) -> str:
        """Days of interest since the day before in the list."""
        return self._ask("days", accrual)

    def capitalised(self, accrual: Accrues) -> str:
        """1 on days on which unpaid interest begins to bear interest."""
        return self._ask("capital", accrual)

    def opened(self) -> str:
        """1 from the first day on which money can come."""
        return self._ask("opened", (None, None))

    def answers(self, days: Sequence[date], first: date | None = None) -> list[tuple[int, ...]]:
        """For each day, in order, the answers in the order asked; money can come from `first` on, or always."""
        key = (*days, *([first] if first else []))
        if key not in self.known:
            self.known = {
                key: [
                    tuple(
                        int(first is None or day >= first)
                        if kind == "opened"
                        else self._answer(kind, of, day, days[at - 1] if at else None)
                        for kind, of in self.asked
                    )
                    for at, day in enumerate(days)
                ]
            }
        return self.known[key]

    def _answer(self, kind: str, of: Span | Accrues, day: date, before: date | None) -> int:
        if not isinstance(of, Accrues):
            since, until = of
            return int((since is None or day >= since) and (until is None or day < until))
        if kind == "days":
            return _run(of, day) - (_run(of, before) if before else 0)
        return int(day in capital_days(of, day) and (of.until is None or day <= of.until))


def _run(accrual: Accrues, day: date) -> int:
    """Days of interest from the first day to this one, by the day count."""
    end = min(day, accrual.until) if accrual.until else day
    if end <= accrual.since:
        return 0
    return year_fraction(accrual.since, end, accrual.days)[0]  # type: ignore[arg-type]


def year_of(accrual: Accrues) -> int:
    """The days of the year its days are measured by."""
    return 365 if accrual.days == "act/365" else 360


def capital_days(accrual: Accrues, last: date) -> list[date]:
    """The days, up to the last, on which unpaid interest is added to what bears interest."""
    months = EVERY.get(accrual.method)  # type: ignore[call-overload]
    if months is None:
        return []
    found, step = list[date](), months
    while (day := add_months(accrual.since, step)) <= last and (
        accrual.until is None or day <= accrual.until
    ):
        found.append(day)
        step += months
    return found
