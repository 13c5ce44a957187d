"""A territory that a licence holds is out of what a gap lender may count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.conftest import ROOT
from topsheet.documents import read_yaml
from topsheet.film import compute, read_folder
from topsheet.finance import FinanceDocument
from topsheet.money import Money

EXAMPLE = ROOT / "examples" / "night_ferry"
DAY = date(2026, 11, 24)


def usd(amount: int) -> Money:
    return Money(Decimal(amount), "USD")


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("{kind: broadcaster_licence, territory: FR}", 2_500_000),
        ("{kind: streamer_deal, territories: [FR, IT]}", 2_290_000),
        ("{kind: streamer_deal}", 0),
        ("{kind: streamer_deal, territories: [FR], status: loi}", 2_900_000),
    ],
)
def test_what_a_licence_holds_no_gap_lender_counts(source: str, left: int) -> None:
    production, problems = read_folder(EXAMPLE)
    assert production, problems
    terms = {
        "id": "licence", "name": "Licence", "status": "signed", "status_date": DAY, "face": 50_000,
        "instalments": [{"share": 100, "on": "delivery"}],
    }  # fmt: skip
    tree, _ = read_yaml(source, "source")
    assert tree is not None
    held = production.trees["finance"].value
    finance = FinanceDocument.model_validate({**held, "sources": [*held["sources"], {**terms, **tree.value}]})
    film = compute(replace(production, finance=finance), as_of=DAY, weigh=False)
    assert film is not None
    assert film.market.unsold_take.value == usd(left)
