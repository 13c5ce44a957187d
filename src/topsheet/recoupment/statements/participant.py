"""One participant's part of each statement: what it earned, tax, what is sent and what is carried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from topsheet.figures import Figure, difference, given, sum_of
from topsheet.money import Money, Percent
from topsheet.recoupment.document import Paying
from topsheet.recoupment.statements.model import Line, ParticipantStatement, Statement
from topsheet.recoupment.terms import Terms


def participants(terms: Terms) -> Mapping[str, str]:
    """Who has statements: parties, with the claims that belong to them, and the positions of the plan."""
    own = set(terms.owners)
    return {
        **terms.parties,
        **{each.id: each.name for each in terms.positions if each.id not in own},
    }


def participant(
    terms: Terms, made: Sequence[Statement], who: str, paying: Sequence[Paying] = ()
) -> tuple[ParticipantStatement, ...]:
    """Somebody's statements, in order. Raises KeyError for one who is not a participant."""
    name = participants(terms)[who]
    ids = {who, *(claim for claim, owner in terms.owners.items() if owner == who)}
    ids |= {each.id for each in terms.accounts if each.holder == name and name}
    rule = next((each for each in paying if each.to == who), None)
    found: list[ParticipantStatement] = []
    for statement in made:
        lines = tuple(line for line in statement.lines if line.payee in ids)
        found.append(_one(statement, who, name, lines, rule, found[-1] if found else None, terms))
    return tuple(found)


def _one(statement: Statement, who: str, name: str, lines: tuple[Line, ...], rule: Paying | None,
         last: ParticipantStatement | None, terms: Terms) -> ParticipantStatement:  # fmt: skip
    zero, place = Money.zero(statement.currency), f"statement.{statement.number}.participant.{who}"
    away = [
        line.to_date
        for line in statement.lines
        for within in terms.inside
        if within.of == who and line.step == f"{within.id}.inside"
    ]
    gross = sum_of(f"{place}.lines", f"{name}, every line to date", [line.to_date for line in lines], zero)
    to_date = difference(
        f"{place}.to_date", f"{name}, to date", gross, *away, how="all its lines, less what it passes on"
    )
    before = last.to_date if last else _nothing(f"{place}.before", f"{name}, before", zero)
    now = difference(f"{place}.now", f"{name}, in the period", to_date, before)
    carried = last.carried_on if last else _nothing(f"{place}.carried", f"{name}, carried from before", zero)
    payable = sum_of(f"{place}.payable", f"{name}, payable", [carried, now], zero)
    least = Money(rule.least, statement.currency) if rule else zero
    holds_back = payable.value.amount < least.amount or payable.value.amount <= 0
    rate = given(
        f"{place}.tax_rate", "Tax withheld, rate", rule.tax if rule and rule.tax else Percent(zero.amount)
    )
    taxed = (
        zero
        if holds_back
        else Money(payable.value.amount * rate.value.fraction, statement.currency).rounded()
    )
    tax = Figure(
        f"{place}.tax",
        f"{name}, tax withheld",
        taxed,
        "payable times the rate, rounded half up",
        (payable, rate),
    )
    sent_now = zero if holds_back else payable.value - taxed
    sent = Figure(f"{place}.sent", f"{name}, payment", sent_now, "payable less tax", (payable, tax))
    keeps = payable.value if holds_back else zero
    carried_on = Figure(
        f"{place}.carried_on", f"{name}, carried on", keeps, "payable where nothing is sent", (payable,)
    )
    note = (
        f"Less than the least payment of {least}; carried on."
        if holds_back and least.amount and payable.value
        else ""
    )
    return ParticipantStatement(
        statement, who, name, lines, before, now, to_date, carried, tax, sent, carried_on, note
    )


def _nothing(name: str, label: str, zero: Money) -> Figure[Money]:
    return Figure(name, label, zero, "nothing before the first statement", ())
