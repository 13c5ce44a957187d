"""Formulas come to what a spreadsheet makes of them, or to a reason why not; nothing crashes on any cells."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.topsheet.finance.workbook.tables import Rows, packed
from topsheet.finance.workbook import check_paste, check_workbook
from topsheet.finance.workbook.evaluate import Reason, Unknown
from topsheet.finance.workbook.model import At
from topsheet.finance.workbook.paste import SHEET, read_paste
from topsheet.finance.workbook.study import Study


def value(formula: str, *above: str) -> object:
    """What a formula comes to under some cells in column A."""
    return Study(read_paste("\n".join([*above, formula]))).values.of(At(SHEET, len(above) + 1, 1))


@pytest.mark.parametrize(
    ("formula", "comes_to"),
    [
        ("=1+2*3", "7"),
        ("=-2^2", "4"),
        ("=2^3^2", "64"),
        ("=50%*200", "100.0"),
        ("=(1+2)*-3", "-9"),
        ("=SUM(1,2,A1:A3)", "603"),
        ("=SUM(1:3)", "600"),
        ("=A1&\"x\"", "100x"),
        ("=MAX(0,A1-A2)", "0"),
        ("=MIN(A1:A3)", "100"),
        ("=AVERAGE(A1:A3)", "200"),
        ("=ROUND(2.345,2)", "2.35"),
        ("=ROUND(-2.5,0)", "-3"),
        ("=IF(A1>=100,A2,1/0)", "200"),
        ("=IF(A1<>100,1)", "False"),
        ("=IFERROR(1/0,7)", "7"),
        ("=ABS(A1-A2)", "100"),
        ("=Pasted!A3/4", "75"),
        ("=A1 - A2", "-100"),
        ("=\"1,250.50\"*2", "2501.00"),
        ("=B9+1", "1"),
    ],
)  # fmt: skip
def test_what_is_computed(formula: str, comes_to: str) -> None:
    assert str(value(formula, "100", "200", "300")) == comes_to


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("=IRR(A1:A3)", Reason.UNSUPPORTED),
        ("=Elsewhere!A1", Reason.UNSUPPORTED),
        ("='[1]Other file'!A1", Reason.UNSUPPORTED),
        ("=SUM(A1", Reason.UNSUPPORTED),
        ("=)(", Reason.UNSUPPORTED),
        ("={1,2}", Reason.UNSUPPORTED),
        ("=1/0", Reason.ERROR),
        ("=10^999", Reason.ERROR),
        ("=9^9^9^9", Reason.ERROR),
        ("=ROUND()", Reason.ERROR),
        ("=A1+1", Reason.TEXT),
        ("=A3", Reason.CIRCLE),
        ("=" + "(" * 60 + "1" + ")" * 60, Reason.UNSUPPORTED),
        ("=" + "-" * 400 + "1", Reason.UNSUPPORTED),
        ("=1" + "+1" * 2_000, Reason.UNSUPPORTED),
        ("=" + "1" * 9_000, Reason.UNSUPPORTED),
    ],
)
def test_what_is_not_computed_says_why(formula: str, reason: Reason) -> None:
    found = value(formula, "words", "2")
    assert isinstance(found, Unknown)
    assert found.reason is reason


def test_a_long_chain_is_computed_without_recursion() -> None:
    found = Study(read_paste("1\n" + "\n".join(f"=A{row}+1" for row in range(1, 20_000))))
    assert found.values.of(At(SHEET, 20_000, 1)) == Decimal(20_000)


def test_a_circle_is_found_and_named() -> None:
    report = check_paste("Need\t100\nFee\t=B3*2%\nLoan\t=B1+B2")
    assert [(finding.code, finding.where) for finding in report.findings] == [("circular", f"{SHEET}!B2")]
    assert report.findings[0].what == "depends on itself: Pasted!B2 → Pasted!B3 → Pasted!B2"


def test_work_without_end_is_stopped_and_said() -> None:
    rows = "\n".join(f"=SUM($A$1:A{row})" for row in range(1, 6_000))
    assert "too_long" in [finding.code for finding in check_paste(f"1\n{rows}").findings]


WORDS = st.sampled_from(
    [
        "Total budget",
        "Above the line",
        "Below the line",
        "Post",
        "Contingency 10%",
        "Tax credit",
        "Loan against the tax credit",
        "Pre-sale Germany",
        "Gap loan",
        "Equity",
        "We seek $1.2m equity",
        "Total sources",
        "SOURCES OF FINANCE",
        "Territory",
        "Ask",
        "Take",
        "Interest p.a.",
        "Term (months)",
        "Exhibitor share",
        "TV licence",
        "Gross receipts",
        "P&A",
        "Interest reserve (months)",
        "Delivery (months)",
        "Cash flow",
        "Deferred fee",
        "18 months",
    ]
)
REFS = st.sampled_from(
    ["A1", "B2", "$C$3", "B1:C9", "A:A", "Other!B2", "'Cash flow'!A1:D4", "Nowhere!A1", "B7"]
)
FORMULAS = st.recursive(
    REFS | st.integers(-9, 10**9).map(str) | st.just("10%") | st.just('"x"'),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/^&<"), inner).map("".join),
        inner.map(lambda one: f"-({one})"),
        st.lists(inner, max_size=3).map(lambda args: f"SUM({','.join(args)})"),
        st.tuples(
            st.sampled_from(["MAX", "MIN", "IF", "ROUND", "IRR", "AVERAGE", "IFERROR"]), inner, inner
        ).map(lambda call: f"{call[0]}({call[1]},{call[2]})"),
    ),
    max_leaves=8,
).map(lambda text: f"={text}")
PRINTED = st.text(
    st.characters(min_codepoint=32, exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=12
)
CELLS = st.one_of(
    st.none(), WORDS, FORMULAS, PRINTED, PRINTED.map(lambda text: f"={text}"), st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
)  # fmt: skip
BOOKS = st.fixed_dictionaries(
    {
        name: st.lists(st.lists(CELLS, max_size=5), max_size=10)
        for name in ("Assumptions", "Other", "Cash flow", "Waterfall")
    }
)


@settings(max_examples=150)
@given(BOOKS)
def test_no_cells_break_the_checks(sheets: Rows) -> None:
    report = check_workbook(packed(sheets), "any.xlsx")
    assert report.plan is not None
    assert all(finding.code and finding.what and finding.why and finding.fix for finding in report.findings)


@settings(max_examples=100)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=12))
def test_no_pasted_cells_break_the_checks(lines: list[list[object]]) -> None:
    text = "\n".join("\t".join("" if cell is None else str(cell) for cell in line) for line in lines)
    assert check_paste(text).name == "the pasted cells"


@settings(max_examples=100)
@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda data: b"PK\x03\x04" + data))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    assert [finding.code for finding in check_workbook(data, "any.xlsx").findings] == ["not_a_workbook"]
