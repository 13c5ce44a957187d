"""The shape of a file of rates and tables of steps."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from topsheet.documents import Amount, Document
from topsheet.rules.file_parts import Carried, CitationRow, Period, Text, refuse_overlap


class ValuePeriod(Period):
    """A number over a period; null says that a value exists and was not found."""

    value: Amount | None


class ValueExample(Document):
    """`times` × the value on a day (or that percentage of `times`) gives a figure worked by hand."""

    day: date
    times: Amount
    gives: Amount


class ValueRule(Document):
    """One rate: its title, unit, values by date, source, and a case worked by hand."""

    id: Text
    title: Text
    unit: Text
    checked: date
    citation: CitationRow
    values: tuple[ValuePeriod, ...] = Field(min_length=1)
    carried: Carried | None = None
    examples: tuple[ValueExample, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        refuse_overlap(self.values)
        return self


class TierRow(Document):
    """One step; `up_to: null` is the open step above the table."""

    label: Text
    up_to: Amount | None


class TierPeriod(Period):
    """The steps over a period, lowest first."""

    tiers: tuple[TierRow, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _rising(self) -> Self:
        edges = [tier.up_to for tier in self.tiers]
        if edges[-1] is not None or any(edge is None for edge in edges[:-1]):
            raise ValueError("the last step of a table, and only the last, is open (up_to: null)")
        closed = [edge for edge in edges if edge is not None]
        if any(low >= high for low, high in pairwise(closed)):
            raise ValueError("the steps of a table rise")
        return self


class TierExample(Document):
    """The step an amount falls in on a day."""

    day: date
    amount: Amount
    gives: Text


class TierRule(Document):
    """A table of steps by size of budget."""

    id: Text
    title: Text
    currency: Text
    checked: date
    citation: CitationRow
    values: tuple[TierPeriod, ...] = Field(min_length=1)
    carried: Carried | None = None
    examples: tuple[TierExample, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        refuse_overlap(self.values)
        return self


class RateFile(Document):
    """The rates and tables of one guild, union or fund; a row's full id is `<file id>.<row id>`."""

    kind: Literal["rates"]
    version: Literal[1]
    id: Text
    title: Text
    rules: tuple[ValueRule, ...] = ()
    tiers: tuple[TierRule, ...] = ()
