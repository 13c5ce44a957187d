"""The film as JSON: stable names, decimal strings, causes that exist."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.errors.gallery import updating
from tests.topsheet.papers.films import night_ferry
from topsheet.papers import one_page_json

NAMES = Path(__file__).parent / "golden" / "night_ferry_names.txt"
KINDS = {"money", "face", "cash", "in_kind", "percent", "date", "number", "text"}
DECIMAL = re.compile(r"-?\d+(\.\d+)?")


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    values: dict[str, Any] = json.loads(one_page_json(night_ferry()), parse_float=Decimal)
    return values


def test_names_of_the_figures_are_stable(told: dict[str, Any]) -> None:
    made = "".join(f"{name}\n" for name in sorted(told["figures"]))
    if updating():
        NAMES.write_text(made, encoding="utf-8")
    assert made == NAMES.read_text(encoding="utf-8")


def test_every_cause_is_a_figure_of_the_same_film(told: dict[str, Any]) -> None:
    for film in (told, *told["options"].values()):
        missing = {
            cause
            for figure in film["figures"].values()
            for cause in figure["from"]
            if cause not in film["figures"]
        }
        assert missing == set()


def test_every_value_is_a_text_of_its_kind(told: dict[str, Any]) -> None:
    for name, figure in told["figures"].items():
        assert figure["kind"] in KINDS, name
        assert isinstance(figure["value"], str), name
        if figure["kind"] not in ("date", "text"):
            assert DECIMAL.fullmatch(figure["value"]), name
        assert ("currency" in figure) is (figure["kind"] in ("money", "face", "cash", "in_kind")), name


def test_no_number_is_a_binary_float(told: dict[str, Any]) -> None:
    def leaves(value: Any) -> list[Any]:
        if isinstance(value, dict):
            return [leaf for inside in value.values() for leaf in leaves(inside)]
        return [leaf for inside in value for leaf in leaves(inside)] if isinstance(value, list) else [value]

    assert {type(leaf) for leaf in leaves(told)} <= {str, type(None)}


def test_every_figure_says_where_it_comes_from(told: dict[str, Any]) -> None:
    silent = [
        name
        for name, figure in told["figures"].items()
        if not figure["from"] and not figure["how"] and "source" not in figure and "rule" not in figure
    ]
    assert silent == []


def test_facts_of_the_film_stand_first(told: dict[str, Any]) -> None:
    assert list(told) == [
        "title", "currency", "as_of", "option", "greenlight", "figures", "gates", "options", "problems",
    ]  # fmt: skip
    assert [told[key] for key in list(told)[:5]] == ["Night Ferry", "USD", "2026-11-24", None, "BLOCKED"]
    assert told["figures"]["finance.gap"] == {
        "label": "Gap",
        "kind": "money",
        "value": "598900.00",
        "currency": "USD",
        "how": "total budget − committed, or nothing when covered",
        "from": ["budget.total", "finance.committed"],
    }


def test_options_carry_their_own_figures(told: dict[str, Any]) -> None:
    gaps = {name: option["figures"]["finance.gap"]["value"] for name, option in told["options"].items()}
    assert gaps == {"a": "0.00", "b": "181142.52", "c": "280900.00"}


def test_same_film_gives_the_same_text() -> None:
    assert one_page_json(night_ferry()) == one_page_json(night_ferry())
