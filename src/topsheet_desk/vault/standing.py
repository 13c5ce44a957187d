"""How a request stands, from the decisions on it. Pure: no table is read here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from topsheet_desk.site.roles import LADDER, Role


class State(StrEnum):
    """Where a request stands."""

    OPEN = "OPEN"
    APPROVED = "APPROVED"
    RETURNED = "RETURNED"
    REJECTED = "REJECTED"
    ANSWERED = "ANSWERED"
    WITHDRAWN = "WITHDRAWN"
    NOTED = "NOTED"


@dataclass(frozen=True, slots=True)
class Word:
    """One decision as far as the standing needs it: the verdict, the role it was given in, and whose it was.

    `person` acted; `principal` is whose authority it was: the same, unless a delegate acted.
    """

    verdict: str
    role: Role
    person: int
    principal: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a request, the roles whose approval is still needed, and the rung that passed it up."""

    state: State
    needs: tuple[Role, ...] = ()
    passed_up_by: Role | None = None


_ENDS = {
    "RETURNED": State.RETURNED,
    "REJECTED": State.REJECTED,
    "ANSWERED": State.ANSWERED,
    "WITHDRAWN": State.WITHDRAWN,
}


def standing(needs: Sequence[Role], words: Sequence[Word], *, noted: bool = False) -> Standing:
    """The standing after some decisions, in the order they were given.

    One no ends a request. Every needed role must approve; a request that names no role is approved by its first
    approval. Passing up moves the rung that is asked, and ends nothing.
    """
    if noted:
        return Standing(State.NOTED)
    given: list[Role] = []
    passed: Role | None = None
    for word in words:
        if word.verdict in _ENDS:
            return Standing(_ENDS[word.verdict])
        if word.verdict == "ESCALATED":
            passed = _higher(passed, word.role)
        elif word.verdict in ("APPROVED", "APPROVED_WITH_CONDITIONS"):
            given.append(word.role)
    still = tuple(role for role in needs if role not in given)
    if given and not still:
        return Standing(State.APPROVED, (), passed)
    return Standing(State.OPEN, still, passed)


def _higher(first: Role | None, second: Role) -> Role:
    return second if first is None or LADDER.index(second) > LADDER.index(first) else first
