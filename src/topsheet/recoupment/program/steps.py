"""One step of the flow written as lines: what it is entitled to, what it is paid, what flows on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Any

from topsheet.recoupment.program.claims import Room, divided, filled
from topsheet.recoupment.program.conditions import Conditions
from topsheet.recoupment.program.ops import Operand, Sheet
from topsheet.recoupment.terms import (
    Add,
    Beside,
    Claim,
    Corridor,
    Kept,
    Part,
    Pot,
    Recoup,
    Share,
    Step,
    Take,
    payees,
    recoups,
    up,
)

Results = dict[tuple[str, ...], Operand]


@dataclass(frozen=True, slots=True)
class Names:
    """What the versions of the terms have in common.

    `keys` names the definition of each step of each version: an amendment that changes a percentage starts a
    new one, while claims go on. `always` are those of every version. `paying` lists, for each payee, the pot and
    the key of every step that pays it to a target, `dividing` the key of every division that it has a part in.
    """

    keys: Mapping[tuple[int, str], str]
    always: frozenset[str]
    paying: Mapping[str, tuple[tuple[str, str], ...]]
    dividing: Mapping[str, tuple[str, ...]]
    takes: tuple[tuple[str, str], ...]  # every key with each of its payees
    bases: Mapping[str, str]  # what each percentage is taken of, by its key

    def older(self, step: str, key: str) -> list[str]:
        """The other definitions of a step."""
        return sorted({each for (_, name), each in self.keys.items() if name == step and each != key})

    def others(self, step: Take, key: str) -> list[str]:
        """The other definitions of a percentage or an amount for the same payee."""
        return [each for each in self.older(step.id, key) if (each, step.payee) in self.takes]


@dataclass
class Flowing:
    """The place where the pen stands: `ever` reached it to date, `cash` of it can be paid today."""

    sheet: Sheet
    conditions: Conditions
    bases: Mapping[str, Operand]
    interest: Mapping[str, Operand]
    accounts: Mapping[str, Kept]
    names: Names
    version: int
    once: bool
    rising: bool  # receipts are never negative
    single: bool  # one version of the terms, so that the same money always has the same shares
    early: bool  # interest is capitalised, perhaps before money can come
    found: Results
    pot: Pot
    ever: Operand = 0
    cash: Operand = 0
    new: Operand = 0  # came into the pot today
    standing: Operand = 0  # lay in the pot the day before
    shares: Mapping[str, Operand] = field(default_factory=dict)  # of the one split of gross
    today: dict[str, Operand] = field(default_factory=dict)  # paid today on each claim that bears interest
    totals: dict[tuple[str, str], Operand] = field(default_factory=dict)
    shared: Operand | None = None  # what all of a step have had to date, where it is known as one sum

    def key(self, step: Step) -> str:
        """The name of this step's definition."""
        return self.names.keys[self.version, step.id]

    def paid(self, key: str, payee: str) -> Operand:
        """Paid to date at a step, as of now."""
        if (key, payee) in self.totals:
            return self.totals[key, payee]
        return self.sheet.recall(f"paid:{key}:{payee}")

    def settle(self, step: Step, payee: str, entitled: Operand, *, rises: bool = False) -> None:
        """Pay up to an entitlement to date, out of the cash; one that `rises` never falls below what was paid."""
        sheet, before = self.sheet, self.paid(self.key(step), payee)
        most = sheet.add(before, self.cash)
        total = sheet.least(entitled, most)
        if not (self.once or (rises and self.rising)):
            total = sheet.most(before, total)
        self.book(step, payee, total)
        self.cash = sheet.sub(most, total)
        self.ever = self.cash if self.once else sheet.sub(self.ever, total)

    def book(self, step: Step, payee: str, total: Operand) -> None:
        """Write down what a payee has had at a step to date."""
        sheet, key = self.sheet, self.key(step)
        if payee in self.interest:
            new = sheet.sub(total, self.paid(key, payee))
            self.today[payee] = sheet.add(self.today.get(payee, 0), new)
        self.totals[key, payee] = total
        sheet.keep(f"paid:{key}:{payee}", total)
        older = [self.paid(each, payee) for each in self.names.older(step.id, key)]
        self.found["paid", step.id, payee] = sheet.total([total, *older])

    def reached(self, key: str) -> Operand:
        """All that has reached this place to date. Where nothing ever stands in the pot, it is the sum of the days."""
        if self.once or not (self.single and self.rising and _drained(self.pot)):
            return self.ever
        total = self.sheet.add(self.sheet.recall(f"reached:{key}"), self.cash)
        self.sheet.keep(f"reached:{key}", total)
        return total

    def arrived(self) -> Operand:
        """What reaches this place today; what a correction left short in the pot is made up first."""
        standing = self.standing if self.rising else self.sheet.most(self.standing, 0)
        return self.sheet.most(self.sheet.sub(self.cash, standing), 0)

    def to_date(self, step: Step, payees: Sequence[str]) -> Operand:
        """What these have had together at this step."""
        if self.single and not self.once and len(set(payees)) > 1:
            return self.sheet.recall(f"all:{self.key(step)}")
        return self.sheet.total([self.paid(self.key(step), each) for each in payees])

    def paid_all(self, totals: Sequence[Operand], left: Operand) -> None:
        """Go on below a step that has paid these to date and left so much of the cash."""
        self.cash = left
        self.ever = left if self.once else self.sheet.sub(self.ever, self.sheet.total(list(totals)))

    def had(self, step: Step, payee: str) -> Operand:
        """What a claim has had on its target at other steps: lower down, in other pots, in older terms as well."""
        return self.sheet.total([self.paid(key, payee) for _, key in self._elsewhere(step, payee)])

    def _elsewhere(self, step: Step, payee: str) -> list[tuple[str, str]]:
        """The pot and the key of every other step that pays it to a target."""
        return [each for each in self.names.paying.get(payee, ()) if each[1] != self.key(step)]

    def steady(self, step: Step, claims: Sequence[Claim]) -> bool:
        """Whether it is known beforehand what each claim can still take once money reaches it."""
        return all(self._steady(step, claim.position.id) for claim in claims)

    def _steady(self, step: Step, payee: str) -> bool:
        here = {self.names.keys[self.version, each.id]: each for each in self.pot.steps}
        places = self._elsewhere(step, payee)
        tiers = [here.get(key) if pot == self.pot.id else None for pot, key in places]
        plain = all(
            isinstance(tier, Recoup | Beside) and tier.when is None
            for tier in (*tiers, *([step] if places else []))
        )
        return plain and payee not in self.interest

    def alone(self, step: Step, claims: Sequence[Claim]) -> bool:
        """Whether one claim is paid here and nowhere else, by receipts that never fall."""
        return self.rising and len(claims) == 1 and not self._elsewhere(step, claims[0].position.id)


