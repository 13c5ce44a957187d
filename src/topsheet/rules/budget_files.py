"""The shape of a chart of accounts, and of the named views of a budget."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from topsheet.documents import Amount, Document, PercentValue
from topsheet.rules.file_parts import CitationRow, Period, Text

Part = Literal["direct", "contingency", "bond", "finance_costs", "deferrals"]


class SectionRow(Document):
    """A band of account numbers."""

    id: Text
    label: Text
    first: int
    last: int


class ChartFile(Period):
    """A chart of accounts."""

    kind: Literal["chart"]
    version: Literal[1]
    id: Text
    label: Text
    checked: date
    citation: CitationRow
    sections: tuple[SectionRow, ...] = Field(min_length=1)
    accounts: dict[str, Text] = Field(default_factory=dict)


class LeftOutRow(Document):
    """A part taken off again, wholly or up to a percentage of another part."""

    part: Part
    up_to: PercentValue | None = None
    of: Part | None = None


class ViewExample(Document):
    """The parts of a budget, and the view's total worked by hand."""

    parts: dict[Part, Amount]
    gives: Amount


class ViewRow(Period):
    """One named view."""

    id: Text
    label: Text
    counts: tuple[Part, ...] = Field(min_length=1)
    leaves_out: tuple[LeftOutRow, ...] = ()
    not_computed: tuple[Text, ...] = ()
    tiers: Text | None = None
    checked: date
    citation: CitationRow
    examples: tuple[ViewExample, ...] = Field(min_length=1)


class ViewFile(Document):
    """Every view, in the order in which a page shows them."""

    kind: Literal["views"]
    version: Literal[1]
    views: tuple[ViewRow, ...]
