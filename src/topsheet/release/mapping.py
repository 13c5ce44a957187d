"""A saved mapping: which column of somebody's statement is which field of a line, and which rows are none."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from topsheet.documents import Document

Sender = Literal["distributor", "sales_agent", "collection_agent"]
FieldName = Literal[
    "id",
    "territory",
    "medium",
    "contract",
    "payer",
    "earned_from",
    "earned_to",
    "currency",
    "bill",
    "billed",
    "billed_on",
    "gross",
    "withheld",
    "certificate",
    "charges",
    "value_date",
    "rate",
    "rate_source",
    "corrects",
    "note",
]
AMOUNTS: tuple[FieldName, ...] = ("billed", "gross", "withheld", "charges")
DAYS: tuple[FieldName, ...] = ("earned_from", "earned_to", "billed_on", "value_date")


class ColumnDoc(Document):
    """A column by its head, and what its words are called here; with `values`, a word that is not among them stops."""

    column: str
    values: dict[str, str] = {}


class SkipDoc(Document):
    """Rows that are no lines: their cell says one of these words (`Total*` is any that begins so), or is empty.

    With `total` the row's amounts are what the statement adds up to, and are held against the rows that were read.
    """

    column: str
    words: Annotated[tuple[str, ...], Field(alias="is")] = ()
    empty: bool = False
    total: bool = False
    why: str = ""


class MappingDoc(Document):
    """How one sender's files are read; `header` 0 means that there is no row of heads, and columns are letters."""

    id: str
    sender: Annotated[str, Field(alias="from")] = ""
    kind: Sender | None = None
    sheet: str = ""
    header: Annotated[int, Field(ge=0, le=10_000)] = 1
    encoding: Literal["utf-8", "utf-16", "windows-1252"] = "utf-8"
    delimiter: Literal["comma", "semicolon", "tab", "bar"] = "comma"
    decimal: Literal["point", "comma"] = "point"
    days: str = "YYYY-MM-DD"
    currency: str = ""
    columns: dict[FieldName, str | ColumnDoc]
    constants: dict[FieldName, str] = {}
    written_negative: tuple[FieldName, ...] = ()
    inverse_rate: bool = False
    skip: tuple[SkipDoc, ...] = ()
    ignore: tuple[str, ...] = ()

    def column_of(self, field: FieldName) -> ColumnDoc | None:
        """Where a field stands, and how its words are read; None where no column holds it."""
        found = self.columns.get(field)
        return ColumnDoc(column=found) if isinstance(found, str) else found