def _drained(pot: Pot) -> bool:
    """Whether all that comes in is paid out or handed on the same day."""
    last = pot.steps[-1] if pot.steps else None
    return bool(pot.then) or (isinstance(last, Share) and not last.until and last.when is None)


def write(flow: Flowing, step: Step) -> None:
    """The lines of one step; a step whose condition does not hold pays nothing today."""
    before, flow.shared = flow.cash, None
    flow.found["ever", flow.pot.id, step.id] = flow.ever
    flow.found["cash", flow.pot.id, step.id] = flow.cash
    match step:
        case Add():
            _add(flow, step)
        case Take():
            _take(flow, step)
        case Recoup():
            _recoup(flow, step)
        case Beside():
            _beside(flow, step)
        case Corridor():
            _corridor(flow, step)
        case Share():
            _share(flow, step)
    if flow.single and not flow.once and len(set(payees(step))) > 1:
        key = f"all:{flow.key(step)}"
        total = flow.shared
        if total is None:
            total = flow.sheet.add(flow.sheet.recall(key), flow.sheet.sub(before, flow.cash))
        flow.sheet.keep(key, total)


def _add(flow: Flowing, step: Add) -> None:
    name = step.inflow.name if step.inflow else step.account
    sheet, key = flow.sheet, f"joined:{name}"
    joined: Operand = step.coins
    before = sheet.recall(key)
    if step.account:
        release = flow.conditions.holds(flow.accounts[step.account].release)
        joined = sheet.where(release, sheet.recall(f"had:{step.account}"), before)
    elif flow.early and not flow.once:
        joined = sheet.where(sheet.reaches(flow.conditions.calendar.opened(), 1), joined, before)
    sheet.keep(key, joined)
    flow.found["joined", step.id] = joined
    flow.ever = sheet.add(flow.ever, joined)
    flow.cash = flow.ever if flow.once else sheet.add(flow.cash, sheet.sub(joined, before))


