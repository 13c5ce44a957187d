"""What is wrong with one list of tiers: who they pay, whether they can ever pay, whether shares add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from topsheet.documents import Severity
from topsheet.documents.strict_yaml import Path
from topsheet.figures import Figure
from topsheet.money import Money
from topsheet.recoupment.document import PariPassu, Pay, Portion, RecoupmentDocument, Takers, Tier
from topsheet.recoupment.findings import Findings
from topsheet.recoupment.model import Position
from topsheet.recoupment.terms import chosen

_OPERATIONS = ("adds", "pay", "pari_passu", "split")


class TierCheck:
    """Reads a list of tiers from the top down, remembering what was added, paid and shared above."""

    def __init__(self, document: RecoupmentDocument, positions: Sequence[Position],
                 inflows: Mapping[str, Figure[Money]], found: Findings) -> None:  # fmt: skip
        self.positions, self.inflows, self.found = positions, inflows, found
        self.parties = [party.id for party in document.parties]
        self.costs = {line.id for line in document.off_the_top}
        self.added: list[str] = []
        self.reached: dict[str, Decimal] = {}  # percent of its amount a position has had in tiers above
        self.before_inflow: set[str] = set()  # positions paid above the last inflow
        self.all_shared = ""

    def check(self, tiers: Sequence[Tier], path: Path) -> None:
        """Say everything wrong with the tiers at `path`."""
        self.added, self.reached, self.before_inflow, self.all_shared = [], {}, set(), ""
        self.found.repeats([tier.id for tier in tiers], path, "tier")
        for at, tier in enumerate(tiers):
            place = (*path, at)
            if tier.id in self.costs:
                self.found.say((*place, "id"), f"the tier `{tier.id}` has the id of a cost off the top",
                               "Their figures could not be told apart.",
                               "Give the tier another id.")  # fmt: skip
            does = [name for name in _OPERATIONS if getattr(tier, name) is not None]
            if len(does) != 1:
                self.found.say(place, f"{tier.label} does {'nothing' if not does else ' and '.join(does)}",
                               "A tier does one thing.",
                               f"Keep one of {', '.join(_OPERATIONS)}.")  # fmt: skip
                continue
            self._one(tier, (*place, does[0]))

    def _one(self, tier: Tier, path: Path) -> None:
        if tier.adds is not None:
            self._adds(tier.adds, path)
            return
        if self.all_shared:
            self.found.say(path,
                           f"{tier.label} can never pay: {self.all_shared} above it shares out all there is",
                           "No money reaches a tier below a division of the rest.",
                           f"Move it above {self.all_shared}, or remove it.")  # fmt: skip
        if tier.split is not None:
            self._split(tier, tier.split, path)
        else:
            self._recoup(tier, tier.pari_passu or tier.pay or Pay(), path)

    def _adds(self, inflow: str, path: Path) -> None:
        if inflow not in self.inflows:
            self.found.unknown(path, f"`{inflow}` is not an inflow of the finance plan", inflow,
                               list(self.inflows),
                               "Nothing would be added.", "Name one of the plan's inflows")  # fmt: skip
        if inflow in self.added:
            self.found.say(path, f"`{inflow}` is added twice", "The same money can be paid out once.",
                           "Keep one of the two.")  # fmt: skip
        self.added.append(inflow)
        self.before_inflow, self.all_shared = set(self.reached), ""

    def _takers(self, takers: Takers, label: str, path: Path) -> tuple[Position, ...]:
        """The positions named; says who is unknown, named twice, or owed nothing."""
        if (takers.kind is None) == (not takers.who):
            self.found.say(path, f"{label} names {'both a kind and persons' if takers.who else 'nobody'}",
                           "Positions are named by their kind, or one by one.",
                           "Write one of `kind:` and `who:`.")  # fmt: skip
            return ()
        known = [position.id for position in self.positions]
        for at, each in enumerate(takers.who):
            if each not in known:
                self.found.unknown((*path, "who", at),
                                   f"{label} pays `{each}`, which is not a position of the finance plan",
                                   each, known, "There is nobody to pay.",
                                   "Name one of the plan's sources")  # fmt: skip
            if each in takers.who[:at]:
                self.found.say((*path, "who", at), f"{label} names `{each}` twice",
                               "A position is paid once in a tier.",
                               "Remove one of the two.")  # fmt: skip
        paid = chosen(takers, self.positions)
        for position in paid:
            if position.invested.value.amount == 0:
                self.found.say(path, f"{label} pays {position.name}, which has no amount",
                               "A position without an amount can be owed nothing.",
                               "Give it an amount in the finance plan, or leave it out here.")  # fmt: skip
        return paid

    def _recoup(self, tier: Tier, group: Pay, path: Path) -> None:
        paid = self._takers(group, tier.label, path)
        if group.kind is not None and not paid:
            self.found.unknown((*path, "kind"),
                               f"{tier.label} pays the kind `{group.kind}`, which the plan does not have",
                               group.kind, sorted({position.kind for position in self.positions}),
                               "The tier pays nothing.",
                               "If it should pay, name a kind of the plan", Severity.WARNING)  # fmt: skip
        self._shares(tier, group, paid, path)
        target = group.target if isinstance(group, PariPassu) else Decimal(100)
        full = [position for position in paid if self.reached.get(position.id, Decimal(0)) >= target]
        for position in full:
            self.found.say(path, f"{tier.label} can never pay {position.name}: a tier above pays it up to "
                           f"{self.reached[position.id]}% already",
                           "What it had above counts towards its target here.",
                           "Raise the target, or leave it out.")  # fmt: skip
        for position in paid:
            self._paid_again(tier, position, path)
            self.reached[position.id] = max(target, self.reached.get(position.id, target))

    def _paid_again(self, tier: Tier, position: Position, path: Path) -> None:
        if position.id in self.before_inflow:
            self.found.say(path, f"{tier.label} pays {position.name}, which was paid above the last `adds`",
                           "With money joining between, its part here would shrink as receipts rise.",
                           "Move the `adds` above both tiers, or pay it in one of them only.")  # fmt: skip

    def _shares(self, tier: Tier, group: Pay, paid: Sequence[Position], path: Path) -> None:
        if group.mode != "shares":
            if group.shares:
                self.found.say((*path, "shares"),
                               f"{tier.label} gives shares but is shared {group.mode.replace('_', ' ')}",
                               "The shares would not be used.",
                               "Write `mode: shares`, or remove them.")  # fmt: skip
            return
        ids = [position.id for position in paid]
        for each in ids:
            if not group.shares.get(each):
                self.found.say((*path, "shares"), f"{tier.label} gives `{each}` no share",
                               "It could never be paid.",
                               f"Add `{each}:` with a number above nothing.")  # fmt: skip
        for each in group.shares:
            if each not in ids:
                self.found.unknown((*path, "shares", each),
                                   f"{tier.label} gives a share to `{each}`, which it does not pay",
                                   each, ids, "The share would not be used.",
                                   "Name one of those it pays")  # fmt: skip

    def _split(self, tier: Tier, parts: Sequence[Portion], path: Path) -> None:
        self.found.repeats([part.id for part in parts], path, "share")
        total = sum((part.share.value for part in parts), Decimal(0))
        if total != 100:
            self.found.say(path, f"the shares of {tier.label} add up to {total}%, not 100%",
                           "The rest would belong to nobody, or be paid twice.",
                           "Correct the shares.")  # fmt: skip
        for at, part in enumerate(parts):
            self._portion(f"{part.label} in {tier.label}", part, (*path, at))
        self.all_shared = tier.label

    def _portion(self, label: str, part: Portion, path: Path) -> None:
        if part.to is None:
            paid = self._takers(part, label, path)
            if part.kind is not None and not paid:
                self.found.unknown((*path, "kind"),
                                   f"{label} goes to the kind `{part.kind}`, which the plan does not have",
                                   part.kind, sorted({position.kind for position in self.positions}),
                                   "The share would belong to nobody.",
                                   "Name a kind of the plan")  # fmt: skip
            for position in paid:
                self.reached.setdefault(position.id, Decimal(0))
            return
        if part.kind is not None or part.who:
            self.found.say(path, f"{label} names a party and positions", "A share has one taker.",
                           "Keep one of them.")  # fmt: skip
        if part.to not in self.parties:
            self.found.unknown((*path, "to"), f"{label} goes to `{part.to}`, which is not a party", part.to,
                               self.parties,
                               "Every payee must be someone.",
                               "Add it under `parties:`, or name one of")  # fmt: skip
