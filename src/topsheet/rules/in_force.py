"""Which period of a rule holds on a day, and the refusals when none does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from topsheet.figures import Citation
from topsheet.rules.file_parts import Carried, CitationRow, Period

P = TypeVar("P", bound=Period)


class RuleNotInForce(LookupError):
    """No rule answers: the id does not exist, or nothing is in force on that day."""


class RuleValueUnknown(RuleNotInForce):
    """The rule exists and its value was not found yet; it is not zero, and nobody may guess it."""


def in_force(
    rule: str, path: str, periods: Sequence[P], carried: Carried | None, on: date
) -> tuple[P, Carried | None]:
    """The period that holds on a day, or the last one carried beyond its end, with the reason it is carried.

    Raises RuleNotInForce for a day before the first period, in a hole, or after an end that nothing carries.
    """
    first, last = periods[0], periods[-1]
    for period in periods:
        if period.since <= on and (period.until is None or on <= period.until):
            return period, None
    if carried is not None and last.until is not None and on > last.until:
        return last, carried
    add = f"Ask for a day it covers, or add the value with its source to {path}."
    if on < first.since:
        raise RuleNotInForce(f"{rule} has no value on {on}: its first holds from {first.since}. {add}")
    ended = max(period.until for period in periods if period.until is not None and period.until < on)
    raise RuleNotInForce(f"{rule} has no value on {on}: the one before ended on {ended}. {add}")


def unknown(word: str, name: str, known: Sequence[str]) -> RuleNotInForce:
    """The refusal of an id that does not exist, with the nearest one that does."""
    near = get_close_matches(name, known, 1, cutoff=0.6)
    hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(sorted(known)) or 'none'}."
    return RuleNotInForce(f"There is no {word} {name}. {hint}")


def cited(row: CitationRow, period: Period, carried: Carried | None) -> Citation:
    """The source of a period with its status; a carried period is only as good as the carrying."""
    cited = period.citation or row
    status = carried.status if carried else period.status
    return Citation(cited.title, cited.url, cited.as_of, status)
