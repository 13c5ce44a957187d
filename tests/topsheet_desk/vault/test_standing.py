"""How a request stands after what was said on it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from topsheet_desk.site.roles import Role
from topsheet_desk.vault.standing import Standing, State, Word, standing
from topsheet_desk.vault.verdicts import Verdict

EP, P = Role.EXECUTIVE_PRODUCER, Role.PRODUCER
BOTH = [EP, P]


def word(verdict: str, role: Role = EP, person: int = 1) -> Word:
    return Word(verdict, role, person, person)


def test_every_needed_role_must_approve() -> None:
    assert standing(BOTH, []) == Standing(State.OPEN, (EP, P))
    assert standing(BOTH, [word("APPROVED", P)]) == Standing(State.OPEN, (EP,))
    assert standing(BOTH, [word("APPROVED", P), word("APPROVED_WITH_CONDITIONS", EP)]) == Standing(
        State.APPROVED
    )


def test_one_no_ends_it() -> None:
    for verdict, state in (
        ("RETURNED", State.RETURNED),
        ("REJECTED", State.REJECTED),
        ("ANSWERED", State.ANSWERED),
        ("WITHDRAWN", State.WITHDRAWN),
    ):
        assert standing(BOTH, [word("APPROVED", P), word(verdict)]) == Standing(state)


def test_without_a_named_role_one_approval_does() -> None:
    assert standing([], []) == Standing(State.OPEN)
    assert standing([], [word("APPROVED")]) == Standing(State.APPROVED)


def test_passing_up_moves_the_rung_and_never_down() -> None:
    assert standing([], [word("ESCALATED", P)]) == Standing(State.OPEN, (), P)
    assert standing([], [word("ESCALATED", EP), word("ESCALATED", P)]) == Standing(State.OPEN, (), EP)


def test_what_is_noted_asks_nothing() -> None:
    assert standing(BOTH, [], noted=True) == Standing(State.NOTED)


WORDS = st.lists(st.builds(word, st.sampled_from([*Verdict.values]), st.sampled_from(BOTH)), max_size=6)


@given(WORDS, WORDS)
def test_what_has_ended_stays_as_it_ended(first: list[Word], later: list[Word]) -> None:
    stands = standing(BOTH, first)
    if stands.state in (State.RETURNED, State.REJECTED, State.ANSWERED, State.WITHDRAWN):
        assert standing(BOTH, [*first, *later]) == stands


@given(WORDS)
def test_it_is_approved_only_with_both_roles_and_no_no(words: list[Word]) -> None:
    given_by = {each.role for each in words if each.verdict.startswith("APPROVED")}
    ended = any(each.verdict in ("RETURNED", "REJECTED", "ANSWERED", "WITHDRAWN") for each in words)
    assert (standing(BOTH, words).state is State.APPROVED) is (given_by == {EP, P} and not ended)
