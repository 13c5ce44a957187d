"""The rows of the ledger as exact CSV: every field, to the letter, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from topsheet.money import minor_digits
from topsheet_desk.site.formulas import as_meant, harmless
from topsheet_desk.vault.lookups.facts import money_of
from topsheet_desk.vault.records import Entry

_WORDS = ("account", "payee", "memo", "paper", "place", "episode", "department")
COLUMNS = (
    *("number", "date", "posted_date", "amount", "currency", *_WORDS),
    *("adjustment", "reverses", "signed", "role", "at", "seal"),
)
# Words that a person chose are led by an apostrophe where a spreadsheet would run them; the others never need it.
_FREE = (*_WORDS, "signed", "currency")
_AMOUNT = re.compile(r"-?\d+(\.\d+)?")


class NotAsWritten(ValueError):
    """A cell is not as an export writes it."""


def as_csv(rows: Iterable[Entry]) -> bytes:
    """The rows as CSV in UTF-8, headed."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        told = _told(row)
        writer.writerow([harmless(told[name]) if name in _FREE else told[name] for name in COLUMNS])
    return out.getvalue().encode()


def from_csv(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the number of its line. Raises NotAsWritten for another heading or a broken line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        if tuple(next(reader, ())) != COLUMNS:
            raise NotAsWritten("the heading is not that of an export")
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(COLUMNS):
                raise NotAsWritten(f"line {line} has {len(cells)} cells, not {len(COLUMNS)}")
            yield line, _free(dict(zip(COLUMNS, cells, strict=True)), line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise NotAsWritten(f"line {reader.line_num} cannot be read: {error}") from None


def minor_of(amount: str, currency: str) -> int:
    """The smallest coins of an amount as `as_csv` writes it. Raises NotAsWritten for any other spelling."""
    if not _AMOUNT.fullmatch(amount) or len(amount) > 30:
        raise NotAsWritten(f"{amount[:40]!r} is no amount")
    minor = int(Decimal(amount).scaleb(minor_digits(currency)))
    if _amount(minor, currency) != amount:
        raise NotAsWritten(f"{amount!r} is no exact amount of {currency}")
    return minor


def _told(row: Entry) -> dict[str, str]:
    return {
        "number": str(row.number),
        "date": row.date.isoformat(),
        "posted_date": row.posted_date.isoformat(),
        "amount": _amount(row.amount_minor, row.currency),
        "currency": row.currency,
        **{name: getattr(row, name) for name in _WORDS},
        "adjustment": "yes" if row.adjustment else "no",
        "reverses": str(row.reverses.number) if row.reverses else "",
        "signed": row.signed,
        "role": row.role,
        "at": row.at.isoformat(),
        "seal": row.seal,
    }


def _amount(minor: int, currency: str) -> str:
    return f"{money_of(minor, currency).amount:.{minor_digits(currency)}f}"


def _free(cells: Mapping[str, str], line: int) -> dict[str, str]:
    """The cells without the apostrophes that `as_csv` put."""
    meant = {name: as_meant(cell) if name in _FREE else cell for name, cell in cells.items()}
    odd = next((name for name in _FREE if harmless(meant[name]) != cells[name]), "")
    if odd:
        raise NotAsWritten(f"line {line}: the {odd} is not written as an export writes it")
    return meant
