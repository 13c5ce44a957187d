"""YAML read strictly: what is written is what is read, and everything else is refused with its line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from textwrap import dedent
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from topsheet.documents import Problem, Tree, read_yaml
from topsheet.documents.strict_yaml import DEEPEST, MOST_BYTES


def read(text: str) -> Tree:
    tree, problems = read_yaml(dedent(text), "budget.yaml")
    assert problems == []
    assert tree
    return tree


def refused(text: str) -> tuple[str, str]:
    tree, [problem] = read_yaml(dedent(text), "budget.yaml")
    assert tree is None
    assert problem.why
    assert problem.fix
    return problem.where, problem.what


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("5", 5),
        ("-5", -5),
        ("+5", 5),
        ("010", 10),
        ("1_250_000", 1_250_000),
        ("12.50", Decimal("12.50")),
        (".5", Decimal("0.5")),
        ("0.1", Decimal("0.1")),
        ("1.0e+3", Decimal(1000)),
        ("2027-03-29", date(2027, 3, 29)),
        ("'2027-03-29'", "2027-03-29"),
        ("true", True),
        ("False", False),
        ("no", "no"),
        ("NO", "NO"),
        ("on", "on"),
        ("Off", "Off"),
        ("y", "y"),
        ("1,250", "1,250"),
        ("~", None),
        ("", None),
        ("'08:00'", "08:00"),
        ("09:30", "09:30"),
    ],
)
def test_a_value_is_read_as_it_is_written(written: str, value: object) -> None:
    found = read(f"a: {written}").value["a"]
    assert (found, type(found)) == (value, type(value))


def test_no_number_is_a_binary_float() -> None:
    assert str(read("rate: 1234567890.123456789").value["rate"]) == "1234567890.123456789"


def test_keys_that_yaml_takes_for_yes_and_no_are_words() -> None:
    assert read("on: 1\nno: 2\nNO: 3\nyes: 4\ntrue: 5\n1: 6").value == {
        "on": 1, "no": 2, "NO": 3, "yes": 4, "true": 5, 1: 6,
    }  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        "0x1f",
        "0b11",
        ".inf",
        "-.inf",
        ".nan",
        "1:30",
        "190:20:30.15",
    ],
)
def test_other_ways_of_writing_numbers_and_times_are_refused(written: str) -> None:
    assert refused(f"b: 1\na: {written}\n") == (
        "budget.yaml:2",
        f"has {written!r}, which is not a plain number, day or word",
    )


@pytest.mark.parametrize("written", ["2027-02-30", "2027-03-29 10:00:00"])
def test_a_day_that_does_not_exist_or_a_moment_is_refused(written: str) -> None:
    assert refused(f"b: 1\na: {written}\n") == (
        "budget.yaml:2",
        f"has {written!r}, which is no day of the calendar",
    )


def test_the_refusal_of_a_number_says_how_to_write_it() -> None:
    assert read_yaml("call: 18:00", "schedule.yaml") == (
        None,
        [
            Problem(
                "schedule.yaml:1",
                "has '18:00', which is not a plain number, day or word",
                "Only decimal numbers, days written `2027-03-29`, words, true and false are read.",
                "Write it that way, or put it in quotes if it is a word.",
            )
        ],
    )


def test_a_key_twice_names_both_lines() -> None:
    text = "a:\n  b: 1\n  c: 2\n  b: 3\n"
    assert read_yaml(text, "budget.yaml") == (
        None,
        [
            Problem(
                "budget.yaml:4",
                "has the key 'b' twice, first on line 2",
                "Only one of the two values would count, and nobody could tell which.",
                "Keep one of them, or rename the other.",
            )
        ],
    )


@pytest.mark.parametrize("key", ["1.5", "2027-03-29", "~", "[a]", "{a: 1}"])
def test_a_key_that_is_no_word_or_number_is_refused(key: str) -> None:
    assert refused(f"? {key}\n: 1") == ("budget.yaml:1", "has a key that is not a word or a number")


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: &x 1\nb: *x\n", 1), ("a: 1\nb: &x [1]\n", 2), ("a: 1\nb: 2\nc: &x {d: 1}\n", 3)],
)
def test_anchors_and_aliases_are_refused(text: str, line: int) -> None:
    assert refused(text) == (f"budget.yaml:{line}", "uses an anchor or alias (& or *)")


def test_a_laugh_of_anchors_is_refused_before_it_grows() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    assert refused("\n".join(rows)) == ("budget.yaml:1", "uses an anchor or alias (& or *)")


@pytest.mark.parametrize("depth", [DEEPEST + 1, 1_000, 200_000])
@pytest.mark.parametrize("bracket", ["[", "{a: "])
def test_what_is_nested_too_deep_is_refused(depth: int, bracket: str) -> None:
    assert refused(bracket * depth) == ("budget.yaml:1", f"is nested more than {DEEPEST} levels deep")


def test_the_deepest_that_is_read() -> None:
    value = read("[" * DEEPEST + "]" * DEEPEST).value
    for _ in range(DEEPEST - 1):
        [value] = value
    assert value == []


def test_a_file_too_large_is_not_read() -> None:
    assert refused("#" * (MOST_BYTES + 1)) == ("budget.yaml:1", "is larger than 5,000,000 bytes")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1, 2\nb: 3\n", 2),
        ("a: 'open\n", 2),
        ("a: 1\n b: 2\n", 2),
        ("a: 1\n---\nb: 2\n", 2),
        ("a: \x00\n", 1),
        ("a:\n\tb: 1\n", 2),
    ],
)
def test_what_is_no_yaml_says_where_reading_stopped(text: str, line: int) -> None:
    where, what = refused(text)
    assert where == f"budget.yaml:{line}"
    assert what.startswith("is not readable YAML: ")


@pytest.mark.parametrize(
    "text", ["a: !thing 5", "a: !!binary abc", "a: !!python/object:os.system {}", "<<: {a: 1}"]
)
def test_tags_and_merges_make_nothing(text: str) -> None:
    assert refused(text)[0] == "budget.yaml:1"


def test_every_value_knows_its_line() -> None:
    tree = read(
        """\
        kind: budget
        accounts:
          - number: "1100"
            lines:
              - {id: a}
              - id: b
                rate: 5
        """
    )
    at = ("accounts", 0, "lines")
    assert [tree.where(path) for path in ((), (*at, 0, "id"), (*at, 1, "rate"), (*at, 1, "what"))] == [
        "budget.yaml:1",
        "budget.yaml:5 accounts[0].lines[0].id",
        "budget.yaml:7 accounts[0].lines[1].rate",
        "budget.yaml:6 accounts[0].lines[1].what",
    ]


def test_an_empty_text_is_nothing() -> None:
    assert read("# only a remark\n").value is None


plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.dates(),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_categories=["Cc"]), max_size=12),
)
keys = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
trees = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(trees)
@example({"on": "no", "number": "0100", "call": "08:00", "day": "2027-03-29", "n": "1e5", "x": "~"})
def test_what_is_written_is_read_back_with_a_line_for_each_value(value: Any) -> None:
    tree = read(yaml.safe_dump(value, allow_unicode=True, sort_keys=False))
    assert tree.value == value
    assert _paths(value, ()) == set(tree.lines)


def _paths(value: Any, path: tuple[str | int, ...]) -> set[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {path}.union(*(_paths(each, (*path, step)) for step, each in inside))


@settings(max_examples=300)
@given(st.text(alphabet=" \n\t:-[]{}&*!|>'\"%@`#,?ab01.~<=\x00é", max_size=60))
def test_whatever_is_typed_is_read_or_refused_with_a_line(text: str) -> None:
    tree, problems = read_yaml(text, "budget.yaml")
    assert (tree is None) == (len(problems) == 1)
    assert all(problem.where.startswith("budget.yaml:") for problem in problems)


@pytest.mark.parametrize(
    ("written", "comma", "fix"),
    [
        ("fees: {up_to: 40,000, to: agent}", "40,000", "Write thousands without a mark: 40000."),
        ("a: 1\nfees: {percent: 20,5}", "20,5", "Write parts of one after a point: 20.5."),
    ],
)
def test_a_number_cut_by_its_own_comma_is_told(written: str, comma: str, fix: str) -> None:
    tree, problems = read_yaml(written, "terms.yaml")
    assert tree is None
    assert problems[0].where == f"terms.yaml:{written.count(chr(10)) + 1}"
    assert (problems[0].what, problems[0].fix) == (f"the comma in {comma} ends the value between braces", fix)


def test_keys_that_are_numbers_stay_keys() -> None:
    assert read_yaml("a: {x: 1, 2: 3}\nb: {1: 2,\n  3: }", "terms.yaml")[1] == []


@pytest.mark.parametrize(
    "written",
    ["a:\n  - {b: 1}\n\xa0 - {b: 2}\n", "a: 1\nx: 2\nb: {c: 9,\xa0days: 3}", "a: x\nb: c\n\u202fd: e: f"],
)
def test_a_space_that_keeps_words_together_is_told_with_its_line(written: str) -> None:
    where, what = refused(written)
    assert (where, what.partition(",")[0]) == ("budget.yaml:3", "has a space that is none")


def test_such_a_space_may_stand_in_a_text() -> None:
    assert read_yaml("a: 15\xa0percent\nb: '\xa0x'", "budget.yaml")[1] == []
