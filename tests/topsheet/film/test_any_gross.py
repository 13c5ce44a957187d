"""Any gross of a film: as a case of it, from where the first case says, and each figure found by its name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.topsheet.papers.films import night_ferry
from topsheet.film import terms_for
from topsheet.film.any_gross import at_gross, figure_at_gross
from topsheet.film.roots import every_figure
from topsheet.money import Money


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


@pytest.mark.parametrize("variant", ["", "c_first"])
def test_a_gross_is_paid_as_a_case_of_it_and_every_figure_is_found_again(variant: str) -> None:
    film = night_ferry(option="a") if variant else night_ferry()
    terms = terms_for(film.production, film.finance, variant)
    assert terms is not None
    told = next(
        (each.cases for each in film.recoupment.variants if each.id == variant), film.recoupment.cases
    )
    for case in told:
        mine = at_gross(film, terms, case.gross.value)
        assert [row.value for row in mine.rows] == [row.value for row in case.rows]
        assert [each.paid.value for each in mine.positions] == [each.paid.value for each in case.positions]
    odd = at_gross(film, terms, usd("1234567.89"))
    for name, figure in every_figure((odd,)).items():
        if ".at." in name:
            found = figure_at_gross(film, name)
            assert found is not None
            assert (found.value, found.how) == (figure.value, figure.how)


@pytest.mark.parametrize(
    "name",
    ["recoupment.at.1", "recoupment.at.x.gross", "recoupment.at.100.nothing", "recoupment.at.-1.gross",
     "recoupment.variant.none.at.100.gross", "recoupment.at.999999999999999999.gross", "finance.gap"],
)  # fmt: skip
def test_a_name_of_no_figure_at_a_gross_finds_none(name: str) -> None:
    assert figure_at_gross(night_ferry(), name) is None


def test_a_part_of_a_coin_is_refused() -> None:
    film = night_ferry()
    terms = terms_for(film.production, film.finance)
    assert terms is not None
    with pytest.raises(ValueError, match="whole coins"):
        at_gross(film, terms, usd("1.001"))
