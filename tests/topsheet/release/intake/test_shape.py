"""The columns of a file as a mapping sees them, and files that are no statement."""

from __future__ import annotations

import pytest

from tests.topsheet.release.intake.files import CSV, GERMAN, HEADS, mapping, workbook
from topsheet.release.intake import CannotRead, preview, shape_of, suggest, unmapped


def test_the_columns_of_a_csv() -> None:
    shape = shape_of(CSV, "canale.csv", mapping(GERMAN))
    assert [(each.number, each.letter, each.name, each.examples) for each in shape.columns[:3]] == [
        (1, "A", "Gebiet", ("Italien",)),
        (2, "B", "Rechnung", ("CS-1", "CS-2")),
        (3, "C", "Bruttoerlöse", ("12.500,00", "7.250,50")),
    ]
    assert shape.columns[0].words == ("Italien",)  # not the total, which a rule leaves out
    assert shape.rows[7] == "Summe Italien · 19.750,50 · -1.580,04 · 1.975,05"
    assert (shape.sheets, shape.sheet) == ((), "")


def test_the_columns_of_a_workbook() -> None:
    found, _ = suggest(workbook(others=2), "tidegate.xlsx")
    assert found is not None
    shape = shape_of(workbook(others=2), "tidegate.xlsx", found)
    assert (shape.sheets, shape.sheet) == (("Receipts", "Other 0", "Other 1"), "Receipts")
    assert [each.name for each in shape.columns] == HEADS
    assert shape.columns[0].words == ("France", "Airlines", "North America")


def test_without_heads_columns_are_called_by_their_letters() -> None:
    shape = shape_of(b"IT,5\nFR,6\n", "a.csv", mapping(GERMAN, header=0, delimiter="comma", encoding="utf-8"))
    assert [(each.name, each.words) for each in shape.columns] == [("A", ("IT", "FR")), ("B", ("5", "6"))]


def test_a_file_that_nobody_knows_begins_at_its_widest_row() -> None:
    data = b"Report\n\nalpha;beta;gamma\n1;2;3\n"
    found = unmapped(data, "odd.csv")
    assert (found.header, found.delimiter, found.columns) == (3, "semicolon", {})
    assert [each.name for each in shape_of(data, "odd.csv", found).columns] == ["alpha", "beta", "gamma"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        (b"\r\n  \n", "is empty"),
        (b"<!doctype HTML><p>", "is a web page, whatever its name says"),
        (b"\xef\xbb\xbf\n<html>", "is a web page, whatever its name says"),
        (b"<?xml version='1.0'?><Workbook/>", "is an XML file, whatever its name says"),
        (b"%PDF-1.4", "is a PDF, whatever its name says"),
        (rb"{\rtf1 x}", "is a text document, whatever its name says"),
    ],
)
def test_what_is_no_table_is_refused_by_what_it_is(data: bytes, what: str) -> None:
    [problem] = preview(data, "a.csv", mapping(GERMAN)).problems
    assert (problem.where, problem.what) == ("a.csv", what)
    assert [each.what for each in suggest(data, "a.csv")[1]] == [what]
    for read in (lambda: unmapped(data, "a.csv"), lambda: shape_of(data, "a.csv", mapping(GERMAN))):
        with pytest.raises(CannotRead):
            read()
