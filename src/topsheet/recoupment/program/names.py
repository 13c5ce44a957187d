"""What the versions of the terms have in common: one name for each definition of a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from topsheet.recoupment.program.flowing import Names
from topsheet.recoupment.steps import Beside, Corridor, Recoup, Share, Take, payees, recoups
from topsheet.recoupment.terms import Pot


def names_of(versions: Sequence[Sequence[Pot]]) -> Names:
    """One name for each definition of a step: a percentage that an amendment changes starts a new one."""
    keys, known = dict[tuple[int, str], str](), dict[str, list[object]]()
    paying, takes = dict[str, dict[tuple[str, str], None]](), dict[tuple[str, str], None]()
    dividing, bases = dict[str, dict[str, None]](), dict[str, str]()
    for number, pots in enumerate(versions):
        for pot in pots:
            for step in pot.steps:
                shape = _shape(step)
                shapes = known.setdefault(step.id, [])
                if shape not in shapes:
                    shapes.append(shape)
                at = shapes.index(shape)
                key = keys[number, step.id] = f"{step.id}#{at + 1}" if at else step.id
                takes |= dict.fromkeys((key, payee) for payee in payees(step))
                if isinstance(step, Take) and step.rate is not None:
                    bases[key] = step.base
                for part in step.parts if isinstance(step, Share) else ():
                    for claim in part.claims:
                        dividing.setdefault(claim.position.id, {})[key] = None
                for group in recoups(step):
                    for claim in group.claims:
                        paying.setdefault(claim.position.id, {})[pot.id, key] = None
    always = {key for key in keys.values() if all(key in _of(keys, n) for n in range(len(versions)))}
    return Names(
        keys,
        frozenset(always),
        {who: tuple(each) for who, each in paying.items()},
        {who: tuple(each) for who, each in dividing.items()},
        tuple(takes),
        bases,
    )


def _of(keys: Mapping[tuple[int, str], str], version: int) -> set[str]:
    return {key for (number, _), key in keys.items() if number == version}


def _shape(step: object) -> object:
    """What makes two clauses of one id the same clause: how they share, not where they stand or where they end."""
    match step:
        case Take():
            return (step.payee, step.rate, step.base, step.cap, step.floor, step.offset, step.bands,
                    step.retroactive, step.lapses, step.when)  # fmt: skip
        case Recoup():
            return _sharing(step)
        case Corridor():
            return (step.rate, step.when, _sharing(step.recoup))
        case Beside():
            return tuple((branch.rate, _sharing(branch.recoup)) for branch in step.branches)
    parts = getattr(step, "parts", ())
    return tuple(
        (part.id, part.party, part.rate, part.cap, [c.position.id for c in part.claims]) for part in parts
    )


def _sharing(group: Recoup) -> object:
    weights = [] if group.mode == "in_order" else [(each.position.id, each.weight) for each in group.claims]
    return (group.mode, weights)
