"""Which sources count on a day: signed or better and dated, and nothing they hang on is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from topsheet.finance.campaign import campaign_state
from topsheet.finance.kinds import Crowdfunding, Source
from topsheet.finance.terms import COUNTS


def why_not(source: Source, as_of: date) -> str:
    """The reason a source does not count by itself on a day, or nothing when it does: signed or better, and dated."""
    if isinstance(source, Crowdfunding) and source.status != "withdrawn":
        return _campaign(source, as_of)
    if source.status not in COUNTS:
        return f"its status is {source.status.replace('_', ' ')}; only signed or better counts"
    if source.status_date is None:
        return "its status has no date"
    if source.status_date > as_of:
        return f"its status dates from {source.status_date}, after {as_of}"
    return ""


def _campaign(source: Crowdfunding, as_of: date) -> str:
    """A campaign counts by its result and by nothing else."""
    match campaign_state(source, as_of):
        case "funded":
            return ""
        case "failed":
            return f"the campaign closed on {source.deadline} below its goal, and pays nothing"
        case _:
            return f"the campaign runs until {source.deadline}; nothing is paid before"


def reasons(sources: Sequence[Source], as_of: date, missing: Mapping[str, str]) -> dict[str, str]:
    """Every source by id with the reason it does not count, empty where it does.

    `missing` are attachments nobody can count on, by id with the reason: who names one of them is conditional. Who
    comes `after` a source that does not count does not count either.
    """
    found = {source.id: why_not(source, as_of) or _conditional(source, missing) for source in sources}
    names = {source.id: source.name for source in sources}
    changed = True
    while changed:
        changed = False
        for source in sources:
            if found[source.id]:
                continue
            first = next((each for each in source.after if found.get(each, "")), None)
            if first is not None:
                found[source.id] = f"conditional: it comes after {names[first]}, which does not count"
                changed = True
    return found


def _conditional(source: Source, missing: Mapping[str, str]) -> str:
    lost = next((each for each in source.essential if each in missing), None)
    return f"conditional: {missing[lost]}" if lost else ""
