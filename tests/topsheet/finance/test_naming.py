"""What sources and options are called: by name, with the id only where two are alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.topsheet.finance.plans import document_of, equity
from topsheet.finance import option_names, told_apart, with_sources_told_apart


def test_the_id_stands_only_where_two_names_are_alike_or_missing() -> None:
    named = [("a", "Equity from Ray"), ("b", "equity  from ray"), ("c", "Sell France"), ("d", "")]
    assert told_apart(named) == {
        "a": "Equity from Ray (a)",
        "b": "equity  from ray (b)",
        "c": "Sell France",
        "d": "(d)",
    }


@given(
    st.dictionaries(st.from_regex(r"[a-z]{1,4}", fullmatch=True), st.sampled_from(["Ray", "ray ", "Kim", ""]))
)
def test_no_two_are_called_alike_and_telling_apart_again_changes_nothing(named: dict[str, str]) -> None:
    names = told_apart(named.items())
    assert len(set(names.values())) == len(named)
    assert told_apart(names.items()) == names


def test_two_sources_of_one_name_are_told_apart_and_a_plan_without_is_left_alone() -> None:
    twins = document_of(equity(1, "a") | {"name": "Ray"}, equity(2, "b") | {"name": "Ray"}, equity(3, "c"))
    assert [each.name for each in with_sources_told_apart(twins).sources] == ["Ray (a)", "Ray (b)", "C"]
    single = document_of(equity(1, "a"), equity(2, "b"))
    assert with_sources_told_apart(single) is single


def test_options_are_called_by_their_titles() -> None:
    plan = document_of(equity(1), options=[{"id": "a", "title": "More"}, {"id": "b", "title": "More"}])
    assert option_names(plan) == {"a": "More (a)", "b": "More (b)"}
