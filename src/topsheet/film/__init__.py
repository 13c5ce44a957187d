"""Film: one production read from a folder of documents, and the whole chain computed over it.

Takes in a folder (`read_folder`) and a day. Hands on a `Film`: every room's report, the options side by side,
every Problem, and every figure by name. Stands over all rooms; nothing in them knows it.
"""

from __future__ import annotations

from topsheet.film.adopt import CannotAdopt, adopted_texts, adoption_errors
from topsheet.film.attached import AttachmentReport
from topsheet.film.chain import Film, OptionReport, compute, problems_of, weighed
from topsheet.film.consequences import Consequence, LostMoney, if_gone
from topsheet.film.folder import (
    KINDS,
    OPTIONAL,
    Files,
    Production,
    kind_of,
    read_files,
    read_folder,
    read_folder_with,
)
from topsheet.film.model import ProductionDocument
from topsheet.film.private import PrivateDocument, WalkAway
from topsheet.film.receipts import Known, facts_for_receipts, known_on
from topsheet.film.returns import paid_in_order, recouped, terms_for, terms_ready

__all__ = [
    "KINDS",
    "OPTIONAL",
    "AttachmentReport",
    "CannotAdopt",
    "Consequence",
    "Files",
    "Film",
    "Known",
    "LostMoney",
    "OptionReport",
    "PrivateDocument",
    "Production",
    "ProductionDocument",
    "WalkAway",
    "adopted_texts",
    "adoption_errors",
    "compute",
    "facts_for_receipts",
    "if_gone",
    "kind_of",
    "known_on",
    "paid_in_order",
    "problems_of",
    "read_files",
    "read_folder",
    "read_folder_with",
    "recouped",
    "terms_for",
    "terms_ready",
    "weighed",
]
