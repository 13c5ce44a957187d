"""What came in and what was stated, as known on a day: worked out once for the same film and day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from topsheet.figures import Figure, Value
from topsheet.film import Film, Known, statements
from topsheet.film import known_on as known_of
from topsheet.film.statements import Stated
from topsheet_desk.vault.once import Itself, once

# Films and days together; a film with ten thousand receipts takes some forty megabytes for each day.
MOST = 8


def stated(film: Film, day: date) -> Stated | None:
    """The statements of a film made up to a day, from what was known then; None without receipts or terms that run."""
    return _stated(Itself(film), day)


def known_on(film: Film, day: date) -> Known | None:
    """The receipts as they were known on a day; None without receipts, or while they hold a mistake."""
    return _known(Itself(film), day)


def figures_on(film: Film, day: date) -> Mapping[str, Figure[Value]]:
    """Every figure of the statements and receipts known on a day, by its name."""
    return _figures(Itself(film), day)


@once(MOST)
def _stated(this: Itself[Film], day: date) -> Stated | None:
    return statements.stated(this.value, day)


@once(MOST)
def _known(this: Itself[Film], day: date) -> Known | None:
    return known_of(this.value.production, day)


@once(MOST)
def _figures(this: Itself[Film], day: date) -> Mapping[str, Figure[Value]]:
    known, found = _known(this, day), _stated(this, day)
    told = statements.figures_of(this.value, found) if found else {}
    return {**(known.figures() if known else {}), **told}
