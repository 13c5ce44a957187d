"""The shape of a file of offering exemptions: how much, from how many, in which window, and what must be filed."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from topsheet.documents import Amount, Document
from topsheet.figures import Status
from topsheet.rules.file_parts import CitationRow, Period, Text, refuse_overlap


class ExemptionPeriod(Period):
    """The limits over a period; `none` is no limit.

    `most_amount` counts what is subscribed in any `months`, `most_not_accredited` purchasers in any `days`.
    `verified` says that every purchaser's accreditation must be verified, `solicitation` that the offer may be
    advertised.
    """

    most_amount: Amount | Literal["none"]
    months: int = Field(ge=1)
    most_not_accredited: int | Literal["none"]
    days: int = Field(ge=1)
    verified: bool
    solicitation: bool


class NoticeRow(Document):
    """A form that is filed within so many days of the first sale; its source is its own."""

    id: Text
    name: Text
    days: int = Field(ge=0)
    status: Status
    citation: CitationRow


class ExemptionExample(Document):
    """How many purchasers, or how much, may still come on a day when so much was counted; worked by hand."""

    day: date
    counted: int | None = None
    people_left: int | None = None
    raised: Amount | None = None
    amount_left: Amount | None = None


class ExemptionRow(Document):
    """One exemption with its limits by date; `notice` is the id of a form of the file, or `none`."""

    id: Text
    title: Text
    checked: date
    citation: CitationRow
    values: tuple[ExemptionPeriod, ...] = Field(min_length=1)
    notice: Text
    examples: tuple[ExemptionExample, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        refuse_overlap(self.values)
        return self


class OfferingFile(Document):
    """The exemptions of one country; an exemption's full id is `<file id>.<row id>`."""

    kind: Literal["offerings"]
    version: Literal[1]
    id: Text
    title: Text
    currency: Text
    notices: tuple[NoticeRow, ...]
    rules: tuple[ExemptionRow, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _notices_known(self) -> Self:
        known = {"none", *(notice.id for notice in self.notices)}
        if odd := [row.notice for row in self.rules if row.notice not in known]:
            raise ValueError(f"there is no notice {odd[0]}; known: {', '.join(sorted(known))}")
        return self
