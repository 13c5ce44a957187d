"""Terms made ready to run: every id of the document replaced by the position or party it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from topsheet.documents import Tree
from topsheet.documents.strict_yaml import Path
from topsheet.figures import Figure, given
from topsheet.money import Money, Percent
from topsheet.recoupment.document import PariPassu, Pay, Portion, RecoupmentDocument, Tier, TopLine
from topsheet.recoupment.model import Position
from topsheet.recoupment.terms import Add, Claim, Part, Recoup, Share, Step, Take, Terms, chosen, coins


def ready(
    document: RecoupmentDocument,
    positions: Sequence[Position],
    inflows: Mapping[str, Figure[Money]],
    tree: Tree,
) -> tuple[Terms, dict[str, Terms]]:
    """The terms and each variant's, from a document that `check` found without errors."""
    made = _Ready(document, positions, inflows, tree)
    takes = tuple(made.take(line, ("off_the_top", at)) for at, line in enumerate(document.off_the_top))
    main = made.terms("recoupment", takes, document.tiers, ("tiers",))
    known = {position.id for position in positions}
    variants = {
        variant.id: made.terms(
            f"recoupment.variant.{variant.id}", takes, variant.tiers, ("variants", at, "tiers")
        )
        for at, variant in enumerate(document.variants)
        if known.issuperset(variant.needs)
    }
    return main, variants


class _Ready:
    """Turns the parts of one document into steps; carries what every part needs to look up."""

    def __init__(self, document: RecoupmentDocument, positions: Sequence[Position],
                 inflows: Mapping[str, Figure[Money]], tree: Tree) -> None:  # fmt: skip
        self.document, self.positions, self.inflows, self.tree = document, tuple(positions), inflows, tree
        self.names = {party.id: party.name for party in document.parties}

    def terms(self, name: str, takes: tuple[Take, ...], tiers: Sequence[Tier], path: Path) -> Terms:
        steps = tuple(self.step(tier, name, (*path, at)) for at, tier in enumerate(tiers))
        return Terms(
            name, self.document.currency, self.document.receipts, self.names, self.positions, takes + steps
        )

    def take(self, line: TopLine, path: Path) -> Take:
        name, where, payee = f"recoupment.terms.{line.id}", self.tree.where(path), self.names[line.to]
        if line.percent is None:
            limit = Money(line.up_to or Decimal(0), self.document.currency)
            cap = given(name, f"{line.label}, at most", limit, where)
            return Take(
                line.id, line.label, line.to, payee, None, False, coins(limit.amount, limit.currency), cap
            )
        rule = given(name, f"{line.label}, rate", line.percent, where)
        rate = Fraction(line.percent.fraction)
        return Take(line.id, line.label, line.to, payee, rate, line.of == "rest", Fraction(0), rule)

    def step(self, tier: Tier, name: str, path: Path) -> Step:
        if tier.adds is not None:
            inflow = self.inflows[tier.adds]
            amount = int(coins(inflow.value.rounded().amount, self.document.currency))
            return Add(tier.id, tier.label, amount, inflow)
        if tier.split is not None:
            parts = tuple(
                self.part(part, tier, name, (*path, "split", at)) for at, part in enumerate(tier.split)
            )
            return Share(tier.id, tier.label, parts)
        group = tier.pari_passu or tier.pay or Pay()  # `check` refuses a tier that does nothing
        percent = None
        if isinstance(group, PariPassu):
            place = self.tree.where((*path, "pari_passu", "target"))
            percent = given(f"{name}.terms.{tier.id}", f"{tier.label}, target", Percent(group.target), place)
        return Recoup(tier.id, tier.label, group.mode, self.claims(group, percent), percent)

    def claims(self, group: Pay, percent: Figure[Percent] | None) -> tuple[Claim, ...]:
        part = Fraction(percent.value.fraction) if percent else Fraction(1)
        claims = []
        for position in chosen(group, self.positions):
            owed = coins(position.invested.value.amount, self.document.currency)
            agreed = {"equal": Fraction(1), "shares": Fraction(group.shares.get(position.id, 0))}
            claims.append(Claim(position, agreed.get(group.mode, owed), owed * part))
        return tuple(claims)

    def part(self, portion: Portion, tier: Tier, name: str, path: Path) -> Part:
        where = self.tree.where((*path, "share"))
        rule = given(f"{name}.terms.{tier.id}.{portion.id}", f"{portion.label}, share", portion.share, where)
        takers = () if portion.to else chosen(portion, self.positions)
        owed = [coins(each.invested.value.amount, self.document.currency) for each in takers]
        claims = tuple(Claim(each, weight, weight) for each, weight in zip(takers, owed, strict=True))
        to, rate = portion.to or "", Fraction(portion.share.fraction)
        return Part(portion.id, portion.label, rate, rule, to, self.names.get(to, ""), claims)
