"""The figures an executive producer decides by, of the film as it is and as it would be."""

from __future__ import annotations

from topsheet.figures import Figure, Value
from topsheet.film import Film
from topsheet.money import Money
from topsheet_desk.site import formats

Figures = tuple[tuple[str, str, str], ...]


def figures_beside(before: Film | None, after: Film | None) -> Figures:
    """The figures an executive producer decides by, before and after: label, before, after."""
    old, new = _headline(before), _headline(after)
    full = any(
        isinstance(each.value, Money) and formats.broken(each.value)
        for each in (*old.values(), *new.values())
    )
    return tuple(
        (label, _told(old.get(label), full), _told(new.get(label), full)) for label in {**old, **new}
    )


def _told(figure: Figure[Value] | None, full: bool) -> str:
    if figure is None:
        return "–"
    value = figure.value
    return formats.in_full(value) if full and isinstance(value, Money) else formats.of(figure)


def _headline(film: Film | None) -> dict[str, Figure[Value]]:
    if film is None:
        return {}
    finance, cash = film.finance, film.cash
    told: list[Figure[Value]] = [
        film.budget.total,
        finance.committed,
        finance.covered,
        finance.gap,
        finance.surplus,
        *([film.closing.open, film.closing.late] if film.closing else []),
        cash.through_shoot,
        cash.lowest,
        film.schedule.shoot_days,
        *film.recoupment.breakevens[:1],
        film.greenlight.state,
    ]
    return {figure.label: figure for figure in told}
