"""Figures: values that know their cause.

Takes in values and the figures they were made from. Hands on `Figure`, a value with its stable name, its label, the
sentence that says how it was made, and its inputs, down to the line of a document or the row of a rule. Every
figure on a page or in a paper is one. Does not format: papers do.
"""

from __future__ import annotations

from topsheet.figures.make import difference, given, product, sum_of
from topsheet.figures.model import Citation, Figure, Status, Value
from topsheet.figures.tree import DoubleName, Row, index, rows, unverified, walk, worst_status

__all__ = [
    "Citation",
    "DoubleName",
    "Figure",
    "Row",
    "Status",
    "Value",
    "difference",
    "given",
    "index",
    "product",
    "rows",
    "sum_of",
    "unverified",
    "walk",
    "worst_status",
]
