"""Why a file cannot be checked: one finding, and what to do about it."""

from __future__ import annotations

from topsheet.finance.workbook.model import At, Finding
from topsheet.money.written import both

_SAVE = "Open it in your spreadsheet program, save it as an Excel workbook (.xlsx), and check that file."


class Unreadable(Exception):
    """The file is no workbook that can be read; `finding` says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


def too_large(name: str, how: str) -> Unreadable:
    """The file goes beyond a bound."""
    why = (
        "A finance plan is small; this was not read to its end, so that checking cannot exhaust the machine."
    )
    fix = "Delete sheets, pictures and empty formatted rows that the plan does not need, and save it anew."
    return _refusal(name, how, why, fix, "too_large")


def encrypted(name: str) -> Unreadable:
    """The file is locked with a password."""
    what = "is locked with a password"
    return _refusal(name, what, "Its cells cannot be read.", "Save it without a password.", "encrypted")


def broken(name: str, how: str) -> Unreadable:
    """The file cannot be understood."""
    return _refusal(name, how, "Its cells cannot be read.", _SAVE, "not_a_workbook")


def two_readings(at: At, words: str) -> Unreadable:
    """An amount means a thousand times more or less by the decimal mark, and no cell of the block tells which."""
    return _refusal(
        str(at),
        f"{both(words)}, and no other cell tells which decimal mark the block uses",
        "Every amount would be a thousand times too large or too small, so none is guessed.",
        "Show the amounts with their coins, as 1,200.00 or 1.200,00, copy the block and paste it again.",
        "two_readings",
    )


def foreign(name: str, kind: str) -> Unreadable:
    """The file is of another kind."""
    kinds = {
        "xls": "is in the old Excel format, .xls",
        "xlsb": "is in Excel's binary format, .xlsb",
        "ods": "is an OpenDocument sheet, .ods",
        "csv": "is a CSV file, which holds no formulas",
        "zip": "is a zip file, but no Excel workbook",
    }
    what = kinds.get(kind, "is no Excel workbook")
    return _refusal(
        name, what, "Only .xlsx files hold cells and formulas that can be read.", _SAVE, "not_a_workbook"
    )


def _refusal(name: str, what: str, why: str, fix: str, code: str) -> Unreadable:
    return Unreadable(Finding(name or "the file", what, why, fix, code=code))
