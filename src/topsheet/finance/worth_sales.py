"""What a sale before delivery, a public incentive, or a credit sold on brings."""

from __future__ import annotations

from decimal import Decimal

from topsheet.figures import Figure, difference, given, product, sum_of
from topsheet.finance.kinds import Deposit, Incentive, IncentiveSale, Sale
from topsheet.finance.worth import Worth, as_cash, fees_of, name_of, plain
from topsheet.money import Cash, Face, Money, Percent


def sale_worth(source: Sale, face: Figure[Face], where: str, pledged: bool) -> Worth:
    """A pre-sale or pick-up: the deposit is cash now; the balance net of commission is collateral, or cash on delivery.

    Commission is charged on the whole guarantee, taken from the balance or pro rata from both payments.
    """
    name, currency = name_of(source.id), face.value.currency
    guarantee = plain(face, f"{name}.guarantee", f"{source.name}, guarantee")
    rate = given(f"{name}.commission.percent", "Commission rate", source.commission.percent, where)
    commission = product(f"{name}.commission", f"Commission on {source.name}", guarantee, rate)
    share = given(f"{name}.deposit.percent", "Deposit rate", _deposit(source).percent, where)
    deposit = product(f"{name}.deposit", f"Deposit on {source.name}", guarantee, share)
    on_deposit = given(
        f"{name}.deposit.commission", "Commission taken from the deposit", Money.zero(currency)
    )
    if source.commission.taken == "pro_rata":
        on_deposit = product(on_deposit.name, on_deposit.label, deposit, rate)
    early = Figure(
        f"{name}.cash.deposit",
        "Deposit",
        as_cash(deposit.value - on_deposit.value),
        "deposit less its commission",
        (deposit, on_deposit),
    )
    net = guarantee.value - deposit.value - (commission.value - on_deposit.value)
    balance = Figure(
        f"{name}.collateral",
        f"{source.name}, balance net of commission",
        net,
        "guarantee − deposit − commission",
        (guarantee, deposit, commission),
    )
    payments = ((early, _deposit(source).on),) if early.value else ()
    held = (("commission", commission),)
    if pledged:
        cash = Figure(
            f"{name}.cash", "Cash", early.value, "the deposit; the balance is pledged to a lender", (early,)
        )
        return Worth(face, cash, collateral=balance, held=held, payments=payments)
    late = Figure(f"{name}.cash.balance", "Balance", as_cash(balance.value), "paid on delivery", (balance,))
    cash = Figure(f"{name}.cash", "Cash", early.value + late.value, "deposit + net balance", (early, late))
    return Worth(face, cash, collateral=balance, held=held, payments=(*payments, (late, source.balance_on)))


def _deposit(source: Sale) -> Deposit:
    return source.deposit or Deposit(percent=Percent(Decimal(0)), on=source.balance_on)


def incentive_worth(source: Incentive, face: Figure[Face], pledged: bool) -> Worth:
    """A public incentive: the whole credit is collateral where a lender advances it, else cash when it is paid."""
    name = name_of(source.id)
    whole = plain(face, f"{name}.collateral", source.name, "the whole credit")
    if pledged:
        none = Cash.zero(face.value.currency)
        cash = Figure(f"{name}.cash", "Cash", none, "pledged or sold; who takes it pays part of it", (face,))
        return Worth(face, cash, collateral=whole)
    cash = Figure(f"{name}.cash", "Cash", as_cash(whole.value), "paid by the programme", (whole,))
    return Worth(face, cash, collateral=whole, payments=((cash, source.paid_on),))


def incentive_sale_worth(
    source: IncentiveSale, credit: Figure[Money] | None, currency: str, where: str
) -> Worth:
    """A credit sold on: so many percent of its face, less the fees of the sale, on the day of the sale."""
    name = name_of(source.id)
    sold = [credit] if credit else []
    base = sum_of(f"{name}.lent_on", f"Credit sold by {source.name}", sold, Money.zero(currency))
    rate = given(f"{name}.price", "Price", source.price, where)
    price = product(f"{name}.amount", f"Price of {source.name}", base, rate)
    costs = fees_of(name, source.fees, price, where)
    net = difference(f"{name}.net", "Price less fees", price, *costs)
    cash = Figure(f"{name}.cash", "Cash", as_cash(net.value), "the price less fees", (net,))
    held = (("loan_costs", sum_of(f"{name}.costs", "Fees", costs, Money.zero(currency))),) if costs else ()
    return Worth(
        None, cash, lent_on=base, facility=price, costs=costs, held=held, payments=((cash, source.on),)
    )
