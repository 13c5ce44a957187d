"""The terms read back as plain English, one sentence a step, for a lawyer to agree to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from topsheet.recoupment.terms import (
    Add,
    Beside,
    Corridor,
    Pot,
    Recoup,
    Share,
    Step,
    Take,
    Terms,
    Test,
)
from topsheet.recoupment.wording_parts import (
    amended_text,
    bases_text,
    condition,
    inside_text,
    interest_text,
)
from topsheet.recoupment.wording_words import (
    and_,
    is_or_are,
    listed,
    lower,
    percentage,
    spoken,
    spoken_day,
)

_SIDE_BY_SIDE = {
    "pro_rata": "side by side, pro rata to {basis}",
    "equal": "side by side in equal parts, what one cannot take passing to the others",
    "shares": "side by side by agreed shares ({shares}), what one cannot take passing to the others",
    "in_order": "one after another in this order",
}


def terms_text(terms: Terms) -> tuple[str, ...]:
    """The sentences, in the order in which money flows; names and amounts are the finance plan's."""
    since = f"from {spoken_day(terms.since)} on" if terms.since else "from the first day on"
    told = [f"Receipts are the gross from {lower(terms.receipts)}, in {terms.currency}, {since}."]
    told += bases_text(terms)
    told += [text for pot in terms.pots[:-1] for text in _pot(pot, terms)]
    if len(terms.pots) > 1:
        told.append(
            f"All other receipts, and what those pots hand on, are the gross of {lower(terms.main.label)}."
        )
    told += steps_text(terms.main.steps, terms)
    if not _ends(terms.main.steps):
        told.append("Whatever is left after that is given to nobody by these terms.")
    told += inside_text(terms)
    told += interest_text(terms)
    told += amended_text(terms, steps_text)
    told.append(
        "Every part is worked out on receipts to date, in the order named, and rounded down to the coin; the "
        "coins that rounding leaves over stay in what the others share, and the last takes the rest."
    )
    return tuple(told)


def steps_text(steps: Sequence[Step], terms: Terms) -> list[str]:
    """The sentences of one order of payment."""
    costs = [step for step in steps if isinstance(step, Take) and not step.below]
    told = [step_text(step, terms) for step in costs]
    told.append("What is left is the net after costs." if costs else "Nothing is taken off the top.")
    return told + [step_text(step, terms) for step in steps if step not in costs]


def _ends(steps: Sequence[Step]) -> bool:
    last = steps[-1]
    return isinstance(last, Share) and not last.until and last.when is None


def _pot(pot: Pot, terms: Terms) -> list[str]:
    """What a pot takes in, its own order, and where the rest goes."""
    if pot.id.endswith(".crossed"):
        told = [
            f"Before {lower(pot.label)} shares anything out, it makes good what the others could not pay."
        ]
    else:
        filters = (("", pot.filter.territory), ("", pot.filter.medium), ("from ", pot.filter.source))
        named = ", ".join(f"{words}{and_(list(each))}" for words, each in filters if each)
        told = [f"{pot.label} is a pot of its own: receipts {f'of {named}' if named else 'handed on to it'}."]
    told += [step_text(step, terms) for step in pot.steps]
    then = next(each.label for each in terms.pots if each.id == pot.then)
    if not (pot.steps and _ends(pot.steps)):
        told.append(f"What {lower(pot.label)} has left flows into {lower(then)}.")
    return told


def step_text(step: Step, terms: Terms) -> str:
    """One step as a sentence, with its condition in front."""
    told = _step(step, terms)
    when: Test | None = getattr(step, "when", None)
    return f"{condition(when, terms)}: {told}" if when else told


def _step(step: Step, terms: Terms) -> str:
    match step:
        case Take():
            return _take(step, terms)
        case Add():
            if step.inflow is None:
                return f"{step.label}: what the account held is added to it."
            return f"{step.label}, {step.inflow.value.rounded()}, is added to it."
        case Recoup():
            return _recoup(step)
        case Corridor():
            return (
                f"Then a corridor, {lower(step.label)}: {percentage(step.rate)} of what arrives goes to "
                f"{listed(step.recoup.claims)}, {_until(step.recoup)}; the rest flows on beside it."
            )
        case Beside():
            sides = [
                f"{percentage(side.rate)} for {lower(side.label)} ({listed(side.recoup.claims)}, {_until(side.recoup)})"
                for side in step.branches
            ]
            spill = "What a full side cannot take goes to the others."
            return f"Then {lower(step.label)}, side by side: {'; '.join(sides)}. {spill}"
        case Share():
            return _share(step)


