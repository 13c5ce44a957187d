"""Greenlight: may the film go into production, and if not, exactly why not.

Takes in the gates a production names (chain of title, insurance, bond ...) and the figures of plan, cash, budget
views and rules. Hands on a `GreenlightReport`: each gate MET, OPEN, BLOCKED, WAIVED or WARNING with its reason,
and the state of the whole. Does not decide: a person does, over these gates.
"""

from __future__ import annotations

from topsheet.greenlight.gates import GateReport, GreenlightReport, greenlight
from topsheet.greenlight.model import AsksFrom, GateDoc, Thresholds

__all__ = ["AsksFrom", "GateDoc", "GateReport", "GreenlightReport", "Thresholds", "greenlight"]
