"""Options are weighed from the film as it stands; each comes out as the film computed with it from the start."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from topsheet.film import Film, compute, read_folder, weighed

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
DAY = date(2026, 9, 14)


def said(film: Film) -> list[tuple[object, ...]]:
    return [(each.name, each.value, each.how, each.source) for each in film.figures.values()]


@pytest.mark.parametrize("name", ["night_ferry", "lantern_street"])
def test_an_option_weighed_beside_the_film_is_the_film_with_it(name: str) -> None:
    production, problems = read_folder(EXAMPLES / name)
    assert production, problems
    alone = compute(production, as_of=DAY, weigh=False)
    assert alone
    assert alone.options == ()
    film = weighed(alone)
    assert {option.id for option in film.options} == {option.id for option in production.finance.options}
    for option in film.options:
        own = compute(production, as_of=DAY, option=option.id)
        assert own
        assert (own.option, said(own)) == (option.id, said(option.film))
    assert said(film) == said(alone)
