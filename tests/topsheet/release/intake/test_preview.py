"""Files read through mappings: to the line, or stopped at the cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.topsheet.release.intake.files import CSV, GERMAN, ROWS, mapping, workbook
from tests.topsheet.release.statements import NIGHT_FERRY, document
from topsheet.release.intake import preview

TIDEGATE = next(each for each in document(NIGHT_FERRY)[0].mappings if each.id == "tidegate")


def german(before: str = "", after: str = "", **changed: Any) -> list[str]:
    """What is wrong with the German file, some words of it or of its mapping changed."""
    data = CSV.decode("windows-1252").replace(before, after).encode("windows-1252") if before else CSV
    found = preview(data, "canale.csv", mapping(GERMAN, **changed))
    return [f"{each.severity.value} {each.where}: {each.what}" for each in found.problems]


def test_a_german_csv() -> None:
    found = preview(CSV, "canale.csv", mapping(GERMAN))
    assert found.problems == ()
    assert [(row.number, dict(row.line)) for row in found.rows] == [
        (
            4,
            {
                "id": "row_4",
                "territory": "IT",
                "medium": "television",
                "bill": "CS-1",
                "gross": Decimal("12500.00"),
                "withheld": Decimal("1000.00"),
                "value_date": date(2029, 3, 15),
                "rate": Decimal("1.0912"),
                "rate_source": "the sheet",
            },
        ),
        (
            5,
            {
                "id": "row_5",
                "territory": "IT",
                "medium": "television",
                "bill": "CS-2",
                "gross": Decimal("7250.50"),
                "withheld": Decimal("580.04"),
                "value_date": date(2029, 5, 2),
                "rate": Decimal("1.1033"),
                "rate_source": "the sheet",
            },
        ),
    ]
    assert [(row.number, row.why) for row in found.skipped] == [(7, "`Gebiet` is Summe*")]
    assert [(each.currency, each.rows, str(each.gross), str(each.withheld)) for each in found.totals] == [
        ("EUR", 2, "EUR 19,750.50", "EUR 1,580.04")
    ]
    assert [(each.where, each.field, each.stated, each.read) for each in found.controls] == [
        ("canale.csv C7", "gross", Decimal("19750.50"), Decimal("19750.50")),
        ("canale.csv D7", "withheld", Decimal("1580.04"), Decimal("1580.04")),
    ]


def test_a_workbook_in_three_currencies() -> None:
    found = preview(workbook(), "tidegate.xlsx", TIDEGATE)
    assert found.problems == ()
    assert [
        (line["territory"], line["currency"], line["gross"], line["value_date"], line.get("rate"))
        for line in (row.line for row in found.rows)
    ] == [
        ("FR", "EUR", Decimal(20000), date(2029, 4, 3), Decimal("1.0911")),
        ("AIR", "JPY", Decimal(1800000), date(2029, 5, 8), Decimal("0.0067")),
        ("NAM", "USD", Decimal("75000.10"), date(2029, 6, 1), None),
    ]
    assert [(each.currency, str(each.gross), str(each.charges)) for each in found.totals] == [
        ("EUR", "EUR 20,000.00", "EUR 25.00"),
        ("JPY", "JPY 1,800,000", "JPY 4,000"),
        ("USD", "USD 75,000.10", "USD 0.00"),
    ]


def test_days_of_a_workbook_that_counts_from_1904() -> None:
    data = workbook(first=CALENDAR_MAC_1904)
    found = preview(data, "tidegate.xlsx", TIDEGATE)
    assert [row.line["value_date"] for row in found.rows] == [row[9] for row in ROWS]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "Italien;CS-2",
            "Malta;CS-2",
            ["ERROR canale.csv A5: “Malta” is not among the `values` of `territory`"],
        ),
        (
            "7.250,50",
            "7,250.50",
            [
                (
                    "ERROR canale.csv C5: `gross`: “7,250.50” is no number with a decimal comma;"
                    " with a decimal point it would be one"
                )
            ],
        ),
        ("7.250,50", "n/a", ["ERROR canale.csv C5: `gross`: “n/a” is no number with a decimal comma"]),
        ("7.250,50", "7.250,505", ["ERROR canale.csv C5: `gross`: 7250.505 has parts of a coin in EUR"]),
        ("7.250,50", "USD 7.250,50", ["ERROR canale.csv C5: `gross`: “USD 7.250,50” is not in EUR"]),
        (
            "7.250,50",
            "7.250,51",
            ["ERROR canale.csv C7: states 19,750.50 for `gross`, and the rows read come to 19,750.51"],
        ),
        (
            "7.250,50;-580,04",
            ";",
            ["ERROR canale.csv row 5: has no amount, and no rule leaves it out"],
        ),
        (
            "Italien;CS-2",
            ";CS-2",
            ["ERROR canale.csv A5: `territory` is empty"],
        ),
        ("02.05.2029", "", ["ERROR canale.csv F5: has an amount collected and no value date"]),
        ("02.05.2029", "31.02.2029", ["ERROR canale.csv F5: `value_date`: “31.02.2029” is no day written DD.MM.YYYY"]),
        ("CS-2", "=1+1", ["ERROR canale.csv B5: `bill`: “=1+1” is a formula"]),
        ("1,1033", "0", ["ERROR canale.csv G5: `rate`: 0 is no rate of exchange"]),
        (
            "Summe Italien;;19.750,50;-1.580,04",
            "Summe Italien;;;",
            ["ERROR canale.csv row 7: is named as the total and states no amount of a mapped column"],
        ),
        (
            "Gebiet;Rechnung",
            "Gebiete;Rechnung",
            ["ERROR canale.csv row 3: no column is headed “Gebiet”"],
        ),
        (
            "Gebiet;Rechnung",
            "Gebiet;Gebiet",
            [
                "ERROR canale.csv row 3: 2 columns are headed “Gebiet”",
                "ERROR canale.csv row 3: no column is headed “Rechnung”",
            ],
        ),
        ("Italien;CS-1", 'Ita"lien;"CS-1', ["ERROR canale.csv: is no CSV: ',' expected after '\"'"]),
    ],
)  # fmt: skip
def test_what_stops_the_file(before: str, after: str, said: list[str]) -> None:
    found = german(before, after)
    if "is no CSV" in said[0]:
        assert len(found) == 1
        assert found[0].startswith("ERROR canale.csv: is no CSV")
    else:
        assert found == said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"skip": []}, "ERROR canale.csv A7: “Summe Italien” is not among the `values` of `territory`"),
        ({"ignore": []}, "WARNING canale.csv E4: column `Provision` holds numbers and is not read"),
        (
            {"encoding": "utf-8"},
            "ERROR canale.csv: is not written in utf-8: line 1 has a letter that it does not know",
        ),
        ({"days": "DD.MM"}, "ERROR mapping canale: `days: DD.MM` is no form of days"),
        ({"currency": ""}, "ERROR mapping canale: no currency is named"),
        ({"constants": {}}, "ERROR mapping canale: `medium` is not mapped"),
        (
            {"constants": {"medium": "tv", "bill": "x"}},
            "ERROR mapping canale: bill is mapped and constant",
        ),
    ],
)
def test_what_is_wrong_with_a_mapping(changed: dict[str, Any], said: str) -> None:
    assert german(**changed) == [said]


def test_rows_are_never_dropped_without_a_rule() -> None:
    """Each row below the heads that holds anything is a line, is skipped by name, or is a problem."""
    found = preview(CSV, "canale.csv", mapping(GERMAN, skip=[{"column": "Gebiet", "is": ["Nothing"]}]))
    numbers = [row.number for row in found.rows] + [row.number for row in found.skipped]
    assert numbers == [4, 5]
    assert [each.where for each in found.errors] == ["canale.csv A7"]


def test_a_rate_the_other_way_round_is_divided() -> None:
    found = preview(CSV, "canale.csv", mapping(GERMAN, inverse_rate=True))
    assert [row.line["rate"] for row in found.rows] == [Decimal("0.916422287390"), Decimal("0.906371793710")]


def test_columns_by_their_letters() -> None:
    columns = {"territory": "A", "medium": "B", "gross": "C", "value_date": "D"}
    told = {"id": "bare", "header": 0, "currency": "USD", "columns": columns}
    found = preview(b"FR,tv,12,2028-03-01\nIT,tv,30.50,2028-04-01\n", "bare.csv", mapping(told))
    assert (found.problems, [row.line["gross"] for row in found.rows]) == (
        (),
        [Decimal(12), Decimal("30.50")],
    )


def test_other_sheets_are_told_of() -> None:
    data = workbook(others=1)
    found = preview(data, "tidegate.xlsx", TIDEGATE.model_copy(update={"sheet": ""}))
    assert [(each.severity.value, each.what) for each in found.problems] == [
        ("WARNING", "has other sheets that are not read: Other 0")
    ]
    lost = preview(data, "tidegate.xlsx", TIDEGATE.model_copy(update={"sheet": "Gone"}))
    assert [each.what for each in lost.problems] == ["has no sheet `Gone`"]


def test_a_total_over_several_currencies_proves_nothing() -> None:
    rows = [*ROWS, ["Total", None, None, None, None, 1895000.1]]
    found = preview(workbook(rows), "tidegate.xlsx", TIDEGATE)
    assert [(each.severity.value, each.where) for each in found.problems] == [
        ("WARNING", "tidegate.xlsx Receipts!F8")
    ]
    named = [*ROWS, ["Total", None, None, None, "EUR", 20000.01]]
    found = preview(workbook(named), "tidegate.xlsx", TIDEGATE)
    assert [each.what for each in found.problems] == [
        "states 20,000.01 for `gross`, and the rows read come to 20,000.00"
    ]


def test_a_formula_counts_by_what_its_program_computed() -> None:
    rows = [[*ROWS[0][:5], "=10000+10000", *ROWS[0][6:]]]
    found = preview(workbook(rows), "tidegate.xlsx", TIDEGATE)  # openpyxl computes nothing
    assert [each.what for each in found.problems] == ["`gross`: holds a formula that was never computed"]


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", b"\x00" * 99]
)
def test_what_is_no_statement_is_refused_and_not_read(data: bytes) -> None:
    found = preview(data, "odd.xlsx", TIDEGATE)
    assert found.rows == ()
    assert len(found.errors) >= 1
