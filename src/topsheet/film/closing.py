"""The closing list laid beside the film's other papers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from topsheet.documents import Problem
from topsheet.figures import Figure
from topsheet.film.folder import Production
from topsheet.finance import FinanceReport
from topsheet.finance.closing import ClosingReport, KnownNames, check, closing_report, first_draws


def closed(
    made: Production,
    plan: FinanceReport,
    milestones: Mapping[str, Figure[date]],
    missing: Mapping[str, str],
    as_of: date,
) -> tuple[ClosingReport | None, list[Problem]]:
    """The closing list on a day with what is wrong in it; None and nothing where the production has no list."""
    if made.closing is None:
        return None, []
    document, tree, names = made.closing, made.trees["closing"], made.document
    days = {name: figure.value for name, figure in milestones.items()}
    receipts = {source.id: source.receipts for source in plan.sources}
    known = KnownNames(
        names.people,
        tuple(names.places),
        tuple(gate.id for gate in names.gates),
        tuple(each.id for each in names.attachments),
        days,
        first_draws(made.finance.sources, receipts, days),
        as_of,
    )
    where = {hold.id: tree.where(("holds", at)) for at, hold in enumerate(document.holds)}
    report = closing_report(
        document, made.finance, plan, milestones=days, missing=missing, as_of=as_of, where=where
    )
    return report, check(document, tree, made.finance, known)
