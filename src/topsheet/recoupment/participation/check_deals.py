"""What is wrong with one deal: names nobody knows, terms that contradict each other, a break-even that never comes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from topsheet.documents import Severity
from topsheet.documents.strict_yaml import Path
from topsheet.recoupment.findings import Findings
from topsheet.recoupment.participation.counting import one_fee
from topsheet.recoupment.participation.document import Breakeven, Deal, ParticipationsDocument


def check_deal(
    document: ParticipationsDocument, deal: Deal, at: int, people: Mapping[str, str], found: Findings
) -> None:
    """Every mistake of one deal."""
    path: Path = ("deals", at)
    if deal.participant not in people:
        found.unknown((*path, "participant"), f"{deal.label} is for `{deal.participant}`, who is no party",
                      deal.participant, [*people], "A statement must go to somebody.",
                      "Name a person of the production, or a party of recoupment.yaml")  # fmt: skip
    _kind(deal, path, found)
    _names(document, deal, path, found)
    _fees(document, deal, path, found)
    _interest(document, deal, path, found)
    _charged(document, deal, path, found)
    _statements(document, deal, path, found)
    found.repeats([each.id for each in deal.breakevens], (*path, "breakevens"), "break-even")
    for place, asked in enumerate(deal.breakevens):
        _breakeven(document, deal, asked, (*path, "breakevens", place), found)


def _kind(deal: Deal, path: Path, found: Findings) -> None:
    if bool(deal.steps) == (deal.points is not None):
        found.say(path, f"{deal.label} has {'both steps and points' if deal.points else 'neither steps nor points'}",
                  "A participation is either of gross, by steps, or of net, by points.",
                  "Write one of `steps:` and `points:`.")  # fmt: skip
    if deal.points and deal.points.of is None:
        found.say((*path, "points"), f"{deal.label} has points of net and does not say of which net",
                  "Five points of all net profits are twice five points of a producer's half of them.",
                  "Add `of: all_net_profits` or `of: producers_share`.")  # fmt: skip
    elif deal.points and (deal.points.of == "producers_share") != (deal.points.producers_share is not None):
        says = "does not say" if deal.points.of == "producers_share" else "says"
        found.say((*path, "points"), f"{deal.label} {says} "
                  "how much of net profits is the producer's",
                  "Points of the producer's share need that share, and points of all net profits do not.",
                  "Write `of: producers_share` and `producers_share: 50` together, or neither.")  # fmt: skip
    known = [asked.id for asked in deal.breakevens]
    for place, step in enumerate(deal.steps):
        where: Path = (*path, "steps", place)
        if step.after is not None and step.after not in known:
            found.unknown((*where, "after"), f"{deal.label} steps up after `{step.after}`, which is no break-even",
                          step.after, known, "The step would never be reached.",
                          "Add it under `breakevens:`, or name one of")  # fmt: skip
        if step.after in [each.after for each in deal.steps[:place]]:
            found.say(where, f"{deal.label} has two steps from the same point",
                      "Only one rate can hold there.", "Remove one, or give it an `after:` of its own.")  # fmt: skip


def _names(document: ParticipationsDocument, deal: Deal, path: Path, found: Findings) -> None:
    media = _all(receipt.medium for books in document.books for receipt in books.receipts)
    spent = _all(cost.id for books in document.books for cost in books.distribution)
    negative = _all(cost.id for books in document.books for cost in books.negative)
    found.repeats([charge.id for charge in deal.charges], (*path, "charges"), "charge")
    lists: list[tuple[Path, str, Sequence[str], str]] = [
        *(((*path, "gross", n, "medium"), each.medium, media, "medium") for n, each in enumerate(deal.gross)),
        *(((*path, "fees", n, "medium"), each.medium, media, "medium") for n, each in enumerate(deal.fees)
          if each.medium),
        *(((*path, "advertising", "on", n), each, spent, "distribution cost")
          for n, each in enumerate(deal.advertising.on if deal.advertising else ())),
        *(((*path, "overhead", "on", n), each, negative, "negative cost")
          for n, each in enumerate((deal.overhead.on if deal.overhead else None) or ())),
    ]  # fmt: skip
    for where, name, known, what in lists:
        if name not in known:
            found.unknown(where, f"{deal.label} names `{name}`, which is no {what} of the books", name, known,
                          "The rule touches nothing until the books have it.", f"Name a {what} of the books",
                          Severity.WARNING)  # fmt: skip
    rules = [(rule.medium, rule.territory) for rule in deal.gross]
    for place, rule in enumerate(rules):
        if rule in rules[:place]:
            found.say((*path, "gross", place), f"{deal.label} says twice how `{rule[0]}` counts",
                      "Only one rate can hold.", "Remove one.")  # fmt: skip
    if (
        deal.overhead
        and deal.overhead.of is not None
        and (deal.overhead.on or deal.overhead.on_interest or deal.overhead.on_participations)
    ):
        found.say((*path, "overhead"), f"{deal.label} charges overhead on a fixed amount and on costs",
                  "Only one base can hold.", "Keep `of:`, or `on:` with what goes with it.")  # fmt: skip


def _fees(document: ParticipationsDocument, deal: Deal, path: Path, found: Findings) -> None:
    named = [fee.medium for fee in deal.fees]
    for place, medium in enumerate(named):
        if medium in named[:place]:
            on = f"`{medium}`" if medium else "every medium"
            found.say((*path, "fees", place), f"{deal.label} has two fees on {on}",
                      "It would be charged twice.", "Remove one.")  # fmt: skip
    for at, books in enumerate(document.books):
        told = next((each for each in deal.statements if each.statement == books.id), None)
        if not deal.fees or (told and told.fees is not None):
            continue
        held = books.receivables + books.reserves
        if held and one_fee(deal) is None and deal.fees_on == "collected":
            found.say(("books", at), f"receivables are given for all media, and {deal.label} has fees by medium",
                      "Nobody can say which fee is not charged on them.",
                      "Give `receivable:` with each receipt.")  # fmt: skip
        reported = () if None in named else _all(receipt.medium for receipt in books.receipts)
        for medium in (each for each in reported if each not in named):
            found.say((*path, "fees"), f"{deal.label} charges no fee on `{medium}`",
                      "It counts as gross and bears no fee.",
                      "Add a fee for it, of 0 where that is agreed.", Severity.WARNING)  # fmt: skip


def _interest(document: ParticipationsDocument, deal: Deal, path: Path, found: Findings) -> None:
    if deal.interest is None:
        return
    starts = [rate.starts for rate in deal.interest.rates]
    for place, day in enumerate(starts[1:], start=1):
        if day <= starts[place - 1]:
            found.say((*path, "interest", "rates", place, "starts"),
                      f"the rate from {day} stands after the rate from {starts[place - 1]}",
                      "Each rate runs until the next begins.", "Put them in the order of their days.")  # fmt: skip
    if (
        document.books
        and starts[0] > document.books[0].to
        and not any(told.interest for told in deal.statements)
    ):
        found.say((*path, "interest", "rates", 0, "starts"),
                  f"interest begins on {starts[0]}, after the first books of {document.books[0].to}",
                  "The first statement then bears none.", "Check the day.", Severity.WARNING)  # fmt: skip


def _charged(document: ParticipationsDocument, deal: Deal, path: Path, found: Findings) -> None:
    deals = {each.id: each for each in document.deals}
    for place, id_ in enumerate(deal.participations):
        where: Path = (*path, "participations", place)
        if id_ not in deals:
            found.unknown(where, f"{deal.label} is charged with `{id_}`, which is no deal", id_, [*deals],
                          "Its cost would be missing.", "Name one of the deals")  # fmt: skip
        elif not deals[id_].steps:
            found.say(where, f"{deal.label} is charged with {deals[id_].label}, which is not of gross",
                      "A share of net comes out of what is left, and is no cost before it.",
                      "Take it out, or write its `steps:`.")  # fmt: skip
        if id_ in deal.participations[:place]:
            found.say(where, f"{deal.label} is charged with `{id_}` twice", "It would be deducted twice.",
                      "Remove one.")  # fmt: skip


def _statements(document: ParticipationsDocument, deal: Deal, path: Path, found: Findings) -> None:
    known = [books.id for books in document.books]
    named = [told.statement for told in deal.statements]
    for place, id_ in enumerate(named):
        where: Path = (*path, "statements", place, "statement")
        if id_ not in known:
            found.unknown(where, f"{deal.label} has figures for `{id_}`, which the books do not have", id_, known,
                          "There is nothing to compare them with.", "Name one of the books")  # fmt: skip
        if id_ in named[:place]:
            found.say(where, f"{deal.label} has figures for `{id_}` twice", "Only one can hold.",
                      "Put them together.")  # fmt: skip


def _breakeven(
    document: ParticipationsDocument, deal: Deal, asked: Breakeven, path: Path, found: Findings
) -> None:
    agreed = (asked.amount is not None) + (asked.multiple is not None)
    if agreed != (asked.kind == "artificial"):
        found.say(path, f"{asked.label} is {asked.kind} and has {'no' if not agreed else 'an'} agreed number",
                  "Only an artificial break-even is a number or a multiple; the others are worked out.",
                  "Write `kind: artificial` with one of `amount:` and `multiple:`, or leave both out.")  # fmt: skip
    if (asked.multiple is not None) != bool(asked.of):
        found.say(path, f"{asked.label} is a multiple of nothing" if asked.multiple is not None
                  else f"{asked.label} names costs and no multiple",
                  "A multiple needs the costs it multiplies.", "Write `multiple:` and `of:` together.")  # fmt: skip
    costs = _all(cost.id for books in document.books for cost in books.negative)
    costs += [charge.id for charge in deal.charges]
    for place, id_ in enumerate(asked.of):
        if id_ not in costs:
            found.unknown((*path, "of", place), f"{asked.label} is a multiple of `{id_}`, which is no cost", id_, costs,
                          "It would count nothing.", "Name one of the costs")  # fmt: skip
    whole = sum((share.value for share in asked.mix.values()), Decimal(0))
    if asked.mix and whole != 100:
        found.say((*path, "mix"), f"the mix of {asked.label} adds up to {whole.normalize():f}%",
                  "The media must make the whole of receipts.", "Bring it to 100%.")  # fmt: skip


def _all(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
