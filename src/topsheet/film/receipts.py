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
    return receipts_report(made.receipts, made.trees["receipts"], facts_for_receipts(made), as_of=as_of)


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
