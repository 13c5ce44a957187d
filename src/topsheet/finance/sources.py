"""The sources of one plan: which count, what each brings, and on which days its cash arrives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from topsheet.documents import Problem, Severity, Tree, counted
from topsheet.documents.strict_yaml import Path
from topsheet.figures import Figure, Value, given
from topsheet.finance.campaign import CampaignReport, campaign, campaign_worth
from topsheet.finance.counting import reasons
from topsheet.finance.evidence import unproven
from topsheet.finance.home import face_of, in_home
from topsheet.finance.kinds import (
    CollateralLoan,
    Crowdfunding,
    FaceLoan,
    Incentive,
    IncentiveSale,
    NonCash,
    ReleaseMoney,
    Sale,
    Source,
)
from topsheet.finance.model import FinanceDocument
from topsheet.finance.report import Receipt, SourceReport
from topsheet.finance.terms import COUNTS, When
from topsheet.finance.worth import Worth, instalments_worth, name_of, non_cash_worth
from topsheet.finance.worth_loans import collateral_loan_worth, face_loan_worth
from topsheet.finance.worth_sales import incentive_sale_worth, incentive_worth, sale_worth
from topsheet.money import Face, Money, minor_digits

# Years between the shoot and a receipt beyond which the day is a slip of the pen.
FARTHEST = 20
_LENDERS = CollateralLoan | IncentiveSale


class Plan:
    """Values the sources, collateral before the loans on it; collects problems.

    `missing` are the attachments nobody can count on; `sizes` the faces of sources that are solved for, by id.
    """

    def __init__(
        self,
        document: FinanceDocument,
        tree: Tree,
        credits: Mapping[str, Figure[Money]],
        milestones: Mapping[str, Figure[date]],
        as_of: date,
        *,
        missing: Mapping[str, str] | None = None,
        exchange: Mapping[str, Figure[Value]] | None = None,
        sizes: Mapping[str, Figure[Face]] | None = None,
    ) -> None:
        self.document, self.tree, self.credits, self.milestones, self.as_of = (
            document,
            tree,
            credits,
            milestones,
            as_of,
        )
        self.exchange, self.sizes = exchange or {}, sizes or {}
        self.problems: list[Problem] = []
        self.campaigns: list[CampaignReport] = []
        self.reasons = reasons(document.sources, as_of, missing or {})
        self.loans = [source for source in document.sources if isinstance(source, CollateralLoan)]
        self._taken = {
            wanted
            for source in document.sources
            if isinstance(source, _LENDERS) and not self.reasons[source.id]
            for wanted in (source.lends_on if isinstance(source, CollateralLoan) else (source.sells,))
        }
        self.worths: dict[str, Worth] = {}
        numbered = list(enumerate(document.sources))
        for place, source in sorted(numbered, key=lambda pair: isinstance(pair[1], _LENDERS)):
            self.worths[source.id] = self._worth(self._home(source, place), ("sources", place))

    def counting(self, source_id: str) -> bool:
        """Whether the source with this id counts on the day of the plan."""
        return not self.reasons.get(source_id, "it is no source")

    def hopes_for(self, source: Source) -> bool:
        """Whether the plan holds a source, in a document read as if all had signed: a running campaign it does."""
        running = isinstance(source, Crowdfunding) and source.status != "withdrawn"
        return running or self.counting(source.id)

    def pledged(self, source_id: str) -> bool:
        """Whether a lender or buyer that counts takes this source, so that its balance goes to them."""
        return source_id in self._taken

    def reports(self, hoped: Mapping[str, Money]) -> tuple[SourceReport, ...]:
        """Every source valued, in the order written; `hoped` is what each would bring if all signed."""
        return tuple(
            self._report(source, ("sources", place), hoped[source.id])
            for place, source in enumerate(self.document.sources)
        )

    def _home(self, source: Source, place: int) -> Source:
        """The source with its amounts in the home currency; its face stands apart, with the rate as its cause."""
        home = self.document.currency
        rate = self.exchange.get(source.currency)
        if source.currency not in ("", home) and (rate is None or not isinstance(rate.value, Decimal)):
            self._problem(
                ("sources", place, "currency"),
                f"{source.name} is in {source.currency}, and there is no rate for it",
                "Amounts of two currencies cannot be added without a dated rate; it counts for nothing.",
                f"Add {source.currency} under `rates` in production.yaml, with its date and source.",
            )
        return in_home(source, home, self.exchange)

    def _face(self, source: Source, path: Path) -> Figure[Face]:
        if source.id in self.sizes:
            return self.sizes[source.id]
        at = int(path[1])
        written = getattr(self.document.sources[at], "face", None)
        if not isinstance(written, Decimal):
            written = Decimal(0)
        self._in_coins(written, source, (*path, "face"))
        return face_of(source, self.document.currency, self.tree.where(path), self.exchange, written)

    def _in_coins(self, written: Decimal, source: Source, path: Path) -> None:
        currency = self.document.sources[int(path[1])].currency or self.document.currency
        digits = minor_digits(currency)
        if written != round(written, digits):
            self._problem(
                path,
                f"{source.name} has a face of {written}, which is not in whole coins of {currency}",
                "Nobody can pay it, and the plan would round it.",
                f"Write it with no decimals in {currency}."
                if not digits
                else f"Write it with at most {counted(digits, 'decimal')} in {currency}.",
            )

    def _worth(self, source: Source, path: Path) -> Worth:
        currency, where = self.document.currency, self.tree.where(path)
        if isinstance(source, Sale):
            return sale_worth(source, self._face(source, path), where, self.pledged(source.id))
        if isinstance(source, Incentive):
            return incentive_worth(source, self._credit(source, path), self.pledged(source.id))
        if isinstance(source, IncentiveSale):
            return incentive_sale_worth(source, self._sold(source, path), currency, where)
        if isinstance(source, Crowdfunding):
            report = campaign(source, currency, self.as_of, where)
            self.campaigns.append(report)
            return campaign_worth(source, report)
        if isinstance(source, NonCash):
            return non_cash_worth(source, self._face(source, path))
        if isinstance(source, FaceLoan):
            return face_loan_worth(source, self._face(source, path), self.day_of, where)
        if isinstance(source, CollateralLoan):
            return collateral_loan_worth(source, self._lent_on(source, path), currency, self.day_of, where)
        return instalments_worth(source, self._face(source, path), self.pledged(source.id))

    def _credit(self, source: Incentive, path: Path) -> Figure[Face]:
        written = getattr(self.document.sources[int(path[1])], "estimate", None)
        if isinstance(written, Decimal):
            where = self.tree.where((*path, "estimate"))
            return face_of(source, self.document.currency, where, self.exchange, written)
        credit = self.credits.get(source.programme)
        if credit is not None:
            return Figure(
                f"{name_of(source.id)}.face",
                f"{source.name}, face",
                Face(credit.value.amount, credit.value.currency),
                "the credit estimated from the budget",
                (credit,),
            )
        self._problem(
            (*path, "programme"),
            f"{source.name} names the programme `{source.programme}`, which is not estimated",
            "Its amount would be nothing.",
            f"Name one of: {', '.join(self.credits)}."
            if self.credits
            else "List the programme under `incentives` in production.yaml; one that no rule here computes, or in "
            "another currency, is given by its `estimate` instead.",
        )
        return given(f"{name_of(source.id)}.face", f"{source.name}, face", Face.zero(self.document.currency))

    def _sold(self, source: IncentiveSale, path: Path) -> Figure[Money] | None:
        worth = self.worths.get(source.sells)
        if worth is None or worth.collateral is None:
            self._problem(
                (*path, "sells"),
                f"{source.name} sells `{source.sells}`, which is no incentive of the plan",
                "A sale without its credit brings nothing.",
                "Name a source of kind incentive.",
            )
            return None
        return worth.collateral if self.counting(source.sells) else None

    def _lent_on(self, loan: CollateralLoan, path: Path) -> dict[str, Figure[Money]]:
        known = {source.id for source in self.document.sources}
        for at, wanted in enumerate(loan.lends_on):
            if wanted not in known:
                self._problem(
                    (*path, "lends_on", at),
                    f"{loan.name} lends on `{wanted}`, which is not a source",
                    "A loan without its collateral brings nothing.",
                    "Name one of the plan's sources.",
                )
        return {
            wanted: worth.collateral
            for wanted in loan.lends_on
            if self.counting(wanted) and (worth := self.worths.get(wanted)) and worth.collateral
        }

    def _report(self, source: Source, path: Path, hoped: Money) -> SourceReport:
        worth, reason = self.worths[source.id], self.reasons[source.id]
        if source.status in COUNTS and source.status_date is None:
            self._problem(
                (*path, "status"),
                f"{source.name} is {source.status.replace('_', ' ')} but has no `status_date`",
                "A source counts by its status and its date.",
                "Add `status_date:` with the day of signature.",
            )
        receipts = () if reason else self._receipts(source, worth, path)
        stage = source.stage if not isinstance(source, ReleaseMoney) else "release"
        counted = self._counted(source, worth, reason, path)
        if reason and source.status != "withdrawn":
            for _, when in worth.payments:
                self._known_day(when, source.name, path, Severity.WARNING)
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
            counted,
            worth.claim,
            receipts,
            source.evidence,
            source.note,
            stage,
            worth.costs,
            _planned(source, worth, hoped),
            counted if stage != "release" else _beside(counted),
            unproven(source),
        )

    def _counted(self, source: Source, worth: Worth, reason: str, path: Path) -> Figure[Money]:
        name, where = name_of(source.id), self.tree.where(path)
        brought = worth.brought
        if reason or brought is None:
            none = Money.zero(self.document.currency)
            return Figure(name, source.name, none, f"does not count: {reason}", (), where)
        how = (
            worth.covers.how
            if worth.covers
            else "cash to the budget"
            if worth.cash
            else "a cost put off, not cash"
            if source.kind == "deferral"
            else "a cost covered in kind, not cash"
        )
        since = (
            "by its result"
            if isinstance(source, Crowdfunding)
            else f"{source.status.replace('_', ' ')} {source.status_date}"
        )
        return Figure(name, source.name, brought.value.plain(), f"{how}; {since}", (brought,), where)

    def _receipts(self, source: Source, worth: Worth, path: Path) -> tuple[Receipt, ...]:
        receipts = []
        for part, (amount, when) in enumerate(worth.payments, start=1):
            day = self._day(when, source.name, path)
            label = source.name if len(worth.payments) == 1 else f"{source.name}, {amount.label.lower()}"
            signed = source.signed_on or (source.status_date if source.status == "signed" else None)
            if day is not None and signed is not None and day < signed:
                self._problem(
                    path,
                    f"{source.name} is paid on {day}, before it was signed on {signed}",
                    "Money cannot be owed before the paper that promises it.",
                    "Correct the day of the payment or the day of signature.",
                )
            if day is not None:
                receipts.append(Receipt(source.id, source.kind, part, day, label, amount))
        return tuple(receipts)

    def day_of(self, when: When) -> date | None:
        """The day, or None for a milestone nobody knows, which the receipt of the same source tells."""
        if isinstance(when, date):
            return when
        return self.milestones[when].value if when in self.milestones else None

    def _day(self, when: When, name: str, path: Path) -> date | None:
        day = self._known_day(when, name, path)
        return day if day is not None and self._near(day, name, path) else None

    def _known_day(
        self, when: When, name: str, path: Path, severity: Severity = Severity.ERROR
    ) -> date | None:
        day = self.day_of(when)
        if day is None:
            self._problem(
                path,
                f"{name} is paid on `{when}`, which is neither a day nor a milestone",
                "Its cash would arrive on no day.",
                f"Write a day (2027-04-01) or one of: {', '.join(self.milestones)}.",
                severity,
            )
        return day

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

    def _problem(
        self, path: Path, what: str, why: str, fix: str, severity: Severity = Severity.ERROR
    ) -> None:
        self.problems.append(Problem(self.tree.where(path), what, why, fix, severity))


def _beside(counted: Figure[Money]) -> Figure[Money]:
    none = Money.zero(counted.value.currency)
    how = "it pays for the release, and covers nothing of the budget"
    return Figure(f"{counted.name}.to_budget", f"{counted.label}, to the budget", none, how, (counted,))


def _planned(source: Source, worth: Worth, hoped: Money) -> Figure[Money]:
    brought = worth.brought
    return Figure(
        f"{name_of(source.id)}.planned",
        f"{source.name}, planned",
        hoped,
        "what it would bring if every source not withdrawn signed today",
        (brought,) if brought and brought.value.plain() == hoped else (),
    )
