"""What is wrong with claims, interest, accounts, conditions, corridors inside a party, and amendments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from topsheet.documents import Severity
from topsheet.documents.strict_yaml import Path
from topsheet.recoupment.check_names import Known, lists_of, whens
from topsheet.recoupment.check_waits import check_waits
from topsheet.recoupment.clauses import GROSS, REST, Branch, Corridor, Inside, Takers, Tier, When
from topsheet.recoupment.document import RecoupmentDocument
from topsheet.recoupment.findings import Findings
from topsheet.recoupment.terms import chosen


def check_parts(document: RecoupmentDocument, known: Known, found: Findings) -> None:
    """Say everything wrong with the parts of a document that stand beside its costs and tiers."""
    _claims(document, known, found)
    _interest(document, known, found)
    _accounts(document, known, found)
    _registers(document, found)
    for path, when in whens(document):
        _when(when, path, document, known, found)
    check_waits(document, known, found)
    for at, inside in enumerate(document.inside):
        _inside(inside, ("inside", at), document, known, found)
    _together(document, found)
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


def _claims(document: RecoupmentDocument, known: Known, found: Findings) -> None:
    for at, claim in enumerate(document.claims):
        path: Path = ("claims", at)
        if claim.to not in known.parties:
            found.unknown(
                (*path, "to"),
                f"the claim {claim.label} belongs to `{claim.to}`, which is not a party",
                claim.to,
                known.parties,
                "Every payee must be someone.",
                "Add it under `parties:`, or name one of",
            )
        known.whole(claim.amount, (*path, "amount"), found)


def _interest(document: RecoupmentDocument, known: Known, found: Findings) -> None:
    ids = [position.id for position in known.positions]
    for at, accrual in enumerate(document.interest):
        path: Path = ("interest", at)
        if accrual.on not in ids:
            found.unknown(
                (*path, "on"),
                f"interest runs on `{accrual.on}`, which is no position and no claim",
                accrual.on,
                ids,
                "Nobody would be owed it.",
                "Name one of",
            )
        if accrual.on in [each.on for each in document.interest[:at]]:
            found.say(
                (*path, "on"),
                f"interest on `{accrual.on}` is written twice",
                "It would run twice.",
                "Keep one of the two.",
            )
        if accrual.until is not None and accrual.until <= accrual.since:
            found.say(
                (*path, "until"),
                f"interest on `{accrual.on}` ends on {accrual.until}, before it begins on {accrual.since}",
                "It would never run.",
                "Correct one of the two days.",
            )
        if accrual.of == "original" and accrual.method != "simple":
            found.say(
                (*path, "method"),
                f"interest on `{accrual.on}` is of the original amount and compounds",
                "Interest on interest needs a balance that grows and falls.",
                "Write `of: outstanding`, or `method: simple`.",
            )


def _accounts(document: RecoupmentDocument, known: Known, found: Findings) -> None:
    tiers = [tier for _, steps in _all_lists(document) for tier in steps if isinstance(tier, Tier)]
    held = {tier.hold.account for tier in tiers if tier.hold}
    paid = {tier.take.to for tier in tiers if tier.take} | {
        share.to for each in document.inside for share in each.shares
    }
    paid |= {part.to for tier in tiers for part in tier.split or () if part.to} | {
        line.to for line in document.off_the_top
    }
    added = {tier.adds for tier in tiers if tier.adds}
    always = {tier.hold.account: tier.label for tier in tiers if tier.hold and tier.when is None}
    for at, account in enumerate(document.accounts):
        path: Path = ("accounts", at)
        if account.holder is not None and account.holder not in known.parties:
            found.unknown(
                (*path, "holder"),
                f"{account.label} is held for `{account.holder}`, which is not a party",
                account.holder,
                known.parties,
                "Somebody must own it.",
                "Name one of",
            )
        if account.id not in held | paid:
            found.say(
                path,
                f"nothing is ever put into {account.label}",
                "It would always be empty.",
                f"Add a tier with `hold: {{account: {account.id}, ...}}`, or remove it.",
                Severity.WARNING,
            )
        if account.release is not None and account.id not in added:
            found.say(
                (*path, "release"),
                f"{account.label} is released and joins no tier",
                "What it held would go to nobody.",
                f"Add a tier with `adds: {account.id}`.",
            )
        if account.release is not None and account.id in always:
            found.say(
                (*path, "release"),
                f"{always[account.id]} goes on putting money into {account.label} after it is released",
                "Of what is released a part is put aside again, and comes back a day later each time.",
                "If it should end, give that tier `when: {until: ...}` with the day of the release.",
                Severity.WARNING,
            )
        if account.release is None and account.holder is None:
            found.say(
                path,
                f"{account.label} is never released and held in nobody's name",
                "Money put into it would never be paid to anybody.",
                "Say when with `release:`, or for whom with `holder:`.",
            )


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


def _inside(inside: Inside, path: Path, document: RecoupmentDocument, known: Known, found: Findings) -> None:
    ids = [position.id for position in known.positions]
    if inside.of not in ids:
        found.unknown(
            (*path, "of"),
            f"{inside.label} lies inside `{inside.of}`, which is no position and no claim",
            inside.of,
            ids,
            "Nobody would pass it on.",
            "Name one of",
        )
    total = sum((share.percent.value for share in inside.shares), Decimal(0))
    if total > 100:
        found.say(
            (*path, "shares"),
            f"the shares of {inside.label} add up to {total}%",
            "A party cannot pass on more than it receives.",
            "Bring them to 100% or less.",
        )
    known.whole(inside.minimum, (*path, "minimum"), found)
    for at, share in enumerate(inside.shares):
        place: Path = (*path, "shares", at)
        known.whole(share.up_to, (*place, "up_to"), found)
        if share.to not in known.payees:
            found.unknown(
                (*place, "to"),
                f"{inside.label} goes to `{share.to}`, which is not a party",
                share.to,
                known.payees,
                "Every payee must be someone.",
                "Add it under `parties:`, or name one of",
            )
        if share.to in [each.to for each in inside.shares[:at]]:
            found.say(
                (*place, "to"),
                f"{inside.label} names `{share.to}` twice",
                "A payee has one share.",
                "Make one of the two.",
            )
    tiers = {tier.id: tier for _, steps in _all_lists(document) for tier in steps if isinstance(tier, Tier)}
    _in_variants(inside, path, document, found)
    for at, each in enumerate(inside.tiers):
        if each not in tiers:
            found.unknown(
                (*path, "tiers", at),
                f"{inside.label} shares what comes from `{each}`, which is no tier",
                each,
                list(tiers),
                "Nothing would be passed on.",
                "Name one of",
            )
        elif inside.of in ids and not _pays(tiers[each], inside.of, known):
            found.say(
                (*path, "tiers", at),
                f"{inside.label} shares what `{inside.of}` has from {tiers[each].label}, which does not pay it",
                "Nothing would be passed on.",
                "Name the tiers that pay it.",
            )


def _together(document: RecoupmentDocument, found: Findings) -> None:
    """Say when corridors inside one party pass on more of what it has from a tier than there is."""
    for at, inside in enumerate(document.inside):
        for each in inside.tiers:
            both = [
                other for other in document.inside[: at + 1] if other.of == inside.of and each in other.tiers
            ]
            total = sum((share.percent.value for other in both for share in other.shares), Decimal(0))
            if len(both) > 1 and total > 100:
                found.say(
                    ("inside", at, "shares"),
                    f"{' and '.join(other.label for other in both)} together pass on {total}% of what "
                    f"`{inside.of}` has from `{each}`",
                    "A party cannot pass on more than it receives.",
                    "Bring them to 100% or less in all.",
                )
                break


def _in_variants(inside: Inside, path: Path, document: RecoupmentDocument, found: Findings) -> None:
    for variant in document.variants:
        if not {tier.id for tier in variant.tiers} & set(inside.tiers):
            found.say(
                (*path, "tiers"),
                f"{inside.label} shares what comes from tiers that the variant {variant.title} does not have",
                "In that variant nothing is passed on.",
                "Name a tier of the variant as well, if it should be.",
                Severity.WARNING,
            )


def _pays(tier: Tier, position: str, known: Known) -> bool:
    groups: list[Takers | None] = [tier.pay, tier.pari_passu, *(tier.split or ())]
    sides: list[Branch | Corridor] = [*(tier.beside or ()), *([tier.corridor] if tier.corridor else [])]
    groups += [group for side in sides for group in (side.pay, side.pari_passu)]
    return any(group and position in [each.id for each in chosen(group, known.positions)] for group in groups)


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


def _all_lists(document: RecoupmentDocument) -> list[tuple[Path, tuple[object, ...]]]:
    """Every list of costs and tiers, those of amendments included."""
    found: list[tuple[Path, tuple[object, ...]]] = [*lists_of(document)]
    for at, amendment in enumerate(document.amendments):
        found.append((("amendments", at, "off_the_top"), amendment.off_the_top or ()))
        found.append((("amendments", at, "tiers"), amendment.tiers or ()))
    found += [(("variants", at, "tiers"), variant.tiers) for at, variant in enumerate(document.variants)]
    return found
