"""What is no workbook, too large or hostile is refused in words; what is one is read exactly."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter

from topsheet.documents import Severity
from topsheet.finance.workbook import check_paste, check_workbook
from topsheet.finance.workbook.model import At
from topsheet.finance.workbook.read import MOST_CELLS, MOST_PACKED, read_workbook

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/worksheet" Target="sheet.xml"/></Relationships>'
)
BOOK = '<workbook xmlns:r="x"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>'


def made(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    fill(book)
    book.save(out)
    return out.getvalue()


def packed(sheet: str, **others: str) -> bytes:
    """The smallest workbook around the XML of a sheet."""
    out = io.BytesIO()
    parts = {
        "[Content_Types].xml": TYPES,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELS,
    } | others
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**parts, "xl/sheet.xml": sheet}.items():
            archive.writestr(name, text)
    return out.getvalue()


def rows(inside: str) -> str:
    return f"<worksheet><sheetData>{inside}</sheetData></worksheet>"


def refusal(data: bytes, name: str = "plan.xlsx") -> tuple[str, str]:
    report = check_workbook(data, name)
    (finding,) = report.findings
    assert report.plan is None
    assert finding.severity is Severity.ERROR
    assert finding.where == name
    assert finding.why
    assert finding.fix
    return finding.code, finding.what


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "name", "code", "what"),
    [
        (b"", "plan.xlsx", "not_a_workbook", "is no Excel workbook"),
        (b"a,b\n1,2\n", "plan.csv", "not_a_workbook", "is a CSV file, which holds no formulas"),
        (b"%PDF-1.7", "plan.pdf", "not_a_workbook", "is no Excel workbook"),
        (OLE + bytes(600), "plan.xls", "not_a_workbook", "is in the old Excel format, .xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "plan.xlsx", "encrypted", "is locked with a password"),
        (b"PK\x03\x04broken", "plan.xlsx", "not_a_workbook", "is broken, or is no Excel workbook"),
        (bytes(MOST_PACKED + 1), "plan.xlsx", "too_large", "is larger than 5 MiB"),
    ],
)
def test_a_file_of_another_kind_is_refused(data: bytes, name: str, code: str, what: str) -> None:
    assert refusal(data, name) == (code, what)


def test_a_zip_of_something_else_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refusal(out.getvalue()) == ("not_a_workbook", "is a zip file, but no Excel workbook")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    told = "unpacks to more than 50 MiB or 2,000 parts"
    assert refusal(packed(" " * (51 << 20))) == ("too_large", told)
    many = {f"xl/part{number}.xml": "" for number in range(2_001)}
    assert refusal(packed(rows(""), **many)) == ("too_large", told)


def test_too_many_cells_are_refused_while_they_are_read() -> None:
    cells = rows("<row>" + "<c><v>1</v></c>" * (MOST_CELLS + 1) + "</row>")
    assert refusal(packed(cells)) == ("too_large", "holds more than 200,000 cells")


def test_too_many_marks_are_refused_while_they_are_read() -> None:
    assert refusal(packed(rows("<c/>" * 2_000_001))) == ("too_large", "holds more than 2,000,000 marks")


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE a SYSTEM "http://localhost/a.dtd">',
    ],
)
def test_entities_are_refused(declared: str) -> None:
    sheet = declared + rows('<row><c t="str"><v>words</v></c></row>')
    assert refusal(packed(sheet)) == (
        "not_a_workbook",
        "holds XML entities, which no spreadsheet program writes",
    )
    shared = declared + "<sst><si><t>a</t></si></sst>"
    linked = RELS.replace("</R", '<Relationship Id="r2" Type="x/sharedStrings" Target="s.xml"/></R')
    others = {"xl/s.xml": shared, "xl/_rels/workbook.xml.rels": linked}
    assert refusal(packed(rows(""), **others))[0] == "not_a_workbook"


def test_a_path_out_of_the_file_leads_nowhere() -> None:
    out = RELS.replace("sheet.xml", "../../../../etc/passwd")
    assert check_workbook(packed(rows(""), **{"xl/_rels/workbook.xml.rels": out}), "a.xlsx").findings == ()


def test_broken_xml_is_refused() -> None:
    assert refusal(packed("<worksheet><sheetData>"))[0] == "not_a_workbook"
    assert refusal(packed("no xml"))[0] == "not_a_workbook"


def test_cells_are_read_exactly() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("Fin plan", 0)
        sheet["A1"], sheet["B1"], sheet["C1"], sheet["D1"] = "Rate", 0.1, True, date(2027, 3, 29)
        sheet["AB7"] = "=B1*2"

    cells = read_workbook(made(fill), "a.xlsx").cells
    read = {str(at): (cell.value, cell.formula, cell.dated) for at, cell in cells.items()}
    assert read.pop("'Fin plan'!D1")[2] is True
    assert read == {
        "'Fin plan'!A1": ("Rate", "", False),
        "'Fin plan'!B1": (Decimal("0.1"), "", False),
        "'Fin plan'!C1": (True, "", False),
        "'Fin plan'!AB7": (None, "=B1*2", False),
    }


def test_computed_values_shared_formulas_runs_of_text_and_names_are_read() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("A")
        bold = book.add_format({"bold": True})
        sheet.write_rich_string("A1", "Total ", bold, "budget")
        sheet.write_formula("B1", "=1/8", None, 0.125)
        book.define_name("Budget", "=A!$B$1")
    found = read_workbook(out.getvalue(), "a.xlsx")
    assert found.cells[At("A", 1, 1)].value == "Total budget"
    assert found.cells[At("A", 1, 2)].value == Decimal("0.125")
    assert found.names == {"budget": "A!$B$1"}
    shared = rows(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1+$C$1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
    )
    cells = read_workbook(packed(shared), "a.xlsx").cells
    assert [cell.formula for cell in cells.values()] == ["=B1+$C$1", "=B2+$C$1"]


def test_pasted_cells_that_are_none_are_refused() -> None:
    for text in ("", "\n\t\n"):
        report = check_paste(text)
        assert (report.plan, report.findings[0].what) == (None, "hold nothing")
    assert check_paste("1\n" * (MOST_CELLS + 1)).findings[0].code == "too_large"
