"""Every figure of a film as JSON: stable names, money as decimal strings."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from topsheet.documents import Problem
from topsheet.figures import Figure, Value
from topsheet.film import Film
from topsheet.money import Money, Percent, minor_digits, round_half_up


def one_page_json(film: Film, *, indent: int | None = 2) -> str:
    """The film as a JSON text: its facts, every figure by name, the options each with all their figures, problems.

    A figure is `{label, kind, value, how, from}`, with `currency` for money, and `source` and `rule` where it has
    them. Money, percents and numbers are decimal strings; days are ISO 8601.
    """
    return json.dumps(film_values(film), ensure_ascii=False, indent=indent) + "\n"


def film_values(film: Film) -> dict[str, Any]:
    """The same as plain values, ready to be written."""
    return {
        "title": film.title,
        "currency": film.currency,
        "as_of": film.as_of.isoformat(),
        "option": film.option or None,
        "greenlight": film.greenlight.state.value,
        "figures": {name: figure_values(figure) for name, figure in film.figures.items()},
        "gates": [
            {"id": gate.id, "title": gate.title, "state": gate.state, "reason": gate.reason}
            for gate in film.greenlight.gates
        ],
        "options": {
            option.id: {
                "title": option.title,
                "note": option.note,
                "lost_scenes": list(option.lost_scenes),
                **film_values(option.film),
            }
            for option in film.options
        },
        "problems": [problem_values(problem) for problem in film.problems],
    }


def problem_values(problem: Problem) -> dict[str, str]:
    """A problem as plain values."""
    return {
        "where": problem.where,
        "what": problem.what,
        "why": problem.why,
        "fix": problem.fix,
        "severity": problem.severity.value,
    }


def figure_values(figure: Figure[Value]) -> dict[str, Any]:
    """A figure as plain values; `from` names its causes, each a figure of the same film."""
    told: dict[str, Any] = {"label": figure.label, **value_values(figure.value), "how": figure.how}
    told["from"] = [cause.name for cause in figure.inputs]
    if figure.source:
        told["source"] = figure.source
    if figure.rule:
        told["rule"] = {
            "title": figure.rule.title,
            "url": figure.rule.url,
            "as_of": figure.rule.as_of,
            "status": figure.rule.status.value,
        }
    return told


def value_values(value: Value) -> dict[str, str]:
    """The kind of a value and the value itself as text."""
    if isinstance(value, Money):
        kind = {"Money": "money", "Face": "face", "Cash": "cash", "InKind": "in_kind"}[type(value).__name__]
        amount = round_half_up(value.amount, value.currency)
        exact = amount if amount == value.amount else value.amount
        return {
            "kind": kind,
            "value": f"{exact:.{minor_digits(value.currency)}f}" if exact == amount else f"{exact:f}",
            "currency": value.currency,
        }
    if isinstance(value, Percent):
        return {"kind": "percent", "value": f"{value.value:f}"}
    if isinstance(value, date):
        return {"kind": "date", "value": value.isoformat()}
    if isinstance(value, Decimal | int):
        return {"kind": "number", "value": f"{value:f}" if isinstance(value, Decimal) else str(value)}
    return {"kind": "text", "value": value}
