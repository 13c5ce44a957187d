"""Statements from files: a CSV or Excel file of a distributor or an agent, read through a saved mapping.

Takes in bytes and a mapping. Hands on a `Preview` with every row that would be taken in, every row left out and by
which rule, problems with their cells, and totals; then the text of receipts.yaml with the statement. Writes no file,
runs no formula, guesses nothing: a row that is neither read nor skipped by a rule stops the whole file.
"""

from __future__ import annotations

from topsheet.release.intake.grid import CannotRead
from topsheet.release.intake.preview import preview
from topsheet.release.intake.report import Control, Preview, Row, Skipped, Totals
from topsheet.release.intake.shape import FileColumn, Shape, shape_of, unmapped
from topsheet.release.intake.suggest import suggest
from topsheet.release.intake.write import begun, statement_of, statement_text

__all__ = [
    "CannotRead",
    "Control",
    "FileColumn",
    "Preview",
    "Row",
    "Shape",
    "Skipped",
    "Totals",
    "begun",
    "preview",
    "shape_of",
    "statement_of",
    "statement_text",
    "suggest",
    "unmapped",
]
