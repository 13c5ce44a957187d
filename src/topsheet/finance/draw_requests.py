"""Requests to draw, each with the tests a lender makes before money leaves.

The tests are those of a drawdown request: conditions precedent met, cost to complete covered by what is undrawn and the
contingency left, a cost report that is not stale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from topsheet.documents import Problem, named_twice
from topsheet.figures import Figure, Value, given, sum_of
from topsheet.finance.cash_report import DrawTest, RequestReport
from topsheet.finance.flow import Flow, received
from topsheet.finance.model import DrawRequest
from topsheet.finance.plan import Valued
from topsheet.finance.report import FinanceReport, SourceReport
from topsheet.finance.terms import When
from topsheet.money import Money


def draw_requests(
    valued: Valued, report: FinanceReport, flow: Flow, conditions: Mapping[str, Sequence[str]]
) -> tuple[tuple[RequestReport, ...], list[Problem]]:
    """Every request with its tests, in the order of its day.

    What a source has paid before a request is what earlier requests drew, or, where it has none, what the plan
    expects by then. `conditions` are the conditions precedent still open, by source.
    """
    document, tree = valued.document, valued.tree
    known = {source.id: source for source in report.sources}
    numbered = sorted(enumerate(document.draws), key=lambda pair: (pair[1].on, pair[0]))
    problems = named_twice(
        tree,
        [(("draws", at, "id"), request.id) for at, request in enumerate(document.draws)],
        "the request id",
        "Nobody could say which of the two was paid.",
    )
    before: list[DrawRequest] = []
    found = []
    for at, request in numbered:
        source = known.get(request.source)
        if source is None:
            problems.append(
                Problem(
                    tree.where(("draws", at, "source")),
                    f"the request `{request.id}` draws on `{request.source}`, which is not a source",
                    "No one could be asked for the money.",
                    "Name one of the plan's sources.",
                )
            )
            continue
        where = tree.where(("draws", at))
        amount = _amount(request, valued, where)
        if amount is None:
            problems.append(
                Problem(
                    tree.where(("draws", at, "currency")),
                    f"the request `{request.id}` is in {request.currency}, and there is no rate for it",
                    "It cannot be held against what is undrawn.",
                    f"Add {request.currency} under `rates` in production.yaml, with its date and source.",
                )
            )
            continue
        tests = _Tests(request, amount, source, valued, flow, tuple(before))
        found.append(tests.report(report.sources, conditions.get(source.id, ())))
        before.append(request.model_copy(update={"amount": amount.value.amount}))
    return tuple(found), problems


def _amount(request: DrawRequest, valued: Valued, where: str) -> Figure[Money] | None:
    """What is asked for in the plan's currency, rounded to its coin; None without a rate."""
    name, home = f"cash.request.{request.id}.amount", valued.document.currency
    label = f"Request {request.id}"
    if request.currency in ("", home):
        return given(name, label, Money(request.amount, home), where)
    rate = valued.known.exchange.get(request.currency)
    if rate is None or not isinstance(rate.value, Decimal):
        return None
    asked = given(f"{name}.{request.currency}", label, Money(request.amount, request.currency), where)
    value = Money(request.amount * rate.value, home).rounded()
    return Figure(name, label, value, f"{asked.value} at {rate.value}", (asked, rate))


