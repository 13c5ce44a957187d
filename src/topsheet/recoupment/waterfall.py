"""The waterfall: cumulative receipts in at the top, everyone's cumulative part out, nothing lost between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from topsheet.recoupment.sharing import Coins, Filled, Room, divide, fill, fill_in_order, sign
from topsheet.recoupment.terms import Add, Recoup, Share, Step, Take, Terms


@dataclass(frozen=True, slots=True)
class Flow:
    """One step: what reached it, what each of its payees got, and how far each is from full (see `Filled`).

    `paid` has one entry for a cost, none for an inflow, one for each claim of a tier; for a division one for
    each party or position, part by part, and `parts` has each part's sum. `rooms` is what claims could take.
    """

    step: Step
    before: Coins
    paid: tuple[Coins, ...]
    after: Coins
    signs: tuple[int, ...] = ()
    parts: tuple[Coins, ...] = ()
    rooms: tuple[Room, ...] = ()


@dataclass(frozen=True, slots=True)
class Poured:
    """The whole run for one gross; `left` is what the terms give to nobody."""

    gross: Coins
    flows: tuple[Flow, ...]
    left: Coins

    def received(self) -> dict[str, Coins]:
        """Each payee's total, by id of party or position."""
        totals: dict[str, Coins] = defaultdict(int)
        for flow in self.flows:
            for payee, amount in zip(payees(flow.step), flow.paid, strict=True):
                totals[payee] += amount
        return dict(totals)

    def signs(self) -> tuple[int, ...]:
        """Every payee's distance from full: two runs whose signs agree lie on one straight line."""
        return tuple(each for flow in self.flows for each in flow.signs)


def payees(step: Step) -> tuple[str, ...]:
    """Ids of those a step pays, in the order in which `Flow.paid` lists them."""
    match step:
        case Take():
            return (step.payee,)
        case Add():
            return ()
        case Recoup():
            return tuple(claim.position.id for claim in step.claims)
        case Share():
            return tuple(
                payee
                for part in step.parts
                for payee in (
                    (part.party,) if part.party else tuple(claim.position.id for claim in part.claims)
                )
            )


def pour(terms: Terms, gross: Coins, *, whole: bool = True) -> Poured:
    """Run the terms on a cumulative gross in coins: to the coin when `whole`, in exact fractions otherwise.

    Gross and inflows equal all payments and what is left; no payment falls when gross rises.
    """
    left, flows, received = gross, list[Flow](), defaultdict[str, Coins](int)
    of_gross = _of_gross(terms, gross, whole=whole)
    for step in terms.steps:
        before = left
        paid: tuple[Coins, ...] = ()
        parts: tuple[Coins, ...] = ()
        signs: tuple[int, ...] = ()
        rooms: tuple[Room, ...] = ()
        match step:
            case Take():
                paid, signs = _take(step, of_gross.get(step.id), before, whole=whole)
            case Add():
                before += step.coins
            case Recoup():
                rooms = _rooms(step, received)
                filled = _fill(step, before, rooms, whole=whole)
                paid, signs = filled.paid, filled.signs
            case Share():
                paid, parts = _share(step, before, whole=whole)
        left = before - sum(paid)
        for payee, amount in zip(payees(step), paid, strict=True):
            received[payee] += amount
        flows.append(Flow(step, before, paid, left, signs, parts, rooms))
    return Poured(gross, tuple(flows), left)


def _of_gross(terms: Terms, gross: Coins, *, whole: bool) -> dict[str, Coins]:
    """All percentages of gross as one split with the rest as its last payee, so that the rest never falls."""
    rates = {
        step.id: step.rate
        for step in terms.steps
        if isinstance(step, Take) and step.rate is not None and not step.of_rest
    }
    shares = divide(gross, [*rates.values(), 1 - sum(rates.values(), Fraction(0))], whole=whole)
    return dict(zip(rates, shares, strict=False))


def _take(
    step: Take, of_gross: Coins | None, before: Coins, *, whole: bool
) -> tuple[tuple[Coins, ...], tuple[int, ...]]:
    if step.rate is None:
        filled = fill_in_order(before, [Room(Fraction(1), step.cap)], whole=whole)
        return filled.paid, filled.signs
    if of_gross is None:
        return divide(before, [step.rate, 1 - step.rate], whole=whole)[:1], (1,)
    return (min(of_gross, before),), (sign(before - of_gross),)


def _rooms(step: Recoup, received: Mapping[str, Coins]) -> tuple[Room, ...]:
    """What each claim can still take; what a position had in a higher tier counts towards its target."""
    return tuple(
        Room(claim.weight, max(claim.target - received[claim.position.id], Fraction(0)))
        for claim in step.claims
    )


def _fill(step: Recoup, before: Coins, rooms: tuple[Room, ...], *, whole: bool) -> Filled:
    filling = fill_in_order if step.mode == "in_order" else fill
    return filling(before, rooms, whole=whole)


def entitlements(step: Recoup, flow: Flow) -> tuple[Coins, ...]:
    """The exact part of each claim in what reached its tier, before it was made whole coins."""
    return _fill(step, flow.before, flow.rooms, whole=False).paid


def _share(step: Share, before: Coins, *, whole: bool) -> tuple[tuple[Coins, ...], tuple[Coins, ...]]:
    parts = divide(before, [part.rate for part in step.parts], whole=whole)
    paid: list[Coins] = []
    for part, amount in zip(step.parts, parts, strict=True):
        paid += (
            [amount] if part.party else divide(amount, [claim.weight for claim in part.claims], whole=whole)
        )
    return tuple(paid), parts
