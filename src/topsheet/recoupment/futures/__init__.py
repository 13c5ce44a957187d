"""Futures: receipts drawn from a forecast, through the terms that pay the statements, with the same cents.

Takes in `Terms`, a forecast of what is unsold, the day of delivery and what each position paid in. Hands on how often
each position is recouped, how outcomes and rates lie, what moves them most. Imports NumPy, so it is asked for by name.
Never shows a mean alone; the same seed gives the same futures, run by run, under every change.
"""

from __future__ import annotations

from topsheet.recoupment.futures.compare import Change, Swing, changed, recouped, tornado
from topsheet.recoupment.futures.digest import digest_of
from topsheet.recoupment.futures.model import Case, Goal, Outcome, Simulation, Stage
from topsheet.recoupment.futures.run import PaidIn, Setup, simulate

__all__ = [
    "Case",
    "Change",
    "Goal",
    "Outcome",
    "PaidIn",
    "Setup",
    "Simulation",
    "Stage",
    "Swing",
    "changed",
    "digest_of",
    "recouped",
    "simulate",
    "tornado",
]
