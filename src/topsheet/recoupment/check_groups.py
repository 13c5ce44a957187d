"""What is wrong with claims that are paid together: who they are, whether they can ever be paid, their shares."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from topsheet.documents import Severity
from topsheet.documents.strict_yaml import Path
from topsheet.recoupment.check_names import Known
from topsheet.recoupment.clauses import (
    PariPassu,
    Pay,
    Takers,
)
from topsheet.recoupment.findings import Findings
from topsheet.recoupment.model import Position
from topsheet.recoupment.terms import chosen


class GroupCheck:
    """Remembers, from the top of a list of tiers down, what was added, paid and shared above."""

    def __init__(self, known: Known, found: Findings) -> None:
        self.known, self.found = known, found
        self.positions = known.positions
        self.added: list[str] = []
        self.elsewhere: set[str] = set()  # joined in a list that runs beside this one
        self.reached: dict[str, Decimal] = {}  # percent of its amount a position has had in tiers above
        self.before_inflow: set[str] = set()  # positions paid above the last inflow
        self.all_shared = ""

    def _group(
        self, label: str, pay: Pay | None, side_by_side: PariPassu | None, path: Path, *, fills: bool
    ) -> None:
        if (pay is None) == (side_by_side is None):
            self.found.say(
                path,
                f"{label} pays {'in two ways' if pay else 'nobody'}",
                "Its claims are paid what is owed, or up to a target.",
                "Write one of `pay:` and `pari_passu:`.",
            )
            return
        place = (*path, "pari_passu" if side_by_side else "pay")
        self._recoup(label, side_by_side or pay or Pay(), place, fills=fills)

    def takers(self, takers: Takers, label: str, path: Path) -> tuple[Position, ...]:
        """The positions named; says who is unknown, named twice, or owed nothing."""
        if (takers.kind is None) == (not takers.who):
            self.found.say(
                path,
                f"{label} names {'both a kind and persons' if takers.who else 'nobody'}",
                "Positions are named by their kind, or one by one.",
                "Write one of `kind:` and `who:`.",
            )
            return ()
        known = [position.id for position in self.positions]
        for at, each in enumerate(takers.who):
            if each not in known:
                self.found.unknown(
                    (*path, "who", at),
                    f"{label} pays `{each}`, which is not a position of the finance plan",
                    each,
                    known,
                    "There is nobody to pay.",
                    "Name one of the plan's sources",
                )
            if each in takers.who[:at]:
                self.found.say(
                    (*path, "who", at),
                    f"{label} names `{each}` twice",
                    "A position is paid once in a tier.",
                    "Remove one of the two.",
                )
        paid = chosen(takers, self.positions)
        for position in paid:
            if position.invested.value.amount == 0:
                self.found.say(
                    path,
                    f"{label} pays {position.name}, which has no amount",
                    "A position without an amount can be owed nothing.",
                    "Give it an amount in the finance plan, or leave it out here.",
                )
        return paid

    def _recoup(self, label: str, group: Pay, path: Path, *, fills: bool) -> None:
        """A group of claims; it `fills` when money flows on below it only once they are full."""
        paid = self.takers(group, label, path)
        if group.kind is not None and not paid:
            self.found.unknown(
                (*path, "kind"),
                f"{label} pays the kind `{group.kind}`, which the plan does not have",
                group.kind,
                sorted({position.kind for position in self.positions}),
                "The tier pays nothing.",
                "If it should pay, name a kind of the plan",
                Severity.WARNING,
            )
        self._shares(label, group, paid, path)
        target = group.target if isinstance(group, PariPassu) else Decimal(100)
        bearing = {accrual.on for accrual in self.known.document.interest}
        for position in paid:
            if position.id not in bearing and self.reached.get(position.id, Decimal(0)) >= target:
                self.found.say(
                    path,
                    f"{label} can never pay {position.name}: a tier above pays it up to "
                    f"{self.reached[position.id]}% already",
                    "What it had above counts towards its target here.",
                    "Move it above that tier, raise the target, or leave it out.",
                )
        for position in paid:
            self._paid_again(label, position, path)
            had = self.reached.get(position.id, Decimal(0))
            self.reached[position.id] = max(target, had) if fills else had

    def _paid_again(self, label: str, position: Position, path: Path) -> None:
        if position.id in self.before_inflow:
            self.found.say(
                path,
                f"{label} pays {position.name}, which was paid above the last `adds`",
                "With money joining between, its part here would shrink as receipts rise.",
                "Move the `adds` above both tiers, or pay it in one of them only.",
            )

    def _shares(self, label: str, group: Pay, paid: Sequence[Position], path: Path) -> None:
        if group.mode != "shares":
            if group.shares:
                self.found.say(
                    (*path, "shares"),
                    f"{label} gives shares but is shared {group.mode.replace('_', ' ')}",
                    "The shares would not be used.",
                    "Write `mode: shares`, or remove them.",
                )
            return
        ids = [position.id for position in paid]
        for each in ids:
            if not group.shares.get(each):
                self.found.say(
                    (*path, "shares"),
                    f"{label} gives `{each}` no share",
                    "It could never be paid.",
                    f"Add `{each}:` with a number above nothing.",
                )
        for each in group.shares:
            if each not in ids:
                self.found.unknown(
                    (*path, "shares", each),
                    f"{label} gives a share to `{each}`, which it does not pay",
                    each,
                    ids,
                    "The share would not be used.",
                    "Name one of those it pays",
                )
