"""What is wrong with one list of tiers: who they pay, whether they can ever pay, whether shares add up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from topsheet.documents.strict_yaml import Path
from topsheet.recoupment.check_costs import check_taking
from topsheet.recoupment.check_groups import GroupCheck
from topsheet.recoupment.clauses import (
    GROSS,
    REST,
    Corridor,
    Hold,
    Pay,
    Portion,
    Recouped,
    Taking,
    Tier,
)
from topsheet.recoupment.terms import chosen

_OPERATIONS = ("adds", "take", "pay", "pari_passu", "beside", "corridor", "bonus", "hold", "split")


class TierCheck(GroupCheck):
    """Reads a list of tiers from the top down, remembering what was added, paid and shared above."""

    def check(self, tiers: Sequence[Tier], path: Path) -> None:
        """Say everything wrong with the tiers at `path`."""
        self.added, self.reached, self.before_inflow, self.all_shared = [], {}, set(), ""
        costs = {line.id for line in self.known.document.off_the_top}
        if path[0] in ("variants", "amendments"):
            self.found.repeats([tier.id for tier in tiers], path, "tier")
        for at, tier in enumerate(tiers):
            place = (*path, at)
            if path[0] == "variants" and tier.id in costs:
                self.found.say(
                    (*place, "id"),
                    f"the tier `{tier.id}` has the id of a cost off the top",
                    "Their figures could not be told apart.",
                    "Give the tier another id.",
                )
            does = [name for name in _OPERATIONS if getattr(tier, name) is not None]
            if len(does) != 1:
                self.found.say(
                    place,
                    f"{tier.label} does {'nothing' if not does else ' and '.join(does)}",
                    "A tier does one thing.",
                    f"Keep one of {', '.join(_OPERATIONS)}.",
                )
                continue
            self._one(tier, (*place, does[0]))

    def _one(self, tier: Tier, path: Path) -> None:
        if tier.until is not None and tier.split is None:
            self.found.say(
                (*path[:-1], "until"),
                f"{tier.label} has an end but divides nothing",
                "Only a division of everything needs to be told when it ends; claims end by themselves.",
                "Remove `until:`, or write `split:`.",
            )
        if tier.adds is not None:
            self._adds(tier.adds, path)
            return
        if self.all_shared:
            self.found.say(
                path,
                f"{tier.label} can never pay: {self.all_shared} above it shares out all there is",
                "No money reaches a tier below a division of the rest.",
                f"Move it above {self.all_shared}, or remove it.",
            )
        if tier.split is not None:
            self._split(tier, tier.split, path)
        elif tier.take is not None:
            check_taking(tier.take, tier.label, path, self.known, self.found)
        elif tier.bonus is not None:
            self._bonus(tier, path)
        elif tier.hold is not None:
            self._hold(tier, tier.hold, path)
        elif tier.beside is not None:
            self._beside(tier, path)
        elif tier.corridor is not None:
            self._corridor(tier, tier.corridor, path)
        else:
            self._recoup(tier.label, tier.pari_passu or tier.pay or Pay(), path, fills=tier.when is None)

    def _adds(self, inflow: str, path: Path) -> None:
        known = [*self.known.inflows, *(each.id for each in self.known.document.accounts if each.release)]
        if inflow not in known:
            self.found.unknown(
                path,
                f"`{inflow}` is not an inflow of the finance plan, nor an account that is released",
                inflow,
                known,
                "Nothing would be added.",
                "Name one of the plan's inflows",
            )
        if inflow in self.added:
            self.found.say(
                path,
                f"`{inflow}` is added twice",
                "The same money can be paid out once.",
                "Keep one of the two.",
            )
        elif inflow in self.elsewhere:
            self.found.say(
                path,
                f"`{inflow}` joins here and in another pot",
                "The same money can be paid out once.",
                "Keep it in the one into which the contracts pay it.",
            )
        self.added.append(inflow)
        self.before_inflow, self.all_shared = set(self.reached), ""

    def _bonus(self, tier: Tier, path: Path) -> None:
        if tier.when is None:
            self.found.say(
                path,
                f"{tier.label} is a bonus without a condition",
                "It would be due from the first coin.",
                "Add `when:`, or pay it as an ordinary amount with `take: {up_to: ...}`.",
            )
        if tier.bonus:
            due = Taking(to=tier.bonus.to, up_to=tier.bonus.amount)
            check_taking(due, tier.label, path, self.known, self.found)

    def _hold(self, tier: Tier, hold: Hold, path: Path) -> None:
        if hold.account not in self.known.accounts:
            self.found.unknown(
                (*path, "account"),
                f"{tier.label} puts money into `{hold.account}`, which is no account",
                hold.account,
                self.known.accounts,
                "Nobody could say what it is kept for.",
                "Add it under `accounts:`, or name one of",
            )
        if hold.of not in (GROSS, REST):
            self.found.say(
                (*path, "of"),
                f"{tier.label} holds a percentage of `{hold.of}`",
                "Money is put aside of the gross or of what is left.",
                "Write `of: gross` or `of: rest`.",
            )
        if hold.percent is None and hold.up_to is None:
            self.found.say(
                path,
                f"{tier.label} says no amount",
                "It would hold nothing.",
                "Write `percent:`, `up_to:` or both.",
            )
        self.known.whole(hold.up_to, (*path, "up_to"), self.found)

    def _beside(self, tier: Tier, path: Path) -> None:
        sides = tier.beside or ()
        self.found.repeats([side.id for side in sides], path, "side")
        total = sum((side.share.value for side in sides), Decimal(0))
        if total != 100 or len(sides) < 2 or any(not side.share.value for side in sides):
            self.found.say(
                path,
                f"the sides of {tier.label} add up to {total}%, not 100% in two or more shares",
                "All that arrives is divided between them.",
                "Correct the shares.",
            )
        for at, side in enumerate(sides):
            place, fills = (*path, at), tier.when is None
            self._group(f"{side.label} in {tier.label}", side.pay, side.pari_passu, place, fills=fills)
        groups = [side.pari_passu or side.pay or Pay() for side in sides]
        self._once(tier, [[each.id for each in chosen(group, self.positions)] for group in groups], path)

    def _once(self, tier: Tier, takers: Sequence[Sequence[str]], path: Path) -> None:
        """Say who takes twice in one tier: what it has had there would be two sums under one name."""
        seen: set[str] = set()
        for at, names in enumerate(takers):
            for each in names:
                if each in seen:
                    self.found.say(
                        (*path, at),
                        f"`{each}` takes twice in {tier.label}",
                        "What it has had there could not be told apart.",
                        "Add its shares together, or pay one of them in a tier of its own.",
                    )
            seen |= set(names)

    def _corridor(self, tier: Tier, corridor: Corridor, path: Path) -> None:
        if not 0 < corridor.percent.value < 100:
            self.found.say(
                (*path, "percent"),
                f"{tier.label} takes {corridor.percent} of what arrives",
                "A corridor takes a part and lets the rest flow on beside it.",
                "Write more than 0 and less than 100, or use `pay:` for all of it.",
            )
        self._group(tier.label, corridor.pay, corridor.pari_passu, path, fills=False)

    def _split(self, tier: Tier, parts: Sequence[Portion], path: Path) -> None:
        self.found.repeats([part.id for part in parts], path, "share")
        total = sum((part.share.value for part in parts), Decimal(0))
        if total != 100:
            self.found.say(
                path,
                f"the shares of {tier.label} add up to {total}%, not 100%",
                "The rest would belong to nobody, or be paid twice.",
                "Correct the shares.",
            )
        for at, part in enumerate(parts):
            self._portion(f"{part.label} in {tier.label}", part, (*path, at))
            self.known.whole(part.up_to, (*path, at, "up_to"), self.found)
        if parts and parts[-1].up_to is not None:
            self.found.say(
                (*path, len(parts) - 1, "up_to"),
                f"the last share of {tier.label} has a limit",
                "What a limited share cannot take goes to those named after it, and the last has nobody.",
                "Name a share without a limit last.",
            )
        takers = [
            [part.to] if part.to else [each.id for each in chosen(part, self.positions)] for part in parts
        ]
        self._once(tier, takers, path)
        if tier.until is not None:
            self._until(tier, tier.until, parts, path)
        elif tier.when is None:
            self.all_shared = tier.label

    def _until(self, tier: Tier, until: Recouped, parts: Sequence[Portion], path: Path) -> None:
        named = self.takers(until, f"the end of {tier.label}", (*path[:-1], "until"))
        ids = {position.id for position in named}
        theirs = [
            part
            for part in parts
            if part.to is None and {each.id for each in chosen(part, self.positions)} <= ids
        ]
        if named and not any(part.share.value for part in theirs):
            self.found.say(
                (*path[:-1], "until"),
                f"{tier.label} ends when those have had their target who have no share in it",
                "They would never get there, and the division would never end.",
                "Name in `until:` those who share here.",
            )
        for at, part in enumerate(parts):
            who = {each.id for each in chosen(part, self.positions)} if part.to is None else set()
            if part.up_to is not None:
                self.found.say(
                    (*path, at, "up_to"),
                    f"{part.label} has a limit in {tier.label}, which itself ends",
                    "Once the limit is reached all shares would change, and with them where the division ends.",
                    "Take the limited share in a tier above: `take: {percent: ..., of: rest, up_to: ...}`.",
                )
            elif who & ids and who - ids:
                self.found.say(
                    (*path, at),
                    f"{part.label} is shared by some for whom {tier.label} ends, and by others",
                    "What the first have of it could not be told from what the others have.",
                    "Give each of the two a share of their own.",
                )

    def _portion(self, label: str, part: Portion, path: Path) -> None:
        if part.to is None:
            paid = self.takers(part, label, path)
            if part.kind is not None and not paid:
                self.found.unknown(
                    (*path, "kind"),
                    f"{label} goes to the kind `{part.kind}`, which the plan does not have",
                    part.kind,
                    sorted({position.kind for position in self.positions}),
                    "The share would belong to nobody.",
                    "Name a kind of the plan",
                )
            for position in paid:
                self.reached.setdefault(position.id, Decimal(0))
            return
        if part.kind is not None or part.who:
            self.found.say(
                path, f"{label} names a party and positions", "A share has one taker.", "Keep one of them."
            )
        if part.to not in self.known.payees:
            self.found.unknown(
                (*path, "to"),
                f"{label} goes to `{part.to}`, which is not a party",
                part.to,
                self.known.payees,
                "Every payee must be someone.",
                "Add it under `parties:`, or name one of",
            )
