"""The receipts of a film as of a day, all of them together."""

from __future__ import annotations

from datetime import date

from topsheet.documents import Problem, Severity, Tree
from topsheet.release.account import reconciled, reported
from topsheet.release.check import KnownFacts, check
from topsheet.release.document import ReceiptsDocument
from topsheet.release.received import received
from topsheet.release.report import ReceiptsReport
from topsheet.release.sums import sums


def receipts_report(
    document: ReceiptsDocument, tree: Tree, known: KnownFacts, *, as_of: date
) -> tuple[ReceiptsReport | None, list[Problem]]:
    """What was known as of a day, and every problem; None with an error, since sums of a part would be wrong."""
    problems = check(document, tree, known)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None, problems
    receipts = received(document, tree, as_of=as_of)
    return ReceiptsReport(
        as_of,
        receipts,
        sums(document, tree, receipts=receipts, end=as_of, as_of=as_of),
        reported(document, tree, as_of=as_of),
        reconciled(document, tree, receipts, as_of=as_of),
    ), problems
