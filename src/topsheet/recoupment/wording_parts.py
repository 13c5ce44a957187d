"""Registers, interest, corridors inside a party, conditions and amendments in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from topsheet.recoupment.arrangements import Filter
from topsheet.recoupment.steps import Step, Test, recoups
from topsheet.recoupment.terms import Terms
from topsheet.recoupment.wording_words import and_, lower, or_, percentage, spoken, spoken_day

_METHODS = {
    "simple": "simple",
    "monthly": "added to what bears interest every month",
    "quarterly": "added to what bears interest every quarter",
    "yearly": "added to what bears interest every year",
}


def bases_text(terms: Terms) -> Iterator[str]:
    """What each register counts."""
    for base in terms.registers:
        if base.reported:
            yield f"{base.label} is a number that is reported, not money received."
            continue
        told = [
            f"{spoken(each.percent)} of {f'receipts {filtered(each)}' if filtered(each) else 'all receipts'}"
            for each in base.counts
        ]
        others = f"{percentage(base.otherwise)} of all {'other ' if told else ''}receipts"
        first = ", the first of these that names a receipt deciding" if len(told) > 1 else ""
        yield f"{base.label} counts {'; '.join([*told, others])}{first}."


def filtered(each: Filter) -> str:
    """Which receipts are meant: in FR or BE, of video, from one of several sources."""
    parts = (("in", each.territory), ("of", each.medium), ("from", each.source))
    return ", ".join(f"{word} {or_(list(names))}" for word, names in parts if names)


def claims_text(terms: Terms) -> Iterator[str]:
    """Whose the claims beside the plan are, and what they come to."""
    for each in terms.positions:
        if each.id in terms.owners:
            told = " and ".join(
                str(part.value) if n == 0 else f"a premium of {spoken(part.value)}"
                for n, part in enumerate(each.invested.inputs)
            )
            whole = f"{told}, {each.invested.value} in all" if told else str(each.invested.value)
            yield f"{each.name} is a claim of {terms.named(terms.owners[each.id])}: {whole}."


def condition(test: Test, terms: Terms) -> str:
    """When a clause holds, as the beginning of a sentence."""
    told = []
    if test.since:
        told.append(f"from {spoken_day(test.since)}")
    if test.until:
        told.append(f"before {spoken_day(test.until)}")
    if test.had:
        names = and_([terms.named(each) for each in test.had])
        told.append(
            f"once {names} {'has' if len(test.had) == 1 else 'together have'} had {terms.money(test.target)}"
        )
    if test.register:
        base = next(each for each in terms.registers if each.id == test.register)
        level = f"{test.level.numerator:,}" if base.reported else str(terms.money(test.level))
        told.append(f"once {lower(base.label)} has reached {level}")
    words = and_(told)
    return words[:1].upper() + words[1:]


def inside_text(terms: Terms) -> Iterator[str]:
    """What is passed on inside a party."""
    tiers = {step.id: step.label for step in terms.all_steps}
    for within in terms.inside:
        shares = []
        for each in within.shares:
            stays = f"at most {terms.money(each.cap or 0)} in all, what is over staying with {within.of_name}"
            until = f", {stays}" if each.cap is not None else ""
            shares.append(f"{spoken(each.rule.value)} to {each.to_name}{until}")
        least = terms.money(within.minimum)
        waits = f" Nobody is paid until their part has come to {least}." if within.minimum else ""
        where = (
            and_([lower(tiers[each]) for each in within.tiers if each in tiers]) or "no tier of this order"
        )
        yield (
            f"{within.label}: of what {within.of_name} receives from {where}, {'; '.join(shares)}; "
            f"it counts as received by {within.of_name} all the same.{waits}"
        )
    for account in terms.accounts:
        if account.holder:
            purpose = f", for {lower(account.purpose)}" if account.purpose else ""
            yield f"{account.label} is held in the name of {account.holder}{purpose}."
        if account.release:
            yield f"{account.label} is released {lower(condition(account.release, terms))}."


def interest_text(terms: Terms) -> Iterator[str]:
    """How interest runs on each claim that bears it."""
    for each in terms.accruals:
        of = "what is outstanding" if each.outstanding else "the original amount"
        until = f" until {spoken_day(each.until)}" if each.until else ""
        order = "interest" if each.interest_first else "principal"
        yield (
            f"On {of} of {terms.named(each.on)} interest runs at {percentage(each.rate)} a year, {each.days}, "
            f"{_METHODS[each.method]}, from {spoken_day(each.since)}{until}; what is paid falls on {order} first."
        )


def amended_text(terms: Terms, steps: Callable[[Sequence[Step], Terms], list[str]]) -> Iterator[str]:
    """What each amendment puts in the place of the costs and tiers before it."""
    for each in terms.amended:
        yield f"From {spoken_day(each.since)} ({each.title}) the order is instead:"
        yield from steps(each.steps, terms)
    if terms.amended:
        yield (
            "What was paid under an earlier order stays paid and counts towards limits, thresholds, advances and "
            "targets; a percentage or a share that is new or changed is of what comes in from its day on."
        )


def general_text(terms: Terms) -> Iterator[str]:
    """What holds for every clause, as far as these terms have such clauses."""
    paid = [claim.position.id for step in terms.steps for group in recoups(step) for claim in group.claims]
    if len(set(paid)) < len(paid):
        yield "What one has had towards its target in one place counts towards it in every other."
    tests = [getattr(step, "when", None) for step in terms.all_steps]
    if any(tests) or any(each.release for each in terms.accounts):
        yield (
            "Whether a condition holds is told at the start of each day: by its date, by registers with the receipts "
            "and reports of that day, and by what was paid up to the day before."
        )
    if terms.accruals:
        yield "Interest to date is rounded to the nearest coin, halves to the even one."
    yield (
        "Every part is worked out on receipts to date, in the order named, and rounded down to the coin; the "
        "coins that rounding leaves over stay in what the others share, and the last takes the rest."
    )
    yield (
        "When receipts are corrected downwards nobody pays back: later receipts make it up before anybody is paid."
    )
