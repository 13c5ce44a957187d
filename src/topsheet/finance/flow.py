"""What moves the account in one case, day by day: receipts, draws, deposits, the plan's own costs, spending."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import accumulate

from topsheet.calendar import first_of_month
from topsheet.figures import Figure
from topsheet.finance.report import Receipt
from topsheet.finance.spread import Spread
from topsheet.money import Cash, Money


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that moves on a day and is no receipt of a source: in when `sign` is 1, out when it is −1.

    `key` follows `<prefix>.<period>.` in the names of figures; `source` is whose cost it is, if it is one.
    """

    day: date
    key: str
    label: str
    amount: Figure[Money]
    sign: int = -1
    source: str = ""


@dataclass(frozen=True, slots=True)
class OnCall:
    """A loan drawn as the account needs it: all it brings from its first day on, and what its first draw sets aside."""

    receipt: Receipt
    order: int
    reserve: tuple[Movement, ...] = ()


# What comes back of interest reserves, by the prefix of the case and all its receipts.
Back = Callable[[str, Sequence[Receipt]], tuple[Movement, ...]]


@dataclass(frozen=True, slots=True)
class Flow:
    """One case of the account. `waiting` are loans on call; `drawn` turns them into receipts.

    `deposits` is money that others hold: guilds, and lenders in interest reserves, of which `back` says what returns.
    """

    prefix: str
    receipts: tuple[Receipt, ...]
    deposits: tuple[Movement, ...]
    costs: tuple[Movement, ...]
    spread: Spread
    out: dict[date, Decimal]
    minimum: Decimal = Decimal(0)
    waiting: tuple[OnCall, ...] = ()
    back: Back | None = None

    def net(self) -> dict[date, Decimal]:
        """What the account gains or loses on each day."""
        net = {day: -amount for day, amount in self.out.items()}
        for receipt in self.receipts:
            net[receipt.day] = net.get(receipt.day, Decimal(0)) + receipt.amount.value.amount
        for move in (*self.deposits, *self.costs):
            net[move.day] = net.get(move.day, Decimal(0)) + move.sign * move.amount.value.amount
        return net

    def balances(self) -> list[tuple[date, Decimal]]:
        """The balance at the end of each day on which something moves."""
        balance, net, found = Decimal(0), self.net(), []
        for day in sorted(net):
            balance += net[day]
            found.append((day, balance))
        return found

    def lowest_closing(self) -> Decimal:
        """The least that a month closes at; nothing where nothing moves."""
        flow = self.drawn()
        net = {month: -amount for month, amount in flow.spread.by_month().items()}
        moves = [(receipt.day, receipt.amount.value.amount) for receipt in flow.receipts]
        moves += [(m.day, m.sign * m.amount.value.amount) for m in (*flow.deposits, *flow.costs)]
        for day, amount in moves:
            month = first_of_month(day)
            net[month] = net.get(month, Decimal(0)) + amount
        return min(accumulate(net[month] for month in sorted(net)), default=Decimal(0))

    def drawn(self) -> Flow:
        """The flow with every loan on call drawn where the balance would fall under the minimum.

        Loans are drawn in their order, not before their day, up to what they bring; the first draw also sets the
        loan's interest reserve aside. What a reserve has left comes back on the day of repayment, and is there for
        later days: so loans are drawn again with it, as often as there are loans.
        """
        if not self.waiting:
            return self
        drawn, known = self._drawn(), tuple[Movement, ...]()
        for _ in range(len(self.waiting) + 1):
            found = self.back(self.prefix, drawn.receipts) if self.back else ()
            if [(m.key, m.day, m.amount.value) for m in found] == [
                (m.key, m.day, m.amount.value) for m in known
            ]:
                break
            drawn, known = replace(self, deposits=(*self.deposits, *found))._drawn(), found
        return drawn

    def _drawn(self) -> Flow:
        loans = sorted(self.waiting, key=lambda loan: (loan.order, loan.receipt.source))
        left = {loan.receipt.source: loan.receipt.amount.value.amount for loan in loans}
        draws: list[Receipt] = []
        reserves: list[Movement] = []
        balance, net = Decimal(0), self.net()
        for day in sorted({*net, *(loan.receipt.day for loan in loans)}):
            balance += net.get(day, Decimal(0))
            for loan in loans:
                source = loan.receipt.source
                if balance >= self.minimum or day < loan.receipt.day or not left[source]:
                    continue
                number = 1 + sum(draw.source == source for draw in draws)
                if number == 1:
                    reserves += [replace(move, day=day) for move in loan.reserve]
                    balance -= sum((move.amount.value.amount for move in loan.reserve), start=Decimal(0))
                amount = min(self.minimum - balance, left[source])
                balance, left[source] = balance + amount, left[source] - amount
                draws.append(_draw(self.prefix, loan.receipt, number, day, amount, self.minimum))
        return replace(self, receipts=(*self.receipts, *draws), costs=(*self.costs, *reserves), waiting=())


def _draw(prefix: str, whole: Receipt, number: int, day: date, amount: Decimal, minimum: Decimal) -> Receipt:
    currency = whole.amount.value.currency
    figure = Figure(
        f"{prefix}.draw.{whole.source}.{number}",
        f"{whole.label}, draw {number}",
        Cash(amount, currency),
        f"drawn on {day} to keep {Money(minimum, currency)} in the account",
        (whole.amount,),
    )
    return Receipt(whole.source, whole.kind, number, day, figure.label, figure)


def received(receipts: Sequence[Receipt], source: str, before: date) -> Decimal:
    """What a source has paid before a day."""
    return sum(
        (r.amount.value.amount for r in receipts if r.source == source and r.day < before), start=Decimal(0)
    )
