"""Texts changed in one place: the change is read back, and every other byte stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topsheet.documents import insert_item, read_yaml, remove_value, set_value
from topsheet.documents.edit import same

ROOT = Path(__file__).resolve().parents[3]
FILES = sorted([*(ROOT / "examples").glob("*/*.yaml"), *(ROOT / "src/topsheet/cli/start").glob("*.yaml")])
TEXTS = {f"{path.parent.name}/{path.name}": path.read_bytes().decode() for path in FILES}
ODD = {
    "nested dashes": "a:\n- - x\n  - y # second\n\n- - z\n# end\n",
    "no last line end": "a:\n  - x\n  - y",
    "byte-order mark": "\ufeffa: 1\nb: [x, y]\n",
    "letters": "name: Amélie 夜のフェリー 🛥\nlist: ['it''s', \"q\\\"q\", plain words]\n",
    "several lines": "note: |\n  first\n  second\n\nfold: >-\n  one\n  two\n"
    "plain: one\n  two\nlist:\n  - |\n    x\n\n  - y\n",
    "quotes": "'1': \"01\"\non: no\nempty:\nlist: []  # none yet\nmap: {}\n",
    "flow": "a: {b: [1, {c: 2}], d: 'e', f: }\ng: [x: 1,\n    y, ]\n",
    "document marks": "---\n# head\na: 1\nb:\n  c: 2\n...\n",
    "empty values": "a:\n  b:\n  c:\n    -\n    - x\n  d: ~\n",
    "alone": "- a\n- b: 1\n  c: 2\n",
}
TEXTS |= ODD | {f"{name}, Windows": text.replace("\n", "\r\n") for name, text in ODD.items()}
TEXTS |= {"finance, Windows": TEXTS["night_ferry/finance.yaml"].replace("\n", "\r\n")}


def tree(text: str) -> Any:
    found, problems = read_yaml(text, "text")
    assert found is not None, problems
    return found.value


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for step, each in inside for found in paths(each, (*path, step)))]


def held(value: Any, path: tuple[Any, ...]) -> Any:
    return held(value[path[0]], path[1:]) if path else value


TREES = {name: tree(text) for name, text in TEXTS.items()}
PATHS = {name: paths(value) for name, value in TREES.items()}
LISTS = {
    name: found
    for name, value in TREES.items()
    if (found := [path for path in PATHS[name] if isinstance(held(value, path), list)])
}
WORDS = st.one_of(
    st.sampled_from(["plain words", "a: b", "x # y", "- z", "no", "on", "1917", "0x10", "012", "12:30", "~", "",
                     " a", "it's", '"q"', "a\nb", "tab\there", "夜", "🛥", "\u2028", "2027-02-03", "[x]", "{", "a, b",
                     "!t", "&a", "*a", "%p", "@x", "`", "?", ":", "-", "=", "<<", "true", "a:",
                     "\x00", "\ufeff", "1_000", "1.5e3"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)  # fmt: skip
SCALARS = st.one_of(
    WORDS, st.integers(-(10**9), 10**9), st.booleans(), st.none(), st.dates(date(1900, 1, 1)),
    st.decimals(-(10**9), 10**9, places=2),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inside: st.one_of(
        st.lists(inside, max_size=4), st.dictionaries(WORDS.filter(bool), inside, max_size=6)
    ),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(WORDS.filter(bool), VALUES, max_size=4)


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    if isinstance(value, list):
        return [changed(each, path[1:], new) if at == path[0] else each for at, each in enumerate(value)]
    return {**value, path[0]: changed(value.get(path[0]), path[1:], new)}


@settings(max_examples=120)
@given(data=st.data(), name=st.sampled_from(sorted(TEXTS)), value=VALUES)
def test_the_edited_text_reads_as_the_tree_with_the_change(
    data: st.DataObject, name: str, value: Any
) -> None:
    path = data.draw(st.sampled_from(PATHS[name]))
    text = TEXTS[name]
    assert same(tree(set_value(text, path, value)), changed(TREES[name], path, value))


@pytest.mark.parametrize("value", [{"x": None}, {"x": 1, "y": {"z": [1, 2]}}, ["x"], {}, []])
def test_keys_in_the_place_of_dashes_under_their_key_stand_further_in(value: Any) -> None:
    text = "a:\n  b:\n  - 1\n  - 2  # two\n  c: 3\n"
    told = set_value(text, ("a", "b"), value)
    assert tree(told) == {"a": {"b": value, "c": 3}}


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_setting_what_is_there_changes_no_byte(name: str) -> None:
    text = TEXTS[name]
    found = PATHS[name][:: max(1, len(PATHS[name]) // 40)]
    assert [set_value(text, path, held(TREES[name], path)) for path in found] == [text] * len(found)


@settings(max_examples=80)
@given(data=st.data(), name=st.sampled_from(sorted(LISTS)), value=VALUES)
def test_an_item_put_in_and_removed_leaves_the_text_as_it_was(
    data: st.DataObject, name: str, value: Any
) -> None:
    text = TEXTS[name]
    path = data.draw(st.sampled_from(LISTS[name]))
    items = held(TREES[name], path)
    place = data.draw(st.integers(0, len(items)))
    longer = insert_item(text, path, place, value)
    assert same(held(tree(longer), path), [*items[:place], value, *items[place:]])
    assert remove_value(longer, (*path, place)) == text


@settings(max_examples=80)
@given(data=st.data(), name=st.sampled_from(sorted(TEXTS)))
def test_what_is_removed_is_gone_and_nothing_else(data: st.DataObject, name: str) -> None:
    text = TEXTS[name]
    path = data.draw(st.sampled_from([path for path in PATHS[name] if path]))
    parent = held(TREES[name], path[:-1])
    kept = (
        [each for at, each in enumerate(parent) if at != path[-1]]
        if isinstance(parent, list)
        else {key: each for key, each in parent.items() if key != path[-1]}
    )
    assert same(tree(remove_value(text, path)), changed(TREES[name], path[:-1], kept))


@settings(max_examples=60)
@given(name=st.sampled_from(sorted(TEXTS)), key=WORDS.filter(bool), value=VALUES, data=st.data())
def test_a_missing_key_is_added_at_the_end_of_its_mapping(
    name: str, key: str, value: Any, data: st.DataObject
) -> None:
    text = TEXTS[name]
    places = [path for path in PATHS[name] if isinstance(held(TREES[name], path), dict)]
    if not places:
        return
    path = data.draw(st.sampled_from(places))
    if key in held(TREES[name], path):
        return
    longer = set_value(text, (*path, key), value)
    assert same(tree(longer), changed(TREES[name], (*path, key), value))
    assert list(held(tree(longer), path))[-1] == key


@settings(max_examples=100)
@given(
    before=st.dictionaries(WORDS.filter(bool), VALUES, max_size=4),
    after=st.dictionaries(WORDS.filter(bool), VALUES, max_size=4),
)
def test_a_text_can_be_made_to_say_anything_from_nothing(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    first = set_value("# nothing yet\n", (), before)
    assert (first.startswith("# nothing yet\n"), same(tree(first), before)) == (True, True)
    assert same(tree(set_value(first, (), after)), after)
