"""What was typed, and whether a text or a value has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet_desk.search.words import MOST, Words


@pytest.mark.parametrize(
    "typed", ["598,900", "598900", "598 900", " 598'900 ", "598\N{NO-BREAK SPACE}900", "-598900"]
)
def test_an_amount_is_one_number_however_its_thousands_are_set_apart(typed: str) -> None:
    words = Words.of(typed)
    assert [words.is_number(value) for value in ("598900.00", "-598900", "1598900", "59890")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("typed", ["INT. 12", "12a", "", "finance.gap", "–"])
def test_what_is_no_number_finds_no_value(typed: str) -> None:
    assert Words.of(typed).is_number("12") is False


def test_every_word_must_be_there_in_any_case_and_order() -> None:
    words = Words.of("  Night harbour ")
    assert [words.stand_in(text) for text in ("HARBOUR, NIGHT", "harbour", "knight harbours")] == [
        True,
        False,
        True,
    ]
    assert words.stand_in("the harbour", "at night")


@given(st.text(max_size=300))
def test_whatever_is_typed_is_searched_for(typed: str) -> None:
    words = Words.of(typed)
    assert bool(words) == bool(typed[:MOST].strip())
    if words:
        assert words.stand_in(typed[:MOST])
