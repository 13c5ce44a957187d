"""What a deck may claim of people and programmes: who is attached and who is wanted, which programme is in error."""

from __future__ import annotations

from topsheet.documents import Severity
from topsheet.film import Film
from topsheet.papers.one_pager import payers
from topsheet.papers.returns import Unnamed
from topsheet.papers.spell import spell
from topsheet.people import RUNGS

NOBODY = "The documents do not say who is attached and who is wanted; this deck claims nobody."


def attachments(film: Film, clean: Unnamed) -> tuple[str, ...]:
    """Who is attached and who is only wanted, one sentence each with the rung; whoever left is not told of.

    Attached is whom a financier counts on. A name that also pays for the film is left out, the role is not.
    """
    held, wanted = list[str](), list[str]()
    people, paying = film.production.document.people, payers(film)
    for report in film.attachments:
        each = report.attachment
        if each.rung == "departed":
            continue
        name = people[each.party].name if each.party in people else ""
        who = clean(each.role) + (f" – {name}" if name and name not in paying else "")
        rung = RUNGS[each.rung][:1].lower() + RUNGS[each.rung][1:]
        day = f", {spell(each.date)}" if each.date else ""
        gone = each.expires is not None and each.expires < film.as_of
        over = f", expired {spell(each.expires)}" if gone and each.expires else ""
        told = held if report.holds else wanted
        state = "Attached" if report.holds else "Wanted, not attached"
        told.append(f"{state}: {who} ({rung}{day}{over}).")
    return (*held, *wanted)


def not_estimated(film: Film, clean: Unnamed) -> tuple[str, ...]:
    """The programmes that are named and in error, each with what is wrong."""
    where = film.production.trees["production"].where
    return tuple(
        f"{wanted} is named, and counts for nothing: {clean(problem.what)}."
        for at, wanted in enumerate(film.production.document.incentives)
        for problem in film.problems
        if problem.where == where(("incentives", at)) and problem.severity is Severity.ERROR
    )
