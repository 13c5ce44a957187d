"""Options are weighed from the film as it stands; each comes out as the film computed with it from the start."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from topsheet.film import Film, compute, paid_in_order, read_folder, weighed

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


def test_each_option_tells_who_is_paid_back_and_in_which_order() -> None:
    production, problems = read_folder(EXAMPLES / "night_ferry")
    assert production, problems
    film = compute(production, as_of=date(2026, 11, 24))
    assert film
    orders = {
        option.id: paid_in_order(option.film.production, option.film.finance) for option in film.options
    }
    assert paid_in_order(film.production, film.finance) == orders["b"]
    assert orders["a"] == (
        "Gap loan",
        "Equity A, Equity B, Equity C to 120%",
        "Deferral of the producer's fee, Deferral of the director's fee",
        "Net profits",
    )
