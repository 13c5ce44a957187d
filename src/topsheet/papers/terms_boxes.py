"""The terms as boxes to be drawn: a column for each pot, a box for each cost and tier, in the order of payment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from topsheet.papers.spell import spell
from topsheet.recoupment.steps import (
    Add,
    Beside,
    Claim,
    Corridor,
    Part,
    Recoup,
    Share,
    Step,
    Take,
    Test,
    recoups,
)
from topsheet.recoupment.terms import Pot, Terms, Within
from topsheet.recoupment.wording_parts import condition
from topsheet.recoupment.wording_words import and_, listed, lower, percentage, spoken

_MODES = {
    "pro_rata": "side by side, pro rata",
    "in_order": "one after another, in this order",
    "equal": "side by side, in equal parts",
    "shares": "side by side, by agreed shares",
}
_CROSSED = ".crossed"


@dataclass(frozen=True, slots=True)
class Box:
    """A cost, a tier, or a part of one.

    `kind` is `cost` and `corridor` (taken beside the flow), `join` (comes into it), `tier` and `split` (the whole
    flow), `side` and `inside` (parts of a tier). `worth` is its rate or target, `lines` who is paid and how much,
    `notes` what more holds, `when` its condition, `shares` the parts of a division, `inner` boxes under each other
    and `sides` boxes beside each other.
    """

    step: str
    kind: str
    title: str
    worth: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    when: str = ""
    shares: tuple[Fraction, ...] = ()
    inner: tuple[Box, ...] = ()
    sides: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A pot from top to bottom, and what becomes of what is left at its end."""

    title: str
    note: str
    costs: tuple[Box, ...]
    tiers: tuple[Box, ...]
    end: str


def columns_of(terms: Terms, steps: Sequence[Step] | None = None) -> tuple[Column, ...]:
    """A column for each pot, the main one last; with `steps` only that one, under an amendment's order."""
    if steps is not None:
        return (_column(terms, terms.main, steps, terms.main),)
    halves = {pot.id.removesuffix(_CROSSED): pot for pot in terms.pots if pot.id.endswith(_CROSSED)}
    told = []
    for pot in terms.pots:
        if not pot.id.endswith(_CROSSED):
            last = halves.get(pot.id, pot)
            told.append(_column(terms, pot, (*pot.steps, *(last.steps if last is not pot else ())), last))
    return tuple(told)


def _column(terms: Terms, pot: Pot, steps: Sequence[Step], last: Pot) -> Column:
    costs = tuple(step for step in steps if isinstance(step, Take) and not step.below)
    boxes = {step.id: _box(terms, step) for step in steps}
    tiers = tuple(boxes[step.id] for step in steps if step not in costs)
    title = pot.label if len(terms.pots) > 1 else f"Gross from {lower(terms.receipts)}"
    return Column(
        title, _note(terms, pot), tuple(boxes[step.id] for step in costs), tiers, _end(terms, steps, last)
    )


def _note(terms: Terms, pot: Pot) -> str:
    named = [*pot.filter.territory, *pot.filter.medium, *(f"from {each}" for each in pot.filter.source)]
    if pot is not terms.main:
        return f"receipts of {', '.join(named)}" if named else "receipts handed on to it"
    return "all other receipts, and what flows in" if len(terms.pots) > 1 else f"in {terms.currency}"


def _end(terms: Terms, steps: Sequence[Step], pot: Pot) -> str:
    last = steps[-1] if steps else None
    if isinstance(last, Share) and not last.until and last.when is None:
        return ""
    if pot.then:
        return (
            f"What is left flows into {lower(next(each.label for each in terms.pots if each.id == pot.then))}"
        )
    return "What is left is given to nobody"


def _box(terms: Terms, step: Step) -> Box:
    test: Test | None = getattr(step, "when", None)
    when = condition(test, terms) if test else ""
    inner = tuple(_inside(terms, each) for each in terms.inside if step.id in each.tiers)
    match step:
        case Take():
            kind = "tier" if step.below and step.rate is None else "cost"
            notes = tuple(_extras(terms, step))
            return Box(step.id, kind, step.label, _worth(terms, step), ((step.payee_name, ""),), notes, when)
        case Add():
            if step.inflow is None:
                return Box(step.id, "join", step.label, "what the account held")
            return Box(step.id, "join", step.label, f"+ {spell(step.inflow.value.rounded())}")
        case Recoup():
            return _group(terms, step, "tier", when, inner)
        case Corridor():
            group = _group(terms, step.recoup, "corridor", when, inner)
            notes = (
                *group.notes,
                f"up to {group.worth}" if step.recoup.percent else "until what is owed is paid",
            )
            return Box(step.id, "corridor", step.label, f"{percentage(step.rate)} of what arrives", group.lines,
                       notes, when, inner=inner)  # fmt: skip
        case Beside():
            sides = tuple(
                _side(step.id, side.label, side.rate, _group(terms, side.recoup, "side"))
                for side in step.branches
            )
            return Box(step.id, "tier", step.label, "side by side", when=when, inner=inner, sides=sides)
        case Share():
            return _division(terms, step, when, inner)


