"""The few tags and filters all templates use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from topsheet.figures import Figure, Value
from topsheet.film import kind_of
from topsheet.papers.spell import spell_days
from topsheet_desk.site import formats, moments
from topsheet_desk.site.charts import Chart
from topsheet_desk.site.door.browsers import browser
from topsheet_desk.site.permissions import Act
from topsheet_desk.site.reader import readers_zone
from topsheet_desk.site.roles import Role
from topsheet_desk.site.tables import Cell, Table

# Lines of a cell that stand unfolded.
_UNFOLDED = 5
register = template.Library()
register.filter("day", formats.day)
register.filter("eighths", formats.eighths)
register.filter("worth", formats.of)
register.filter("told", spell_days)
register.filter("act_words", formats.act_words)
register.filter("browser", browser)


@register.filter
def title_of(role: str) -> str:
    """A role's code as it reads."""
    return Role(role).label if role in Role.values else role


def why_url(slug: str, name: str, option: str = "", as_of: str = "") -> str:
    """The address of a figure's explanation; `as_of` for a figure of the statements made up to a day."""
    query = {key: value for key, value in (("option", option), ("as_of", as_of)) if value}
    return reverse("why", args=[slug, name], query=query or None)


@register.simple_tag(takes_context=True)
def figure(context: RequestContext, value: Figure[Value] | None) -> SafeString:
    """A figure as a link to its cause; `withheld` when the reader's role does not see it."""
    sitting = context["room"].sitting
    return _cell(context, sitting.cell(value))


@register.simple_tag(takes_context=True)
def place(context: RequestContext, where: str) -> SafeString | str:
    """Where a problem stands, as a link to that line of the document where the reader may read it."""
    name, _, line = where.partition(" ")[0].partition(":")
    kind = kind_of(name) or ("screenplay" if name.endswith(".fountain") else None)
    seat = getattr(context.get("room"), "seat", None)
    if kind is None or seat is None or not seat.can(Act.READ, kind):
        return where
    query = f"?line={line}#paper-text" if line.isdecimal() else "#paper-text"
    return format_html('<a href="{}">{}</a>', reverse("document", args=[seat.slug, kind]) + query, where)


@register.simple_tag(takes_context=True)
def cell(context: RequestContext, value: Cell) -> SafeString:
    """A table's cell: its text, linked to its cause."""
    return _cell(context, value)


@register.simple_tag
def moment(value: datetime | None, place: str = "") -> SafeString:
    """A moment by the reader's clock, with the place's beside it; `place` is a time zone's name."""
    if not value:
        return format_html("{}", "–")
    return _told(moments.tell(value, readers_zone(), moments.zone_of(place) if place else None))


register.filter("moment", moment)


@register.simple_tag
def deadline(value: datetime | None, place: str = "") -> SafeString:
    """A moment until which something is asked; where it is midnight it says whose."""
    if not value:
        return format_html("{}", "–")
    reader = readers_zone()
    return _told(moments.tell_deadline(value, reader, moments.zone_of(place) if place else reader))


def _told(told: moments.Told) -> SafeString:
    element = format_html('<time datetime="{}">{}</time>', told.instant, told.reader)
    if not told.place:
        return element
    return format_html('{} <span class="place-time">· {}</span>', element, told.place)


def _cell(context: RequestContext, value: Cell) -> SafeString:
    words: SafeString | str = value.text
    if value.lines:
        words = _lines(value.lines)
    elif value.chip:
        words = format_html('<span class="chip" data-tone="{}">{}</span>', value.tone, value.text)
    elif value.figure and "frame" in context:
        address = why_url(
            context["frame"].slug,
            value.figure,
            context["frame"].option if value.option is None else value.option,
            context["frame"].as_of_asked,
        )
        words = format_html('<a class="why" href="{}">{}</a>', address, value.text)
    elif value.instant:
        reader, _between, place = value.text.partition(moments.BETWEEN)
        words = _told(moments.Told(reader, place, value.instant))
    elif value.anchor:
        words = format_html('<a href="{}">{}</a>', value.anchor, value.text)
    if value.note:
        words = format_html('{} <small class="note">{}</small>', words, value.note)
    if value.edit:
        words = format_html(
            '<span class="in-place" id="{}">{} <a class="cell-edit" href="{}" hx-get="{}" hx-target="closest .in-place"'
            ' hx-swap="innerHTML">Edit<span class="visually-hidden"> {}</span></a></span>',
            value.edit_id, words, value.edit, value.edit, value.edit_label,
        )  # fmt: skip
    return format_html("{}", words)


def _lines(lines: Sequence[str]) -> SafeString:
    """A list, folded after its first few lines."""
    first, rest = lines[:_UNFOLDED], lines[_UNFOLDED:]
    made = format_html('<ul class="cell-lines">{}</ul>', _items(first))
    if not rest:
        return made
    fold = '{}<details><summary>{} more</summary><ul class="cell-lines">{}</ul></details>'
    return format_html(fold, made, len(rest), _items(rest))


def _items(lines: Sequence[str]) -> SafeString:
    return format_html_join("", "<li>{}</li>", ((line,) for line in lines))


@register.inclusion_tag("site/table.html", takes_context=True)
def table(context: RequestContext, value: Table) -> dict[str, Any]:
    """A table with its caption, tools and empty state."""
    room = context.get("room")
    csv_url = room.csv_url(value.id) if room is not None and value.id in room.tables else ""
    xlsx_url = f"{csv_url}{'&' if '?' in csv_url else '?'}as=xlsx"
    return {"table": value, "frame": context.get("frame"), "csv_url": csv_url, "xlsx_url": xlsx_url}


@register.inclusion_tag("site/chart.html")
def chart(value: Chart) -> dict[str, Any]:
    """A chart with its title, its sentence, and a pointer to its table."""
    return {"chart": value}
