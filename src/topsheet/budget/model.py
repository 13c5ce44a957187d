"""The budget as its author writes it."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from topsheet.documents import Amount, Count, Document, PercentValue
from topsheet.documents.model import Number

Unit = Literal["hour", "day", "week", "month", "flat", "allow", "each", "mile", "page"]
Basis = Literal["script", "allowance", "fee"]
# Months counted from the one in which photography starts; ten years either way hold any film.
MonthFromStart = Annotated[int, Field(ge=-120, le=120)]
# A quantity is a number, the name of a global, or a formula over globals; a rate may also be `rule:<id>`.
Quantity = Annotated[Decimal, Amount] | str


class FringeDoc(Document):
    """A charge on pay: a percentage of its own or one taken from a dated rule, up to a ceiling a line."""

    label: str
    percent: PercentValue | None = None
    rule: str | None = None
    ceiling: Amount | None = None

    @model_validator(mode="after")
    def _one_rate(self) -> FringeDoc:
        if (self.percent is None) == (self.rule is None):
            raise ValueError("a fringe has either `percent` or `rule`")
        return self


class GlobalDoc(Document):
    """A named value: a number, a value the schedule or script computes, or a formula over other globals."""

    value: Number | None = None
    origin: str | None = Field(default=None, alias="from")
    formula: str | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> GlobalDoc:
        if sum(part is not None for part in (self.value, self.origin, self.formula)) != 1:
            raise ValueError("a global has exactly one of `value`, `from` or `formula`")
        return self


class LineDoc(Document):
    """One line: what is bought, amount × X × rate, its fringes, and the dimensions it is counted by.

    `less` is a saving taken off the product, before fringes: what an adopted option cut.
    """

    id: str
    what: str
    amount: Count | str = Decimal(1)
    unit: Unit
    x: Count | str = Decimal(1)
    rate: Amount | str
    fringes: tuple[str, ...] = ()
    basis: Basis
    place: str = ""
    payee: str = ""
    department: str = ""
    currency: str = ""
    qualifies: bool = True
    less: Amount = Decimal(0)
    groups: tuple[str, ...] = ()
    note: str = ""


class AccountDoc(Document):
    """An account of the chart, with its lines."""

    number: str
    name: str
    lines: tuple[LineDoc, ...]


class ChargeDoc(Document):
    """A contractual charge below the line: a percentage of the direct cost (contingency, bond)."""

    id: Literal["contingency", "bond", "overhead"]
    label: str
    percent: PercentValue
    of: Literal["direct"] = "direct"


class BudgetDocument(Document):
    """The whole budget: chart, fringes, globals, accounts, charges, finance costs, and how the spend is phased."""

    kind: Literal["budget"]
    version: Literal[1]
    currency: str
    chart: str
    title: str = ""
    prepared_by: str = ""
    assumptions: tuple[str, ...] = ()
    fringes: dict[str, FringeDoc] = {}
    globals: dict[str, GlobalDoc] = {}
    accounts: tuple[AccountDoc, ...]
    contractual: tuple[ChargeDoc, ...] = ()
    finance_costs: AccountDoc | None = None
    phasing: dict[str, dict[MonthFromStart, Count]] = {}

    @property
    def all_accounts(self) -> tuple[AccountDoc, ...]:
        """The accounts of the chart and, last, the finance costs."""
        return (*self.accounts, self.finance_costs) if self.finance_costs else self.accounts
