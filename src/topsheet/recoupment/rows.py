"""The rows of one case, written from the top down: every step a figure that says how it was made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from topsheet.figures import Figure, Value, difference, sum_of
from topsheet.money import Money
from topsheet.recoupment.sharing import Coins, divide
from topsheet.recoupment.terms import Add, Claim, Recoup, Share, Take, Terms
from topsheet.recoupment.waterfall import Flow, entitlements
from topsheet.recoupment.wording import lower, spoken

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
    rows: list[Figure[Money]] = field(default_factory=list)
    taken: list[Figure[Money]] = field(default_factory=list)
    joined: list[Figure[Money]] = field(default_factory=list)
    strays: list[Figure[Money]] = field(default_factory=list)
    owns: dict[str, list[Figure[Money]]] = field(default_factory=lambda: defaultdict(list))
    gets: dict[str, list[Figure[Money]]] = field(default_factory=lambda: defaultdict(list))
    running: Figure[Money] | None = None

    @property
    def zero(self) -> Money:
        """Nothing, in the currency of the terms."""
        return Money.zero(self.terms.currency)

    def write(self, flow: Flow) -> None:
        """The rows of one step."""
        step = flow.step
        if isinstance(step, Take):
            self._take(step, flow)
            return
        self.net()
        match step:
            case Add():
                self._add(step)
            case Recoup():
                self._tier(step, self._recouped(step, flow, self._available(step)))
            case Share():
                self._tier(step, self._shared(step, flow, self._available(step)))

    def _add(self, step: Add) -> None:
        value, how = self.terms.money(step.coins), "joins the receipts here"
        row = Figure(f"{self.name}.{step.id}", step.label, value, how, (step.inflow,))
        self.joined.append(row)
        self.rows.append(row)

    def _take(self, step: Take, flow: Flow) -> None:
        name, paid = f"{self.name}.{step.id}", flow.paid[0]
        inputs: tuple[Figure[Value], ...] = (self.gross, step.rule, *self.taken)
        if step.rate is None:
            how = f"{step.rule.value}, or what is left if less"
            row = Figure(name, step.label, self.terms.money(paid), how, inputs)
        else:
            base = flow.before if step.of_rest else self.terms.coins(self.gross.value.amount)
            of = "what is left" if step.of_rest else "gross"
            exact = min(step.rate * base, Fraction(flow.before))
            row = self._paid(
                name, step.label, paid, exact, f"{spoken(step.rule.value)} of {of}", inputs, step.payee
            )
        self.taken.append(row)
        self.rows.append(row)
        self.gets[step.payee].append(row)

    def net(self) -> None:
        """What is left of gross under the costs off the top; written once."""
        if self.running is not None:
            return
        how = "gross less the costs off the top" if self.taken else "gross; nothing is taken off the top"
        name = f"{self.name}.net_after_costs"
        self.running = difference(name, "Net after costs", self.gross, *self.taken, how=how)
        self.rows.append(self.running)
        self.taken = []

    def _available(self, step: Recoup | Share) -> Figure[Money]:
        self.running = self.left(f"{self.name}.available_to_{step.id}", f"Available to {lower(step.label)}")
        self.rows.append(self.running)
        return self.running

    def left(self, name: str, label: str) -> Figure[Money]:
        """What reaches the next place: the last place's money, and what joined, less what was paid there."""
        start = self.running or self.gross
        value, words = start.value, [lower(start.label)]
        for row in self.joined:
            value, words = value + row.value, [*words, f"plus {lower(row.label)}"]
        for row in self.taken:
            value, words = value - row.value, [*words, f"less {lower(row.label)}"]
        inputs = (start, *self.joined, *self.taken)
        self.joined, self.taken = [], []
        return Figure(name, label, value, ", ".join(words), inputs)

    def _tier(self, step: Recoup | Share, paid: list[Figure[Money]]) -> None:
        total = sum_of(f"{self.name}.paid_to_{step.id}", f"Paid to {lower(step.label)}", paid, self.zero)
        self.rows += [total, *paid]
        self.taken = [total]

    def _recouped(self, step: Recoup, flow: Flow, available: Figure[Money]) -> list[Figure[Money]]:
        paid: list[Figure[Money]] = []
        for claim, share, exact in zip(step.claims, flow.paid, entitlements(step, flow), strict=True):
            position = claim.position
            until = f"{spoken(step.percent.value)} of " if step.percent else ""
            how = f"until {until}{position.invested.value} is paid"
            if len(step.claims) > 1:
                how += f"; shared {_MODES[step.mode]}"
            rule = (step.percent,) if step.percent else ()
            inputs = (available, position.invested, *rule)
            name = f"{self.name}.paid_to_{step.id}.{position.id}"
            label = f"{step.label}: {position.name}"
            paid.append(self._paid(name, label, share, exact, how, inputs, position.id))
            self.gets[position.id].append(paid[-1])
        return paid

    def _shared(self, step: Share, flow: Flow, available: Figure[Money]) -> list[Figure[Money]]:
        paid: list[Figure[Money]] = []
        for part, amount in zip(step.parts, flow.parts, strict=True):
            name, exact = f"{self.name}.paid_to_{step.id}.{part.id}", part.rate * flow.before
            label, how = f"{step.label}: {part.label}", f"{spoken(part.rule.value)} of what is left"
            owner = part.party or part.id
            whole = self._paid(name, label, amount, exact, how, (available, part.rule), owner)
            paid.append(whole)
            if part.party:
                self.gets[part.party].append(whole)
            else:
                self._among(part.claims, whole, amount)
        return paid

    def _among(self, claims: tuple[Claim, ...], whole: Figure[Money], amount: Coins) -> None:
        weights = [claim.weight for claim in claims]
        shares = divide(amount, weights, whole=True)
        entitled = divide(amount, weights, whole=False)
        for claim, share, exact in zip(claims, shares, entitled, strict=True):
            position = claim.position
            name, label = f"{whole.name}.{position.id}", f"{whole.label}, {position.name}"
            inputs, how = (whole, position.invested), "pro rata to the amounts invested"
            row = self._paid(name, label, share, exact, how, inputs, position.id)
            self.gets[position.id].append(row)

    def _paid(self, name: str, label: str, paid: Coins, exact: Coins, how: str,
              inputs: tuple[Figure[Value], ...], owner: str) -> Figure[Money]:  # fmt: skip
        """A payment; with stray coins in it, the sum of the entitlement rounded down and of those coins."""
        entitled = floor(exact)
        how = how if exact == entitled else f"{how}, rounded down to the coin"
        if paid == entitled:
            return Figure(name, label, self.terms.money(paid), how, inputs)
        base = Figure(f"{name}.entitled", f"{label}, entitlement", self.terms.money(entitled), how, inputs)
        stray = Figure(f"{name}.stray", f"{label}, stray coins", self.terms.money(paid - entitled),
                       "left over by rounding down the parts of those paid before", inputs)  # fmt: skip
        self.strays.append(stray)
        self.owns[owner].append(stray)
        return sum_of(name, label, [base, stray], self.zero, "entitlement rounded down, plus the stray coins")
