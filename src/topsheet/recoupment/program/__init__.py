"""The terms as a program: written once, run on whole coins, exact fractions or arrays of futures.

Takes in `Terms`. Hands on `Program` and the functions that run it. Does not know documents, figures or words.
"""

from __future__ import annotations

from topsheet.recoupment.program.emit import classes_of, pot_of, program_of, versions_of
from topsheet.recoupment.program.model import ANYWHERE, Origin, Program
from topsheet.recoupment.program.whole import Day, Noted, on_coins, on_fractions

__all__ = [
    "ANYWHERE",
    "Day",
    "Noted",
    "Origin",
    "Program",
    "classes_of",
    "on_coins",
    "on_fractions",
    "pot_of",
    "program_of",
    "versions_of",
]
