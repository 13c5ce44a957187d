"""The lines of a statement as CSV, and the mapping that reads them back."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import get_args

from topsheet.release.document import LineDoc, StatementDoc
from topsheet.release.mapping import FieldName, MappingDoc

FIELDS: tuple[FieldName, ...] = get_args(FieldName)
_STARTS = ("=", "+", "-", "@", "'", "\t", "\r", "\n")


def lines_csv(statement: StatementDoc) -> str:
    """A row of heads, then a row for each line; words that a spreadsheet would run are led by an apostrophe."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(FIELDS)
    writer.writerows([_cell(_value(statement, line, field)) for field in FIELDS] for line in statement.lines)
    return out.getvalue()


def mapping_back(statement: StatementDoc) -> MappingDoc:
    """The mapping by which `lines_csv` is read again, to the same lines."""
    return MappingDoc.model_validate(
        {
            "id": f"{statement.id}_lines",
            "from": statement.sender,
            "kind": statement.kind,
            "currency": statement.currency,
            "columns": {field: field for field in FIELDS},
        }
    )


def _value(statement: StatementDoc, line: LineDoc, field: FieldName) -> object:
    if field == "earned_from":
        return line.earned.start if line.earned else None
    if field == "earned_to":
        return line.earned.to if line.earned else None
    if field == "currency":
        return line.currency or statement.currency
    return getattr(line, field)


def _cell(value: object) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
    words = str(value)
    return f"'{words}" if words.startswith(_STARTS) else words
