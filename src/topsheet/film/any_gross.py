"""Everyone's part of any gross under a film's terms, and each figure of it by its name."""

from __future__ import annotations

import re

from topsheet.figures import Figure, Value
from topsheet.film.chain import Film
from topsheet.film.returns import terms_ready
from topsheet.film.roots import every_figure
from topsheet.money import Money
from topsheet.recoupment import CaseReport, Terms, run
from topsheet.recoupment.curve import levels_of, mixture_of

_NAME = re.compile(r"recoupment\.(?:variant\.(.+)\.)?at\.(\d{1,17})\..+")


def at_gross(film: Film, terms: Terms, gross: Money) -> CaseReport:
    """A gross through terms of the film, in the proportions of its first case. Raises ValueError as `run` does."""
    document = film.production.recoupment
    return run(terms, gross, mixture_of(document), levels_of(document))


def figure_at_gross(film: Film, name: str) -> Figure[Value] | None:
    """A figure by its name, which says the gross in coins, and the variant; None where there is none."""
    asked = _NAME.fullmatch(name)
    found = terms_ready(film.production, film.finance, asked[1] or "") if asked else None
    if not asked or not found:
        return None
    return every_figure((at_gross(film, found[0], found[0].money(int(asked[2]))),)).get(name)
