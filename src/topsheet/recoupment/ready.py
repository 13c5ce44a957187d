"""Terms made ready to run: every id of the document replaced by the position or party it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from topsheet.documents import Tree
from topsheet.documents.strict_yaml import Path
from topsheet.figures import Figure, Value, given
from topsheet.money import Money, Percent
from topsheet.recoupment.arrangements import Accrual, Filter, Inside, OwnClaim, Pot
from topsheet.recoupment.clauses import MAIN
from topsheet.recoupment.document import RecoupmentDocument
from topsheet.recoupment.model import Position
from topsheet.recoupment.ready_tiers import StepMaker
from topsheet.recoupment.steps import Claim, Recoup, Share, Step, recoups
from topsheet.recoupment.terms import Accrues, Amended, Base, Kept, Passed, Terms, Within, coins
from topsheet.recoupment.terms import Pot as Flow


def ready(
    document: RecoupmentDocument,
    positions: Sequence[Position],
    inflows: Mapping[str, Figure[Money]],
    tree: Tree,
) -> tuple[Terms, dict[str, Terms]]:
    """The terms and each variant's, from a document that `check` found without errors."""
    made = _Ready(document, positions, inflows, tree)
    main = made.terms("recoupment", made.main_steps("recoupment", document.tiers, ("tiers",)))
    known = {position.id for position in made.positions}
    variants = {
        variant.id: made.terms(
            name := f"recoupment.variant.{variant.id}",
            made.main_steps(name, variant.tiers, ("variants", at, "tiers")),
            amended=False,
        )
        for at, variant in enumerate(document.variants)
        if known.issuperset(variant.needs)
    }
    return main, variants


def claims_of(document: RecoupmentDocument, tree: Tree) -> Iterator[Position]:
    """What parties may have back beside the sources of the plan, as positions of the kind `claim`."""
    for at, claim in enumerate(document.claims):
        amount = _owed(document, claim, tree.where(("claims", at, "amount")))
        yield Position(claim.id, claim.label, "claim", amount)


def _owed(document: RecoupmentDocument, claim: OwnClaim, where: str) -> Figure[Money]:
    name, worth = f"recoupment.claim.{claim.id}", Money(claim.amount, document.currency)
    if not claim.premium:
        return given(name, claim.label, worth, where)
    base = given(f"{name}.amount", f"{claim.label}, without its premium", worth, where)
    premium = given(f"{name}.premium", f"{claim.label}, premium", Percent(claim.premium), where)
    value = Money(claim.amount * (1 + premium.value.fraction), document.currency).rounded()
    return Figure(name, claim.label, value, "amount plus premium, rounded half up", (base, premium))


