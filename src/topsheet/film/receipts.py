"""The receipts laid beside the film's other papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from topsheet.documents import Problem, Severity
from topsheet.figures import Figure, Value, index
from topsheet.film.folder import Production
from topsheet.finance import COUNTS, WORLD, Source
from topsheet.finance.licences import licensed
from topsheet.release import Bill, KnownFacts, ReceiptsReport, bills, receipts_report


@dataclass(frozen=True, slots=True)
class Known:
    """What was received and billed, as it was known on a day."""

    report: ReceiptsReport
    bills: tuple[Bill, ...]

    def figures(self) -> dict[str, Figure[Value]]:
        """Every figure by its name."""
        owed = (figure for bill in self.bills for figure in (bill.billed, bill.paid, bill.outstanding))
        return {**index(owed), **index(self._roots())}

    def _roots(self) -> Iterator[Figure[Value]]:
        for row in (*(row for rows in self.report.sums.by.values() for row in rows), self.report.sums.total):
            yield from (row.prior, row.moved, row.cumulative, *row.outstanding)
        for receipt in self.report.receipts:
            yield receipt.net
        for line in self.report.bank:
            yield line.difference
        for each in self.report.reported:
            yield each.number


def known_on(made: Production, day: date) -> Known | None:
    """The receipts as they were known on a day; None without receipts, or while they hold a mistake."""
    document = made.receipts
    if document is None:
        return None
    tree = made.trees["receipts"]
    report, _ = receipts_report(document, tree, facts_for_receipts(made), as_of=day)
    return Known(report, bills(document, tree, end=day, as_of=day)) if report else None


def earned(made: Production, as_of: date) -> tuple[ReceiptsReport | None, list[Problem]]:
    """What was received as far as it was known on a day, with what is wrong; None and nothing where there are none."""
    if made.receipts is None:
        return None, []
    report, found = receipts_report(
        made.receipts, made.trees["receipts"], facts_for_receipts(made), as_of=as_of
    )
    return report, [*found, *too_early(made), *guarantees_again(made)]


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


def guarantees_again(made: Production) -> list[Problem]:
    """Receipts of a territory whose sale finances the film; a note on the line says that they are what is above it.

    One problem for each sale, at its first line.
    """
    document = made.receipts
    if document is None:
        return []
    sold = {
        code: source
        for source in made.finance.sources
        if source.status in COUNTS
        for code in licensed(source)
        if code != WORLD
    }
    found = dict[str, Problem]()
    for at, statement in enumerate(document.statements):
        for n, line in enumerate(statement.lines):
            source = sold.get(line.territory)
            if (
                source
                and source.id not in found
                and line.value_date
                and (line.gross or 0) > 0
                and not line.note
            ):
                found[source.id] = Problem(
                    made.trees["receipts"].where(("statements", at, "lines", n, "territory")),
                    f"{line.id} comes from {line.territory}, which {source.name} has bought to finance the film",
                    "A guarantee that pays for the film and is shared out as a receipt counts twice.",
                    "Leave the guarantee out; take in what is above it, and say in the line's `note` that it is.",
                    Severity.WARNING,
                )
    return list(found.values())
