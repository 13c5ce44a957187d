"""What hangs on a source outside the plan: conditions of the closing list, dates that endanger it, attachments."""

from __future__ import annotations

from django.urls import reverse

from topsheet.film import Film
from topsheet_desk.finance.cuts import cuts_of
from topsheet_desk.finance.in_place import linkable
from topsheet_desk.site.entry_forms import Related
from topsheet_desk.site.formats import sentence
from topsheet_desk.site.frame import Link


def related(film: Film | None, shelf: str, name: str, slug: str) -> Related:
    """What stands before a source and what it hangs on, each leading to its own form."""
    if film is not None and shelf == "options":
        return (("What it cuts", cuts_of(film, name)),)
    if film is None or shelf != "sources":
        return ()

    def link(kind: str, named: str, label: str, note: str) -> Link:
        url = reverse("closing_entry", args=[slug, kind, named]) if linkable(named) else ""
        return Link(sentence(label), url, note=note)

    document = film.production.closing
    items = tuple(
        link("items", each.item.id, each.item.title, each.why or each.item.status.replace("_", " "))
        for each in (film.closing.items if film.closing else ())
        if name in each.item.blocks
    )
    dates = tuple(
        link("obligations", each.id, each.what, f"{each.due}{f', done {each.done}' if each.done else ''}")
        for each in (document.obligations if document else ())
        if each.source == name
    )
    people = tuple(
        link("attachments", each.attachment.id, each.attachment.role, each.why)
        for each in film.attachments
        if name in (*each.sources, *each.loans)
    )
    at = f"{reverse('closing', args=[slug])}?deal={name}#checklist"
    listed = (*items, Link("All of them on the closing list", at)) if items and linkable(name) else items
    return (
        ("What stands before its money", listed),
        ("Dates that endanger it", dates),
        ("Who it hangs on", people),
    )
