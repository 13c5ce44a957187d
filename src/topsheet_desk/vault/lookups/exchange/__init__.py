"""A production read for taking out, and a folder read for taking in; nothing is written here."""

from __future__ import annotations

from topsheet_desk.vault.lookups.exchange.history import read_history
from topsheet_desk.vault.lookups.exchange.reader import History, Unverified
from topsheet_desk.vault.lookups.exchange.take_out import Export, export_of, export_of_everything, is_of

__all__ = ["Export", "History", "Unverified", "export_of", "export_of_everything", "is_of", "read_history"]
