"""What a rule answers: tables and records, frozen, each with its citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from topsheet.figures import Citation, Status
from topsheet.money import Money, Percent


@dataclass(frozen=True, slots=True)
class Section:
    """A band of a chart of accounts: above the line is 1000 to 1999."""

    id: str
    label: str
    first: int
    last: int

    def holds(self, number: str | int) -> bool:
        """Whether an account number falls in this band; what is no number falls in none."""
        digits = str(number)
        return digits.isascii() and digits.isdigit() and self.first <= int(digits) <= self.last


@dataclass(frozen=True, slots=True)
class ChartAccount:
    """One account that a chart suggests; a budget may use others inside the same section."""

    number: str
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of accounts: its sections in the order of the topsheet, and the accounts it suggests."""

    id: str
    label: str
    sections: tuple[Section, ...]
    accounts: tuple[ChartAccount, ...]
    citation: Citation

    def section_of(self, number: str | int) -> Section | None:
        """The section an account number falls in; None where no band holds it or it is no number."""
        return next((section for section in self.sections if section.holds(number)), None)


@dataclass(frozen=True, slots=True)
class Tier:
    """One step of an agreement; `up_to` includes the amount itself, None is everything above."""

    label: str
    up_to: Decimal | None


@dataclass(frozen=True, slots=True)
class TierTable:
    """The steps of an agreement by size of budget, lowest first; the last one is always open."""

    id: str
    label: str
    currency: str
    tiers: tuple[Tier, ...]
    citation: Citation
    source: str
    note: str

    def find(self, amount: Decimal) -> Tier:
        """The lowest tier that takes this amount of the table's currency; the edge belongs to the tier."""
        return next(tier for tier in self.tiers if tier.up_to is None or amount <= tier.up_to)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part a view takes off again: all of it, or no more than a percentage of another part."""

    part: str
    up_to: Percent | None
    of: str | None

    def amount(self, parts: Mapping[str, Decimal]) -> Decimal:
        """How much of the part is left out, exact. Raises KeyError for a part that is not given."""
        whole = parts[self.part]
        if self.up_to is None or self.of is None:
            return whole
        return min(whole, parts[self.of] * self.up_to.fraction)


@dataclass(frozen=True, slots=True)
class ViewRule:
    """A named view of the budget: the sum of the parts it counts, less the parts it leaves out.

    Parts are `direct`, `contingency`, `bond`, `finance_costs` and `deferrals` (the pay put off that the other
    parts contain). `not_computed` names what the source also leaves out and no account of a budget marks.
    """

    id: str
    label: str
    counts: tuple[str, ...]
    leaves_out: tuple[LeftOut, ...]
    not_computed: tuple[str, ...]
    tiers: str | None
    since: date
    citation: Citation
    source: str
    note: str

    def amount(self, parts: Mapping[str, Decimal]) -> Decimal:
        """The view's total, exact, from the amount of every part by name."""
        counted = sum((parts[part] for part in self.counts), Decimal(0))
        return counted - sum((item.amount(parts) for item in self.leaves_out), Decimal(0))


@dataclass(frozen=True, slots=True)
class ProgrammeRate:
    """One rate of a programme: for which form of production, on which base."""

    form: str
    rate: Percent
    base: str


@dataclass(frozen=True, slots=True)
class Programme:
    """An incentive programme as it stands on one day.

    An amount of None is either no limit or not found: `unknown` names the facts nobody has found yet, so that
    a missing cap is never read as "no cap".
    """

    id: str
    name: str
    kind: str
    country: str
    region: str | None
    currency: str
    rates: tuple[ProgrammeRate, ...]
    min_spend: Money | None
    project_cap: Money | None
    person_cap: Money | None
    annual_cap: Money | None
    excludes: tuple[str, ...]
    payment_months: int | None
    lender_advance: Percent | None
    unknown: tuple[str, ...]
    since: date
    until: date | None
    citation: Citation
    source: str
    note: str

    @property
    def rate(self) -> Percent:
        """The rate for a feature, which is the first rate of every programme."""
        return self.rates[0].rate


@dataclass(frozen=True, slots=True)
class Notice:
    """A form that is filed within so many days of the first sale."""

    name: str
    days: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Exemption:
    """An exemption under which units are offered, as it stands on one day; None is no limit.

    `most_amount` counts what is subscribed in any `months`; `most_not_accredited` counts purchasers in any `days`.
    """

    id: str
    title: str
    most_amount: Money | None
    months: int
    most_not_accredited: int | None
    days: int
    verified: bool
    solicitation: bool
    notice: Notice | None
    citation: Citation
    source: str
    note: str

    def people_left(self, counted: int) -> int | None:
        """How many purchasers who are not accredited may still come; None without a limit."""
        return None if self.most_not_accredited is None else self.most_not_accredited - counted

    def amount_left(self, raised: Money) -> Money | None:
        """How much may still be subscribed; None without a limit. Raises MixedAmounts for another currency."""
        return None if self.most_amount is None else self.most_amount - raised

    @property
    def worst_status(self) -> Status:
        """The weaker of the statuses of its limits and of its notice."""
        order, own = list(Status), [self.citation.status]
        return max([*own, *([self.notice.citation.status] if self.notice else [])], key=order.index)
