from __future__ import annotations

from topsheet.documents import Problem
from topsheet.people import Party, unknown_parties

PEOPLE = {"marlowe": Party(name="Josephine Marlowe", roles=("executive producer",))}
WHY = "A sum owed to nobody known can neither be paid nor asked for."


def test_known_parties_and_sources_without_one_are_no_problem() -> None:
    assert unknown_parties([("finance.yaml:3", "marlowe"), ("finance.yaml:9", "")], PEOPLE) == []


def test_a_misspelt_party_is_named_with_the_nearest() -> None:
    assert unknown_parties([("finance.yaml:3", "marlow"), ("finance.yaml:9", "zzz")], PEOPLE) == [
        Problem(
            "finance.yaml:3",
            "names the party `marlow`, who is not among the production's people",
            WHY,
            "Did you mean `marlowe`? Otherwise add `marlow:` under `people` in production.yaml.",
        ),
        Problem(
            "finance.yaml:9",
            "names the party `zzz`, who is not among the production's people",
            WHY,
            "Add `zzz:` under `people` in production.yaml.",
        ),
    ]
