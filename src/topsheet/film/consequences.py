"""What if somebody leaves, or a source is lost: the film computed again without them, and the difference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from topsheet.documents import Document
from topsheet.figures import Figure, Value, difference, sum_of
from topsheet.film.attached import hanging_on
from topsheet.film.chain import Film, compute
from topsheet.film.folder import Production
from topsheet.film.options import as_adopted
from topsheet.finance import SourceReport, option_names, with_sources_told_apart
from topsheet.finance.closing import HoldReport, ItemReport, ObligationReport
from topsheet.finance.kinds import LOANS
from topsheet.greenlight import GateReport
from topsheet.money import Money
from topsheet.people import departed
from topsheet.rules import RuleBook, load

Kind = Literal["attachment", "source"]


@dataclass(frozen=True, slots=True)
class LostMoney:
    """A source that counted and no longer does, or brings less: why, and by how much."""

    source: SourceReport
    why: str
    lost: Figure[Money]


@dataclass(frozen=True, slots=True)
class DateAtRisk:
    """A day that the money was to come before: a receipt that would not arrive, or a milestone after it."""

    day: date
    label: str
    amount: Figure[Value] | None


@dataclass(frozen=True, slots=True)
class WayOut:
    """An option of the plan weighed over the film without what is lost: the gap it would leave."""

    id: str
    name: str
    title: str
    gap: Figure[Money]


@dataclass(frozen=True, slots=True)
class Consequence:
    """What one loss does: the film before and after, the money at risk, the dates, the commitments, the ways out.

    `conditional` is the face value of sources that stop counting; `deposits` what they were to pay on signature, which
    a buyer who has paid may reclaim; `capacity` what lenders on them no longer lend; `lost` all that is committed no
    more. Where more is committed without it, since what a lost loan lent on then pays by itself, `later` says how much.
    Gates and conditions are those
    that open by it; obligations and holds those in danger; `sunk` stays spent, `saved` need not be paid when cancelled
    today, `refunded` comes back.
    """

    kind: Kind
    id: str
    title: str
    before: Film
    after: Film
    money: tuple[LostMoney, ...]
    conditional: Figure[Money]
    deposits: Figure[Money]
    capacity: Figure[Money]
    lost: Figure[Money]
    later: Figure[Money] | None
    hanging: tuple[str, ...]
    gates: tuple[GateReport, ...]
    items: tuple[ItemReport, ...]
    dates: tuple[DateAtRisk, ...]
    obligations: tuple[ObligationReport, ...]
    holds: tuple[HoldReport, ...]
    sunk: Figure[Money]
    saved: Figure[Money]
    refunded: Figure[Money]
    ways_out: tuple[WayOut, ...]


def if_gone(
    production: Production,
    wanted: str,
    as_of: date,
    *,
    kind: Kind | None = None,
    option: str | None = None,
    book: RuleBook | None = None,
) -> Consequence:
    """What happens when an attachment departs or a source is withdrawn on a day, in the plan or with an option adopted.

    `wanted` is the id of a source, an attachment, or a party that a paper names as essential; `kind` says which is
    meant where a source and an attachment share an id. Raises KeyError for an unknown id or option, and where the
    film cannot be computed. The documents are not touched.
    """
    rules = book or load()
    made, _lost = as_adopted(production, option, as_of)
    made = replace(made, finance=with_sources_told_apart(made.finance))
    plain = _without_options(made)
    gone, kind, title = _without(plain, wanted, kind, as_of)
    before, after = _film(plain, as_of, rules), _film(gone, as_of, rules)
    others = tuple(each for each in production.finance.options if each.id != option)
    weighed = _with_options(gone, others)
    return _Difference(wanted, kind, title, before, after).told(_ways_out(weighed, as_of, rules))


def _without(made: Production, wanted: str, kind: Kind | None, as_of: date) -> tuple[Production, Kind, str]:
    document, finance = made.document, made.finance
    if kind != "attachment" and (found := next((s for s in finance.sources if s.id == wanted), None)):
        withdrawn = found.model_copy(update={"status": "withdrawn", "status_date": as_of})
        sources = tuple(withdrawn if source.id == wanted else source for source in finance.sources)
        return replace(made, finance=finance.model_copy(update={"sources": sources})), "source", found.name
    roles = {each.id: each.role for each in document.attachments}
    if kind == "source" or (wanted not in roles and wanted not in document.people):
        raise KeyError(wanted)
    role = roles.get(wanted) or document.people[wanted].name
    left = departed(document.attachments, wanted, role, as_of)
    return replace(made, document=document.model_copy(update={"attachments": left})), "attachment", role


def _without_options(made: Production) -> Production:
    return _with_options(made, ())


def _with_options(made: Production, options: Sequence[Document]) -> Production:
    return replace(made, finance=made.finance.model_copy(update={"options": tuple(options)}))


def _film(production: Production, as_of: date, book: RuleBook, option: str | None = None) -> Film:
    film = compute(production, as_of=as_of, option=option, weigh=False, book=book)
    if film is None:
        raise KeyError(production.name)
    return film


def _ways_out(gone: Production, as_of: date, book: RuleBook) -> tuple[WayOut, ...]:
    """Each open option over the film without what is lost, the smallest gap first."""
    found, names = [], option_names(gone.finance)
    for option in gone.finance.options:
        if option.adopted is None:
            film = compute(gone, as_of=as_of, option=option.id, weigh=False, book=book)
            if film is not None:
                found.append(WayOut(option.id, names[option.id], option.title, film.finance.gap))
    return tuple(sorted(found, key=lambda each: each.gap.value.amount))


@dataclass(frozen=True, slots=True)
class _Difference:
    """Two films, with and without; every figure made here begins with `consequence.<id>`."""

    id: str
    kind: Kind
    title: str
    before: Film
    after: Film

    def told(self, ways_out: tuple[WayOut, ...]) -> Consequence:
        """The difference between the two films."""
        stopped = [
            source
            for source in self.before.finance.sources
            if source.counts and not self.after.finance.source(source.id).counts
        ]
        named = {self.id} if self.kind == "source" else set()
        first = named | {source.id for source in stopped}
        hanging = hanging_on(self.before.production.finance.sources, first)
        closing, later = self.before.closing, self.after.closing
        items = {each.item.id: each for each in (closing.items if closing else ())}
        holds = tuple(each for each in (closing.holds if closing else ()) if not each.ended)
        free = [each for each in holds if each.cancellable]
        return Consequence(
            self.kind,
            self.id,
            self.title,
            self.before,
            self.after,
            self._money(),
            self._sum(
                "conditional",
                "Face value that stops counting",
                [f for s in stopped if (f := self._face(s))],
                "conditional, because they left"
                if self.kind == "attachment"
                else "of what is lost, and of what waits for it",
            ),
            self._deposits(stopped),
            self._capacity({*first, *hanging}),
            difference(
                f"consequence.{self.id}.lost",
                "Committed no more",
                self.before.finance.committed,
                self.after.finance.committed,
                how="committed − committed without it",
            ),
            self._later(),
            hanging,
            self._gates(),
            tuple(
                each
                for each in (later.items if later else ())
                if each.state == "OPEN"
                and (items[each.item.id].state != "OPEN" or first & set(each.item.blocks))
            ),
            self._dates(first | set(hanging)),
            self._obligations(first | set(hanging)),
            holds,
            self._sum("sunk", "Sunk in holds", [each.sunk for each in holds], "holds that have not ended"),
            self._sum("saved", "Saved by cancelling", [each.to_pay for each in free], "cancelled today"),
            self._sum(
                "refunded", "Comes back on cancelling", [each.refundable for each in free], "cancelled today"
            ),
            ways_out,
        )

    def _sum(self, key: str, label: str, parts: Iterable[Figure[Money]], how: str) -> Figure[Money]:
        zero = Money.zero(self.before.currency)
        return sum_of(f"consequence.{self.id}.{key}", label, tuple(parts), zero, how)

    def _money(self) -> tuple[LostMoney, ...]:
        """Every source that brings less without it, with the reason."""
        found = []
        for source in self.before.finance.sources:
            left = self.after.finance.source(source.id)
            if source.counted.value != left.counted.value:
                name = f"consequence.{self.id}.lost.{source.id}"
                less = difference(
                    name, source.name, source.counted, left.counted, how="counted − counted without"
                )
                why = (
                    "it brings less"
                    if less.value.amount > 0
                    else "it brings more, and later: no loan stands on it"
                )
                found.append(LostMoney(source, left.why_not or why, less))
        return tuple(found)

    def _face(self, source: SourceReport) -> Figure[Money] | None:
        if source.face is None:
            return None
        name = f"consequence.{self.id}.face.{source.id}"
        return Figure(name, source.name, source.face.value.plain(), "face value", (source.face,))

    def _deposits(self, stopped: Sequence[SourceReport]) -> Figure[Money]:
        """What sales that stop counting were to pay on signature, before commission: what a buyer may reclaim."""
        parts = []
        for source in stopped:
            paid = self.before.figures.get(f"finance.source.{source.id}.deposit")
            if paid is not None and isinstance(paid.value, Money):
                name = f"consequence.{self.id}.deposit.{source.id}"
                parts.append(
                    Figure(name, paid.label, paid.value, "paid on signature, before commission", (paid,))
                )
        return self._sum(
            "deposits", "Deposits at risk", parts, "gross, as a buyer who has paid may reclaim them"
        )

    def _later(self) -> Figure[Money] | None:
        """How much more is committed without what is lost; None where less is."""
        was, now = self.before.finance.committed, self.after.finance.committed
        if now.value.amount <= was.value.amount:
            return None
        how = "committed without it − committed: what it lent on pays by itself, on later days"
        return difference(
            f"consequence.{self.id}.later", "Later, not less: committed more", now, was, how=how
        )

    def _capacity(self, touched: set[str]) -> Figure[Money]:
        """What loans in the plan lend less: the facility before, less what is left of it."""
        parts = []
        for source in self.before.finance.sources:
            if source.id not in touched or source.kind not in LOANS or not source.counts:
                continue
            name = f"finance.source.{source.id}.amount"
            had, has = self.before.figures.get(name), self.after.figures.get(name)
            if had is None or not isinstance(had.value, Money):
                continue
            counts = self.after.finance.source(source.id).counts
            left = has.value if counts and has is not None and isinstance(has.value, Money) else None
            parts.append(
                Figure(
                    f"consequence.{self.id}.capacity.{source.id}",
                    source.name,
                    had.value - left if left is not None else had.value,
                    f"{had.value} − {left if left is not None else 'nothing'}",
                    (had, *([has] if has is not None and left is not None else ())),
                )
            )
        return self._sum("capacity", "Loan capacity lost", parts, "facility − facility without it")

    def _gates(self) -> tuple[GateReport, ...]:
        """Gates that were met or waived, or open for another reason, and stand in the way now."""
        held = {gate.id: (gate.state, gate.reason) for gate in self.before.greenlight.gates}
        return tuple(
            gate
            for gate in self.after.greenlight.gates
            if gate.state in ("OPEN", "BLOCKED") and held.get(gate.id) != (gate.state, gate.reason)
        )

    def _dates(self, touched: set[str]) -> tuple[DateAtRisk, ...]:
        """Receipts that would not arrive, and the milestones after the first of them."""
        still = {
            (receipt.source, receipt.part): receipt.amount.value
            for source in self.after.finance.sources
            for receipt in source.receipts
        }
        gone = [
            DateAtRisk(receipt.day, receipt.label, receipt.amount)
            for source in self.before.finance.sources
            if source.id in touched
            for receipt in source.receipts
            if still.get((receipt.source, receipt.part)) != receipt.amount.value
        ]
        first = min((each.day for each in gone), default=None)
        after = [
            DateAtRisk(figure.value, figure.label, None)
            for figure in _milestones(self.before)
            if first is not None and figure.value >= first
        ]
        return tuple(sorted([*gone, *after], key=lambda each: each.day))

    def _obligations(self, touched: set[str]) -> tuple[ObligationReport, ...]:
        """What is owed and not done: on a source that is touched, or to be paid out of the money that is short."""
        closing = self.before.closing
        return tuple(
            each
            for each in (closing.obligations if closing else ())
            if each.state != "DONE"
            and (each.obligation.source in touched or each.obligation.price is not None)
        )


def _milestones(film: Film) -> list[Figure[date]]:
    named = [film.schedule.start, film.schedule.wrap]
    given = [figure for name, figure in film.figures.items() if name.startswith("production.milestone.")]
    return [*named, *(figure for figure in given if isinstance(figure.value, date))]  # type: ignore[list-item]  # mypy does not narrow a figure by its value
