"""What is wrong with what stands beside costs and tiers: conditions, registers, amendments, statements, offers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from topsheet.documents import Severity
from topsheet.documents.strict_yaml import Path
from topsheet.recoupment.check_claims import check_claims
from topsheet.recoupment.check_inside import check_inside
from topsheet.recoupment.check_names import Known, whens
from topsheet.recoupment.check_waits import check_waits
from topsheet.recoupment.clauses import GROSS, REST, When
from topsheet.recoupment.document import RecoupmentDocument
from topsheet.recoupment.findings import Findings
from topsheet.recoupment.terms import chosen


def check_parts(document: RecoupmentDocument, known: Known, found: Findings) -> None:
    """Say everything wrong with the parts of a document that stand beside its costs and tiers."""
    check_claims(document, known, found)
    _registers(document, found)
    for path, when in whens(document):
        _when(when, path, document, known, found)
    check_waits(document, known, found)
    check_inside(document, known, found)
    _amendments(document, found)
    _statements(document, known, found)
    _offers(document, known, found)


def _offers(document: RecoupmentDocument, known: Known, found: Findings) -> None:
    for at, offer in enumerate(document.offers):
        path: Path = ("offers", at)
        for name in ("guarantee", "costs"):
            known.whole(getattr(offer, name), (*path, name), found)
        last = Decimal(0)
        for n, step in enumerate(offer.fee_steps):
            if step.above <= last:
                found.say(
                    (*path, "fee_steps", n, "above"),
                    f"the fee of {offer.title} does not rise step by step: {step.above} after {last}",
                    "Each percentage holds from its amount to the next.",
                    "Put them in rising order, each amount once and above nothing.",
                )
            last = step.above
        if offer.fee.value == 100:
            why = "Nothing would be left to recoup or to share."
            found.say((*path, "fee"), f"the fee of {offer.title} is 100%", why, "Correct the percentage.")


def _statements(document: RecoupmentDocument, known: Known, found: Findings) -> None:
    last: tuple[date, date] | None = None
    for at, each in enumerate(document.statements):
        path: Path = ("statements", at)
        if each.made < each.to:
            found.say(
                (*path, "made"),
                f"the statement to {each.to} is made on {each.made}, before its period ends",
                "Receipts that come after it was made could not be in it.",
                "Make it on the last day of its period or later.",
            )
        if last and (each.to <= last[0] or each.made <= last[1]):
            found.say(
                path,
                f"the statement to {each.to} of {each.made} does not follow the one to {last[0]} of {last[1]}",
                "Each statement goes on from the one before.",
                "Put them in the order of their days, each day once.",
            )
        last = (each.to, each.made)
    owners = {claim.id: claim.to for claim in document.claims}
    payees = [*known.parties, *(each.id for each in known.positions if each.id not in owners)]
    for at, paying in enumerate(document.paying):
        place: Path = ("paying", at)
        if paying.to in owners:
            owner = owners[paying.to]
            found.say((*place, "to"), f"`{paying.to}` is a claim of `{owner}`, and is paid to it with all else",
                      "Nothing would be withheld.", f"Write `to: {owner}`.")  # fmt: skip
        elif paying.to not in payees:
            found.unknown(
                (*place, "to"), f"`{paying.to}` is paid by no clause: it is no party and no position", paying.to,
                payees, "What is withheld from it would be withheld from nobody.", "If it should be, name one of",
                Severity.WARNING,
            )  # fmt: skip
        if paying.to in [each.to for each in document.paying[:at]]:
            found.say((*place, "to"), f"how `{paying.to}` is paid is written twice", "One of the two would be lost.",
                      "Keep one.")  # fmt: skip
        if paying.least < 0:
            found.say((*place, "least"), f"the least payment to `{paying.to}` is below nothing",
                      "Nothing is ever sent the other way.", "Write 0 or more.")  # fmt: skip


def _registers(document: RecoupmentDocument, found: Findings) -> None:
    for at, register in enumerate(document.registers):
        if register.id in (GROSS, REST):
            found.say(
                ("registers", at, "id"),
                f"a register has the id `{register.id}`",
                f"`of: {register.id}` means the pot's own {'gross' if register.id == GROSS else 'rest'}.",
                "Give it another id.",
            )
        if register.reported and (register.counts or register.otherwise is not None):
            found.say(
                ("registers", at),
                f"{register.label} is reported, and also counts receipts",
                "It is a number somebody reports, or a sum of receipts.",
                "Remove `reported:`, or `counts:` and `otherwise:`.",
            )


def _when(when: When, path: Path, document: RecoupmentDocument, known: Known, found: Findings) -> None:
    told = (when.since, when.until, when.event, when.recouped, when.register_)
    if not any(each is not None for each in told):
        found.say(
            path,
            "a condition says nothing",
            "It would always hold.",
            "Write `from:`, `until:`, `event:`, `recouped:` or `register:`, or remove it.",
        )
    events = {event.id: event.on for event in document.events}
    if when.event is not None and when.event not in events:
        found.unknown(
            (*path, "event"),
            f"the condition waits for `{when.event}`, which is no event",
            when.event,
            list(events),
            "It would never hold.",
            "Add it under `events:` with its day, or name one of",
        )
    begins = max((day for day in (when.since, events.get(when.event or "")) if day), default=None)
    if begins and when.until and when.until <= begins:
        found.say(
            (*path, "until"),
            f"the condition ends on {when.until}, before it begins on {begins}",
            "It would never hold, and the clause would never pay.",
            "Correct one of the two days.",
        )
    if (when.register_ is None) != (when.at_least is None):
        found.say(
            path,
            f"the condition names {'no register' if when.at_least is not None else 'a register and no level'}",
            "It is tried whether a register has reached a level.",
            "Write both `register:` and `at_least:`.",
        )
    if when.register_ is not None and when.register_ not in known.registers:
        found.unknown(
            (*path, "register"),
            f"`{when.register_}` is no register",
            when.register_,
            known.registers,
            "It would never hold.",
            "Add it under `registers:`, or name one of",
        )
    if when.recouped is not None:
        ids = [position.id for position in known.positions]
        for at, each in enumerate(when.recouped.who):
            if each not in ids:
                found.unknown(
                    (*path, "recouped", "who", at),
                    f"the condition waits for `{each}`, which is no position and no claim",
                    each,
                    ids,
                    "It would never hold.",
                    "Name one of",
                )
        if not chosen(when.recouped, known.positions):
            found.say(
                (*path, "recouped"),
                "the condition waits for nobody to recoup",
                "It would hold from the first day.",
                "Name a kind or persons of the plan.",
            )


def _amendments(document: RecoupmentDocument, found: Findings) -> None:
    last: date | None = document.since
    for at, each in enumerate(document.amendments):
        path: Path = ("amendments", at)
        if each.off_the_top is None and each.tiers is None:
            found.say(
                path,
                f"the amendment {each.title} changes nothing",
                "Costs and tiers stay as they are.",
                "Write `off_the_top:` or `tiers:`, whole, as they are from that day on.",
            )
        if last is not None and each.since <= last:
            found.say(
                (*path, "from"),
                f"the amendment {each.title} holds from {each.since}, not after {last}",
                "Amendments follow the agreement and one another, each from its own day.",
                "Put them in the order of their days.",
            )
        last = each.since
