"""The cash computed: months, weeks, low points, stresses, loans, deposits and requests to draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from topsheet.figures import Figure
from topsheet.money import Money


@dataclass(frozen=True, slots=True)
class MonthReport:
    """One month of cash; `deposits` are what guilds take (negative) and give back, `held` their sum, if any move."""

    month: date
    shooting: bool
    opening: Figure[Money]
    receipts: tuple[Figure[Money], ...]
    into: Figure[Money]
    spending: tuple[Figure[Money], ...]
    out: Figure[Money]
    closing: Figure[Money]
    deposits: tuple[Figure[Money], ...] = ()
    held: Figure[Money] | None = None


@dataclass(frozen=True, slots=True)
class WeekReport:
    """One week of cash, Monday to the Sunday `ends`; `shoot_balance` leaves out what may only finish the film."""

    ends: date
    shoot_days: int
    opening: Figure[Money]
    receipts: tuple[Figure[Money], ...]
    into: Figure[Money]
    spending: tuple[Figure[Money], ...]
    out: Figure[Money]
    closing: Figure[Money]
    deposits: tuple[Figure[Money], ...]
    held: Figure[Money] | None
    shoot_balance: Figure[Money]


@dataclass(frozen=True, slots=True)
class LowPoint:
    """The day on which the account is lowest, what was spent since money last came, and what comes next."""

    day: Figure[date]
    balance: Figure[Money]
    spent: tuple[Figure[Money], ...]
    next: tuple[Figure[Money], ...]


@dataclass(frozen=True, slots=True)
class Remedy:
    """A receipt that, paid earlier, keeps the account above nothing."""

    text: str
    lowest: Figure[Money]


@dataclass(frozen=True, slots=True)
class StressReport:
    """The cash flow again, with some receipts late or never; `lost` are the sources that then bring less."""

    id: str
    title: str
    months: tuple[MonthReport, ...]
    lowest: Figure[Money]
    lowest_shoot: Figure[Money]
    negative: tuple[MonthReport, ...]
    remedies: tuple[Remedy, ...]
    lost: tuple[Figure[Money], ...] = ()


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """What a loan stands at on a day: `interest` since the row before, `reserve` what the reserve pays of it."""

    day: date
    opening: Figure[Money]
    drawn: Figure[Money] | None
    interest: Figure[Money] | None
    capitalised: bool
    reserve: Figure[Money] | None
    repaid: Figure[Money] | None
    closing: Figure[Money]
    undrawn: Figure[Money]


@dataclass(frozen=True, slots=True)
class LoanReport:
    """A loan that counts, day by day; `note` says what the rows cannot, such as a repayment without a day."""

    id: str
    name: str
    rows: tuple[BalanceRow, ...]
    undrawn: Figure[Money]
    note: str


@dataclass(frozen=True, slots=True)
class DepositReport:
    """What a guild holds, and its days: None where a milestone is not known."""

    id: str
    label: str
    party: str
    amount: Figure[Money]
    out: date | None
    back: date | None


@dataclass(frozen=True, slots=True)
class DrawTest:
    """One test before a draw: whether it is met, and why."""

    title: str
    met: bool
    reason: str
    figure: Figure[Money] | None = None


@dataclass(frozen=True, slots=True)
class RequestReport:
    """A request to draw with its tests; it can go out when all are met."""

    id: str
    source: str
    name: str
    day: date
    amount: Figure[Money]
    tests: tuple[DrawTest, ...]

    @property
    def ready(self) -> bool:
        """Whether every test is met."""
        return all(test.met for test in self.tests)


@dataclass(frozen=True, slots=True)
class CashReport:
    """Cash by month and by week, its low points, the stresses, loans, deposits and requests.

    `lowest` and `lowest_shoot` are closings of months, `low` and `low_shoot` single days (None where nothing moves);
    `through_shoot` is the balance of the latter, which alone says what there is while shooting, for a month may
    close long after the wrap. `shoot_balance` is the least, while shooting, that is there without money that may
    only finish the film. `account` is the balance planned for the day of the plan, `after_unposted` what is left of
    it after what is spent and not posted.
    """

    months: tuple[MonthReport, ...]
    lowest: Figure[Money]
    lowest_shoot: Figure[Money]
    stresses: tuple[StressReport, ...]
    weeks: tuple[WeekReport, ...]
    low: LowPoint | None
    low_shoot: LowPoint | None
    through_shoot: Figure[Money]
    shoot_balance: Figure[Money]
    account: Figure[Money]
    unposted: Figure[Money]
    after_unposted: Figure[Money]
    loans: tuple[LoanReport, ...]
    deposits: tuple[DepositReport, ...]
    requests: tuple[RequestReport, ...]