def _take(flow: Flowing, step: Take) -> None:
    sheet, key = flow.sheet, flow.key(step)
    holds = flow.conditions.holds(step.when)
    others = flow.names.others(step, key)
    if step.rate is None:
        entitled: Operand = sheet.coin(step.cap or Fraction(0))
    elif step.id in flow.shares:
        entitled = flow.shares[step.id]
        flow.found["base", step.id] = flow.found["in", flow.pot.id]
    else:
        entitled = _rated(flow, step, step.rate, holds)
    if others and step.rate is not None:
        sheet.keep(f"earned:{key}", entitled)
        entitled = sheet.add(entitled, sheet.total([sheet.recall(f"earned:{each}") for each in others]))
    if step.floor:
        entitled = sheet.most(entitled, sheet.coin(step.floor))
    if step.offset:
        entitled = sheet.most(sheet.sub(entitled, sheet.coin(step.offset)), 0)
    if step.cap is not None:
        entitled = sheet.least(entitled, sheet.coin(step.cap))
    entitled = sheet.where(holds, entitled, 0)
    flow.found["entitled", step.id] = entitled
    before: Operand = 0
    if step.lapses or others:
        name = f"entitled:{step.id}:{step.payee}"
        before = sheet.recall(name)
        sheet.keep(name, sheet.most(entitled, before))
    if step.lapses:
        entitled = sheet.add(flow.paid(key, step.payee), sheet.most(sheet.sub(entitled, before), 0))
        flow.found["entitled", step.id] = entitled
    else:
        entitled = sheet.sub(entitled, sheet.total([flow.paid(each, step.payee) for each in others]))
    flow.settle(step, step.payee, entitled, rises=flow.single and step.when is None)
    if others and step.rate is None:
        sheet.keep(f"earned:{key}", flow.paid(key, step.payee))


def _rated(flow: Flowing, step: Take, rate: Fraction, holds: Operand) -> Operand:
    """A percentage of a base; the base of one that does not always stand counts only while it does."""
    sheet, key = flow.sheet, flow.key(step)
    if step.when is None and key in flow.names.always and (flow.single or step.base != "rest"):
        if step.base == "rest":
            base = flow.reached(key)
        else:
            base = flow.found["in", flow.pot.id] if step.base == "gross" else flow.bases[step.base]
    else:
        if step.base == "gross":
            today = flow.new
        elif step.base == "rest":
            today = flow.arrived()
        else:
            today = sheet.sub(flow.bases[step.base], sheet.recall(f"register_before:{step.base}"))
        base = sheet.add(sheet.recall(f"base:{key}"), sheet.where(holds, today, 0))
        sheet.keep(f"base:{key}", base)
    flow.found["base", step.id] = base
    if not step.bands:
        return sheet.part(base, rate)
    below = lcm(rate.denominator, *(each.denominator for _, each in step.bands))
    same = [each for each in flow.names.others(step, key) if flow.names.bases.get(each) == step.base]
    counted = sheet.total([sheet.recall(f"base:{each}") for each in same])  # at the rates of other terms
    reached = sheet.add(counted, base)
    if step.retroactive:
        number: Operand = int(rate * below)
        for above, each in step.bands:
            passed = sheet.reaches(reached, up(above) + 1)
            flow.conditions.steep.append(passed)
            number = sheet.where(passed, int(each * below), number)
        return sheet.part(sheet.times(base, number), Fraction(1, below))
    total, last = sheet.times(base, int(rate * below)), rate
    for above, each in step.bands:
        more = sheet.most(sheet.sub(reached, sheet.coin(above)), 0)
        if same:
            more = sheet.sub(more, sheet.most(sheet.sub(counted, sheet.coin(above)), 0))
        total, last = sheet.add(total, sheet.times(more, int((each - last) * below))), each
    return sheet.part(total, Fraction(1, below))