class _Tests:
    def __init__(
        self,
        request: DrawRequest,
        amount: Figure[Money],
        source: SourceReport,
        valued: Valued,
        flow: Flow,
        before: tuple[DrawRequest, ...],
    ) -> None:
        self.request, self.source, self.valued, self.flow, self.before = request, source, valued, flow, before
        self.asked, self.amount = amount, amount.value
        self.currency = valued.document.currency
        self.name = f"cash.request.{request.id}"

    def report(self, sources: Sequence[SourceReport], open_items: Sequence[str]) -> RequestReport:
        """The request and its tests."""
        request = self.request
        tests = (
            self._counts(),
            self._undrawn(),
            self._day(),
            DrawTest(
                "Conditions precedent are met",
                not open_items,
                f"open: {', '.join(open_items)}" if open_items else "none is open",
            ),
            self._complete(sources),
            *self._cost_report(),
        )
        return RequestReport(request.id, self.source.id, self.source.name, request.on, self.asked, tests)

    def _counts(self) -> DrawTest:
        reason = "signed" if self.source.counts else self.source.why_not
        return DrawTest("The source counts", self.source.counts, reason)

    def _left(self, source: SourceReport) -> Money:
        """What a source still has to pay on the day of the request."""
        if not source.counts or source.cash is None:
            return Money.zero(self.currency)
        drawn = [each.amount for each in self.before if each.source == source.id]
        if any(each.source == source.id for each in self.valued.document.draws):
            paid = sum(drawn, start=Decimal(0))
        else:
            paid = received(self.flow.receipts, source.id, self.request.on)
        return Money(max(source.cash.value.amount - paid, Decimal(0)), self.currency)

    def _undrawn(self) -> DrawTest:
        left = Figure(
            f"{self.name}.undrawn",
            f"{self.source.name}, undrawn on {self.request.on}",
            self._left(self.source),
            "what it brings less what was drawn before",
            (self.source.cash,) if self.source.cash else (),
        )
        met = self.amount <= left.value
        return DrawTest(
            "The amount is not more than is undrawn", met, f"{self.amount} of {left.value} undrawn", left
        )

    def _day(self) -> DrawTest:
        title, day = "The day is not before the source pays", self._first_day()
        if day is None:
            return DrawTest(title, False, "the source has no day on which it pays")
        reason = f"{self.request.on}; it pays from {day}"
        return DrawTest(title, self.request.on >= day, reason)

    def _first_day(self) -> date | None:
        when: When | None = getattr(
            next(each for each in self.valued.document.sources if each.id == self.source.id), "on", None
        )
        if isinstance(when, date):
            return when
        if when is not None:
            milestone = self.valued.known.milestones.get(when)
            return milestone.value if milestone else None
        return min((receipt.day for receipt in self.source.receipts), default=None)

    def _complete(self, sources: Sequence[SourceReport]) -> DrawTest:
        title = "The cost to complete is covered by what is undrawn and the contingency left"
        request = self.request
        parts = []
        for source in sources:
            left = self._left(source) if source.stage != "release" else Money.zero(self.currency)
            if left:
                inputs: tuple[Figure[Value], ...] = (source.cash,) if source.cash else ()
                key = f"{self.name}.left.{source.id}"
                parts.append(Figure(key, f"{source.name}, undrawn", left, "not paid yet", inputs))
        contingency = Money(request.contingency_left, self.currency)
        parts.append(given(f"{self.name}.contingency_left", "Contingency left", contingency))
        there = sum_of(f"{self.name}.there", "Undrawn and contingency left", parts, Money.zero(self.currency))
        if request.cost_to_complete is None:
            return DrawTest(title, False, "the request names no cost to complete", there)
        needed = Money(request.cost_to_complete, self.currency)
        return DrawTest(
            title, needed <= there.value, f"{needed} to complete, {there.value} there for it", there
        )

    def _cost_report(self) -> tuple[DrawTest, DrawTest]:
        request, title = self.request, "The cost report is recent"
        named = "The request names its cost report"
        if request.cost_report is None:
            reason = "no cost report is named"
            return DrawTest(named, False, reason), DrawTest(title, False, reason)
        age = (request.on - request.cost_report) // timedelta(1)
        fresh = 0 <= age <= request.oldest_report_days
        told = (
            f"{age} days old; {request.oldest_report_days} are allowed"
            if age >= 0
            else f"it is dated {request.cost_report}, after the request"
        )
        return DrawTest(named, True, f"of {request.cost_report}"), DrawTest(title, fresh, told)
