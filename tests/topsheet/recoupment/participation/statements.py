"""What the tests of participations share: the printed cases, documents written in a few lines, and their answers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from topsheet.documents import Problem, Tree, read_yaml, validate
from topsheet.figures import Figure, Value, index
from topsheet.recoupment.participation import (
    ParticipationReport,
    ParticipationsDocument,
    StatementReport,
    compute,
)

CASES = Path(__file__).parent / "cases"
PEOPLE = {
    each: each.replace("_", " ").capitalize()
    for each in ("participant", "star", "director", "novelist", "actor", "writer", "kovac")
}


class _WithoutAnchors(yaml.SafeDumper):
    """Writes a value that stands in two places twice: a production's papers have no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return data is not self


def answered(text: str, currency: str = "USD") -> tuple[ParticipationReport, list[Problem]]:
    """The report on a text, with its problems; the text must be a document."""
    tree = tree_of(text)
    document, problems = validate(ParticipationsDocument, tree)
    assert document is not None, problems
    return compute(document, PEOPLE, currency, tree)


def tree_of(text: str) -> Tree:
    """The text read strictly; it must be readable."""
    tree, problems = read_yaml(text, "participations.yaml")
    assert tree is not None, problems
    return tree


def case(name: str) -> tuple[ParticipationReport, list[Problem]]:
    """The report on one of the printed cases."""
    return answered((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


def written(books: list[dict[str, Any]], deals: list[dict[str, Any]]) -> str:
    """A document of these books and deals, as text."""
    told = {"kind": "participations", "version": 1, "currency": "USD", "books": books, "deals": deals}
    return yaml.dump(told, Dumper=_WithoutAnchors, sort_keys=False)


def statement(report: ParticipationReport, deal: str, id_: str) -> StatementReport:
    """One statement of a deal."""
    statements = next(each for each in report.deals if each.id == deal).statements
    return next(each for each in statements if each.id == id_)


def figures(report: ParticipationReport) -> Mapping[str, Figure[Value]]:
    """Every figure by its name, which no two may share."""
    return index(report.roots())


def amounts(report: ParticipationReport, deal: str, id_: str) -> dict[str, Decimal]:
    """Every line of a statement to date."""
    return {line.id: line.to_date.value.amount for line in statement(report, deal, id_).lines}
