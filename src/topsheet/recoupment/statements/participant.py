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
    rule = next((each for each in paying if each.to == who), None)
    found: list[ParticipantStatement] = []
    for statement in made:
        lines = tuple(line for line in statement.lines if line.payee in ids)
        found.append(_one(statement, who, name, lines, rule, found[-1] if found else None, terms))
    return tuple(found)


def _one(statement: Statement, who: str, name: str, lines: tuple[Line, ...], rule: Paying | None,
         last: ParticipantStatement | None, terms: Terms) -> ParticipantStatement:  # fmt: skip
    zero, place = Money.zero(statement.currency), f"statement.{statement.number}.participant.{who}"
    before = last.to_date if last else _nothing(f"{place}.before", f"{name}, before", zero)
    to_date = _earned(statement, place, who, name, lines, terms)
    now = difference(f"{place}.now", f"{name}, in the period", to_date, before)
    carried = last.carried_on if last else _nothing(f"{place}.carried", f"{name}, carried from before", zero)
    payable = sum_of(f"{place}.payable", f"{name}, payable", [carried, now], zero)
    tax, sent, carried_on, note = _sent(place, name, payable, rule)
    paid = sum_of(f"{place}.paid", f"{name}, paid before tax", [sent, tax], zero, "payment and tax withheld")
    came = [*([last.all_in] if last else []), statement.received, statement.joined]
    all_in = sum_of(f"{place}.all_in", "Came in and joined, to date", came, zero)
    kept = Figure(f"{place}.kept", "Held or left, to nobody yet", statement.closing.value,
                  "the closing balance", (statement.closing,))  # fmt: skip
    others = difference(f"{place}.others", "To everybody else, to date", all_in, to_date, kept,
                        how="all that came in, less its own part and what nobody has yet")  # fmt: skip
    return ParticipantStatement(
        statement, who, name, lines, before, now, to_date, carried, tax, sent, paid, carried_on,
        _so_far(f"{place}.tax_to_date", f"{name}, tax withheld to date", last.tax_to_date if last else None, tax),
        _so_far(f"{place}.sent_to_date", f"{name}, sent to date", last.sent_to_date if last else None, sent),
        all_in, others, kept,
        tuple(each for each in statement.accounts if each.id in _held_for(terms, name)), note,
    )  # fmt: skip


def _earned(
    statement: Statement, place: str, who: str, name: str, lines: Sequence[Line], terms: Terms
) -> Figure[Money]:
    """All its lines to date, less what it passes on."""
    away = [
        line.to_date
        for line in statement.lines
        for within in terms.inside
        if within.of == who and line.step == f"{within.id}.inside"
    ]
    zero = Money.zero(statement.currency)
    gross = sum_of(f"{place}.lines", f"{name}, every line to date", [line.to_date for line in lines], zero)
    how = "all its lines, less what it passes on"
    return difference(f"{place}.to_date", f"{name}, to statement {statement.number}", gross, *away, how=how)


def _sent(
    place: str, name: str, payable: Figure[Money], rule: Paying | None
) -> tuple[Figure[Money], Figure[Money], Figure[Money], str]:
    """Tax, rounded half up to the coin; what is sent; what is carried on where it is less than the least; a note."""
    zero, owed = Money.zero(payable.value.currency), payable.value
    least = Money(rule.least, zero.currency) if rule else zero
    holds_back = owed.amount < least.amount or owed.amount <= 0
    rate = given(
        f"{place}.tax_rate", "Tax withheld, rate", rule.tax if rule and rule.tax else Percent(zero.amount)
    )
    taxed = zero if holds_back else (owed * rate.value).rounded()
    tax = Figure(f"{place}.tax", f"{name}, tax withheld", taxed, "payable times the rate, rounded half up",
                 (payable, rate))  # fmt: skip
    sent_now = zero if holds_back else owed - taxed
    sent = Figure(f"{place}.sent", f"{name}, payment", sent_now, "payable less tax", (payable, tax))
    carried_on = Figure(f"{place}.carried_on", f"{name}, carried on", owed if holds_back else zero,
                        "payable where nothing is sent", (payable,))  # fmt: skip
    told = holds_back and least.amount and owed
    return tax, sent, carried_on, f"Less than the least payment of {least}; carried on." if told else ""


def _held_for(terms: Terms, name: str) -> set[str]:
    return {each.id for each in terms.accounts if each.holder and each.holder == name}


def _so_far(name: str, label: str, last: Figure[Money] | None, now: Figure[Money]) -> Figure[Money]:
    return sum_of(name, label, [*([last] if last else []), now], Money.zero(now.value.currency))


def _nothing(name: str, label: str, zero: Money) -> Figure[Money]:
    return Figure(name, label, zero, "nothing before the first statement", ())
