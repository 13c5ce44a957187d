"""Documents of an older version of their kind are read as the newest."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from topsheet.documents import Document, current_version, read_yaml, upgraded, validate
from topsheet.documents import upgrade as room
from topsheet.documents.upgrade import STEPS
from topsheet.film import KINDS


class Reel(Document):
    """A kind that has had three versions: metres became feet, then a list of parts."""

    kind: Literal["reel"]
    version: Literal[3]
    parts: tuple[int, ...]


def _renamed(value: dict[str, Any]) -> dict[str, Any]:
    value["feet"] = value.pop("length")
    return value


def _listed(value: dict[str, Any]) -> dict[str, Any]:
    value["parts"] = [value.pop("feet")]
    return value


REEL = {("reel", 1): _renamed, ("reel", 2): _listed}


def test_each_step_is_taken_once_and_in_order() -> None:
    first = {"kind": "reel", "version": 1, "length": 900}
    assert upgraded("reel", first, 3, REEL) == {"kind": "reel", "version": 3, "parts": [900]}
    assert upgraded("reel", {"kind": "reel", "version": 2, "feet": 9}, 3, REEL)["parts"] == [9]
    assert first == {"kind": "reel", "version": 1, "length": 900}


def test_what_is_current_newer_or_no_document_comes_back_as_it_is() -> None:
    values: list[Any] = [
        {"version": 3, "parts": []},
        {"version": 4},
        {"version": True},
        {"version": "1"},
        {},
        [],
        None,
    ]
    for value in values:
        assert upgraded("reel", value, 3, REEL) is value


def test_a_version_without_a_step_is_an_error_and_never_taken_for_the_newest() -> None:
    with pytest.raises(KeyError):
        upgraded("reel", {"version": 1}, 3, {("reel", 2): _listed})


def test_a_document_of_the_first_version_is_validated_as_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "STEPS", REEL)
    monkeypatch.setattr(upgraded, "__defaults__", (REEL,))
    tree, _ = read_yaml("kind: reel\nversion: 1\nlength: 900\n", "reel.yaml")
    assert tree is not None
    document, problems = validate(Reel, tree)
    assert (document, problems) == (Reel(kind="reel", version=3, parts=(900,)), [])


def test_every_kind_has_a_step_for_each_version_before_its_newest() -> None:
    wanted = {
        (kind, version) for kind, model in KINDS.items() for version in range(1, current_version(model))
    }
    assert set(STEPS) == wanted
