"""The receipts laid beside the film's other papers."""

from __future__ import annotations

from datetime import date

from topsheet.documents import Problem
from topsheet.film.folder import Production
from topsheet.finance import Source
from topsheet.release import KnownFacts, ReceiptsReport, receipts_report


def earned(made: Production, as_of: date) -> tuple[ReceiptsReport | None, list[Problem]]:
    """What was received as far as it was known on a day, with what is wrong; None and nothing where there are none."""
    if made.receipts is None:
        return None, []
    report, found = receipts_report(
        made.receipts, made.trees["receipts"], facts_for_receipts(made), as_of=as_of
    )
    return report, [*found, *too_early(made)]


def facts_for_receipts(made: Production) -> KnownFacts:
    """What the film's other papers say of its receipts: territories, deals of the plan with their days, plan rates."""
    deals = {source.id: _made_on(source) for source in made.finance.sources}
    return KnownFacts(
        made.document.currency,
        tuple(territory.code for territory in made.market.territories),
        deals,
        {rate.currency: rate.rate for rate in made.document.rates},
        min((day for day in deals.values() if day), default=None),
    )


def _made_on(source: Source) -> date | None:
    """The day of a signature; a status that has moved on, with no day of signature, tells none."""
    return source.signed_on or (source.status_date if source.status == "signed" else None)


def too_early(made: Production) -> list[Problem]:
    """Receipts with a value date before the agreement that shares them out."""
    since, document = made.recoupment.since, made.receipts
    if since is None or document is None:
        return []
    tree = made.trees["receipts"]
    return [
        Problem(
            tree.where(("statements", at, "lines", n, "value_date")),
            f"{line.id} came in on {line.value_date}, before the agreement of {since}",
            "Terms share out what comes in while they hold.",
            "Correct the day here, or `from:` in recoupment.yaml.",
        )
        for at, statement in enumerate(document.statements)
        for n, line in enumerate(statement.lines)
        if line.value_date and line.value_date < since
    ]
