"""The tables of the desk, by what they keep: people, papers, decisions, money facts, reports, notices, the log."""

from __future__ import annotations

from topsheet_desk.vault.records.contacts import Contact, ContactChange, ContactNote
from topsheet_desk.vault.records.decisions import Authority, Decision, Delegation, Request
from topsheet_desk.vault.records.fundraising import Prospect, ProspectStep, Sent, TermSheet
from topsheet_desk.vault.records.kept import Kept, KeptOfProduction
from topsheet_desk.vault.records.ledger import Entry, EntryKind, PeriodClosing
from topsheet_desk.vault.records.log import LogLine
from topsheet_desk.vault.records.made import MadePaper
from topsheet_desk.vault.records.papers import Document, Paper, Revision, Save
from topsheet_desk.vault.records.people import Digest, Invitation, Membership, Person, Production
from topsheet_desk.vault.records.reports import Notice, ReportDuty, ReportFiled, Rhythm
from topsheet_desk.vault.records.units import Holder, Offering, UnitClass, UnitMovement
from topsheet_desk.vault.verdicts import RequestKind, Verdict

__all__ = [
    "Authority",
    "Contact",
    "ContactChange",
    "ContactNote",
    "Decision",
    "Delegation",
    "Digest",
    "Document",
    "Entry",
    "EntryKind",
    "Holder",
    "Invitation",
    "Kept",
    "KeptOfProduction",
    "LogLine",
    "MadePaper",
    "Membership",
    "Notice",
    "Offering",
    "Paper",
    "PeriodClosing",
    "Person",
    "Production",
    "Prospect",
    "ProspectStep",
    "ReportDuty",
    "ReportFiled",
    "Request",
    "RequestKind",
    "Revision",
    "Rhythm",
    "Save",
    "Sent",
    "TermSheet",
    "UnitClass",
    "UnitMovement",
    "Verdict",
]
