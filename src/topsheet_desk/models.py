"""Where Django looks for tables: the records of the vault."""

from __future__ import annotations

from topsheet_desk.vault.records import (
    Authority,
    Decision,
    Delegation,
    Document,
    Entry,
    Invitation,
    LogLine,
    MadePaper,
    Membership,
    Notice,
    Paper,
    PeriodClosing,
    Person,
    Production,
    ReportDuty,
    ReportFiled,
    Request,
    Revision,
    Save,
)

__all__ = [
    "Authority",
    "Decision",
    "Delegation",
    "Document",
    "Entry",
    "Invitation",
    "LogLine",
    "MadePaper",
    "Membership",
    "Notice",
    "Paper",
    "PeriodClosing",
    "Person",
    "Production",
    "ReportDuty",
    "ReportFiled",
    "Request",
    "Revision",
    "Save",
]
