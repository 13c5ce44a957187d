"""The text of a rule file made into its frozen document, once."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from topsheet.documents import Document, Tree, read_yaml, validate

D = TypeVar("D", bound=Document)


class BrokenRuleFile(ValueError):
    """A rule file that ships with the library does not fit its own shape; the message lists every place."""


@cache
def parse(model: type[D], name: str, text: str) -> tuple[D, Tree]:
    """The document and its lines. Raises BrokenRuleFile: such a file is our mistake, not the user's."""
    tree, problems = read_yaml(text, name)
    document = None
    if tree is not None:
        document, problems = validate(model, tree)
    if tree is None or document is None:
        raise BrokenRuleFile("\n".join(str(problem) for problem in problems))
    return document, tree
