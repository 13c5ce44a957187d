"""Statements: what came in, what everyone is due of it, period by period, to the coin.

Takes in the terms, the receipts as they were known, and the days on which statements are made. Hands on `Statement`s
and each participant's own part of them. A statement rests on what was known on its day alone, so it can be made
again as of any past day. Does not read files and pays nobody.
"""

from __future__ import annotations

from topsheet.recoupment.statements.flags import Flag, flags
from topsheet.recoupment.statements.grouped import grouped
from topsheet.recoupment.statements.make import statements
from topsheet.recoupment.statements.model import Account, Line, ParticipantStatement, Statement
from topsheet.recoupment.statements.participant import participant, participants
from topsheet.recoupment.statements.sources import Source, by_source

__all__ = [
    "Account",
    "Flag",
    "Line",
    "ParticipantStatement",
    "Source",
    "Statement",
    "by_source",
    "flags",
    "grouped",
    "participant",
    "participants",
    "statements",
]
