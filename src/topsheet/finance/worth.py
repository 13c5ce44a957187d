"""What one source is worth: face, cash, value in kind, what must be repaid, what can be lent on, what is held back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from topsheet.figures import Figure, given, product
from topsheet.finance.kinds import (
    CONTRACTS,
    PAID_FROM_RECEIPTS,
    CrowdInvestment,
    Grant,
    InKind,
    Instalments,
    NonCash,
)
from topsheet.finance.terms import Fee, When
from topsheet.money import Cash, Face, Money
from topsheet.money import InKind as ValueInKind

Payment = tuple[Figure[Cash], When]
# Why a part of the face never reaches the budget: the rows of the bridge from face to cash.
HELD = {
    "incentive": "Incentive not advanced",
    "commission": "Sales commission",
    "presale": "Pre-sale balances not advanced",
    "loan_costs": "Lenders' fees and reserves",
    "campaign": "Platforms, processing and rewards",
}


@dataclass(frozen=True, slots=True)
class Worth:
    """The amounts of a source, whatever its status; payments name the day or milestone of each receipt.

    `held` is what of the face stays with others by the rows of the bridge; `costs` what the loan charges, and
    `on_budget` whether the budget pays it; `reserve_left` what of an interest reserve comes back at repayment.
    `covers` is there where the cash covers less of the budget than it is, and `repays` what the account pays back.
    """

    face: Figure[Face] | None = None
    cash: Figure[Cash] | None = None
    in_kind: Figure[ValueInKind] | None = None
    claim: Figure[Money] | None = None
    collateral: Figure[Money] | None = None
    lent_on: Figure[Money] | None = None
    facility: Figure[Money] | None = None
    costs: tuple[Figure[Money], ...] = ()
    on_budget: bool = False
    reserve_left: Figure[Money] | None = None
    held: tuple[tuple[str, Figure[Money]], ...] = ()
    payments: tuple[Payment, ...] = ()
    covers: Figure[Money] | None = None
    repays: tuple[Payment, ...] = ()

    @property
    def brought(self) -> Figure[Cash] | Figure[ValueInKind] | Figure[Money] | None:
        """What the source covers of the budget: its cash or value, or less where the cash must go back."""
        return self.covers or self.cash or self.in_kind


def name_of(source_id: str) -> str:
    """The stem of a source's figures."""
    return f"finance.source.{source_id}"


def instalments_worth(source: Instalments, face: Figure[Face], pledged: bool = False) -> Worth:
    """Money paid in instalments: the face is the cash, less what a crowd investment's platform keeps.

    A contract pledged to a bank pays the bank: all of it is collateral, and the loan on it is the cash.
    """
    name, currency = name_of(source.id), face.value.currency
    contract = plain(face, f"{name}.collateral", source.name) if source.kind in CONTRACTS else None
    if pledged and contract:
        none = Figure(f"{name}.cash", "Cash", Cash.zero(currency), "pledged to a lender", (face,))
        return Worth(face, none, collateral=contract)
    paid, held = Cash(face.value.amount, currency), list[tuple[str, Figure[Money]]]()
    if isinstance(source, CrowdInvestment) and source.platform is not None:
        rate = given(f"{name}.platform.percent", "Platform's fee", source.platform)
        fee = product(f"{name}.platform", "Platform's fee", plain(face, f"{name}.raised", "Raised"), rate)
        held.append(("campaign", fee))
        paid = as_cash(face.value.plain() - fee.value)
    how = "less the platform's fee" if held else "paid in full"
    cash = Figure(f"{name}.cash", "Cash", paid, how, (face, *(fee for _, fee in held)))
    shares = cash.value.shared([part.share.value for part in source.instalments])
    payments = tuple(
        (
            Figure(f"{cash.name}.{n}", f"Instalment {n}", share, f"{part.share} of {source.name}", (cash,)),
            part.on,
        )
        for n, (share, part) in enumerate(zip(shares, source.instalments, strict=True), start=1)
    )
    recouped = source.recouped if isinstance(source, Grant) else source.kind in PAID_FROM_RECEIPTS
    owed = claim(face) if held else claim(cash)
    return Worth(
        face,
        cash,
        claim=owed if recouped else None,
        collateral=contract,
        held=tuple(held),
        payments=payments,
    )


def non_cash_worth(source: NonCash, face: Figure[Face]) -> Worth:
    """A fee put off or a service given: it covers a cost of the budget and is no cash; it may be paid from receipts."""
    how = "a service at its agreed value" if isinstance(source, InKind) else "a fee paid later"
    label = "In kind" if isinstance(source, InKind) else "Put off"
    value = ValueInKind(face.value.amount, face.value.currency)
    in_kind = Figure(f"{name_of(source.id)}.in_kind", label, value, how, (face,))
    recouped = source.recouped if isinstance(source, InKind) else True
    return Worth(face, in_kind=in_kind, claim=claim(in_kind) if recouped else None)


def fees_of(name: str, fees: Sequence[Fee], facility: Figure[Money], where: str) -> tuple[Figure[Money], ...]:
    """Each fee on a facility: its percentage, rounded half up to the coin, and its amount."""
    made = []
    for n, fee in enumerate(fees, start=1):
        value = (
            facility.value * fee.percent if fee.percent is not None else Money.zero(facility.value.currency)
        )
        flat = Money(fee.amount or Decimal(0), facility.value.currency)
        parts = [f"{fee.percent} of the facility"] if fee.percent is not None else []
        parts += [f"{flat}"] if fee.amount is not None else []
        made.append(
            Figure(
                f"{name}.fee.{n}", fee.label, (value + flat).rounded(), " + ".join(parts), (facility,), where
            )
        )
    return tuple(made)


def plain(figure: Figure[Face], name: str, label: str, how: str = "face value") -> Figure[Money]:
    """The face deliberately read as money."""
    return Figure(name, label, figure.value.plain(), how, (figure,))


def claim(worth: Figure[Cash] | Figure[ValueInKind] | Figure[Face]) -> Figure[Money]:
    """What must be repaid or recouped of an amount brought."""
    name = worth.name.rsplit(".", 1)[0]
    return Figure(
        f"{name}.claim", "To be repaid or recouped", worth.value.plain(), "the amount brought", (worth,)
    )


def as_cash(value: Money) -> Cash:
    """Money deliberately read as cash."""
    return Cash(value.amount, value.currency)