class _Ready:
    """Turns the parts of one document into steps; carries what every part needs to look up."""

    def __init__(self, document: RecoupmentDocument, positions: Sequence[Position],
                 inflows: Mapping[str, Figure[Money]], tree: Tree) -> None:  # fmt: skip
        self.document, self.tree = document, tree
        self.positions = (*positions, *claims_of(document, tree))
        self.names = {party.id: party.name for party in document.parties}
        self.steps = StepMaker(document, self.positions, inflows, self.names, tree)
        self.accruals = tuple(self._accrual(each, at) for at, each in enumerate(document.interest))
        self.inside = tuple(self._within(each, at) for at, each in enumerate(document.inside))

    def main_steps(self, name: str, tiers: Sequence[object], path: Path) -> tuple[Step, ...]:
        top = self.steps.costs(self.document.off_the_top, ("off_the_top",))
        return (*top, *self.steps.tiers(tiers, name, path))  # type: ignore[arg-type]

    def terms(self, name: str, main: tuple[Step, ...], *, amended: bool = True) -> Terms:
        document = self.document
        pots = (*self._pots(name), Flow(MAIN, document.receipts, Filter(), main))
        return Terms(
            name,
            document.currency,
            document.receipts,
            self.names,
            self.positions,
            pots,
            tuple(self._bases()),
            self.accruals,
            tuple(
                Kept(
                    each.id, each.label, self.names.get(each.holder or "", ""), each.purpose,
                    self.steps.test(each.release),
                )
                for each in document.accounts
            ),
            tuple(replace(each, tiers=(*each.tiers, *_crossed(each, pots))) for each in self.inside),
            tuple(self._amended()) if amended else (),
            {claim.id: claim.to for claim in document.claims},
            document.since,
            document.cases_on,
        )  # fmt: skip

    def _bases(self) -> Iterator[Base]:
        for each in self.document.registers:
            otherwise = Fraction(1) if each.otherwise is None else Fraction(each.otherwise.fraction)
            yield Base(each.id, each.label, each.counts, otherwise, each.reported)

    def _accrual(self, each: Accrual, at: int) -> Accrues:
        where = self.tree.where(("interest", at, "percent"))
        label = f"Interest on {self.steps.name_of(each.on)}"
        rule: Figure[Value] = given(f"recoupment.interest.{each.on}", label, Percent(each.percent), where)
        owed = next(position.invested.value.amount for position in self.positions if position.id == each.on)
        principal = next((claim.amount for claim in self.document.claims if claim.id == each.on), owed)
        return Accrues(
            each.on, coins(principal, self.document.currency), Fraction(each.percent) / 100, each.days,
            each.method, each.of == "outstanding", each.since, each.until, each.first == "interest", rule,
        )  # fmt: skip

    def _within(self, each: Inside, at: int) -> Within:
        of = next(position for position in self.positions if position.id == each.of)
        put_in = coins(of.invested.value.amount, self.document.currency)
        shares = []
        for n, share in enumerate(each.shares):
            caps = [] if share.up_to is None else [coins(share.up_to, self.document.currency)]
            if share.up_to_percent is not None:
                caps.append(put_in * Fraction(share.up_to_percent) / 100)
            where = self.tree.where(("inside", at, "shares", n, "percent"))
            name = f"recoupment.inside.{each.id}.{share.to}"
            rule = given(name, f"{each.label}, share of {self.steps.name_of(share.to)}", share.percent, where)
            shares.append(
                Passed(
                    share.to, self.steps.name_of(share.to), Fraction(share.percent.fraction),
                    min(caps) if caps else None, rule,
                )
            )  # fmt: skip
        minimum = coins(each.minimum, self.document.currency)
        return Within(each.id, each.label, each.of, of.name, each.tiers, tuple(shares), minimum)

    def _amended(self) -> Iterator[Amended]:
        document, path = self.document, ("amendments",)
        costs, tiers = document.off_the_top, document.tiers
        costs_at: Path = ("off_the_top",)
        costs_name = "recoupment"
        tiers_at: Path = ("tiers",)
        for at, each in enumerate(document.amendments):
            name = f"recoupment.amendment.{each.id}"
            if each.off_the_top is not None:
                costs_name = name
                costs, costs_at = each.off_the_top, (*path, at, "off_the_top")
            if each.tiers is not None:
                tiers, tiers_at = each.tiers, (*path, at, "tiers")
            steps = (*self.steps.costs(costs, costs_at, costs_name), *self.steps.tiers(tiers, name, tiers_at))
            yield Amended(each.id, each.title, each.since, steps)

    def _pots(self, name: str) -> Iterator[Flow]:
        """The pots in the order in which they run; crossed ones are cut in two, before they share anything out."""
        flows = {pot.id: self._pot(pot, at, name) for at, pot in enumerate(self.document.pots)}
        crossed = {each: group.pots for group in self.document.crossed for each in group.pots}
        cut: dict[str, Flow] = {}
        for pot, group in crossed.items():
            flow = flows[pot]
            place = next((n for n, step in enumerate(flow.steps) if isinstance(step, Share)), len(flow.steps))
            owing = [claim for each in group if each != pot for claim in _claims(flows[each])]
            step = Recoup(f"{pot}_crossed", f"{flow.label}, what the others could not pay", "in_order",
                          tuple(owing), None, None, True)  # fmt: skip
            after = Flow(f"{pot}.crossed", flow.label, Filter(), (step, *flow.steps[place:]), flow.then)
            cut[pot] = after
            flows[pot] = Flow(pot, flow.label, flow.filter, flow.steps[:place], after.id)
        done: dict[str, Flow] = {}
        waiting = [*flows.values(), *cut.values()]
        while waiting:
            feeds = {flow.then for flow in waiting}
            turn = [flow for flow in waiting if flow.id not in feeds]
            firsts = [flow for flow in turn if not flow.id.endswith(".crossed")]
            for flow in firsts or turn:
                done[flow.id] = flow
            waiting = [flow for flow in waiting if flow.id not in done]
        yield from done.values()

    def _pot(self, pot: Pot, at: int, name: str) -> Flow:
        path: Path = ("pots", at)
        steps = (
            *self.steps.costs(pot.off_the_top, (*path, "off_the_top")),
            *self.steps.tiers(pot.tiers, name, (*path, "tiers")),
        )
        filter_ = Filter(territory=pot.territory, medium=pot.medium, source=pot.source)
        return Flow(pot.id, pot.label, filter_, steps, pot.then)


def _crossed(within: Within, pots: Sequence[Flow]) -> Iterator[str]:
    """The tiers of other pots that make good what a tier of the corridor could not pay: it shares in that as well."""
    named = any(
        step.id in within.tiers for pot in pots if pot.then == f"{pot.id}.crossed" for step in pot.steps
    )
    for step in (step for pot in pots for step in pot.steps if named):
        if (
            isinstance(step, Recoup)
            and step.crossed
            and within.of in [each.position.id for each in step.claims]
        ):
            yield step.id


def _claims(flow: Flow) -> Iterator[Claim]:
    for step in flow.steps:
        for group in recoups(step):
            yield from group.claims
