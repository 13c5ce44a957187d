"""The shape of an incentive programme: one programme, one file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from topsheet.documents import Amount, Document, PercentValue
from topsheet.rules.file_parts import Carried, CitationRow, Period, Text, refuse_overlap

Form = Literal["feature", "series"]
Limit = Amount | Literal["none"] | None


class ProgrammeRateRow(Document):
    """A rate of a programme."""

    form: Form
    rate: PercentValue
    base: Text


class ProgrammePeriod(Period):
    """A programme's numbers over a period: `none` is no limit, null is not found."""

    rates: tuple[ProgrammeRateRow, ...] = Field(min_length=1)
    min_spend: Limit
    project_cap: Limit
    person_cap: Limit
    annual_cap: Limit
    excludes: tuple[Text, ...] | None
    payment_months: int | None
    lender_advance: PercentValue | None


class ProgrammeExample(Document):
    """Qualified spend, and the credit worked by hand: rate × spend, no more than the project cap."""

    day: date
    qualified: Amount
    gives: Amount


class ProgrammeFile(Document):
    """One incentive programme, one file."""

    kind: Literal["programme"]
    version: Literal[1]
    id: Text
    name: Text
    type: Text
    country: Text
    region: Text | None
    currency: Text
    checked: date
    citation: CitationRow
    values: tuple[ProgrammePeriod, ...] = Field(min_length=1)
    carried: Carried | None = None
    examples: tuple[ProgrammeExample, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        refuse_overlap(self.values)
        if any(period.rates[0].form != "feature" for period in self.values):
            raise ValueError("the first rate of a programme is the one for features")
        return self


def amount_or_none(limit: Limit) -> Decimal | None:
    """A limit as a number; `none` (no limit) and null (not found) both come as None."""
    return None if isinstance(limit, str) else limit
