"""Money facts: reversals that undo exactly what they point at, and closed periods that stayed closed."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime, timedelta
from typing import Any

from topsheet_desk.vault.lookups.check.part import Part
from topsheet_desk.vault.records import Entry, PeriodClosing

# Two people may press at once: each notes the moment of pressing, and one waits for the other.
_PRESSED_AT_ONCE = timedelta(minutes=1)
_NAMES = (
    "number",
    "production__slug",
    "production_id",
    "kind",
    "currency",
    "amount_minor",
    "posted_date",
    "at",
)
_BACK = ("number", "production_id", "kind", "currency", "amount_minor")


def ledger() -> Part:
    """Every entry, against the one it reverses and against the closings before it."""
    part = Part("ledger")
    closed = _closings(part)
    seen = set[tuple[int, int]]()
    rows = Entry.objects.order_by("book", "number")
    for row in rows.values(*_NAMES, *(f"reverses__{name}" for name in _BACK)).iterator():
        part.count("entries")
        where = f"{row['production__slug']}, entry {row['number']}"
        if row["reverses__number"] is not None:
            part.count("reversals")
            _reversal(part, row, where, seen)
        _period(part, row, where, closed.get(row["production_id"], ([], [])))
    return part


def _reversal(part: Part, row: dict[str, Any], where: str, seen: set[tuple[int, int]]) -> None:
    first = row["reverses__number"]
    why = "A mistake is undone by a row that takes away exactly what it put down."
    back = (row["reverses__production_id"], first)
    if back in seen:
        part.fault(where, f"reverses entry {first}, which was reversed before", why)
    seen.add(back)
    if row["reverses__production_id"] != row["production_id"]:
        part.fault(where, f"reverses entry {first} of another production", why)
    elif first >= row["number"]:
        part.fault(where, f"reverses entry {first}, which came later", why)
    if row["amount_minor"] != -row["reverses__amount_minor"]:
        told = f"{row['amount_minor']} against {row['reverses__amount_minor']} in the smallest coin"
        part.fault(where, f"does not take away what entry {first} put down: {told}", why)
    if (row["kind"], row["currency"]) != (row["reverses__kind"], row["reverses__currency"]):
        part.fault(where, f"is of another kind or currency than entry {first}, which it reverses", why)


def _closings(part: Part) -> dict[int, tuple[list[datetime], list[date]]]:
    """By production: the moments of closing, and up to which day everything was closed then."""
    found: dict[int, tuple[list[datetime], list[date]]] = {}
    rows = PeriodClosing.objects.order_by("production_id", "at", "number")
    for production, at, until in rows.values_list("production_id", "at", "until").iterator():
        part.count("closings")
        moments, days = found.setdefault(production, ([], []))
        moments.append(at)
        days.append(max(until, days[-1]) if days else until)
    return found


def _period(part: Part, row: dict[str, Any], where: str, closed: tuple[list[datetime], list[date]]) -> None:
    moments, days = closed
    before = bisect_left(moments, row["at"] - _PRESSED_AT_ONCE)
    if before and row["posted_date"] <= days[before - 1]:
        part.fault(
            where,
            f"counts on {row['posted_date']}, in a period that was closed until {days[before - 1]} before it was "
            "written",
            "Figures of a closed period were reported, and stay as they are.",
            "Ask the accountant what it is; reverse it and take it as an adjustment. "
            "If nobody wrote it, restore the last backup that passes the check.",
        )
