"""Why a figure is what it is: the tree of its causes as text or values."""

from __future__ import annotations

import json

from topsheet.figures import Figure, Row, Value, rows
from topsheet.money import Money
from topsheet.papers.json import figure_values
from topsheet.papers.spell import spell


def explain_text(figure: Figure[Value], *, deepest: int = 99) -> str:
    """The figure and, indented under it, what made it, down to document lines and rules with their source."""
    told = []
    for row in rows(figure, deepest):
        told += _lines(row)
    return "\n".join(told) + "\n"


def explain_json(figure: Figure[Value], *, deepest: int = 99) -> str:
    """The same tree as a JSON list of rows, each with its depth and its figure."""
    listed = [
        {"depth": row.depth, "name": row.figure.name, **figure_values(row.figure)}
        for row in rows(figure, deepest)
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def _lines(row: Row) -> list[str]:
    figure, pad = row.figure, "  " * row.depth
    currency = f"{figure.value.currency} " if isinstance(figure.value, Money) and not row.depth else ""
    lines = [f"{pad}{figure.label}: {currency}{spell(figure.value)}   [{figure.name}]"]
    if row.seen:
        return [f"{lines[0]}  (opened above)"]
    if figure.how and figure.how != "as given":
        lines.append(f"{pad}  = {figure.how}")
    if figure.source:
        lines.append(f"{pad}  in {figure.source}")
    if figure.rule:
        rule = figure.rule
        lines.append(
            f"{pad}  rule: {rule.title}, {rule.url}, as of {rule.as_of}, {rule.status.value.lower()}"
        )
    return lines
