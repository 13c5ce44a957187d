"""The receipts of a film as they were known on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from topsheet.film import known_on, read_folder

NIGHT_FERRY = Path(__file__).resolve().parents[3] / "examples" / "night_ferry"


@pytest.mark.parametrize(
    ("day", "receipts", "owed"),
    [
        (date(2026, 11, 25), 0, 0),
        (date(2028, 8, 30), 0, 2),
        (date(2028, 9, 15), 3, 2),
        (date(2030, 4, 1), 11, 1),
    ],
)
def test_what_was_known_and_every_figure_by_its_name(day: date, receipts: int, owed: int) -> None:
    made, _ = read_folder(NIGHT_FERRY)
    assert made is not None
    known = known_on(made, day)
    assert known is not None
    assert len(known.report.receipts) == receipts
    assert sum(bool(bill.outstanding.value) for bill in known.bills) == owed
    figures = known.figures()
    assert figures["receipts.sum.total.cumulative"] == known.report.sums.total.cumulative
    assert {each.net.name for each in known.report.receipts} < set(figures)
