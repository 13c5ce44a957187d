"""Script: the screenplay as scenes a production can count, and the breakdown that says what each scene needs.

Takes in the bytes or text of a Fountain file, and a breakdown document. Hands on a `Screenplay` of scenes with
number, set, time of day, length in eighths and speaking characters; a `ScriptReport` of figures; and the problems
found. Does not schedule or price anything, and opens no file.
"""

from __future__ import annotations

from topsheet.script.breakdown import (
    BreakdownDocument,
    CastMember,
    SceneBreakdown,
    who_is_on_set,
)
from topsheet.script.check_breakdown import check_breakdown
from topsheet.script.decode import decode
from topsheet.script.fountain import read_fountain
from topsheet.script.length import LINES_A_PAGE, eighths_of, pages_of, spell_eighths
from topsheet.script.marks import plain
from topsheet.script.model import Element, Kind, Note, Scene, Screenplay
from topsheet.script.report import SceneRow, ScriptReport, script_figures

__all__ = [
    "LINES_A_PAGE",
    "BreakdownDocument",
    "CastMember",
    "Element",
    "Kind",
    "Note",
    "Scene",
    "SceneBreakdown",
    "SceneRow",
    "Screenplay",
    "ScriptReport",
    "check_breakdown",
    "decode",
    "eighths_of",
    "pages_of",
    "plain",
    "read_fountain",
    "script_figures",
    "spell_eighths",
    "who_is_on_set",
]
