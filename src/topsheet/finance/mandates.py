"""A mandate's fee: owed only on money that arrived, from a source introduced within the mandate or its tail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from topsheet.calendar import add_months
from topsheet.documents import Problem, Tree, counted
from topsheet.figures import Figure, Value, given, product, sum_of
from topsheet.finance.model import FinanceDocument
from topsheet.finance.report import MandateReport, SourceReport
from topsheet.finance.terms import COUNTS, Mandate
from topsheet.money import Money


def mandates(
    document: FinanceDocument, tree: Tree, sources: Sequence[SourceReport], as_of: date, zero: Money
) -> tuple[tuple[MandateReport, ...], list[Problem]]:
    """Each mandate with its fees. Raises nothing; a source that names an unknown mandate is a Problem."""
    problems = []
    known = {mandate.id for mandate in document.mandates}
    for place, source in enumerate(document.sources):
        if source.introduced and source.introduced.mandate not in known:
            problems.append(
                Problem(
                    tree.where(("sources", place, "introduced", "mandate")),
                    f"{source.name} was introduced under `{source.introduced.mandate}`, which is no mandate",
                    "Nobody could say whether a fee is owed.",
                    f"Name one of: {', '.join(known)}." if known else "Add it under `mandates`.",
                )
            )
    reports = {source.id: source for source in sources}
    made = []
    for place, mandate in enumerate(document.mandates):
        where = tree.where(("mandates", place))
        if mandate.ends < mandate.starts:
            problems.append(
                Problem(
                    where,
                    f"{mandate.name} ends on {mandate.ends}, before it starts on {mandate.starts}",
                    "No introduction could fall within it.",
                    "Correct one of the two days.",
                )
            )
        made.append(_mandate(mandate, document, reports, as_of, zero, where))
    return tuple(made), problems


def _mandate(
    mandate: Mandate,
    document: FinanceDocument,
    reports: dict[str, SourceReport],
    as_of: date,
    zero: Money,
    where: str,
) -> MandateReport:
    name = f"finance.mandate.{mandate.id}"
    last = add_months(mandate.ends, mandate.tail_months)
    arrived: list[Figure[Money]] = []
    promised: list[Figure[Money]] = []
    refused = []
    for source in document.sources:
        if not source.introduced or source.introduced.mandate != mandate.id:
            continue
        day = source.introduced.on
        if not mandate.starts <= day <= mandate.ends:
            when = "before it began" if day < mandate.starts else "after it ended"
            refused.append(f"{source.name} was introduced on {day}, {when}")
            continue
        report = reports[source.id]
        signed = source.signed_on or (report.status_date if report.status in COUNTS else None)
        if signed is not None and signed > last:
            told = (
                ""
                if source.signed_on or report.status == "signed"
                else "; write `signed_on` if it signed before"
            )
            refused.append(f"{source.name} signed on {signed}, after the tail ended on {last}{told}")
            continue
        promised.append(report.counted)
        paid = [receipt for receipt in report.receipts if receipt.day <= as_of]
        if report.status == "cash_in_bank" and paid:
            inputs: tuple[Figure[Value], ...] = tuple(receipt.amount for receipt in paid)
            total = sum((receipt.amount.value.plain() for receipt in paid), start=zero)
            arrived.append(
                Figure(f"{name}.arrived.{source.id}", source.name, total, f"paid by {as_of}", inputs)
            )
    rate = given(f"{name}.percent", "Fee", mandate.percent, where)
    came = sum_of(
        f"{name}.arrived",
        "Arrived because of it",
        arrived,
        zero,
        f"of {counted(len(promised), 'source')} introduced",
    )
    due = sum_of(f"{name}.promised", "Promised because of it", promised, zero)
    return MandateReport(
        mandate.id,
        mandate.name,
        mandate.party,
        mandate.starts,
        mandate.ends,
        product(f"{name}.earned", f"Earned by {mandate.name}", came, rate),
        product(f"{name}.expected", f"Fee of {mandate.name} when all has arrived", due, rate),
        tuple(refused),
    )
