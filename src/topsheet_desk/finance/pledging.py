"""Where a campaign stands today, written on the finance page: one more row of its pledges."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from topsheet.finance.terms import Pledges
from topsheet.papers.spell import spell_days
from topsheet_desk.finance.forms import FORMS
from topsheet_desk.site.entries import Entry, entry_of, entry_room, text_of
from topsheet_desk.site.entry_pages import problems_of, saved
from topsheet_desk.site.model_values import plain
from topsheet_desk.site.rooms import ask_of, desk_answer
from topsheet_desk.vault.refusals import NoSuchDocument, Refused


@require_POST
def pledged(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """What is pledged so far at the end of a day; the day's row is written anew where it stands already."""
    ask = ask_of(request, slug)
    found = entry_of(ask, FORMS, "sources", name)
    if found.held.get("kind") != "crowdfunding":
        raise NoSuchDocument
    told = {key: request.POST.get(key, "").strip() for key in Pledges.model_fields}
    row = {key: plain(told[key], info.annotation) for key, info in Pledges.model_fields.items() if told[key]}
    value = _with_row(found, row)
    try:
        note = f"{found.title}: {told['total']} pledged at the end of {told['day']}"
        return saved(request, found, text_of(found, value), note, spell_days(f"Saved: {note}."))
    except Refused as refused:
        room = entry_room(
            Entry(FORMS, found.seat, found.document, found.film, "sources", found.path, found.place, value),
            problems=problems_of(refused), refusal=str(refused), was=found.digest,
        )  # fmt: skip
        return desk_answer(request, room, "site/entry/entry.html", status=409)


def _with_row(found: Entry, row: dict[str, Any]) -> dict[str, Any]:
    """The campaign with the row among its pledges, in the order of days; a day stands once."""
    held = found.held.get("pledges")
    rows = [each for each in held if each.get("day") != row.get("day")] if isinstance(held, list) else []
    day = row.get("day")
    at = next(
        (
            place
            for place, each in enumerate(rows)
            if isinstance(day, date) and isinstance(each.get("day"), date) and each["day"] > day
        ),
        len(rows),
    )
    return {**found.held, "pledges": [*rows[:at], row, *rows[at:]]}
