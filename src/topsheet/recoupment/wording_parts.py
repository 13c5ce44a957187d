"""Registers, interest, corridors inside a party, conditions and amendments in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from topsheet.recoupment.clauses import Counted
from topsheet.recoupment.terms import Step, Terms, Test
from topsheet.recoupment.wording_words import and_, lower, percentage, spoken, spoken_day

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
        told = [f"{spoken(each.percent)} of {_filtered(each)}" for each in base.counts]
        yield f"{base.label} counts {'; '.join([*told, f'{percentage(base.otherwise)} of all other receipts'])}."


def _filtered(each: Counted) -> str:
    named = [*each.territory, *each.medium, *(f"what comes from {source}" for source in each.source)]
    return and_(named) or "everything"


def condition(test: Test, terms: Terms) -> str:
    """When a clause holds, as the beginning of a sentence."""
    told = []
    if test.since:
        told.append(f"from {spoken_day(test.since)}")
    if test.until:
        told.append(f"until {spoken_day(test.until)}")
    if test.had:
        names = and_([terms.named(each) for each in test.had])
        told.append(
            f"once {names} {'has' if len(test.had) == 1 else 'together have'} had {terms.money(test.target)}"
        )
    if test.register:
        base = next(each for each in terms.registers if each.id == test.register)
        level = f"{test.level.numerator:,}" if base.reported else str(terms.money(test.level))
        told.append(f"once {lower(base.label)} has reached {level}")
    words = ", and ".join(told)
    return words[:1].upper() + words[1:]


def inside_text(terms: Terms) -> Iterator[str]:
    """What is passed on inside a party."""
    tiers = {step.id: step.label for step in terms.all_steps}
    for within in terms.inside:
        shares = []
        for each in within.shares:
            until = f", at most {terms.money(each.cap)} in all" if each.cap is not None else ""
            shares.append(f"{spoken(each.rule.value)} to {each.to_name}{until}")
        least = f" Nobody is paid less than {terms.money(within.minimum)} in all." if within.minimum else ""
        where = (
            and_([lower(tiers[each]) for each in within.tiers if each in tiers]) or "no tier of this order"
        )
        yield (
            f"{within.label}: of what {within.of_name} receives from {where}, {'; '.join(shares)}; "
            f"it counts as received by {within.of_name} all the same.{least}"
        )
    for account in terms.accounts:
        if account.holder:
            purpose = f", for {lower(account.purpose)}" if account.purpose else ""
            yield f"{account.label} is held in the name of {account.holder}{purpose}."
        elif account.release:
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
