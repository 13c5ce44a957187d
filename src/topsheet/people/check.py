"""Papers may name only parties that the production knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from topsheet.documents import Problem
from topsheet.people.model import Party


def unknown_parties(named: Iterable[tuple[str, str]], people: Mapping[str, Party]) -> list[Problem]:
    """A Problem for each (where, party id) that is not among the production's people."""
    problems = []
    for where, party in named:
        if party and party not in people:
            near = get_close_matches(party, people, 1)
            hint = f"Did you mean `{near[0]}`? Otherwise add" if near else "Add"
            problems.append(
                Problem(
                    where,
                    f"names the party `{party}`, who is not among the production's people",
                    "A sum owed to nobody known can neither be paid nor asked for.",
                    f"{hint} `{party}:` under `people` in production.yaml.",
                )
            )
    return problems
