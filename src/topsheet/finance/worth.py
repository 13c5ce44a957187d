"""What one source is worth by its kind: face, cash, value in kind, what must be repaid, what can be lent on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from topsheet.figures import Figure, given, product, sum_of
from topsheet.finance.model import Deferral, GapLoan, Incentive, Loan, Paid, Presale, When
from topsheet.money import Cash, Face, InKind, Money

Payment = tuple[Figure[Cash], When]


@dataclass(frozen=True, slots=True)
class Worth:
    """The amounts of a source, whatever its status; payments name the day or milestone of each receipt."""

    face: Figure[Face] | None = None
    cash: Figure[Cash] | None = None
    in_kind: Figure[InKind] | None = None
    claim: Figure[Money] | None = None
    collateral: Figure[Money] | None = None
    lent_on: Figure[Money] | None = None
    commission: Figure[Money] | None = None
    payments: tuple[Payment, ...] = ()


def paid_worth(source: Paid, currency: str, where: str) -> Worth:
    """Equity, own money or a grant: the face is the cash, paid in instalments; all but a grant is recouped."""
    face = _face(source.id, source.name, Face(source.face, currency), where)
    cash = Figure(f"{_name(source.id)}.cash", "Cash", Cash(source.face, currency), "paid in full", (face,))
    shares = cash.value.shared([part.share.value for part in source.instalments])
    payments = tuple(
        (
            Figure(f"{cash.name}.{n}", f"Instalment {n}", share, f"{part.share} of {source.name}", (cash,)),
            part.on,
        )
        for n, (share, part) in enumerate(zip(shares, source.instalments, strict=True), start=1)
    )
    return Worth(face, cash, claim=None if source.kind == "grant" else _claim(cash), payments=payments)


def gap_worth(source: GapLoan, currency: str, where: str) -> Worth:
    """A gap loan: its face is its cash, and is repaid from the territories not yet sold."""
    face = _face(source.id, source.name, Face(source.face, currency), where)
    cash = Figure(f"{_name(source.id)}.cash", "Cash", Cash(source.face, currency), "drawn in full", (face,))
    return Worth(face, cash, claim=_claim(cash), payments=((cash, source.on),))


def deferral_worth(source: Deferral, currency: str, where: str) -> Worth:
    """A fee put off: it covers a cost of the budget and is no cash; it is paid later from receipts."""
    face = _face(source.id, source.name, Face(source.face, currency), where)
    in_kind = Figure(
        f"{_name(source.id)}.in_kind", "Put off", InKind(source.face, currency), "a fee paid later", (face,)
    )
    return Worth(face, in_kind=in_kind, claim=_claim(in_kind))


def presale_worth(source: Presale, currency: str, where: str, pledged: bool) -> Worth:
    """A pre-sale: the deposit is cash now; the balance net of commission is collateral, or cash on delivery.

    Commission is charged on the whole guarantee, taken from the balance or pro rata from both payments.
    """
    name, face = _name(source.id), _face(source.id, source.name, Face(source.face, currency), where)
    guarantee = _plain(face, f"{name}.guarantee", f"{source.name}, guarantee", "face value")
    rate = given(f"{name}.commission.percent", "Commission rate", source.commission.percent, where)
    commission = product(f"{name}.commission", f"Commission on {source.name}", guarantee, rate)
    share = given(f"{name}.deposit.percent", "Deposit rate", source.deposit.percent, where)
    deposit = product(f"{name}.deposit", f"Deposit on {source.name}", guarantee, share)
    on_deposit = given(
        f"{name}.deposit.commission", "Commission taken from the deposit", Money.zero(currency)
    )
    if source.commission.taken == "pro_rata":
        on_deposit = product(on_deposit.name, on_deposit.label, deposit, rate)
    early = Figure(
        f"{name}.cash.deposit",
        "Deposit",
        _as_cash(deposit.value - on_deposit.value),
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
    if pledged:
        cash = Figure(
            f"{name}.cash", "Cash", early.value, "the deposit; the balance is pledged to a lender", (early,)
        )
        return Worth(
            face, cash, collateral=balance, commission=commission, payments=((early, source.deposit.on),)
        )
    late = Figure(f"{name}.cash.balance", "Balance", _as_cash(balance.value), "paid on delivery", (balance,))
    cash = Figure(f"{name}.cash", "Cash", early.value + late.value, "deposit + net balance", (early, late))
    payments = ((early, source.deposit.on), (late, source.balance_on))
    return Worth(face, cash, collateral=balance, commission=commission, payments=payments)


def incentive_worth(source: Incentive, credit: Figure[Money], pledged: bool) -> Worth:
    """A public incentive: the whole credit is collateral where a lender advances it, else cash when it is paid."""
    name = _name(source.id)
    face = Figure(
        f"{name}.face",
        f"{source.name}, face",
        Face(credit.value.amount, credit.value.currency),
        "the credit estimated from the budget",
        (credit,),
    )
    whole = _plain(face, f"{name}.collateral", source.name, "the whole credit")
    if pledged:
        none = Cash.zero(credit.value.currency)
        cash = Figure(f"{name}.cash", "Cash", none, "pledged to a lender, who advances part of it", (face,))
        return Worth(face, cash, collateral=whole)
    cash = Figure(f"{name}.cash", "Cash", _as_cash(whole.value), "paid by the programme", (whole,))
    return Worth(face, cash, collateral=whole, payments=((cash, source.paid_on),))


def loan_worth(loan: Loan, collateral: Sequence[Figure[Money]], currency: str, where: str) -> Worth:
    """A loan on signed collateral: its cash is the advance rate times the collateral, and that is repaid."""
    name = _name(loan.id)
    base = sum_of(
        f"{name}.lent_on",
        f"Collateral of {loan.name}",
        collateral,
        Money.zero(currency),
        "signed collateral, net of commission",
    )
    rate = given(f"{name}.advance", "Advance rate", loan.advance, where)
    advance = product(f"{name}.amount", f"Advance by {loan.name}", base, rate)
    cash = Figure(f"{name}.cash", "Cash", _as_cash(advance.value), "the advance", (advance,))
    return Worth(None, cash, claim=_claim(cash), lent_on=base, payments=((cash, loan.on),))


def _name(source_id: str) -> str:
    return f"finance.source.{source_id}"


def _face(source_id: str, label: str, value: Face, where: str) -> Figure[Face]:
    return given(f"{_name(source_id)}.face", f"{label}, face", value, where)


def _plain(figure: Figure[Face], name: str, label: str, how: str) -> Figure[Money]:
    return Figure(name, label, figure.value.plain(), how, (figure,))


def _claim(worth: Figure[Cash] | Figure[InKind]) -> Figure[Money]:
    name = worth.name.rsplit(".", 1)[0]
    return Figure(
        f"{name}.claim", "To be repaid or recouped", worth.value.plain(), "the amount brought", (worth,)
    )


def _as_cash(value: Money) -> Cash:
    return Cash(value.amount, value.currency)
