"""The statements of a film: its receipts through its terms, as they were known on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from topsheet.figures import Figure, Value, index
from topsheet.film.chain import Film
from topsheet.film.receipts import facts_for_receipts
from topsheet.film.returns import terms_for
from topsheet.recoupment import Terms
from topsheet.recoupment.statements import (
    Flag,
    ParticipantStatement,
    Statement,
    flags,
    participant,
    participants,
    statements,
)
from topsheet.release import ReceiptsReport, bills, receipts_report


@dataclass(frozen=True, slots=True)
class Stated:
    """Every statement made up to a day, the questions about them, and what they rest on."""

    as_of: date
    terms: Terms
    receipts: ReceiptsReport
    statements: tuple[Statement, ...]
    flags: tuple[Flag, ...]

    def participants(self) -> Mapping[str, str]:
        """Who has statements, by id."""
        return participants(self.terms)

    def figures(self) -> dict[str, Figure[Value]]:
        """Every figure of the statements by its name."""
        return index(root for each in self.statements for root in each.roots())


def stated(film: Film, as_of: date) -> Stated | None:
    """The statements of a film made up to a day, from what was known then; None without receipts or terms that run."""
    made, document = film.production, film.production.receipts
    terms = terms_for(made, film.finance)
    if document is None or terms is None:
        return None
    tree = made.trees["receipts"]
    report, _ = receipts_report(document, tree, facts_for_receipts(made), as_of=as_of)
    if report is None:
        return None
    planned = made.recoupment.statements
    done = statements(terms, report.receipts, report.reported, planned, as_of)
    owed = bills(document, tree, end=as_of, as_of=as_of)
    return Stated(as_of, terms, report, done, flags(terms, done, planned, report.bank, owed, as_of))


def stated_for(film: Film, found: Stated, who: str) -> tuple[ParticipantStatement, ...]:
    """Somebody's own statements. Raises KeyError for one who is not a participant."""
    return participant(found.terms, found.statements, who, film.production.recoupment.paying)