def _side(step: str, label: str, rate: Fraction, group: Box) -> Box:
    notes = (*group.notes, f"until {group.worth}") if group.worth.endswith("%") else group.notes
    return Box(step, "side", label, percentage(rate), group.lines, notes)


def _worth(terms: Terms, step: Take) -> str:
    if step.rate is None:
        return f"up to {spell(terms.money(step.cap or Fraction(0)))}"
    bases = {"gross": "gross", "rest": "the rest"} | {base.id: lower(base.label) for base in terms.registers}
    return f"{percentage(step.rate)} of {bases[step.base]}"


def _extras(terms: Terms, step: Take) -> Iterator[str]:
    for above, rate in step.bands:
        yield f"{percentage(rate)} above {spell(terms.money(above))}"
    if step.retroactive:
        yield "each rate for everything once it is reached"
    if step.floor:
        yield f"at least {spell(terms.money(step.floor))}"
    if step.cap is not None and step.rate is not None:
        yield f"at most {spell(terms.money(step.cap))} in all"
    if step.offset:
        yield f"less {spell(terms.money(step.offset))} had in advance"
    if step.lapses:
        yield "what cannot be paid on its day lapses"
    kept = next((each for each in terms.accounts if each.id == step.payee), None)
    if kept:
        yield f"kept in the name of {kept.holder}" if kept.holder else "put aside"


def _group(terms: Terms, step: Recoup, kind: str, when: str = "", inner: tuple[Box, ...] = ()) -> Box:
    bears = {each.on: f"{percentage(each.rate)} interest" for each in terms.accruals}
    lines = tuple(
        (
            ", with ".join(filter(None, (claim.position.name, bears.get(claim.position.id)))),
            spell(terms.money(claim.target)),
        )
        for claim in step.claims
    )
    worth = f"{spoken(step.percent.value)}" if step.percent else "what is owed"
    notes = (_MODES[step.mode],) if len(step.claims) > 1 else ()
    if step.crossed:
        worth, notes = "first", ("what the others could not pay, in this order",)
    return Box(
        step.id, kind, step.label, worth, lines or (("nobody in the plan", ""),), notes, when, inner=inner
    )


def _division(terms: Terms, step: Share, when: str, inner: tuple[Box, ...]) -> Box:
    notes = []
    if step.until:
        whole = sum((claim.weight for claim in step.until), Fraction(0))
        target = sum((claim.target for claim in step.until), Fraction(0)) / whole
        notes.append(f"until {listed(step.until)} together have had {percentage(target)}")
    lines = tuple((_who(part), _part_worth(terms, part)) for part in step.parts)
    shares = tuple(part.rate for part in step.parts)
    return Box(step.id, "split", step.label, "of all that is left", lines, tuple(notes), when, shares, inner)


def _who(part: Part) -> str:
    return part.party_name if part.party else _names(part.claims)


def _names(claims: Sequence[Claim]) -> str:
    return f"{listed(claims)}, pro rata" if len(claims) > 1 else listed(claims) or "nobody in the plan"


def _part_worth(terms: Terms, part: Part) -> str:
    limit = "" if part.cap is None else f", up to {spell(terms.money(part.cap))}"
    return f"{spoken(part.rule.value)}{limit}"


def _inside(terms: Terms, within: Within) -> Box:
    lines = []
    for each in within.shares:
        limit = "" if each.cap is None else f", up to {spell(terms.money(each.cap))}"
        lines.append((each.to_name, f"{spoken(each.rule.value)}{limit}"))
    notes = [f"passed on out of what {within.of_name} receives"]
    if within.minimum:
        notes.append(f"nobody less than {spell(terms.money(within.minimum))}")
    return Box(within.id, "inside", within.label, "", tuple(lines), tuple(notes))


def told(terms: Terms) -> str:
    """What the picture shows, in a sentence, for those who do not see it."""
    labels = [
        step.label
        for pot in terms.pots
        for step in pot.steps
        if any(recoups(step)) or isinstance(step, Share)
    ]
    order = f" Paid in this order: {and_([lower(each) for each in labels])}." if labels else ""
    return (
        "Money flows from top to bottom. Costs and corridors take their part beside the line; a tier across it "
        f"takes all until it is full.{order}"
    )
