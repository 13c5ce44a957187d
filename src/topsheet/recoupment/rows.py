"""The rows of one case, written from the top down: every step a figure that says how it was made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from topsheet.figures import Figure, Value, difference, sum_of
from topsheet.money import Money
from topsheet.recoupment.program import Origin, pot_of
from topsheet.recoupment.steps import Add, Beside, Claim, Corridor, Recoup, Share, Step, Take, recoups
from topsheet.recoupment.terms import Coins, Pot, Terms
from topsheet.recoupment.waterfall import Flow, Poured, divide, entitlements
from topsheet.recoupment.wording_words import lower, spoken

_MODES = {
    "pro_rata": "pro rata to the amounts",
    "equal": "in equal parts",
    "shares": "by the agreed shares",
    "in_order": "one after another",
}


@dataclass
class Page:
    """Writes the rows from top to bottom; `running` is what has reached the place where the pen stands."""

    terms: Terms
    name: str
    gross: Figure[Money]
    origins: Mapping[Origin, Figure[Money]] = field(default_factory=dict)
    rows: list[Figure[Money]] = field(default_factory=list)
    taken: list[Figure[Money]] = field(default_factory=list)
    joined: list[Figure[Money]] = field(default_factory=list)
    strays: list[Figure[Money]] = field(default_factory=list)
    owns: dict[str, list[Figure[Money]]] = field(default_factory=lambda: defaultdict(list))
    gets: dict[str, list[Figure[Money]]] = field(default_factory=lambda: defaultdict(list))
    handed: dict[str, list[Figure[Money]]] = field(default_factory=lambda: defaultdict(list))
    at_tier: dict[str, dict[str, Figure[Money]]] = field(default_factory=lambda: defaultdict(dict))
    start: Figure[Money] | None = None
    running: Figure[Money] | None = None
    pot: Pot | None = None

    @property
    def zero(self) -> Money:
        """Nothing, in the currency of the terms."""
        return Money.zero(self.terms.currency)

    def write(self, run: Poured) -> Figure[Money]:
        """Every row, pot by pot; gives what is left at the end."""
        last: Figure[Money] | None = None
        for pot in self.terms.pots:
            self._enter(pot)
            for flow in run.flows:
                if flow.pot.id == pot.id:
                    self._flow(flow)
            self._net()
            if pot.then:
                place = f"{self.name}.pot.{pot.id}.handed"
                on = self.left(place, f"{pot.label}, flows on")
                self.rows.append(on)
                self.handed[pot.then].append(on)
            else:
                last = self.left(f"{self.name}.undistributed", "Undistributed")
        if last is None:
            raise ValueError("the last pot flows on to another")
        self._inside(run)
        return last

    def _place(self, what: str) -> str:
        inside = "" if self.pot is None or not self.pot.then else f".pot.{self.pot.id}"
        return f"{self.name}{inside}.{what}"

    def _enter(self, pot: Pot) -> None:
        """The receipts of a pot: its own, and what other pots hand on."""
        self.pot, self.running, self.taken, self.joined = pot, None, [], []
        if len(self.terms.pots) == 1:
            self.start = self.gross
            return
        own = [each for origin, each in self.origins.items() if pot_of(self.terms.pots, origin).id == pot.id]
        name = f"{self.name}.pot.{pot.id}.received"
        how = "its own receipts, and what other pots hand on"
        self.start = sum_of(name, f"{pot.label}, received", [*own, *self.handed[pot.id]], self.zero, how)
        self.rows.append(self.start)

    def _flow(self, flow: Flow) -> None:
        """The rows of one step."""
        step = flow.step
        if isinstance(step, Take) and not step.below:
            row = self._took(step, flow, self._place(step.id), step.label)
            self.taken.append(row)
            self.rows.append(row)
            return
        self._net()
        match step:
            case Add():
                self._add(step, flow)
            case Take():
                self._available(step)
                place = f"{self.name}.paid_to_{step.id}.{step.payee}"
                self._tier(step, [self._took(step, flow, place, f"{step.label}: {step.payee_name}")])
            case Share():
                self._tier(step, self._shared(step, flow, self._available(step)))
            case _:
                self._tier(step, self._recouped(step, flow, self._available(step)))

    def _add(self, step: Add, flow: Flow) -> None:
        value, how = self.terms.money(flow.joined), "joins the receipts here"
        inputs = (step.inflow,) if step.inflow else ()
        row = Figure(self._place(step.id), step.label, value, how, inputs)
        self.joined.append(row)
        self.rows.append(row)

    def _took(self, step: Take, flow: Flow, name: str, label: str) -> Figure[Money]:
        start = self.start or self.gross
        inputs: tuple[Figure[Value], ...] = (start, step.rule, *self.taken)
        paid = flow.paid[0]
        if step.rate is None:
            limit = (
                Money(step.rule.value.amount, self.terms.currency)
                if isinstance(step.rule.value, Money)
                else self.zero
            )
            row = Figure(name, label, self.terms.money(paid), f"{limit}, or what is left if less", inputs)
        else:
            exact = min(Fraction(step.rate) * flow.base, Fraction(flow.before))
            of = {"gross": "gross", "rest": "what is left"}.get(step.base, f"the register {step.base}")
            how = f"{spoken(step.rule.value)} of {of}"
            if special := _special(step, self.terms):
                row = Figure(name, label, self.terms.money(paid), f"{how}{special}", inputs)
            else:
                row = self._paid(name, label, paid, exact, how, inputs, step.payee)
        self.gets[step.payee].append(row)
        self.at_tier[step.id][step.payee] = row
        return row

    def _net(self) -> None:
        """What is left of receipts under the costs off the top; written once."""
        if self.running is not None:
            return
        start = self.start or self.gross
        how = "gross less the costs off the top" if self.taken else "gross; nothing is taken off the top"
        self.running = difference(
            self._place("net_after_costs"), "Net after costs", start, *self.taken, how=how
        )
        self.rows.append(self.running)
        self.taken = []

    def _available(self, step: Step) -> Figure[Money]:
        self.running = self.left(f"{self.name}.available_to_{step.id}", f"Available to {lower(step.label)}")
        self.rows.append(self.running)
        return self.running

    def left(self, name: str, label: str) -> Figure[Money]:
        """What reaches the next place: the last place's money, and what joined, less what was paid there."""
        start = self.running or self.start or self.gross
        value, words = start.value, [lower(start.label)]
        for row in self.joined:
            value, words = value + row.value, [*words, f"plus {lower(row.label)}"]
        for row in self.taken:
            value, words = value - row.value, [*words, f"less {lower(row.label)}"]
        inputs = (start, *self.joined, *self.taken)
        self.joined, self.taken = [], []
        return Figure(name, label, value, ", ".join(words), inputs)

    def _tier(self, step: Step, paid: list[Figure[Money]]) -> None:
        total = sum_of(f"{self.name}.paid_to_{step.id}", f"Paid to {lower(step.label)}", paid, self.zero)
        self.rows += [total, *paid]
        self.taken = [total]

    def _recouped(self, step: Step, flow: Flow, available: Figure[Money]) -> list[Figure[Money]]:
        paid: list[Figure[Money]] = []
        shares, exacts = iter(flow.paid), iter(entitlements(flow))
        for group in recoups(step):
            for claim in group.claims:
                how, inputs = self._until(step, group, claim, available)
                name = f"{self.name}.paid_to_{step.id}.{claim.position.id}"
                label = f"{step.label}: {claim.position.name}"
                row = self._paid(name, label, next(shares), next(exacts), how, inputs, claim.position.id)
                paid.append(row)
                self.gets[claim.position.id].append(row)
                self.at_tier[step.id][claim.position.id] = row
        return paid

    def _until(
        self, step: Step, group: Recoup, claim: Claim, available: Figure[Money]
    ) -> tuple[str, tuple[Figure[Value], ...]]:
        owed = claim.position.invested
        until = f"{spoken(group.percent.value)} of " if group.percent else ""
        how = f"until {until}{owed.value} is paid"
        if len(group.claims) > 1:
            how += f"; shared {_MODES[group.mode]}"
        rules: list[Figure[Value]] = [group.percent] if group.percent else []
        if isinstance(step, Corridor):
            how, rules = f"{spoken(step.rule.value)} of what arrives, {how}", [step.rule, *rules]
        if isinstance(step, Beside):
            side = next(branch for branch in step.branches if branch.recoup is group)
            how, rules = (
                f"{spoken(side.rule.value)} of what arrives, or more once the others are full, {how}",
                [side.rule, *rules],
            )
        return how, (available, owed, *rules)

    def _shared(self, step: Share, flow: Flow, available: Figure[Money]) -> list[Figure[Money]]:
        paid: list[Figure[Money]] = []
        pool = sum(flow.parts) if step.until else flow.before
        for part, amount in zip(step.parts, flow.parts, strict=True):
            name, exact = f"{self.name}.paid_to_{step.id}.{part.id}", part.rate * pool
            label, how = f"{step.label}: {part.label}", f"{spoken(part.rule.value)} of what is left"
            owner = part.party or part.id
            inputs = (available, part.rule)
            if any(each.cap is not None for each in step.parts) or step.until:
                whole = Figure(name, label, self.terms.money(amount), f"{how}{_ends(step)}", inputs)
            else:
                whole = self._paid(name, label, amount, exact, how, inputs, owner)
            paid.append(whole)
            if part.party:
                self.gets[part.party].append(whole)
                self.at_tier[step.id][part.party] = whole
            else:
                self._among(step, part.claims, whole, amount)
        return paid

    def _among(self, step: Share, claims: Sequence[Claim], whole: Figure[Money], amount: Coins) -> None:
        weights = [claim.weight for claim in claims]
        shares = divide(amount, weights, whole=True)
        entitled = divide(amount, weights, whole=False)
        for claim, share, exact in zip(claims, shares, entitled, strict=True):
            position = claim.position
            name, label = f"{whole.name}.{position.id}", f"{whole.label}, {position.name}"
            inputs, how = (whole, position.invested), "pro rata to the amounts invested"
            row = self._paid(name, label, share, exact, how, inputs, position.id)
            self.gets[position.id].append(row)
            self.at_tier[step.id][position.id] = row

    def _inside(self, run: Poured) -> None:
        """What is passed on inside a party: less for it, more for those it goes to."""
        for within in self.terms.inside:
            got = [row for tier in within.tiers if (row := self.at_tier[tier].get(within.of))]
            for at, each in enumerate(within.shares):
                amount = self.terms.money(run.results["passed", within.id, str(at)])
                name = f"{self.name}.inside.{within.id}.{each.to}"
                until = f", up to {self.terms.money(each.cap)}" if each.cap is not None else ""
                how = f"{spoken(each.rule.value)} of what {within.of_name} receives{until}, rounded down"
                row = Figure(name, f"{within.label}: {each.to_name}", amount, how, (*got, each.rule))
                self.rows.append(row)
                self.gets[each.to].append(row)
                away = Figure(f"{name}.away", f"{within.label}, passed on to {each.to_name}",
                              Money(-amount.amount, amount.currency), "what it passes on", (row,))  # fmt: skip
                self.gets[within.of].append(away)

    def _paid(self, name: str, label: str, paid: Coins, exact: Coins, how: str,
              inputs: tuple[Figure[Value], ...], owner: str) -> Figure[Money]:  # fmt: skip
        """A payment; with stray coins in it, the sum of the entitlement rounded down and of those coins."""
        entitled = floor(exact)
        how = how if exact == entitled else f"{how}, rounded down to the coin"
        if paid <= entitled:
            return Figure(name, label, self.terms.money(paid), how, inputs)
        base = Figure(f"{name}.entitled", f"{label}, entitlement", self.terms.money(entitled), how, inputs)
        stray = Figure(f"{name}.stray", f"{label}, stray coins", self.terms.money(paid - entitled),
                       "left over by rounding down the parts of those paid before", inputs)  # fmt: skip
        self.strays.append(stray)
        self.owns[owner].append(stray)
        return sum_of(name, label, [base, stray], self.zero, "entitlement rounded down, plus the stray coins")


def _special(step: Take, terms: Terms) -> str:
    """What else decides a percentage: steps of the rate, a cap, a floor, an advance set against it."""
    told = [f", {spoken_rate(rate)} above {terms.money(above)}" for above, rate in step.bands]
    told += [f", at least {terms.money(step.floor)}"] if step.floor else []
    told += [f", at most {terms.money(step.cap)}"] if step.cap is not None else []
    told += [f", less the advance of {terms.money(step.offset)}"] if step.offset else []
    return "".join(told) or (", while its condition holds" if step.when else "")


def spoken_rate(rate: Fraction) -> str:
    """A rate as a percentage."""
    percent = rate * 100
    return f"{float(percent):g}%"


def _ends(step: Share) -> str:
    if step.until:
        return ", until those named have had their target"
    return ", each up to its limit; what is over goes to those named after"
