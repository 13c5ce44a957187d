"""How values read on a page, and in a spreadsheet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from topsheet.figures import Figure, Value
from topsheet.money import Money, Percent
from topsheet_desk.site import formats


@pytest.mark.parametrize(
    ("value", "page", "sheet"),
    [
        (Money(Decimal(598900), "USD"), "598,900", "598900.00"),
        (Money(Decimal(-121500), "USD"), "−121,500", "-121500.00"),
        (Money(Decimal("863957.885"), "USD"), "863,957.89", "863957.89"),
        (Money(Decimal("1200.4"), "JPY"), "1,200", "1200"),
        (Percent(Decimal("90.0183")), "90.02\N{NO-BREAK SPACE}%", "90.0183"),
        (Percent(Decimal(25)), "25\N{NO-BREAK SPACE}%", "25"),
        (Decimal("2.9000"), "2.9", "2.9"),
        (Decimal(3000), "3,000", "3000"),
        (28, "28", "28"),
        (date(2027, 3, 29), "Mon 29 Mar 2027", "2027-03-29"),
        ("never", "never", "never"),
    ],
)
def test_a_value_reads_well_on_the_page_and_plainly_in_a_sheet(value: Value, page: str, sheet: str) -> None:
    assert (formats.show(value), formats.plain(value)) == (page, sheet)


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0"), (1, "1/8"), (8, "1"), (12, "1 4/8"), (851, "106 3/8")]
)
def test_eighths_are_written_as_pages_and_eighths(count: int, words: str) -> None:
    assert formats.of(Figure("script.scene.1.eighths", "Scene 1", count)) == words
