"""Files as they come: nothing in them is lost in silence."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from topsheet.release.intake import CannotRead, Preview, preview, suggest, unmapped
from topsheet.release.intake.grid import MOST_COLUMNS

TERRITORIES = {"FR": "France", "IT": "Italy"}
HEADS = "Territory,Medium,Gross EUR,Value date\n"


def read(data: bytes, name: str = "statement.csv") -> Preview:
    """A file through the mapping that is proposed for it."""
    mapping, _ = suggest(data, name, territories=TERRITORIES)
    assert mapping is not None
    return preview(data, name, mapping)


def sheet(*rows: list[Any], change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook with the heads and these rows."""
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (HEADS.strip().split(","), *rows):
        page.append(row)
    if change:
        change(page)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def grosses(found: Preview) -> list[Decimal]:
    """What the rows read have collected."""
    return [row.line["gross"] for row in found.rows]


def said(found: Preview) -> list[str]:
    """Every problem with its place."""
    return [f"{each.where}: {each.what}" for each in found.problems]


def test_more_columns_than_a_statement_has_are_refused_in_both_kinds_of_file() -> None:
    """A page asks what each is, and would be made for minutes of a file of a few letters."""
    heads = [f"c{number}" for number in range(MOST_COLUMNS + 1)]
    book = Workbook()
    assert book.active is not None
    book.active.append(heads)
    out = BytesIO()
    book.save(out)
    said_of = "has 201 columns, and a statement has at most 200"
    for data, name in ((",".join(heads).encode(), "wide.csv"), (out.getvalue(), "wide.xlsx")):
        with pytest.raises(CannotRead) as refusal:
            unmapped(data, name)
        assert refusal.value.problem.what == said_of
    unmapped(",".join(heads[:MOST_COLUMNS]).encode(), "most.csv")


@pytest.mark.parametrize(
    ("text", "said_of"),
    [
        ('a,"b"c\n1,2\n', "a quote inside a cell, or one that opens a cell and does not close it"),
        ('a,"' + "x" * 140_000, "a cell is beyond all measure, as when a quote opens it and none closes it"),
    ],
    ids=["inside", "never closed"],
)
def test_what_is_no_csv_is_told_without_the_parsers_words(text: str, said_of: str) -> None:
    with pytest.raises(CannotRead) as refusal:
        unmapped(text.encode(), "quoted.csv")
    assert refusal.value.problem.what == f"is no CSV: {said_of}"


def test_a_minus_behind_and_brackets_are_below_nothing() -> None:
    found = read(
        b"Territory;Medium;Gross EUR;Value date\nFrance;TV;(300,00);03.04.2029\nItaly;TV;1.099,10-;04.04.2029\n"
        b"Total;;-1.399,10;\n"
    )
    assert (grosses(found), said(found)) == ([Decimal("-300.00"), Decimal("-1099.10")], [])
    assert [(each.stated, each.read) for each in found.controls] == [
        (Decimal("-1399.10"), Decimal("-1399.10"))
    ]


@pytest.mark.parametrize("code", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_marks_at_the_beginning_and_wide_letters(code: str) -> None:
    found = read(f"{HEADS}France,TV,1250.50,2029-04-03\n".encode(code))
    assert (grosses(found), said(found)) == ([Decimal("1250.50")], [])


def test_letters_of_another_encoding_are_refused() -> None:
    mapping, _ = suggest(HEADS.encode(), "statement.csv")
    assert mapping is not None
    found = preview(f"{HEADS}France,TV\0,5.00,2029-04-03\n".encode(), "statement.csv", mapping)
    assert said(found) == ["statement.csv: is not written in utf-8: it holds letters that no table has"]


def test_an_amount_with_the_sign_of_another_currency_is_refused() -> None:
    found = read(
        f"{HEADS}France,TV,€100.00,2029-04-03\nItaly,TV,£7.00,2029-04-03\nItaly,TV,US$8,2029-04-03\n".encode()
    )
    assert grosses(found) == [Decimal(100)]
    assert said(found) == [
        f"statement.csv C{row}: `gross`: “{told}” is not in EUR" for row, told in ((3, "£7.00"), (4, "US$8"))
    ]


def test_subtotals_are_held_against_the_rows_since_the_one_before() -> None:
    rows: list[list[Any]] = [
            ["France", "TV", 100, "2029-04-03"], ["France", "VOD", 50, "2029-04-03"], ["Subtotal", None, 150],
            ["Italy", "TV", 30, "2029-04-03"], ["Subtotal", None, 30], ["Total", None, 180]]  # fmt: skip
    found = read(sheet(*rows), "statement.xlsx")
    assert (sum(grosses(found)), said(found)) == (180, [])
    assert [each.read for each in found.controls] == [150, 30, 180]
    rows[4][2] = 31
    wrong = read(sheet(*rows), "statement.xlsx")
    assert said(wrong) == ["statement.xlsx Sheet!C6: states 31 for `gross`, and the rows read come to 180.00"]


def test_rows_that_the_sheet_hides_are_read_and_told_of() -> None:
    def hide(page: Any) -> None:
        page.row_dimensions[3].hidden = True

    rows: list[list[Any]] = [["France", "TV", 100, "2029-04-03"], ["France", "VOD", 50, "2029-04-03"]]
    found = read(sheet(*rows, change=hide), "statement.xlsx")
    assert (grosses(found), said(found)) == (
        [Decimal(100), Decimal(50)],
        ["statement.xlsx Sheet: does not show row 3, which is read"],
    )
    assert not found.errors


def test_cells_of_a_merged_block_are_not_guessed() -> None:
    rows: list[list[Any]] = [["France", "TV", 100, "2029-04-03"], [None, "VOD", 50, "2029-04-03"]]
    found = read(sheet(*rows, change=lambda page: page.merge_cells("A2:A3")), "statement.xlsx")
    assert said(found) == ["statement.xlsx Sheet!A3: `territory` is empty"]


def test_a_number_under_no_head_and_heads_in_the_middle_are_told_of() -> None:
    stray = read(b"Territory,,Medium,Gross EUR,Value date\nFrance,5.00,TV,100.00,2029-04-03\n")
    assert said(stray) == ["statement.csv B2: column `B` holds numbers and is not read"]
    again = read(f"{HEADS}France,TV,250.00,2029-04-03\n{HEADS}Italy,TV,5.00,2029-04-03\n".encode())
    assert [each.partition(":")[0] for each in said(again)] == [f"statement.csv {cell}3" for cell in "ACD"]


def test_serial_numbers_without_a_form_and_formulas_without_values_are_refused() -> None:
    found = read(sheet(["France", "TV", "=50*2", "2029-04-03"], ["France", "TV", 5, 47211]), "statement.xlsx")
    assert said(found) == [
        "statement.xlsx Sheet!C2: `gross`: holds a formula that was never computed",
        "statement.xlsx Sheet!D3: `value_date`: “47211” is no day written YYYY-MM-DD",
    ]


def test_a_long_file_is_read_or_refused_whole() -> None:
    lines = [f"France,TV,{at}.50,2029-04-03\n" for at in range(1, 10_001)]
    found = read((HEADS + "".join(lines)).encode())
    assert (len(found.rows), sum(grosses(found)), said(found)) == (10_000, Decimal(50_010_000), [])
    mapping, problems = suggest((HEADS + "".join(lines * 6)).encode(), "statement.csv")
    assert mapping is None
    assert (
        problems[0].fix
        == "Check that it is a statement; add a longer one up by territory, medium and value date first."
    )
