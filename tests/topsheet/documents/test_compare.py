"""What changed between two versions of a document."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from topsheet.documents import Change, changes, flat

WORDS = st.text(alphabet="abcxyz 019", max_size=6)
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(-99, 99), WORDS)
KEYS = st.sampled_from(["id", "rate", "what", "lines", "name"])
VALUES = st.recursive(
    PLAIN, lambda inside: st.one_of(st.lists(inside, max_size=4), st.dictionaries(KEYS, inside, max_size=4))
)


def budget(*lines: dict[str, Any]) -> dict[str, Any]:
    return {"accounts": [{"number": "1100", "lines": list(lines)}]}


def test_a_line_put_before_another_does_not_make_the_other_new() -> None:
    before = budget({"id": "director", "rate": 100})
    after = budget({"id": "writer", "rate": 50}, {"id": "director", "rate": 120})
    assert changes(before, after) == (
        Change("accounts[1100].lines[writer].id", None, "writer"),
        Change("accounts[1100].lines[writer].rate", None, "50"),
        Change("accounts[1100].lines[director].rate", "100", "120"),
    )


def test_what_went_is_told_last() -> None:
    before = budget({"id": "director", "rate": 100}, {"id": "writer", "rate": 50})
    after = budget({"id": "director", "rate": 100})
    assert changes(before, after) == (
        Change("accounts[1100].lines[writer].id", "writer", None),
        Change("accounts[1100].lines[writer].rate", "50", None),
    )


def test_two_entries_of_one_name_are_told_apart() -> None:
    assert flat({"parts": [{"name": "A", "x": 1}, {"name": "A", "x": 2}]}) == {
        "parts[A].name": "A",
        "parts[A].x": "1",
        "parts[A (2)].name": "A",
        "parts[A (2)].x": "2",
    }


def test_an_empty_list_is_something() -> None:
    assert changes({"options": []}, {"options": ["a"]}) == (
        Change("options[a]", None, "a"),
        Change("options", "", None),
    )


@given(VALUES)
def test_a_value_does_not_differ_from_itself(value: Any) -> None:
    assert changes(value, value) == ()


@given(VALUES, VALUES)
def test_the_way_back_is_the_same_changes_turned_round(before: Any, after: Any) -> None:
    there = {(change.path, change.before, change.after) for change in changes(before, after)}
    back = {(change.path, change.after, change.before) for change in changes(after, before)}
    assert there == back


@given(VALUES, VALUES)
def test_the_changes_make_the_later_version_of_the_earlier(before: Any, after: Any) -> None:
    made = flat(before)
    for change in changes(before, after):
        if change.after is None:
            del made[change.path]
        else:
            made[change.path] = change.after
    assert made == flat(after)
