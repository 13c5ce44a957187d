"""The waterfall: receipts in at the top, everyone's part to date out, nothing lost between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from topsheet.money import split
from topsheet.recoupment.program import (
    ANYWHERE,
    Noted,
    Origin,
    Program,
    on_coins,
    on_fractions,
    program_of,
    versions_of,
)
from topsheet.recoupment.program.calendar import capital_days
from topsheet.recoupment.program.whole import fill
from topsheet.recoupment.steps import Beside, Corridor, Recoup, Share, Step, payees, recoups
from topsheet.recoupment.terms import Coins, Pot, Terms

Results = Mapping[tuple[str, ...], Coins]
# More conditions than this cannot change on the way to one sum.
MOST_TURNS = 200


@dataclass(frozen=True, slots=True)
class Flow:
    """One step: what reached it to date, what each of its payees got, what is left under it.

    `paid` has one entry for a cost, none for an inflow, one for each claim of a tier; for a division one for
    each party or position, part by part, and `parts` has each part's sum. `rooms` is what claims could take.
    """

    step: Step
    pot: Pot
    before: Coins
    paid: tuple[Coins, ...]
    after: Coins
    parts: tuple[Coins, ...] = ()
    rooms: tuple[Coins, ...] = ()
    base: Coins = 0
    joined: Coins = 0


@dataclass(frozen=True, slots=True)
class Poured:
    """Where everything stands after the last receipt; `left` is what the terms give to nobody."""

    terms: Terms
    gross: Coins
    flows: tuple[Flow, ...]
    left: Coins
    results: Results
    notes: tuple[int, ...] = ()

    def received(self) -> dict[str, Coins]:
        """Each payee's total, by id of party, position or account."""
        return {name[1]: amount for name, amount in self.results.items() if name[0] == "had"}

    def signs(self) -> tuple[int, ...]:
        """Every comparison of the run: two runs whose signs agree lie on one straight line."""
        return self.notes


@dataclass
class Functions:
    """A program as functions; they know nothing of the terms they were made from, which keep them."""

    program: Program
    wanted: tuple[tuple[str, ...], ...]
    coins: Any
    fractions: tuple[Any, Noted] | None = None


@dataclass(frozen=True, slots=True)
class Machine:
    """Terms and their functions, for receipts of some origins."""

    terms: Terms
    origins: tuple[Origin, ...]
    made: Functions

    @property
    def program(self) -> Program:
        """The program the functions were made from."""
        return self.made.program

    @property
    def wanted(self) -> tuple[tuple[str, ...], ...]:
        """The results the functions give."""
        return self.made.wanted

    def _exact(self) -> tuple[Any, Noted]:
        if self.made.fractions is None:
            program = program_of(self.terms, self.origins, once=self.terms.time_free, whole=False)
            self.made.fractions = on_fractions(program, self.wanted)
        return self.made.fractions

    def at(self, receipts: Mapping[Origin, Coins], levels: Mapping[str, Coins], *, whole: bool) -> Poured:
        """All receipts on one day. Conditions that they change on the way change there, to the coin."""
        run, noted = (self.made.coins, None) if whole else self._exact()
        if noted:
            noted.signs.clear()
        if self.program.once:
            row = run(*self._classed(receipts), *self._levels(levels))
        else:
            row = (self._along(run, receipts, levels) if self.turns else self._run(run, [receipts], levels))[
                -1
            ]
        results = dict(zip(self.wanted, row, strict=True))
        gross = sum(receipts.values())
        return poured(self.terms, results, gross, self.terms.pots, tuple(noted.signs) if noted else ())

    @property
    def turns(self) -> bool:
        """Whether receipts themselves can change which clauses hold."""
        return any(name[0] == "test" for name in self.wanted)

    def _classed(self, receipts: Mapping[Origin, Coins]) -> list[Coins]:
        amounts: list[Coins] = [0] * self.program.classes
        for origin, amount in receipts.items():
            amounts[self.program.origins[origin]] += amount
        return amounts

    def _levels(self, levels: Mapping[str, Coins]) -> list[Coins]:
        return [levels.get(each, 0) for each in self.program.levels]

    def _run(
        self, run: Any, days: Sequence[Mapping[Origin, Coins]], levels: Mapping[str, Coins]
    ) -> list[Any]:
        on = case_day(self.terms)
        early = sorted({day for each in self.terms.accruals for day in capital_days(each, on) if day < on})
        dates = [*early, *[on] * len(days)]
        receipts = [*[dict[Origin, Coins]()] * len(early), *days]
        answers = self.program.calendar.answers(dates, on)
        listed = [
            (self._classed(each), self._levels(levels), known, 0, True)
            for each, known in zip(receipts, answers, strict=True)
        ]
        rows: list[Any] = run(listed)
        return rows

    def _along(self, run: Any, receipts: Mapping[Origin, Coins], levels: Mapping[str, Coins]) -> list[Any]:
        """The receipts as a stream in constant mixture, cut where a condition turns."""
        whole = int(sum(receipts.values()))
        weights = list(receipts.values())
        tests = [at for at, name in enumerate(self.wanted) if name[0] == "test"]

        def mixed(start: int, end: int) -> dict[Origin, Coins]:
            early, late = split(start, weights), split(end, weights)
            return {each: b - a for each, a, b in zip(receipts, early, late, strict=True)}

        def stands(cuts: list[int]) -> tuple[object, ...]:
            days = [mixed(a, b) for a, b in zip([0, *cuts], cuts, strict=False)]
            return tuple(self._run(run, [*days, {}], levels)[-1][at] for at in tests)

        cuts = list[int]()
        for _ in range(MOST_TURNS):
            at = cuts[-1] if cuts else 0
            now = stands(cuts)
            if at >= whole or stands([*cuts, whole]) == now:
                break
            low, high = at, whole
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if stands([*cuts, middle]) != now else (middle, high)
            cuts.append(high)
        ends = [*cuts, whole] if not cuts or cuts[-1] < whole else cuts
        return self._run(run, [mixed(a, b) for a, b in zip([0, *ends], ends, strict=False)], levels)


