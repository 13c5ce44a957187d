"""The terms read back as plain English, one sentence a step, for a lawyer to agree to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from topsheet.money import Percent
from topsheet.recoupment.terms import Add, Claim, Recoup, Share, Take, Terms

_SIDE_BY_SIDE = {
    "pro_rata": "side by side, pro rata to {basis}",
    "equal": "side by side in equal parts, what one cannot take passing to the others",
    "shares": "side by side by agreed shares ({shares}), what one cannot take passing to the others",
    "in_order": "one after another in this order",
}


def terms_text(terms: Terms) -> tuple[str, ...]:
    """The sentences, in the order in which money flows; names and amounts are the finance plan's."""
    costs = [step for step in terms.steps if isinstance(step, Take)]
    told = [
        f"Receipts are the gross from {lower(terms.receipts)}, in {terms.currency}, from the first day on."
    ]
    told += [_take(step) for step in costs]
    told.append("What is left is the net after costs." if costs else "Nothing is taken off the top.")
    told += [_step(step) for step in terms.steps if not isinstance(step, Take)]
    if not isinstance(terms.steps[-1], Share):
        told.append("Whatever is left after that is given to nobody by these terms.")
    told.append(
        "Every part is worked out on receipts to date, in the order named, and rounded down to the coin; the "
        "coins that rounding leaves over stay in what the others share, and the last takes the rest."
    )
    return tuple(told)


def _take(step: Take) -> str:
    if step.rate is None:
        return (
            f"{step.label} of {step.payee_name} are paid from what is left, up to {step.rule.value} in all."
        )
    of = "what is left at this point" if step.of_rest else "the gross"
    return f"{step.payee_name} takes {spoken(step.rule.value)} of {of} as {lower(step.label)}."


def _step(step: Add | Recoup | Share) -> str:
    match step:
        case Add():
            return f"{step.label}, {step.inflow.value.rounded()}, is added to it."
        case Recoup():
            return _recoup(step)
        case Share():
            parts = [
                f"{spoken(part.rule.value)} to "
                + (
                    part.party_name
                    if part.party
                    else f"{_listed(part.claims)}, pro rata to what each invested"
                )
                for part in step.parts
            ]
            return f"Then {lower(step.label)}: of everything that is left, {'; '.join(parts)}."


def _recoup(step: Recoup) -> str:
    if not step.claims:
        return f"Then {lower(step.label)}: nobody in the plan is to be paid here, so nothing is."
    how = f" {_side_by_side(step)}" if len(step.claims) > 1 else ""
    if step.percent is None:
        owed = [f"{claim.position.name} ({claim.position.invested.value})" for claim in step.claims]
        return f"Then {lower(step.label)}: {_and(owed)} {_is(step.claims)} paid what is owed{how}."
    had = "each has" if len(step.claims) > 1 else "it has"
    until = f"until {had} had {spoken(step.percent.value)} of what it invested"
    amounts = [f"{claim.position.name} {claim.position.invested.value}" for claim in step.claims]
    who = f"{_listed(step.claims)} {_is(step.claims)}"
    return f"Then {lower(step.label)}: {who} paid{how}{',' * bool(how)} {until} ({', '.join(amounts)})."


def _side_by_side(step: Recoup) -> str:
    weights = [(claim.position.name, claim.weight) for claim in step.claims]
    shares = ", ".join(
        f"{name} {_number(Decimal(each.numerator) / each.denominator)}" for name, each in weights
    )
    basis = "what each invested" if step.percent else "what each is owed"
    return _SIDE_BY_SIDE[step.mode].format(basis=basis, shares=shares)


def _listed(claims: Sequence[Claim]) -> str:
    return _and([claim.position.name for claim in claims])


def _is(claims: Sequence[Claim]) -> str:
    return "is" if len(claims) == 1 else "are"


def _and(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def lower(label: str) -> str:
    """A label inside a sentence: its first letter small, unless the word is written in capitals."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def spoken(value: object) -> str:
    """A percentage without noughts: 120%, 12.5%."""
    return f"{_number(value.value)}%" if isinstance(value, Percent) else str(value)


def _number(number: Decimal) -> str:
    return f"{number.normalize():f}"