def rooms_of(flow: Flowing, step: Step, group: Recoup) -> list[Room]:
    """What each claim can take at this step in all, and how near it is to full once money reaches it."""
    sheet, rooms = flow.sheet, list[Room]()
    steady = flow.steady(step, group.claims)
    for claim in group.claims:
        payee = claim.position.id
        target: Any = sheet.coin(claim.target)
        if payee in flow.interest:
            target = sheet.add(target, flow.interest[payee])
        if steady and flow.single:
            # What a tier above pays it is full when money comes down here, so the room is known beforehand.
            cap: Operand = max(target - sheet.coin(_reached(flow, step, payee)), 0)
        else:
            elsewhere = flow.had(step, payee)
            cap = target if elsewhere == 0 else sheet.most(sheet.sub(target, elsewhere), 0)
        older = [flow.paid(key, payee) for key in flow.names.older(step.id, flow.key(step))]
        flow.found["room", step.id, payee] = sheet.add(cap, sheet.total(older))
        known = None
        if steady:
            known = max(claim.target - _reached(flow, step, payee), Fraction(0)) / claim.weight
        rooms.append(Room(payee, claim.weight, cap, known))
    return rooms


def _reached(flow: Flowing, step: Step, payee: str) -> Fraction:
    """The target a plain tier above pays a claim to; it is full when money reaches the tier below."""
    ids = [each.id for each in flow.pot.steps]
    targets = [
        claim.target
        for each in flow.pot.steps[: ids.index(step.id)]
        for group in recoups(each)
        for claim in group.claims
        if claim.position.id == payee
    ]
    return max(targets, default=Fraction(0))


def _claims(
    flow: Flowing, step: Step, group: Recoup, rooms: Sequence[Room], amount: Operand
) -> Operand | None:
    """Share an amount to date among the claims; gives what none can take, if they were paid just that.

    Where what a claim can take is known beforehand, nobody's share falls when the amount rises. Otherwise nobody
    gives back what was paid, and nobody is paid beyond the cash.
    """
    shares, left = filled(flow.sheet, amount, rooms, in_order=group.mode == "in_order")
    if flow.single and (flow.alone(step, group.claims) or flow.steady(step, group.claims)):
        for room, share in zip(rooms, shares, strict=True):
            flow.book(step, room.payee, share)
        return left
    for room, share in zip(rooms, shares, strict=True):
        flow.settle(step, room.payee, share)
    return None


def _recoup(flow: Flowing, step: Recoup) -> None:
    sheet = flow.sheet
    had = flow.to_date(step, [claim.position.id for claim in step.claims])
    holds = flow.conditions.holds(step.when)
    amount = sheet.add(had, sheet.where(holds, flow.cash, 0))
    left = _claims(flow, step, step, rooms_of(flow, step, step), amount)
    if left is not None and step.when is None:
        flow.shared = sheet.sub(amount, left)
    if left is not None:
        flow.paid_all(_totals(flow, step), sheet.where(holds, left, flow.cash))


def _beside(flow: Flowing, step: Beside) -> None:
    sheet = flow.sheet
    rooms = [rooms_of(flow, step, branch.recoup) for branch in step.branches]
    sides = []
    for branch, inner in zip(step.branches, rooms, strict=True):
        known = None
        if all(room.known is not None for room in inner):
            known = sum((room.known * room.weight for room in inner if room.known is not None), Fraction(0))
            known /= branch.rate
        sides.append(Room(branch.id, branch.rate, sheet.total([room.cap for room in inner]), known))
    had = flow.to_date(step, [room.payee for inner in rooms for room in inner])
    holds = flow.conditions.holds(step.when)
    whole = sheet.add(had, sheet.where(holds, flow.cash, 0))
    amounts, left = filled(sheet, whole, sides)
    steady = flow.single and all(flow.steady(step, branch.recoup.claims) for branch in step.branches)
    for branch, inner, amount in zip(step.branches, rooms, amounts, strict=True):
        flow.found["branch", step.id, branch.id] = amount
        shares = filled(sheet, amount, inner, in_order=branch.recoup.mode == "in_order")[0]
        for room, share in zip(inner, shares, strict=True):
            if steady:
                flow.book(step, room.payee, share)
            else:
                flow.settle(step, room.payee, share)
    if steady and step.when is None:
        flow.shared = sheet.sub(whole, left)
    if steady:
        flow.paid_all(_totals(flow, step), sheet.where(holds, left, flow.cash))