def case_day(terms: Terms) -> date:
    """The day on which the receipts of a case are taken to arrive."""
    return terms.cases_on or terms.since or date(2000, 1, 1)


def in_case(terms: Terms) -> Terms:
    """The terms as they stand on the day of the cases: no other version of them is ever paid by."""
    if not terms.amended:
        return terms
    if "case" not in terms.made:
        version = sum(each.since <= case_day(terms) for each in terms.amended)
        terms.made["case"] = replace(terms, pots=versions_of(terms)[version], amended=(), made={})
    made: Terms = terms.made["case"]
    return made


def machine(terms: Terms, origins: Sequence[Origin] = ()) -> Machine:
    """The functions of some terms as they stand on the day of the cases, written once and kept with them."""
    terms = in_case(terms)
    key = repr(sorted(set(origins) - {ANYWHERE}))
    if key not in terms.made:
        program = program_of(terms, origins, once=terms.time_free)
        wanted = tuple(dict.fromkeys(name for each in program.versions for name in each.results))
        terms.made[key] = Functions(program, wanted, on_coins(program, wanted))
    return Machine(terms, tuple(origins), terms.made[key])


def pour(
    terms: Terms,
    receipts: Coins | Mapping[Origin, Coins],
    levels: Mapping[str, Coins] | None = None,
    *,
    whole: bool = True,
) -> Poured:
    """Run the terms on receipts that all come on one day: to the coin when `whole`, in exact fractions otherwise.

    Receipts are a sum, or sums by territory, medium and source. Receipts and inflows equal all payments, what is
    held and what is left; no payment falls when receipts rise in the same mixture.
    """
    told = receipts if isinstance(receipts, Mapping) else {ANYWHERE: receipts}
    return machine(terms, tuple(told)).at(told, levels or {}, whole=whole)


def poured(
    terms: Terms, results: Results, gross: Coins, pots: Sequence[Pot], notes: tuple[int, ...] = ()
) -> Poured:
    """Results read step by step."""
    flows = tuple(_flow(results, pot, step) for pot in pots for step in pot.steps)
    left = sum(amount for name, amount in results.items() if name[0] == "left")
    return Poured(terms, gross, flows, left, results, notes)


def _flow(results: Results, pot: Pot, step: Step) -> Flow:
    before = results["ever", pot.id, step.id] + results.get(("joined", step.id), 0)
    paid = tuple(results["paid", step.id, payee] for payee in payees(step))
    parts = tuple(results["part", step.id, part.id] for part in step.parts) if isinstance(step, Share) else ()
    rooms = tuple(
        results["room", step.id, claim.position.id] for group in recoups(step) for claim in group.claims
    )
    base, joined = results.get(("base", step.id), 0), results.get(("joined", step.id), 0)
    return Flow(step, pot, before, paid, before - sum(paid), parts, rooms, base, joined)


def divide(amount: Coins, weights: Sequence[Fraction], *, whole: bool) -> tuple[Coins, ...]:
    """All of an amount by weights: `money.split` on whole coins, plain proportion on exact fractions."""
    if whole:
        return tuple(split(int(amount), weights))
    total = sum(weights, Fraction(0))
    return tuple(amount * weight / total for weight in weights)


def entitlements(flow: Flow) -> tuple[Fraction, ...]:
    """The exact part of each claim in what reached its tier, before it was made whole coins."""
    step, rooms = flow.step, [Fraction(room) for room in flow.rooms]
    match step:
        case Recoup():
            return _exact(step, Fraction(flow.before), rooms)
        case Corridor():
            return _exact(step.recoup, min(step.rate * flow.base, Fraction(flow.before)), rooms)
        case Beside():
            inner, at = list[list[Fraction]](), 0
            for branch in step.branches:
                inner.append(rooms[at : at + len(branch.recoup.claims)])
                at += len(branch.recoup.claims)
            sides = fill(
                Fraction(flow.before), [sum(each) for each in inner], [b.rate for b in step.branches]
            )
            amounts = zip(step.branches, sides, inner, strict=True)
            return tuple(
                each for branch, side, own in amounts for each in _exact(branch.recoup, Fraction(side), own)
            )
    return ()


def _exact(group: Recoup, amount: Fraction, rooms: Sequence[Fraction]) -> tuple[Fraction, ...]:
    if group.mode != "in_order":
        return tuple(map(Fraction, fill(amount, rooms, [claim.weight for claim in group.claims])))
    paid = list[Fraction]()
    for room in rooms:
        paid.append(min(room, amount - sum(paid)))
    return tuple(paid)
