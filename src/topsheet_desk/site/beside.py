"""The figures an executive producer decides by, of the film as it is and as it would be."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.figures import Figure, Value
from topsheet.film import Film
from topsheet_desk.site import formats

Figures = tuple[tuple[str, str, str], ...]


def figures_beside(before: Film | None, after: Film | None) -> Figures:
    """The figures an executive producer decides by, before and after: label, before, after."""
    old, new = dict(_headline(before)), dict(_headline(after))
    return tuple((label, old.get(label, "–"), new.get(label, "–")) for label in {**old, **new})


def _headline(film: Film | None) -> Iterator[tuple[str, str]]:
    if film is None:
        return
    finance, cash = film.finance, film.cash
    told: list[Figure[Value]] = [
        film.budget.total,
        finance.committed,
        finance.covered,
        finance.gap,
        finance.surplus,
        *([film.closing.open, film.closing.late] if film.closing else []),
        cash.lowest_shoot,
        cash.lowest,
        film.schedule.shoot_days,
        *film.recoupment.breakevens[:1],
        film.greenlight.state,
    ]
    for figure in told:
        yield figure.label, formats.of(figure)
