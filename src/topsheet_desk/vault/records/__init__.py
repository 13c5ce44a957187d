"""The tables of the desk, by what they keep: people, papers, decisions, money facts, reports, notices, the log."""

from __future__ import annotations

from topsheet_desk.vault.records.decisions import Authority, Decision, Delegation, Request
from topsheet_desk.vault.records.kept import Kept, KeptOfProduction
from topsheet_desk.vault.records.ledger import Entry, EntryKind, PeriodClosing
from topsheet_desk.vault.records.log import LogLine
from topsheet_desk.vault.records.made import MadePaper
from topsheet_desk.vault.records.papers import Document, Paper, Revision, Save
from topsheet_desk.vault.records.people import Digest, Invitation, Membership, Person, Production
from topsheet_desk.vault.records.reports import Notice, ReportDuty, ReportFiled, Rhythm
from topsheet_desk.vault.verdicts import RequestKind, Verdict

__all__ = [
    "Authority",
    "Decision",
    "Delegation",
    "Digest",
    "Document",
    "Entry",
    "EntryKind",
    "Invitation",
    "Kept",
    "KeptOfProduction",
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
    "RequestKind",
    "Revision",
    "Rhythm",
    "Save",
    "Verdict",
]
