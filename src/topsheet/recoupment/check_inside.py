"""What is wrong with what a party passes on of its own part."""

from __future__ import annotations

from decimal import Decimal

from topsheet.documents import Severity
from topsheet.documents.strict_yaml import Path
from topsheet.recoupment.arrangements import Inside
from topsheet.recoupment.check_names import Known, all_lists
from topsheet.recoupment.clauses import Branch, Corridor, Takers, Tier
from topsheet.recoupment.document import RecoupmentDocument
from topsheet.recoupment.findings import Findings
from topsheet.recoupment.terms import chosen


def check_inside(document: RecoupmentDocument, known: Known, found: Findings) -> None:
    """Say everything wrong with it."""
    for at, inside in enumerate(document.inside):
        _inside(inside, ("inside", at), document, known, found)
    _together(document, found)


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
    tiers = {tier.id: tier for _, steps in all_lists(document) for tier in steps if isinstance(tier, Tier)}
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
