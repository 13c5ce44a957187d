"""The terms read back as plain English, one sentence a step, for a lawyer to agree to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from topsheet.recoupment.steps import Add, Beside, Corridor, Recoup, Share, Step, Take, Test, recoups
from topsheet.recoupment.terms import Pot, Terms
from topsheet.recoupment.wording_parts import (
    amended_text,
    bases_text,
    claims_text,
    condition,
    filtered,
    general_text,
    inside_text,
    interest_text,
)
from topsheet.recoupment.wording_words import (
    and_,
    is_or_are,
    listed,
    lower,
    one_stop,
    percentage,
    spoken,
    spoken_day,
)

_SPILL = ", what one cannot take passing to the others"
_SIDE_BY_SIDE = {
    "pro_rata": "side by side, pro rata to {basis}{spill}",
    "equal": f"side by side in equal parts{_SPILL}",
    "shares": f"side by side by agreed shares ({{shares}}){_SPILL}",
    "in_order": "one after another in this order",
}
_MAIN = "the main order"


def terms_text(terms: Terms) -> tuple[str, ...]:
    """The sentences, in the order in which money flows; names and amounts are the finance plan's."""
    since = f"from {spoken_day(terms.since)} on" if terms.since else "from the first day on"
    told = [f"Receipts are the gross from {lower(terms.receipts)}, in {terms.currency}, {since}."]
    told += bases_text(terms)
    told += claims_text(terms)
    told += [text for pot in terms.pots[:-1] for text in _pot(pot, terms)]
    if len(terms.pots) > 1:
        told.append(f"All other receipts, and what those pots hand on, are the gross of {_MAIN}.")
    told += steps_text(terms.main.steps, terms)
    told += inside_text(terms)
    told += interest_text(terms)
    told += amended_text(terms, steps_text)
    told += general_text(terms)
    return tuple(map(one_stop, told))


def steps_text(steps: Sequence[Step], terms: Terms) -> list[str]:
    """The sentences of one order of payment."""
    costs = [step for step in steps if isinstance(step, Take) and not step.below]
    told = [step_text(step, terms) for step in costs]
    told.append("What is left is the net after costs." if costs else "Nothing is taken off the top.")
    told += [step_text(step, terms) for step in steps if step not in costs]
    return told if _ends(steps) else [*told, "Whatever is left after that is given to nobody by these terms."]


def _ends(steps: Sequence[Step]) -> bool:
    last = steps[-1]
    return isinstance(last, Share) and not last.until and last.when is None


def _pot(pot: Pot, terms: Terms) -> list[str]:
    """What a pot takes in, its own order, and where the rest goes."""
    if pot.id.endswith(".crossed"):
        told = []
    elif filtered(pot.filter) or any(each.then == pot.id for each in terms.pots):
        handed = [each.label for each in terms.pots if each.then == pot.id]
        into = [f"receipts {filtered(pot.filter)}"] if filtered(pot.filter) else []
        into += [f"what {and_(handed)} {'hands' if len(handed) == 1 else 'hand'} on"] if handed else []
        told = [f"{pot.label} is a pot of its own: {' and '.join(into)}."]
    else:
        told = [f"{pot.label} is a pot of its own, into which nothing flows."]
    told += [step_text(step, terms) for step in pot.steps]
    if pot.steps and _ends(pot.steps):
        return told
    if pot.then == f"{pot.id}.crossed":
        return [
            *told,
            f"What {pot.label} has left stands ready for what the pots crossed with it cannot pay.",
        ]
    then = next(each for each in terms.pots if each.id == pot.then)
    return [*told, f"What {pot.label} has left flows into {_MAIN if then is terms.main else then.label}."]


def step_text(step: Step, terms: Terms) -> str:
    """One step as a sentence, with its condition in front."""
    told = one_stop(_step(step, terms))
    when: Test | None = getattr(step, "when", None)
    if when is None:
        return told
    if isinstance(step, Corridor) or (isinstance(step, Take) and step.rate is not None):
        told = f"{told.removesuffix('.')}, counting only what comes in while this holds."
    return f"{condition(when, terms)}: {f't{told[1:]}' if told.startswith('Then ') else told}"


def _step(step: Step, terms: Terms) -> str:
    match step:
        case Take():
            return _take(step, terms)
        case Add():
            if step.inflow is None:
                held = f"what the account {terms.named(step.account)} held at the end of the day before"
                return f"{step.label}: {held} is added to it, once it is released."
            return f"{step.label}, {step.inflow.value.rounded()}, is added to it."
        case Recoup():
            return _recoup(step, terms)
        case Corridor():
            return (
                f"Then a corridor, {lower(step.label)}: {percentage(step.rate)} of what arrives goes to "
                f"{_group(step.recoup, terms)}; the rest flows on beside it."
            )
        case Beside():
            sides = [
                f"{percentage(side.rate)} for {lower(side.label)} ({_group(side.recoup, terms)})"
                for side in step.branches
            ]
            spill = "What a full side cannot take goes to the others."
            return f"Then {lower(step.label)}, side by side: {'; '.join(sides)}. {spill}"
        case Share():
            return _share(step, terms)