def _take(step: Take, terms: Terms) -> str:
    payee, first = step.payee_name, "Then " if step.below else ""
    if any(account.id == step.payee for account in terms.accounts):
        payee = f"The account {payee}"
    if step.rate is None:
        cap = terms.money(step.cap or Fraction(0))
        if step.below:
            return f"Then {lower(step.label)}: {payee} is paid from what is left, up to {cap} in all."
        return f"{step.label} of {payee} are paid from what is left, up to {cap} in all."
    bases = {"rest": "what is left at this point", "gross": "the gross"}
    of = bases.get(step.base) or f"the register {_base(terms, step.base)}"
    extras = [f"{percentage(rate)} above {terms.money(above)}" for above, rate in step.bands]
    if step.retroactive:
        extras.append("each rate holding for everything once it is reached")
    if step.floor:
        extras.append(f"at least {terms.money(step.floor)}")
    if step.cap is not None:
        extras.append(f"at most {terms.money(step.cap)} in all")
    if step.offset:
        extras.append(f"less the {terms.money(step.offset)} it has had in advance")
    if step.lapses:
        extras.append("what cannot be paid on its day lapsing")
    more = "".join(f", {each}" for each in extras)
    verb = "takes" if not first else "then takes"
    return f"{payee} {verb} {percentage(step.rate)} of {of} as {lower(step.label)}{more}."


def _base(terms: Terms, id_: str) -> str:
    return lower(next(base.label for base in terms.registers if base.id == id_))


def _until(group: Recoup) -> str:
    if group.percent is None:
        owed = sum(claim.position.invested.value.amount for claim in group.claims)
        return f"until the {owed:,} owed is paid"
    who = "each has" if len(group.claims) > 1 else "it has"
    return f"until {who} had {spoken(group.percent.value)} of what it invested"


def _recoup(step: Recoup) -> str:
    if step.crossed:
        return (
            f"The unpaid claims of the others, {listed(step.claims)}, are paid from it first, in this order."
        )
    if not step.claims:
        return f"Then {lower(step.label)}: nobody in the plan is to be paid here, so nothing is."
    how = f" {_side_by_side(step)}" if len(step.claims) > 1 else ""
    if step.percent is None:
        owed = [f"{claim.position.name} ({claim.position.invested.value})" for claim in step.claims]
        return f"Then {lower(step.label)}: {and_(owed)} {is_or_are(step.claims)} paid what is owed{how}."
    amounts = [f"{claim.position.name} {claim.position.invested.value}" for claim in step.claims]
    who = f"{listed(step.claims)} {is_or_are(step.claims)}"
    return (
        f"Then {lower(step.label)}: {who} paid{how}{',' * bool(how)} {_until(step)} ({', '.join(amounts)})."
    )


def _side_by_side(step: Recoup) -> str:
    weights = [(claim.position.name, claim.weight) for claim in step.claims]
    shares = ", ".join(f"{name} {percentage(each / 100).removesuffix('%')}" for name, each in weights)
    basis = "what each invested" if step.percent else "what each is owed"
    return _SIDE_BY_SIDE[step.mode].format(basis=basis, shares=shares)


def _share(step: Share) -> str:
    parts = []
    for part in step.parts:
        who = part.party_name if part.party else f"{listed(part.claims)}, pro rata to what each invested"
        parts.append(f"{spoken(part.rule.value)} to {who}{_limit(part.cap, part.rule.value)}")
    told = f"Then {lower(step.label)}: of everything that is left, {'; '.join(parts)}"
    if step.until:
        invested = sum((claim.weight for claim in step.until), Fraction(0))
        target = sum((claim.target for claim in step.until), Fraction(0)) / invested
        return (
            f"{told}, until {listed(step.until)} together have had {percentage(target)} of what was invested."
        )
    return f"{told}."


def _limit(cap: Fraction | None, _: object) -> str:
    return "" if cap is None else " up to its limit, what is over going to those named after it"
