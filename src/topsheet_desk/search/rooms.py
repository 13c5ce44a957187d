"""Searching what was computed: figures through the reader's sight, and the scenes of the script."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from topsheet.figures import Figure, Value
from topsheet_desk.search.found import Hit
from topsheet_desk.search.words import Words
from topsheet_desk.site import formats
from topsheet_desk.site.permissions import Page
from topsheet_desk.vault.lookups import Sitting


def in_figures(sitting: Sitting, words: Words) -> Iterator[Hit]:
    """Figures by label, name or value, those that the reader sees and can open; totals before their parts."""
    if not sitting.seat.may(Page.WHY):
        return
    for name, figure in sorted(sitting.film.figures.items(), key=_depth):
        if sitting.sight.sees(name) and _has(figure, words):
            yield Hit(figure.label, name, reverse("why", args=[sitting.seat.slug, name]), formats.of(figure))


def in_scenes(sitting: Sitting, words: Words) -> Iterator[Hit]:
    """Scenes by number, set, time of day, what happens and who speaks."""
    if not sitting.seat.may(Page.SCRIPT):
        return
    address = f"{reverse('script', args=[sitting.seat.slug])}#scenes"
    sheets = sitting.film.production.breakdown.scenes
    for row in sitting.film.script.scenes:
        sheet = sheets.get(row.number)
        happens = row.synopsis or (sheet.synopsis if sheet else "")
        title = f"Scene {row.number}: {row.int_ext} {row.set} {row.time}".rstrip()
        if words.stand_in(title, happens, *row.cues):
            yield Hit(title, happens or ", ".join(name.title() for name in row.cues), address)


def _depth(named: tuple[str, Figure[Value]]) -> tuple[int, str]:
    """How deep a figure's name goes: `budget.total` before `cash.2027-04.out.contingency`."""
    return named[0].count("."), named[0]


def _has(figure: Figure[Value], words: Words) -> bool:
    if words.number:
        return words.is_number(formats.plain(figure.value))
    return words.stand_in(figure.label, figure.name, formats.of(figure))
