"""The sums within sealed figures, added up again in exact decimals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from topsheet_desk.vault.lookups.check.part import Part

Figures = Mapping[str, Mapping[str, Any]]

_MONEY = ("money", "face", "cash", "in_kind")
# How a figure says that it is a sum: of a number of parts, or of parts by their names and nothing else.
_SUM = re.compile(r"sum of \d+|[^\d×÷−%,;]+( \+ [^\d×÷−%,;]+)+")
_ACCOUNT, _SECTION = "budget.account.", "budget.section."


def add_up(figures: Figures, part: Part) -> Iterator[str]:
    """What is wrong: each sum that is not the sum of its causes, each account that is in no section or in two."""
    for name, figure in figures.items():
        if figure["kind"] in _MONEY and figure["from"] and _SUM.fullmatch(figure["how"]):
            yield from _sum(name, figure, figures, part)
    yield from _accounts(figures)


def _sum(name: str, figure: Mapping[str, Any], figures: Figures, part: Part) -> Iterator[str]:
    own = name.split(".", 1)[0]
    lost = [cause for cause in figure["from"] if cause not in figures]
    if lost:
        # A sum over another room's figures is sealed there; one over its own must have them all.
        yield from (
            f"{name} adds up {cause}, which is not there" for cause in lost if cause.startswith(f"{own}.")
        )
        return
    causes = [figures[cause] for cause in figure["from"]]
    part.count("sums")
    if any(cause.get("currency") != figure["currency"] for cause in causes):
        yield f"{name} adds up another currency than {figure['currency']}"
        return
    total = sum((Decimal(cause["value"]) for cause in causes), Decimal(0))
    if total != Decimal(figure["value"]):
        yield f"{name} says {figure['value']}, and its parts come to {total}"


def _accounts(figures: Figures) -> Iterator[str]:
    inside = [
        cause for name, figure in figures.items() if name.startswith(_SECTION) for cause in figure["from"]
    ]
    for name in figures:
        if name.startswith(_ACCOUNT) and inside.count(name) != 1:
            yield f"{name} is in {inside.count(name)} sections, and must be in one"