def _corridor(flow: Flowing, step: Corridor) -> None:
    sheet, key = flow.sheet, flow.key(step)
    rooms = rooms_of(flow, step, step.recoup)
    holds = flow.conditions.holds(step.when)
    if step.when is None and flow.single:
        base = flow.reached(key)
    else:
        today = flow.arrived()
        base = sheet.add(sheet.recall(f"base:{key}"), sheet.where(holds, today, 0))
        sheet.keep(f"base:{key}", base)
    flow.found["base", step.id] = base
    entitled = sheet.part(base, step.rate)
    had = flow.to_date(step, [room.payee for room in rooms])
    most = sheet.add(had, flow.cash)
    amount = sheet.least(entitled, most)
    if not (flow.once or (flow.rising and flow.single and step.when is None)):
        amount = sheet.most(had, amount)
    left = _claims(flow, step, step.recoup, rooms, amount)
    if left is not None:
        flow.paid_all(_totals(flow, step), sheet.add(sheet.sub(most, amount), left))


def _totals(flow: Flowing, step: Step) -> list[Operand]:
    """What everyone has had at a step, today included."""
    return [flow.paid(flow.key(step), payee) for payee in dict.fromkeys(payees(step))]


def _share(flow: Flowing, step: Share) -> None:
    sheet = flow.sheet
    payees = [claim.position.id for part in step.parts for claim in part.claims]
    had = flow.to_date(step, [*payees, *(part.party for part in step.parts if part.party)])
    holds = flow.conditions.holds(step.when)
    whole = sheet.add(had, sheet.where(holds, flow.cash, 0))
    amount = whole
    caps = {part.id: _cap(flow, step, part) for part in step.parts}
    if step.until:
        room = _room_until(flow, step)
        theirs = [part for part in step.parts if part.claims and _all(part.claims, step.until)]
        rate = sum((part.rate for part in theirs), Fraction(0))
        needed = sheet.sub(0, sheet.part(sheet.sub(0, room), 1 / rate))  # rounded up
        amount = sheet.least(amount, sheet.most(needed, had))
    shares = divided(sheet, amount, [(part.rate, caps[part.id]) for part in step.parts])
    pay = flow.book if flow.single else flow.settle
    for part, share in zip(step.parts, shares, strict=True):
        flow.found["part", step.id, part.id] = share
        if part.party:
            pay(step, part.party, share)
            continue
        weights = [(claim.weight, None) for claim in part.claims]
        for claim, theirs_ in zip(part.claims, divided(sheet, share, weights), strict=True):
            pay(step, claim.position.id, theirs_)
    if flow.single:
        flow.shared = amount if step.when is None else None
        flow.paid_all([amount], sheet.where(holds, sheet.sub(whole, amount), flow.cash))


def _cap(flow: Flowing, step: Share, part: Part) -> Operand | None:
    """The limit of a part, less what it has had while the division was another."""
    if part.cap is None:
        return None
    sheet, older = flow.sheet, flow.names.older(step.id, flow.key(step))
    whom = [part.party] if part.party else [claim.position.id for claim in part.claims]
    had = sheet.total([flow.paid(key, each) for key in older for each in whom])
    return sheet.most(sheet.sub(sheet.coin(part.cap), had), 0)


def _all(claims: Sequence[Claim], among: Sequence[Claim]) -> bool:
    ids = {claim.position.id for claim in among}
    return all(claim.position.id in ids for claim in claims)


def _room_until(flow: Flowing, step: Share) -> Operand:
    """How much those of `until` may have at this step in all, over what they have had elsewhere."""
    sheet = flow.sheet
    targets = sheet.coin(sum((claim.target for claim in step.until), Fraction(0)))
    who, mine = [claim.position.id for claim in step.until], flow.key(step)
    divided_ = [(key, each) for each in who for key in flow.names.dividing.get(each, ()) if key != mine]
    had = sheet.total([*(flow.had(step, each) for each in who), *(flow.paid(*each) for each in divided_)])
    return sheet.most(sheet.sub(targets, had), 0)
