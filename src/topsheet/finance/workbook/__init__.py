"""A finance plan that somebody already has, as a spreadsheet: read, recognised, and checked line by line.

Takes in the bytes of an .xlsx file, or cells pasted from one. Hands on a `WorkbookReport`: the plan that was recognised
and what is wrong with it, each finding with its cell. Does not run anything the file holds, keep it, or change it; does
not turn it into `finance.yaml`. By hand: docs/algorithms/workbook-checks.md.
"""

from __future__ import annotations

from itertools import islice

from topsheet.documents import Severity
from topsheet.finance.workbook.checks import ALL, Check
from topsheet.finance.workbook.model import Book, Finding, Loan, Plan, WorkbookReport
from topsheet.finance.workbook.paste import read_paste
from topsheet.finance.workbook.plan import plan_of
from topsheet.finance.workbook.read import MOST_PACKED, read_workbook
from topsheet.finance.workbook.refusals import Unreadable
from topsheet.finance.workbook.study import Study

MOST_FINDINGS = 100


def check_workbook(data: bytes, name: str) -> WorkbookReport:
    """An .xlsx file checked; one that cannot be read has a single finding, which says why."""
    try:
        return checked(read_workbook(data, name))
    except Unreadable as refusal:
        return WorkbookReport(name, None, (refusal.finding,))


def check_paste(text: str) -> WorkbookReport:
    """Cells copied from a spreadsheet, tab-separated, the first of them A1; formulas where they were shown."""
    try:
        return checked(read_paste(text))
    except Unreadable as refusal:
        return WorkbookReport("the pasted cells", None, (refusal.finding,))


def checked(book: Book) -> WorkbookReport:
    """A book that was read: the plan in it, and every finding in the order of the checks."""
    study = Study(book)
    plan = plan_of(study)
    findings = tuple(finding for check in ALL.values() for finding in _first(check, study))
    return WorkbookReport(book.name, plan, findings)


def _first(check: Check, study: Study) -> list[Finding]:
    """What a check finds; beyond a number that nobody reads, one finding says that there is more."""
    found = list(islice(check(study), MOST_FINDINGS + 1))
    if len(found) <= MOST_FINDINGS:
        return found
    more = Finding(
        found[-1].where,
        f"and further cells have what {found[0].where} has; the first {MOST_FINDINGS} are listed",
        found[0].why,
        "Mend those first and check again.",
        Severity.WARNING,
        code=found[0].code,
    )
    return [*found[:-1], more]


__all__ = [
    "ALL",
    "MOST_PACKED",
    "Book",
    "Finding",
    "Loan",
    "Plan",
    "Unreadable",
    "WorkbookReport",
    "check_paste",
    "check_workbook",
    "checked",
]
