"""Release: what the film earns. Here the receipts; the deals that earn them are not kept yet.

Takes in `receipts.yaml`: statements as they were received, numbers reported, the bank's balances. Hands on every
`Receipt` known as of a day, in the film's currency, sums by territory, medium and payer, what is billed and unpaid, and
problems. Files are taken in by `topsheet.release.intake`. Does not pay anybody, and opens no file.
"""

from __future__ import annotations

from topsheet.release.account import number_on, reconciled, reported
from topsheet.release.check import KnownFacts, check
from topsheet.release.compute import receipts_report
from topsheet.release.document import AllocationDoc, LineDoc, ReceiptsDocument, StatementDoc
from topsheet.release.export import lines_csv, mapping_back
from topsheet.release.mapping import MappingDoc
from topsheet.release.received import received
from topsheet.release.report import BankLine, Bill, Receipt, ReceiptsReport, Reported, SumRow, Sums
from topsheet.release.sums import bills, sums

__all__ = [
    "AllocationDoc",
    "BankLine",
    "Bill",
    "KnownFacts",
    "LineDoc",
    "MappingDoc",
    "Receipt",
    "ReceiptsDocument",
    "ReceiptsReport",
    "Reported",
    "StatementDoc",
    "SumRow",
    "Sums",
    "bills",
    "check",
    "lines_csv",
    "mapping_back",
    "number_on",
    "receipts_report",
    "received",
    "reconciled",
    "reported",
    "sums",
]
