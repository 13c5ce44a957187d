"""Costs and tiers made into steps: rates as fractions, amounts as coins, takers as claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from topsheet.documents import Tree
from topsheet.documents.strict_yaml import Path
from topsheet.figures import Figure, Value, given
from topsheet.money import Money, Percent
from topsheet.recoupment.clauses import PariPassu, Pay, Portion, Recouped, Taking, Tier, TopLine, When
from topsheet.recoupment.document import RecoupmentDocument
from topsheet.recoupment.model import Position
from topsheet.recoupment.steps import (
    Add,
    Beside,
    Branch,
    Claim,
    Corridor,
    Part,
    Recoup,
    Share,
    Step,
    Take,
    Test,
)
from topsheet.recoupment.terms import chosen, coins


class StepMaker:
    """Makes the steps of one document, which `check` found without errors."""

    def __init__(self, document: RecoupmentDocument, positions: Sequence[Position],
                 inflows: Mapping[str, Figure[Money]], parties: Mapping[str, str], tree: Tree) -> None:  # fmt: skip
        self.document, self.positions, self.inflows, self.tree = document, positions, inflows, tree
        self.names = {
            **{each.id: each.name for each in positions},
            **{each.id: each.label for each in document.accounts},
            **parties,
        }
        self.known: dict[Path, tuple[Step, ...]] = {}
        self.events = {each.id: each.on for each in document.events}

    def name_of(self, payee: str) -> str:
        """A payee's name."""
        return self.names.get(payee, payee)

    def coins(self, amount: Decimal) -> Fraction:
        """An amount of the document in coins."""
        return coins(amount, self.document.currency)

    def costs(self, lines: Sequence[TopLine], path: Path, name: str = "recoupment") -> tuple[Step, ...]:
        """The costs off the top of a pot, made once for all who share them."""
        if path not in self.known:
            self.known[path] = tuple(
                self.take(line, line.id, line.label, (*path, at), self.test(line.when), name=name)
                for at, line in enumerate(lines)
            )
        return self.known[path]

    def tiers(self, tiers: Sequence[Tier], name: str, path: Path) -> tuple[Step, ...]:
        """The tiers of a list, one after another."""
        return tuple(self._step(tier, name, (*path, at)) for at, tier in enumerate(tiers))

    def test(self, when: When | None) -> Test | None:
        """A condition with its names looked up."""
        if when is None:
            return None
        since: date | None = when.since
        if when.event is not None:
            happened = self.events[when.event]
            since = max(since, happened) if since else happened
        had = tuple(each.id for each in chosen(when.recouped, self.positions)) if when.recouped else ()
        target = self._target(when.recouped, had) if when.recouped else Fraction(0)
        level = Fraction(0)
        if when.register_ is not None:
            reported = any(each.id == when.register_ and each.reported for each in self.document.registers)
            level = Fraction(when.at_least or 0) if reported else self.coins(when.at_least or Decimal(0))
        return Test(since, when.until, had, target, when.register_ or "", level)

    def _target(self, recouped: Recouped, ids: Sequence[str]) -> Fraction:
        amounts = [self.coins(each.invested.value.amount) for each in self.positions if each.id in ids]
        return sum((Fraction(floor(each * Fraction(recouped.target) / 100)) for each in amounts), Fraction(0))

    def take(self, line: Taking, id_: str, label: str, path: Path, when: Test | None, *,
             below: bool = False, name: str = "recoupment") -> Take:  # fmt: skip
        """A percentage or an amount for one payee."""
        rule: Figure[Value]
        where, place = self.tree.where(path), f"{name}.terms.{id_}"
        cap = None if line.up_to is None else self.coins(line.up_to)
        if line.percent is None:
            limit = Money(line.up_to or Decimal(0), self.document.currency)
            rule = given(place, f"{label}, at most", limit, where)
        else:
            rule = given(place, f"{label}, rate", line.percent, where)
        rate = None if line.percent is None else Fraction(line.percent.fraction)
        return Take(
            id_, label, line.to, self.name_of(line.to), rule, rate, line.of, cap,
            self.coins(line.at_least or Decimal(0)), self.coins(line.offset or Decimal(0)),
            tuple((self.coins(each.above), Fraction(each.percent.fraction)) for each in line.steps),
            line.retroactive, line.arrears == "lapse", when, below,
        )  # fmt: skip

    def _step(self, tier: Tier, name: str, path: Path) -> Step:
        when = self.test(tier.when)
        if tier.adds is not None:
            return self._add(tier, tier.adds)
        if tier.take is not None:
            return self.take(tier.take, tier.id, tier.label, (*path, "take"), when, below=True, name=name)
        if tier.bonus is not None:
            sum_ = Taking(to=tier.bonus.to, up_to=tier.bonus.amount)
            return self.take(sum_, tier.id, tier.label, (*path, "bonus"), when, below=True, name=name)
        if tier.hold is not None:
            kept = Taking(
                to=tier.hold.account, percent=tier.hold.percent, of=tier.hold.of, up_to=tier.hold.up_to
            )
            return self.take(kept, tier.id, tier.label, (*path, "hold"), when, below=True, name=name)
        if tier.split is not None:
            return self._share(tier, tier.split, when, name, path)
        if tier.beside is not None:
            branches = []
            for at, side in enumerate(tier.beside):
                place: Path = (*path, "beside", at)
                group = self._recoup(
                    f"{tier.id}.{side.id}", side.label, side.pari_passu or side.pay or Pay(), name, place
                )
                rule = self._rule(
                    f"{name}.terms.{tier.id}.{side.id}", f"{side.label}, share", side.share, (*place, "share")
                )
                branches.append(Branch(side.id, side.label, Fraction(side.share.fraction), rule, group))
            return Beside(tier.id, tier.label, tuple(branches), when)
        if tier.corridor is not None:
            beside, place = tier.corridor, (*path, "corridor")
            pays = beside.pari_passu or beside.pay or Pay()
            group = self._recoup(tier.id, tier.label, pays, name, place)
            rule = self._rule(
                f"{name}.terms.{tier.id}.share",
                f"{tier.label}, share",
                beside.percent,
                (*path, "corridor", "percent"),
            )
            return Corridor(tier.id, tier.label, Fraction(beside.percent.fraction), rule, group, when)
        group_ = tier.pari_passu or tier.pay or Pay()  # `check` refuses a tier that does nothing
        return self._recoup(tier.id, tier.label, group_, name, path, when)

    def _add(self, tier: Tier, adds: str) -> Add:
        if adds in self.inflows:
            inflow = self.inflows[adds]
            return Add(tier.id, tier.label, int(self.coins(inflow.value.rounded().amount)), inflow)
        return Add(tier.id, tier.label, 0, None, adds)

    def _rule(self, name: str, label: str, value: Percent, path: Path) -> Figure[Percent]:
        return given(name, label, value, self.tree.where(path))

    def _recoup(
        self, id_: str, label: str, group: Pay, name: str, path: Path, when: Test | None = None
    ) -> Recoup:
        percent = None
        if isinstance(group, PariPassu):
            place = (*path, "pari_passu", "target")
            percent = self._rule(f"{name}.terms.{id_}", f"{label}, target", Percent(group.target), place)
        return Recoup(id_, label, group.mode, self._claims(group, percent), percent, when)

    def _claims(self, group: Pay, percent: Figure[Percent] | None) -> tuple[Claim, ...]:
        part = Fraction(percent.value.fraction) if percent else Fraction(1)
        claims = []
        for position in chosen(group, self.positions):
            owed = self.coins(position.invested.value.amount)
            agreed = {"equal": Fraction(1), "shares": Fraction(group.shares.get(position.id, 0))}
            claims.append(Claim(position, agreed.get(group.mode, owed), owed * part))
        return tuple(claims)

    def _share(
        self, tier: Tier, portions: Sequence[Portion], when: Test | None, name: str, path: Path
    ) -> Share:
        parts = tuple(self._part(part, tier, name, (*path, "split", at)) for at, part in enumerate(portions))
        until: tuple[Claim, ...] = ()
        if tier.until is not None:
            rate = Fraction(tier.until.target) / 100
            until = tuple(
                Claim(each, owed, owed * rate)
                for each in chosen(tier.until, self.positions)
                if (owed := self.coins(each.invested.value.amount))
            )
        return Share(tier.id, tier.label, parts, until, when)

    def _part(self, portion: Portion, tier: Tier, name: str, path: Path) -> Part:
        rule = self._rule(
            f"{name}.terms.{tier.id}.{portion.id}", f"{portion.label}, share", portion.share, (*path, "share")
        )
        takers = () if portion.to else chosen(portion, self.positions)
        owed = [self.coins(each.invested.value.amount) for each in takers]
        claims = tuple(Claim(each, weight, weight) for each, weight in zip(takers, owed, strict=True))
        to, rate = portion.to or "", Fraction(portion.share.fraction)
        cap = None if portion.up_to is None else self.coins(portion.up_to)
        return Part(portion.id, portion.label, rate, rule, to, self.names.get(to, ""), claims, cap)
