"""The sources of one plan: which count, what each brings, and on which days its cash arrives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from topsheet.documents import Problem, Tree
from topsheet.documents.strict_yaml import Path
from topsheet.figures import Figure, given
from topsheet.finance.model import (
    COUNTS,
    Deferral,
    FinanceDocument,
    GapLoan,
    Incentive,
    IncentiveLoan,
    Presale,
    PresaleLoan,
    Source,
    When,
)
from topsheet.finance.report import Receipt, SourceReport
from topsheet.finance.worth import (
    Worth,
    deferral_worth,
    gap_worth,
    incentive_worth,
    loan_worth,
    paid_worth,
    presale_worth,
)
from topsheet.money import Money

# Years between the shoot and a receipt beyond which the day is a slip of the pen.
FARTHEST = 20


def why_not(source: Source, as_of: date) -> str:
    """The reason a source does not count on a day, or nothing when it does: signed or better, and dated."""
    if source.status not in COUNTS:
        return f"its status is {source.status.replace('_', ' ')}; only signed or better counts"
    if source.status_date is None:
        return "its status has no date"
    if source.status_date > as_of:
        return f"its status dates from {source.status_date}, after {as_of}"
    return ""


class Plan:
    """Values the sources, collateral before the loans on it; collects problems."""

    def __init__(
        self,
        document: FinanceDocument,
        tree: Tree,
        credits: Mapping[str, Figure[Money]],
        milestones: Mapping[str, Figure[date]],
        as_of: date,
    ) -> None:
        self.document, self.tree, self.credits, self.milestones, self.as_of = (
            document,
            tree,
            credits,
            milestones,
            as_of,
        )
        self.problems: list[Problem] = []
        self.worths: dict[str, Worth] = {}
        self.loans = [
            source for source in document.sources if isinstance(source, PresaleLoan | IncentiveLoan)
        ]

    def counting(self, source_id: str) -> bool:
        """Whether the source with this id counts on the day of the plan."""
        return any(
            source.id == source_id and not why_not(source, self.as_of) for source in self.document.sources
        )

    def pledged(self, source_id: str) -> bool:
        """Whether a loan that counts lends on this source, so that its balance goes to the lender."""
        return any(source_id in loan.lends_on and not why_not(loan, self.as_of) for loan in self.loans)

    def reports(self) -> tuple[SourceReport, ...]:
        """Every source valued, in the order written."""
        numbered = list(enumerate(self.document.sources))
        loans_last = sorted(numbered, key=lambda pair: isinstance(pair[1], PresaleLoan | IncentiveLoan))
        for place, source in loans_last:
            self.worths[source.id] = self._worth(source, ("sources", place))
        return tuple(self._report(source, ("sources", place)) for place, source in numbered)

    def _worth(self, source: Source, path: Path) -> Worth:
        currency, where = self.document.currency, self.tree.where(path)
        if isinstance(source, Presale):
            return presale_worth(source, currency, where, self.pledged(source.id))
        if isinstance(source, Incentive):
            return incentive_worth(source, self._credit(source, path), self.pledged(source.id))
        if isinstance(source, GapLoan):
            return gap_worth(source, currency, where)
        if isinstance(source, Deferral):
            return deferral_worth(source, currency, where)
        if isinstance(source, PresaleLoan | IncentiveLoan):
            return self._loan(source, path)
        return paid_worth(source, currency, where)

    def _credit(self, source: Incentive, path: Path) -> Figure[Money]:
        credit = self.credits.get(source.programme)
        if credit is not None:
            return credit
        self._problem(
            (*path, "programme"),
            f"{source.name} names the programme `{source.programme}`, which is not estimated",
            "Its amount would be nothing.",
            f"Name one of: {', '.join(self.credits)}."
            if self.credits
            else "List the programme under `incentives` in production.yaml.",
        )
        return given(f"finance.source.{source.id}.credit", "Credit", Money.zero(self.document.currency))

    def _loan(self, loan: PresaleLoan | IncentiveLoan, path: Path) -> Worth:
        known = {source.id for source in self.document.sources}
        for at, wanted in enumerate(loan.lends_on):
            if wanted not in known:
                self._problem(
                    (*path, "lends_on", at),
                    f"{loan.name} lends on `{wanted}`, which is not a source",
                    "A loan without its collateral brings nothing.",
                    "Name one of the plan's sources.",
                )
        lent_on = [
            worth.collateral
            for wanted in loan.lends_on
            if self.counting(wanted) and (worth := self.worths.get(wanted)) and worth.collateral
        ]
        return loan_worth(loan, lent_on, self.document.currency, self.tree.where(path))

    def _report(self, source: Source, path: Path) -> SourceReport:
        worth, reason = self.worths[source.id], why_not(source, self.as_of)
        if source.status in COUNTS and source.status_date is None:
            self._problem(
                (*path, "status"),
                f"{source.name} is {source.status.replace('_', ' ')} but has no `status_date`",
                "A source counts by its status and its date.",
                "Add `status_date:` with the day of signature.",
            )
        receipts = () if reason else self._receipts(source, worth, path)
        return SourceReport(
            source.id,
            source.name,
            source.kind,
            source.party,
            source.status,
            source.status_date,
            not reason,
            reason,
            worth.face,
            worth.cash,
            worth.in_kind,
            self._counted(source, worth, reason, path),
            worth.claim,
            receipts,
            source.evidence,
            source.note,
        )

    def _counted(self, source: Source, worth: Worth, reason: str, path: Path) -> Figure[Money]:
        name, where = f"finance.source.{source.id}", self.tree.where(path)
        brought = worth.cash or worth.in_kind
        if reason or brought is None:
            none = Money.zero(self.document.currency)
            return Figure(name, source.name, none, f"does not count: {reason}", (), where)
        how = "cash to the budget" if worth.cash else "a cost put off, not cash"
        return Figure(
            name,
            source.name,
            brought.value.plain(),
            f"{how}; {source.status.replace('_', ' ')} {source.status_date}",
            (brought,),
            where,
        )

    def _receipts(self, source: Source, worth: Worth, path: Path) -> tuple[Receipt, ...]:
        receipts = []
        for part, (amount, when) in enumerate(worth.payments, start=1):
            day = self._day(when, source.name, path)
            label = source.name if len(worth.payments) == 1 else f"{source.name}, {amount.label.lower()}"
            if day is not None and source.status_date is not None and day < source.status_date:
                self._problem(
                    path,
                    f"{source.name} is paid on {day}, before it was signed on {source.status_date}",
                    "Money cannot be owed before the paper that promises it.",
                    "Correct the day of the payment or the day of signature.",
                )
            if day is not None:
                receipts.append(Receipt(source.id, source.kind, part, day, label, amount))
        return tuple(receipts)

    def _day(self, when: When, name: str, path: Path) -> date | None:
        if isinstance(when, date) or when in self.milestones:
            day = when if isinstance(when, date) else self.milestones[when].value
            return day if self._near(day, name, path) else None
        self._problem(
            path,
            f"{name} is paid on `{when}`, which is neither a day nor a milestone",
            "Its cash would arrive on no day.",
            f"Write a day (2027-04-01) or one of: {', '.join(self.milestones)}.",
        )
        return None

    def _near(self, day: date, name: str, path: Path) -> bool:
        start = self.milestones.get("start_of_photography")
        if start is None or abs(day.year - start.value.year) <= FARTHEST:
            return True
        self._problem(
            path,
            f"{name} is paid on {day}, more than {FARTHEST} years from the shoot",
            "The cash flow would run through every month until then.",
            "Correct the year.",
        )
        return False

    def _problem(self, path: Path, what: str, why: str, fix: str) -> None:
        self.problems.append(Problem(self.tree.where(path), what, why, fix))