def _take(step: Take, terms: Terms) -> str:
    payee = step.payee_name
    account = any(each.id == step.payee for each in terms.accounts)
    bases = {"rest": "what is left at this point", "gross": "the gross"}
    of = bases.get(step.base) or f"the register {_base(terms, step.base)}"
    if step.rate is None:
        cap = terms.money(step.cap or Fraction(0))
        if account:
            return (
                f"Then {lower(step.label)}: what is left is put into the account {payee}, up to {cap} in all."
            )
        if step.below:
            return f"Then {lower(step.label)}: {payee} is paid from what is left, up to {cap} in all."
        return f"{payee} is paid {lower(step.label)} from what is left, up to {cap} in all."
    more = "".join(f", {each}" for each in _extras(step, terms))
    if account:
        return f"Then {lower(step.label)}: {percentage(step.rate)} of {of} is put into the account {payee}{more}."
    verb = "then takes" if step.below else "takes"
    return f"{payee} {verb} {percentage(step.rate)} of {of} as {lower(step.label)}{more}."


def _extras(step: Take, terms: Terms) -> list[str]:
    """What else decides a percentage, in the order in which it is worked out."""
    of = "everything, once that has passed" if step.retroactive else "what lies above"
    told = [f"{percentage(rate)} of {of} {terms.money(above)}" for above, rate in step.bands]
    if step.floor:
        told.append(f"at least {terms.money(step.floor)} in all as far as the money goes")
    if step.offset:
        told.append(f"less the {terms.money(step.offset)} it has had in advance")
    if step.cap is not None:
        told.append(f"at most {terms.money(step.cap)} in all")
    if step.lapses:
        told.append("what cannot be paid on the day it falls due lapsing")
    return told


def _base(terms: Terms, id_: str) -> str:
    return lower(next(base.label for base in terms.registers if base.id == id_))


def _group(group: Recoup, terms: Terms) -> str:
    how = f" {_side_by_side(group, terms)}" if len(group.claims) > 1 else ""
    return f"{listed(group.claims)}{how}, {_until(group, terms)}"


def _until(group: Recoup, terms: Terms) -> str:
    bearing = [claim for claim in group.claims if _bears(claim.position.id, terms)]
    if group.percent is None:
        owed = sum((claim.target for claim in group.claims), Fraction(0))
        interest = f" and the interest of {listed(bearing)}" if bearing else ""
        return f"until the {terms.money(owed)} owed{interest} {'are' if bearing else 'is'} paid"
    who = "each has" if len(group.claims) > 1 else "it has"
    interest = f", and the interest of {listed(bearing)}" if bearing else ""
    return f"until {who} had {spoken(group.percent.value)} of what it invested{interest}"


def _bears(position: str, terms: Terms) -> bool:
    return any(each.on == position for each in terms.accruals)


def _recoup(step: Recoup, terms: Terms) -> str:
    if step.crossed:
        pot = next(each.label for each in terms.pots if step in each.steps)
        if not step.claims:
            return f"The pots crossed with {pot} have no claims that it could make good."
        return (
            f"Before {pot} shares anything out, it pays what the pots crossed with it could not: "
            f"the unpaid claims of {listed(step.claims)}, in this order."
        )
    if not step.claims:
        return f"Then {lower(step.label)}: nobody in the plan is to be paid here, so nothing is."
    how = f" {_side_by_side(step, terms)}" if len(step.claims) > 1 else ""
    if step.percent is None:
        owed = []
        for claim in step.claims:
            interest = " and its interest" if _bears(claim.position.id, terms) else ""
            owed.append(f"{claim.position.name} ({claim.position.invested.value}{interest})")
        return f"Then {lower(step.label)}: {and_(owed)} {is_or_are(step.claims)} paid what is owed{how}."
    amounts = [f"{claim.position.name} {claim.position.invested.value}" for claim in step.claims]
    who = f"{listed(step.claims)} {is_or_are(step.claims)}"
    return f"Then {lower(step.label)}: {who} paid{how}{',' * bool(how)} {_until(step, terms)} ({', '.join(amounts)})."


def _side_by_side(step: Recoup, terms: Terms) -> str:
    weights = [(claim.position.name, claim.weight) for claim in step.claims]
    shares = ", ".join(f"{name} {percentage(each / 100).removesuffix('%')}" for name, each in weights)
    basis = "what each invested" if step.percent else "what each is owed"
    paid = [each.position.id for one in terms.all_steps for group in recoups(one) for each in group.claims]
    uneven = any(_bears(each.position.id, terms) or paid.count(each.position.id) > 1 for each in step.claims)
    return _SIDE_BY_SIDE[step.mode].format(basis=basis, shares=shares, spill=_SPILL if uneven else "")


def _share(step: Share, terms: Terms) -> str:
    parts = []
    for part in step.parts:
        among = ", pro rata to what each invested" if len(part.claims) > 1 else ""
        who = part.party_name if part.party else f"{listed(part.claims)}{among}"
        limit = (
            ""
            if part.cap is None
            else f", up to {terms.money(part.cap)} in all, what is over going to those named after"
        )
        parts.append(f"{spoken(part.rule.value)} to {who}{limit}")
    told = f"Then {lower(step.label)}: of everything that is left, {'; '.join(parts)}"
    if step.until:
        invested = sum((claim.weight for claim in step.until), Fraction(0))
        target = sum((claim.target for claim in step.until), Fraction(0)) / invested
        who = f"{listed(step.until)} {'has' if len(step.until) == 1 else 'together have'}"
        return f"{told}; until {who} had {percentage(target)} of what was invested, from all tiers."
    return f"{told}."
