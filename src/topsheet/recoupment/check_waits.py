"""Conditions that can never come true, because nobody pays those they wait for."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.documents.strict_yaml import Path
from topsheet.recoupment.check_names import Known, lists_of
from topsheet.recoupment.clauses import Branch, Corridor, Takers, Tier, When
from topsheet.recoupment.document import RecoupmentDocument
from topsheet.recoupment.findings import Findings
from topsheet.recoupment.terms import chosen


def check_waits(document: RecoupmentDocument, known: Known, found: Findings) -> None:
    """Say which conditions wait for positions that no other clause pays."""
    lists = [*lists_of(document)]
    for at, amendment in enumerate(document.amendments):
        lists.append((("amendments", at, "off_the_top"), amendment.off_the_top or ()))
        lists.append((("amendments", at, "tiers"), amendment.tiers or ()))
    paid = [(path, at, who) for path, steps in lists for at, step in enumerate(steps)
            if isinstance(step, Tier) and (who := _paid(step, known))]  # fmt: skip
    conditions: list[tuple[Path, int, When]] = [
        (path, at, step.when) for path, steps in lists for at, step in enumerate(steps) if step.when
    ]
    conditions += [
        (("accounts",), at, each.release) for at, each in enumerate(document.accounts) if each.release
    ]
    for path, at, when in conditions:
        waits = {each.id for each in chosen(when.recouped, known.positions)} if when.recouped else set()
        if waits and not any(waits & who for where, n, who in paid if (where, n) != (path, at)):
            inner = "release" if path == ("accounts",) else "when"
            found.say(
                (*path, at, inner, "recouped"),
                f"the condition waits until {', '.join(sorted(waits))} recoup, whom no other clause pays",
                "It would never hold, and the clause would never pay.",
                "Wait for somebody who is paid elsewhere, or add the tier that pays them.",
            )


def _paid(tier: Tier, known: Known) -> frozenset[str]:
    return frozenset(each.id for group in _groups(tier) for each in chosen(group, known.positions))


def _groups(tier: Tier) -> Iterator[Takers]:
    sides: list[Tier | Branch | Corridor] = [
        tier,
        *(tier.beside or ()),
        *([tier.corridor] if tier.corridor else []),
    ]
    yield from (group for side in sides for group in (side.pay, side.pari_passu) if group)
    yield from (part for part in tier.split or () if part.to is None)
