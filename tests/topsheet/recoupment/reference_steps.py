"""Each kind of step for the reference, from its words: entitled to date less paid to date, as far as there is cash."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from math import floor
from typing import Any

from tests.topsheet.recoupment.reference_money import Loan, Place, banded, fill, in_order, nested
from topsheet.recoupment.steps import Beside, Claim, Corridor, Recoup, Share, Step, Take
from topsheet.recoupment.terms import Terms, Within


class Working:
    """What everyone has had at each step, and what each step has counted."""

    holding: dict[str, bool]
    moved: dict[str, Fraction]
    gross_parts: dict[str, int]

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.paid: dict[tuple[str, str], int] = defaultdict(int)
        self.claimed: dict[str, int] = defaultdict(int)  # had towards a target, in all places
        self.eras: dict[tuple[str, str], list[list[Any]]] = {}
        self.lapsed: dict[tuple[str, str], int] = defaultdict(int)
        self.slots: dict[tuple[str, str], int] = defaultdict(
            int
        )  # what each part of a division has given each
        self.loans: dict[str, Loan] = {each.on: Loan(each) for each in terms.accruals}

    # What everyone has had

    def received(self, payee: str) -> int:
        """All that was paid to somebody, before a corridor inside passes some of it on."""
        return sum(amount for (_, who), amount in self.paid.items() if who == payee)

    def had(self, payee: str) -> int:
        """What somebody has had in the end: less what it passed on, with what was passed on to it."""
        total = self.received(payee)
        for within in self.terms.inside:
            passed = self._passed(within)
            total += sum(part for to, part in passed if to == payee)
            total -= sum(part for _, part in passed) if within.of == payee else 0
        return total

    def _passed(self, within: Within) -> list[tuple[str, int]]:
        got = sum(self.paid[step, within.of] for step in dict.fromkeys(within.tiers))
        rates = [share.rate for share in within.shares]
        parts = nested(got, [*rates, 1 - sum(rates, Fraction(0))])
        told = []
        for share, part in zip(within.shares, parts, strict=False):
            due = part if share.cap is None else min(part, floor(share.cap))
            told.append((share.to, due if due >= within.minimum else 0))
        return told

    # The steps; each gives what it paid today

    def work(self, step: Step, place: Place) -> int:
        """One step on one day."""
        match step:
            case Take():
                return self._take(step, place)
            case Recoup():
                return self._recoup(step, max(0, place.cash)) if self.holding[step.id] else 0
            case Beside():
                return self._beside(step, max(0, place.cash)) if self.holding[step.id] else 0
            case Corridor():
                return self._corridor(step, place)
            case Share():
                return self._share(step, max(0, place.cash)) if self.holding[step.id] else 0
        raise AssertionError(step)

    def _pay(self, step: str, payee: str, amount: int) -> int:
        assert amount >= 0
        self.paid[step, payee] += amount
        return amount

    def _era(self, step: str, kind: str, definition: Any, fresh: Any) -> list[Any]:
        """The count of a clause as it now stands; a clause that changed counts anew beside its older counts."""
        eras = self.eras.setdefault((step, kind), [])
        if not eras or eras[-1][0] != definition:
            eras.append([definition, fresh])
        return eras[-1]

    def _take(self, step: Take, place: Place) -> int:
        """A part for one payee; a clause that an amendment changed goes on counting from where it stood."""
        who, paid, holds = step.payee, self.paid[step.id, step.payee], self.holding[step.id]
        definition = (step.rate, step.base, step.bands, step.retroactive, step.cap, step.floor, step.offset,
                      step.lapses, step.when)  # fmt: skip
        era = self._era(f"{step.id}/{who}", "take", definition, [Fraction(0), 0])
        counts = era[1]
        if step.rate is None:
            now = max(0, min(floor(step.cap or 0) - paid, place.cash)) if holds else 0
            counts[1] += now
            return self._pay(step.id, who, now)
        if holds:
            bases = {
                "gross": Fraction(place.gross),
                "rest": Fraction(place.rest(step, amended=bool(self.terms.amended))),
            }
            counts[0] += bases[step.base] if step.base in bases else self.moved[step.base]
        due = max(0, self._earned(step, era) - self.lapsed[step.id, who] - paid)
        if not holds and any(each.id == who for each in self.terms.accounts):
            return 0
        most = place.cash if step.cap is None else min(place.cash, floor(step.cap) - paid)
        now = max(0, min(due, most))
        if step.lapses:
            self.lapsed[step.id, who] += due - now
        return self._pay(step.id, who, now)

    def _earned(self, step: Take, current: list[Any]) -> int:
        """Entitled to date but for a limit: each part at the rate under which it came in, rounded down."""
        earned, counted = 0, dict[str, Fraction]()
        for era in self.eras[f"{step.id}/{step.payee}", "take"]:
            (rate, of, bands, retroactive, *_), (base, paid) = era
            counts = counted.get(of, Fraction(0))
            if rate is None:
                earned += paid
            elif era is current and step.id in self.gross_parts:
                earned += self.gross_parts[step.id]
            elif retroactive:
                reached = [each for above, each in bands if counts + base > above]
                earned += floor(base * (reached[-1] if reached else rate))
            else:
                earned += floor(banded(counts + base, rate, bands) - banded(counts, rate, bands))
            counted[of] = counts + base
        least = floor(step.floor) if self.holding[step.id] else 0
        return max(0, max(earned, least) - floor(step.offset))

    def _left(self, claim: Claim) -> int:
        """What a claim's target still lacks, wherever it was paid, with its interest to date."""
        id_ = claim.position.id
        owed = floor(claim.target) + (self.loans[id_].interest if id_ in self.loans else 0)
        return max(0, owed - self.claimed[id_])

    def _recoup(self, group: Recoup, cash: int, step: str = "") -> int:
        """Claims side by side, on all that this place has paid and can pay now; or in order."""
        step = step or group.id
        if group.mode == "in_order":
            return self._one_after_another(group, cash, step)
        ids = [claim.position.id for claim in group.claims]
        weights = [claim.weight for claim in group.claims]
        left = [self._left(claim) for claim in group.claims]
        before: dict[str, int] = self._era(
            group.id, "recoup", tuple(zip(ids, weights, strict=True)),
            {each: self.paid[step, each] for each in ids},
        )[1]  # fmt: skip
        had = [self.paid[step, each] - before[each] for each in ids]
        total = sum(had) + min(cash, sum(left))
        rooms = [a + b for a, b in zip(had, left, strict=True)]
        shares = fill(total, rooms, weights)
        dues = [max(0, share - was) for share, was in zip(shares, had, strict=True)]
        dues = in_order(cash, dues)
        for id_, due in zip(ids, dues, strict=True):
            self.claimed[id_] += self._pay(step, id_, due)
        return sum(dues)

    def _one_after_another(self, group: Recoup, cash: int, step: str) -> int:
        paid = 0
        for claim in group.claims:
            due = self._pay(step, claim.position.id, min(cash - paid, self._left(claim)))
            self.claimed[claim.position.id] += due
            paid += due
        return paid

    def _beside(self, step: Beside, cash: int) -> int:
        rates = [side.rate for side in step.branches]
        left = [sum(self._left(claim) for claim in side.recoup.claims) for side in step.branches]
        paid = [sum(self.paid[step.id, claim.position.id] for claim in side.recoup.claims)
                for side in step.branches]  # fmt: skip
        before: list[int] = self._era(step.id, "beside", tuple(rates), paid)[1]
        had = [now - was for now, was in zip(paid, before, strict=True)]
        total = sum(had) + min(cash, sum(left))
        shares = fill(total, [a + b for a, b in zip(had, left, strict=True)], rates)
        dues = [max(0, share - was) for share, was in zip(shares, had, strict=True)]
        dues = in_order(cash, dues)
        return sum(
            self._recoup(side.recoup, due, step.id) for side, due in zip(step.branches, dues, strict=True)
        )

    def _corridor(self, step: Corridor, place: Place) -> int:
        claims = step.recoup.claims
        paid = sum(self.paid[step.id, claim.position.id] for claim in claims)
        weights = tuple((claim.position.id, claim.weight) for claim in claims)
        definition = (step.rate, step.when, step.recoup.mode, weights)
        counts = self._era(step.id, "corridor", definition, [0, paid])[1]
        if not self.holding[step.id]:
            return 0
        counts[0] += place.rest(step, amended=bool(self.terms.amended))
        due = floor(step.rate * counts[0]) - (paid - counts[1])
        return self._recoup(step.recoup, max(0, min(due, place.cash)))

    def _share(self, step: Share, cash: int) -> int:
        """All of it, or no more than brings those of `until` to their target."""
        slots = [(part, claim) for part in step.parts for claim in (part.claims or (None,))]
        names = [part.party if claim is None else claim.position.id for part, claim in slots]
        keys = [f"{step.id}/{part.id}" for part, _ in slots]
        definition = tuple((part.id, part.rate, tuple((c.position.id, c.weight) for c in part.claims))
                           for part in step.parts)  # fmt: skip
        now_had = [self.slots[key, name] for key, name in zip(keys, names, strict=True)]
        before: list[int] = self._era(step.id, "share", definition, now_had)[1]
        had = [now - was for now, was in zip(now_had, before, strict=True)]

        def parts_of(total: int) -> list[int]:
            caps: list[int | None] = []
            for part in step.parts:
                older = sum(was for (each, _), was in zip(slots, before, strict=True) if each is part)
                caps.append(None if part.cap is None else floor(part.cap) - older)
            found = list[int]()
            for part, amount in zip(
                step.parts, nested(total, [p.rate for p in step.parts], caps), strict=True
            ):
                found += nested(amount, [c.weight for c in part.claims]) if part.claims else [amount]
            return found

        total = sum(had) + cash
        if step.until:
            wanted = {claim.position.id for claim in step.until}
            target = sum(floor(claim.target) for claim in step.until)
            lacks = target - sum(self.received(each) for each in wanted)

            def reaches(amount: int) -> bool:
                more = zip(parts_of(amount), had, names, strict=True)
                return sum(new - old for new, old, who in more if who in wanted) >= lacks

            low, high = sum(had), total
            while low < high:
                middle = (low + high) // 2
                low, high = (low, middle) if reaches(middle) else (middle + 1, high)
            total = low
        paid = 0
        for key, name, new, old in zip(keys, names, parts_of(total), had, strict=True):
            self.slots[key, name] += new - old
            paid += self._pay(step.id, name, new - old)
        return paid
