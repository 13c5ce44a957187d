"""Documents: reading what a person wrote, and saying exactly what is wrong with it.

Takes in the text of a YAML file and the model it should fit. Hands on a frozen document, or a list of `Problem`
with file, line, path, reason and remedy. Does not compute anything, and opens no file.
"""

from __future__ import annotations

from topsheet.documents.compare import Change, changes, flat
from topsheet.documents.counted import counted
from topsheet.documents.edit import CannotEdit, append_item, insert_item, remove_value, set_value
from topsheet.documents.ids import RESERVED_IDS, check_reserved, id_problem
from topsheet.documents.model import Amount, Count, Document, PercentValue, Share, SignedAmount, Sum
from topsheet.documents.problem import Problem, Severity
from topsheet.documents.strict_yaml import Tree, read_yaml
from topsheet.documents.twice import named_twice
from topsheet.documents.upgrade import current_version, upgraded
from topsheet.documents.validate import validate

__all__ = [
    "RESERVED_IDS",
    "Amount",
    "CannotEdit",
    "Change",
    "Count",
    "Document",
    "PercentValue",
    "Problem",
    "Severity",
    "Share",
    "SignedAmount",
    "Sum",
    "Tree",
    "append_item",
    "changes",
    "check_reserved",
    "counted",
    "current_version",
    "flat",
    "id_problem",
    "insert_item",
    "named_twice",
    "read_yaml",
    "remove_value",
    "set_value",
    "upgraded",
    "validate",
]
