"""A deal read back as plain English, one sentence a line, for a lawyer to agree to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from topsheet.money import Money
from topsheet.recoupment.participation.document import Breakeven, Deal, ParticipationsDocument, Step
from topsheet.recoupment.participation.receipts import spoken as medium_of
from topsheet.recoupment.wording_words import lower, spoken


def terms_text(
    deal: Deal, participant: str, document: ParticipationsDocument, *, unnamed: bool = False
) -> tuple[str, ...]:
    """The sentences of a deal in the order of its statement; `participant` is the party's name.

    `unnamed` leaves out what other participants' deals are called, for a reader who has no right to them.
    """
    labels = {} if unnamed else {each.id: each.label for each in document.deals}
    charged = bool(deal.points or deal.breakevens)
    return (
        *_gross(deal),
        *(_charges(deal, document, labels) if charged else ()),
        *_breakevens(deal),
        *_share(deal, participant, document.currency),
        "Every line is to date; what is due with a statement is what is payable to date less what was payable before.",
    )


def _gross(deal: Deal) -> list[str]:
    told = [
        f"{medium_of(rule.medium, rule.territory)} counts at {spoken(rule.percent)} of what is reported."
        for rule in deal.gross
    ]
    first = "Gross is all that is reported" if not deal.gross else "Everything else reported counts whole"
    held = "what is billed and not collected, and reserves"
    kept = f"leave out {held}" if deal.receivables == "left_out" else "leave out reserves alone"
    return [
        *told,
        f"{first}; gross receipts {kept}.",
    ]


def _charges(deal: Deal, document: ParticipationsDocument, labels: dict[str, str]) -> list[str]:
    told = _fees(deal)
    told.append("Distribution costs are deducted as the books say.")
    if deal.advertising:
        on = _listed([_cost(each, document) for each in deal.advertising.on])
        told.append(f"Overhead of {spoken(deal.advertising.percent)} is added on {on}.")
    told.append("Negative cost is deducted as the books say.")
    told += [f"{charge.label} of {Money(charge.amount, document.currency)} is added to it"
             f"{', and bears overhead' if charge.overhead else ''}." for charge in deal.charges]  # fmt: skip
    if deal.participations:
        told.append(f"What is payable on {_charged(deal, labels)} is added to it.")
    told += _overhead(deal, document)
    return [*told, *_interest(deal)]


def _charged(deal: Deal, labels: dict[str, str]) -> str:
    """The gross deals charged as cost, by their labels; as so many others where those are not to be told."""
    if labels:
        return _listed([labels[each] for each in deal.participations])
    others = [each for each in deal.participations if each != deal.id]
    own = [deal.label] if len(others) < len(deal.participations) else []
    return _listed([*own, *(["other participations of gross"] if others else [])])


def _fees(deal: Deal) -> list[str]:
    base = "gross as collected" if deal.fees_on == "collected" else "gross, collected or not"
    told = [
        f"The distribution fee on {lower(medium_of(fee.medium)) if fee.medium else _others(deal)} is "
        f"{spoken(fee.percent)} of {base}."
        for fee in deal.fees
    ]
    if not told and not any(each.fees is not None for each in deal.statements):
        return ["No distribution fee is charged."]
    return told or ["Distribution fees are those the statements give."]


def _others(deal: Deal) -> str:
    return "every medium" if len(deal.fees) == 1 else "every other medium"


def _overhead(deal: Deal, document: ParticipationsDocument) -> list[str]:
    terms = deal.overhead
    if terms is None:
        return ["No overhead is charged."]
    if terms.of is not None:
        return [f"Overhead is {spoken(terms.percent)} of {Money(terms.of, document.currency)}."]
    on = "negative cost"
    if terms.on is not None:
        on = _listed([_cost(each, document) for each in terms.on]) or "no cost of the books"
    parts = f"participations {'bear' if terms.on_participations else 'do not bear'} it"
    interest = "does" if terms.on_interest else "does not"
    return [f"Overhead is {spoken(terms.percent)} of {on}; {parts}, interest {interest}."]


def _interest(deal: Deal) -> list[str]:
    terms = deal.interest
    if terms is None:
        given = any(each.interest is not None for each in deal.statements)
        return ["Interest is what the statements give." if given else "No interest is charged."]
    rates = _listed([f"{spoken(rate.percent)} from {rate.starts}" for rate in terms.rates])
    overhead = "bears" if terms.on_overhead else "bears no"
    participations = "bear" if terms.on_participations else "bear no"
    return [
        f"Simple interest of {rates} ({terms.day_count}) runs on unrecouped cost, from statement to statement.",
        f"Receipts pay {terms.first_to} first; overhead {overhead} interest, participations {participations} interest.",
    ]


def _breakevens(deal: Deal) -> list[str]:
    return [_breakeven(asked) for asked in deal.breakevens]


def _breakeven(asked: Breakeven) -> str:
    moves = "moves with every statement" if asked.moves == "rolling" else "stays where it is first reached"
    if asked.kind == "artificial":
        number = f"gross receipts of {asked.amount:,f}" if asked.amount is not None else (
            f"gross receipts of {_number(asked.multiple or Decimal(0))} times "
            f"{_listed([each.replace('_', ' ') for each in asked.of])}")  # fmt: skip
        what = f"is agreed at {number}"
    else:
        fee = ["the distribution fee"] if asked.kind == "actual" else []
        if asked.fee is not None:
            fee = [f"a distribution fee of {spoken(asked.fee)}"]
        paid = (
            [*fee, "the costs above"]
            + ["interest"] * asked.interest
            + ["participations"] * asked.participations
        )
        without = "" if fee else ", with no distribution fee,"
        what = f"comes where gross receipts{without} pay {_listed(paid)}"
    counts = "".join(f"; {lower(medium_of(rule.medium, rule.territory))} counts at {spoken(rule.percent)} for it"
                     for rule in asked.gross)  # fmt: skip
    return f"{asked.label} {what}{counts}{'' if asked.amount is not None else f'; it {moves}'}."


def _share(deal: Deal, participant: str, currency: str) -> list[str]:
    labels = {asked.id: asked.label for asked in deal.breakevens}
    told = [_step(step, participant, labels) for step in deal.steps]
    if deal.points:
        of = "all net profits"
        if deal.points.producers_share:
            of = f"the producer's share, which is {spoken(deal.points.producers_share)} of net profits"
        told.append(f"{participant} has {spoken(deal.points.percent)} of {of}.")
    if deal.advance:
        told.append(f"An advance of {Money(deal.advance, currency)} is set off against it.")
    return told


def _step(step: Step, participant: str, labels: dict[str, str]) -> str:
    if step.after is None:
        return f"{participant} has {spoken(step.percent)} of gross receipts from the first dollar."
    after = lower(labels.get(step.after, step.after))
    return f"{participant} has {spoken(step.percent)} of gross receipts above {after}."


def _cost(id_: str, document: ParticipationsDocument) -> str:
    for books in document.books:
        for cost in (*books.distribution, *books.negative):
            if cost.id == id_ and cost.label:
                return lower(cost.label)
    return id_.replace("_", " ")


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""


def _number(number: Decimal) -> str:
    return f"{number.normalize():f}"
