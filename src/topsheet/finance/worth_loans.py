"""What a loan brings: its facility, what it costs, and what of that is held back from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from topsheet.calendar import add_months
from topsheet.figures import Figure, Value, difference, given, sum_of
from topsheet.finance.interest import interest
from topsheet.finance.kinds import BridgeLoan, CollateralLoan, ContractLoan, FaceLoan
from topsheet.finance.terms import Interest, When
from topsheet.finance.worth import Worth, as_cash, claim, fees_of, name_of, plain
from topsheet.money import Face, Money

# A loan on a film that runs for more months is a slip of the pen.
LONGEST = 240
DayOf = Callable[[When], date | None]


@dataclass(frozen=True, slots=True)
class _Charge:
    """Interest to the repayment and, if more is set aside, the reserve."""

    expected: Figure[Money]
    reserve: Figure[Money]
    left: Figure[Money]


def repaid_on(terms: Interest, drawn: date | None, day_of: DayOf) -> date | None:
    """The day of repayment: so many months after the draw, a day, or a milestone; None where it is not known."""
    if isinstance(terms.repaid, int):
        return add_months(drawn, terms.repaid) if drawn else None
    return day_of(terms.repaid)


def face_loan_worth(loan: FaceLoan, face: Figure[Face], day_of: DayOf, where: str) -> Worth:
    """A loan of a size of its own: its facility is its face."""
    facility = plain(face, f"{name_of(loan.id)}.amount", f"{loan.name}, facility", "its face")
    made = _drawn(loan, facility, face, None, day_of, where)
    return _bridging(loan, made, facility, day_of) if isinstance(loan, BridgeLoan) else made


def _bridging(loan: BridgeLoan, made: Worth, facility: Figure[Money], day_of: DayOf) -> Worth:
    """A bridge is repaid from the account: it brings cash for some months, and covers less than nothing, its costs."""
    name = name_of(loan.id)
    cash = plain_cash(made)
    covers = Figure(
        f"{name}.covers",
        f"What {loan.name} covers",
        cash.value - facility.value,
        "it goes back out of the account, and covers nothing but the time until then",
        (cash, facility),
    )
    back = Figure(
        f"{name}.back", f"{loan.name}, repaid", as_cash(facility.value), "the whole facility", (facility,)
    )
    terms = loan.terms.interest
    repaid: When = (repaid_on(terms, day_of(loan.on), day_of) or "") if terms else "delivery"
    return replace(made, face=None, covers=covers, repays=((back, repaid),))


def plain_cash(made: Worth) -> Figure[Money]:
    """The cash of a loan read as money."""
    cash = made.cash
    if cash is None:
        raise ValueError("a loan brings cash")
    return Figure(f"{cash.name}.plain", cash.label, cash.value.plain(), cash.how, (cash,))


def collateral_loan_worth(
    loan: CollateralLoan, lent_on: Mapping[str, Figure[Money]], currency: str, day_of: DayOf, where: str
) -> Worth:
    """A loan on signed collateral: the advance rate times it, each contract at its own rate where it has one."""
    name = name_of(loan.id)
    base = sum_of(
        f"{name}.lent_on",
        f"Collateral of {loan.name}",
        tuple(lent_on.values()),
        Money.zero(currency),
        "signed collateral, net of commission",
    )
    rate = given(f"{name}.advance", "Advance rate", loan.advance, where)
    own = loan.advances if isinstance(loan, ContractLoan) else {}
    value, told = (base.value * loan.advance).rounded(), f"{base.label} × {rate.label}"
    inputs: tuple[Figure[Value], ...] = (base, rate)
    if own:
        advanced = [
            (figure.value * own.get(source, loan.advance)).rounded() for source, figure in lent_on.items()
        ]
        value = sum(advanced, start=Money.zero(currency))
        told = f"each contract at its own rate, {loan.advance} where it has none"
    facility = Figure(f"{name}.amount", f"Advance by {loan.name}", value, told, inputs, where)
    return _drawn(loan, facility, None, base, day_of, where)


def _drawn(
    loan: FaceLoan | CollateralLoan,
    facility: Figure[Money],
    face: Figure[Face] | None,
    lent_on: Figure[Money] | None,
    day_of: DayOf,
    where: str,
) -> Worth:
    name, terms = name_of(loan.id), loan.terms
    charged = _interest(name, terms.interest, facility, loan.on, day_of, where) if terms.interest else None
    costs = (
        *fees_of(name, terms.fees, facility, where),
        *([charged.reserve] if charged and charged.reserve.value else []),
    )
    deducted = costs if terms.costs == "deducted" else ()
    if deducted:
        net = difference(f"{name}.net", f"{loan.name}, net", facility, *deducted)
        cash = Figure(f"{name}.cash", "Cash", as_cash(net.value), "the facility less what it costs", (net,))
    else:
        told = "drawn in full" if face else "the advance"
        cash = Figure(f"{name}.cash", "Cash", as_cash(facility.value), told, (facility,))
    owed = claim(cash) if not deducted else _claim(name, facility)
    held: tuple[tuple[str, Figure[Money]], ...] = ()
    if deducted:
        held = (
            (
                "loan_costs",
                sum_of(f"{name}.costs", f"What {loan.name} costs", deducted, Money.zero(owed.value.currency)),
            ),
        )
    return Worth(
        face,
        cash,
        claim=owed,
        lent_on=lent_on,
        facility=facility,
        costs=costs,
        on_budget=terms.costs == "budget",
        reserve_left=charged.left if charged else None,
        held=held,
        payments=((cash, loan.on),),
    )


def _claim(name: str, facility: Figure[Money]) -> Figure[Money]:
    return Figure(
        f"{name}.claim", "To be repaid or recouped", facility.value, "the whole facility", (facility,)
    )


def _interest(
    name: str, terms: Interest, facility: Figure[Money], on: When, day_of: DayOf, where: str
) -> _Charge | None:
    drawn = day_of(on)
    repaid = repaid_on(terms, drawn, day_of)
    if drawn is None or repaid is None or not drawn <= repaid <= add_months(drawn, LONGEST):
        return None
    last = add_months(repaid, terms.reserve_months)

    def until(end: date) -> Money:
        currency = facility.value.currency
        return Money(
            interest(
                facility.value.amount,
                terms.rate,
                drawn,
                end,
                currency=currency,
                day_count=terms.day_count,
                compounding=terms.compounding,
            ),
            currency,
        )

    rate = given(f"{name}.rate", "Interest rate", terms.rate, where)
    how = f"{terms.rate} {terms.compounding} {terms.day_count} from {drawn}"
    inputs: tuple[Figure[Value], ...] = (facility, rate)
    expected = Figure(
        f"{name}.interest", "Interest to repayment", until(repaid), f"{how} to {repaid}", inputs
    )
    reserve = Figure(f"{name}.reserve", "Interest reserve", until(last), f"{how} to {last}", inputs)
    left = difference(f"{name}.reserve_left", "Reserve returned", reserve, expected)
    return _Charge(expected, reserve, left)
