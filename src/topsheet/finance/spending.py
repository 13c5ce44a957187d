"""Spending by month: each part of the budget spread by its phasing, less the fees put off."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from topsheet.budget import BudgetReport
from topsheet.calendar import add_months, first_of_month
from topsheet.documents import Problem, Tree, counted
from topsheet.figures import Figure, difference
from topsheet.finance.kinds import Deferral, InKind
from topsheet.finance.model import FinanceDocument
from topsheet.finance.report import FinanceReport
from topsheet.money import Money

FINANCE = "finance"


class Spending:
    """The cash spent by part of the budget and month; the months of one part add up to its cash cost exactly.

    A part is a section of the chart, a contractual charge, or the finance costs. Shares are whole coins by nested
    floor splits over the months in order, so the last month of a part owns its stray coin.
    """

    def __init__(self, budget: BudgetReport, parts: Sequence[Figure[Money]], start: date) -> None:
        self.zero = Money.zero(budget.currency)
        self._amounts: dict[date, list[tuple[Figure[Money], Money, str]]] = {}
        for part in parts:
            weights = budget.phasing.get(key_of(part), {})
            months = sorted(weights)
            shares = part.value.shared([weights[month] for month in months]) if months else []
            whole = sum((weights[month] for month in months), start=Decimal(0))
            for month, share in zip(months, shares, strict=True):
                told = f"{counted(weights[month], 'part')} of {whole.normalize():f} of {part.label.lower()}"
                self._amounts.setdefault(add_months(first_of_month(start), month), []).append(
                    (part, share, told)
                )

    def months(self) -> list[date]:
        """The first days of months in which something is spent."""
        return sorted(self._amounts)

    def in_month(self, month: date) -> Sequence[tuple[Figure[Money], Money, str]]:
        """Each part of the budget that spends in a month, how much of it, and why so much."""
        return self._amounts.get(month, ())

    def figures(self, month: date, prefix: str) -> tuple[Figure[Money], ...]:
        """What each part of the budget spends in a month."""
        stem = f"{prefix}.{month:%Y-%m}.out."
        return tuple(
            Figure(stem + key_of(part), part.label, share, told, (part,))
            for part, share, told in self.in_month(month)
        )


def key_of(part: Figure[Money]) -> str:
    """The key of a part of the budget, as phasing names it."""
    return part.name.rpartition(".cost.")[2]


def spending(
    document: FinanceDocument,
    tree: Tree,
    budget: BudgetReport,
    report: FinanceReport,
    start: Figure[date],
    *,
    prefix: str = "cash",
    lost: Collection[str] = (),
) -> tuple[Spending, list[Problem]]:
    """The spending of a budget under a plan; a deferral lowers the section in which its budget line stands.

    The deferrals and services `lost` lower nothing; the cost of a part is named `<prefix>.cost.<part>`.
    """
    problems: list[Problem] = []
    sections = {
        line.id: section.id for section in budget.sections for a in section.accounts for line in a.lines
    }
    put_off: dict[str, list[Figure[Money]]] = {}
    deferred: dict[str, Decimal] = {}
    for place, source in enumerate(document.sources):
        if not isinstance(source, Deferral | InKind):
            continue
        key, wanted, verb = (
            ("defers", source.defers, "puts off")
            if isinstance(source, Deferral)
            else ("covers", source.covers, "covers")
        )
        section = sections.get(wanted)
        line = next((line for line in budget.lines if line.id == wanted), None)
        if section is None or line is None:
            problems.append(
                Problem(
                    tree.where(("sources", place, key)),
                    f"{source.name} {key} the budget line `{wanted}`, which does not exist",
                    "A fee that is not in the budget cannot be put off."
                    if key == "defers"
                    else "What is not in the budget cannot be covered.",
                    "Name the id of a budget line.",
                )
            )
        elif (left := line.total.value.amount - deferred.get(line.id, Decimal(0))) < (
            face := _face(report, source)
        ):
            problems.append(
                Problem(
                    tree.where(("sources", place, "face")),
                    f"{source.name} {verb} {face:,}, more than the line's {left:,}",
                    f"Only what is budgeted can be {'deferred' if key == 'defers' else 'covered'}.",
                    "Lower the deferral." if key == "defers" else "Lower its value.",
                )
            )
        elif (counted := report.source(source.id)).counts and source.id not in lost:
            put_off.setdefault(section, []).append(counted.counted)
            deferred[line.id] = deferred.get(line.id, Decimal(0)) + face
    stem = f"{prefix}.cost"
    parts = [_cash_cost(stem, s.id, s.label, s.total, put_off.get(s.id, [])) for s in budget.sections]
    parts += [_cash_cost(stem, c.name.removeprefix("budget."), c.label, c, []) for c in budget.contractual]
    written = budget.finance_costs.written or budget.finance_costs.total
    parts.append(_cash_cost(stem, FINANCE, "Finance costs", written, []))
    for part in parts:
        if part.value.amount and not any(budget.phasing.get(key_of(part), {}).values()):
            problems.append(
                Problem(
                    "budget.yaml phasing",
                    f"`{key_of(part)}` has no phasing",
                    f"{part.value} would be spent in no month, and cash would look better than it is.",
                    f"Add `{key_of(part)}:` under `phasing` with parts by month.",
                )
            )
    return Spending(budget, parts, start.value), [*problems, *_unknown_phasing(budget.phasing, parts)]


def _cash_cost(
    stem: str, key: str, label: str, total: Figure[Money], put_off: list[Figure[Money]]
) -> Figure[Money]:
    if not put_off:
        return Figure(f"{stem}.{key}", label, total.value, "paid in cash", (total,))
    return difference(f"{stem}.{key}", label, total, *put_off, how="cost less the fees put off")


def _unknown_phasing(
    phasing: Mapping[str, Mapping[int, Decimal]], parts: Sequence[Figure[Money]]
) -> list[Problem]:
    known = {key_of(part) for part in parts}
    return [
        Problem(
            "budget.yaml phasing",
            f"phasing names `{key}`, which is no part of this budget",
            "Its months would spread nothing.",
            f"Use one of: {', '.join(sorted(known))}.",
        )
        for key in phasing
        if key not in known
    ]


def _face(report: FinanceReport, source: Deferral | InKind) -> Decimal:
    """The face of a source in the currency of the plan."""
    face = report.source(source.id).face
    return face.value.amount if face else source.face
