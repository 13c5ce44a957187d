"""In which statement each receipt stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from topsheet.recoupment.document import Made
from topsheet.release import Receipt


def grouped(receipts: Sequence[Receipt], made: Sequence[Made]) -> list[list[Receipt]]:
    """The receipts of each statement; those that belong to none yet are left out.

    What corrects a receipt stands in no earlier statement than that receipt, whatever its own value date.
    """
    groups: list[list[Receipt]] = [[] for _ in made]
    by_id = {each.id: each for each in receipts}
    for receipt in sorted(receipts, key=lambda each: (each.known, each.day, each.id)):
        if (at := _place(receipt, by_id, made)) is not None:
            groups[at].append(receipt)
    return groups


def _place(receipt: Receipt, by_id: Mapping[str, Receipt], made: Sequence[Made]) -> int | None:
    """The number of the statement, from 0, in which a receipt stands; None where it waits."""
    chain = [receipt]
    while (old := by_id.get(chain[-1].corrects)) and old not in chain:
        chain.append(old)
    at: int | None = 0
    for each in reversed(chain):
        free = each is not chain[-1]  # a correction is a movement of the period in which it came
        at = next(
            (
                n
                for n, one in enumerate(made)
                if n >= (at or 0) and each.known <= one.made and (free or each.value_date <= one.to)
            ),
            None,
        )
        if at is None:
            break
    return at
