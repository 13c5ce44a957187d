"""A territory that a licence holds is out of what a gap lender may count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.conftest import ROOT
from topsheet.documents import Severity, read_yaml
from topsheet.film import Film, compute, read_folder
from topsheet.finance import FinanceDocument
from topsheet.money import Money

EXAMPLE = ROOT / "examples" / "night_ferry"
DAY = date(2026, 11, 24)


def usd(amount: int) -> Money:
    return Money(Decimal(amount), "USD")


def computed(source: str, *, gap: str = "1000000") -> Film:
    """Night Ferry with one more licence, and its gap loan of the face given."""
    production, problems = read_folder(EXAMPLE)
    assert production, problems
    terms = {
        "id": "licence", "name": "Licence", "status": "signed", "status_date": DAY, "face": 50_000,
        "instalments": [{"share": 100, "on": "delivery"}],
    }  # fmt: skip
    tree, _ = read_yaml(source, "source")
    assert tree is not None
    held = production.trees["finance"].value
    sources = [{**each, "face": gap} if each["id"] == "gap_loan" else each for each in held["sources"]]
    finance = FinanceDocument.model_validate({**held, "sources": [*sources, {**terms, **tree.value}]})
    film = compute(replace(production, finance=finance), as_of=DAY, weigh=False)
    assert film is not None
    return film


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
    film = computed(source)
    assert film.market.unsold_take.value == usd(left)


FRANCE = "{kind: streamer_deal, territories: [FR], status: STATUS}"


def test_each_territory_of_a_streamer_is_held_against_the_market() -> None:
    told = [
        (problem.what, problem.severity, problem.where)
        for problem in computed("{kind: streamer_deal, territories: [FR, it, QQ]}").problems
        if "which market.yaml" in problem.what
    ]
    assert [(what.partition(" sells ")[2], severity) for what, severity, _ in told] == [
        ("`it`, which market.yaml writes `IT`", Severity.ERROR),
        ("`QQ`, which market.yaml does not name", Severity.WARNING),
    ]
    assert [where.rpartition(".")[2] for _, _, where in told] == ["territories[1]", "territories[2]"]


def test_a_gap_loan_is_sized_beside_the_offers_that_the_plan_counts_on() -> None:
    """Whether the offer has signed or not, the plan is solved as if it had."""
    offered, signed = (
        computed(FRANCE.replace("STATUS", status), gap="largest") for status in ("loi", "signed")
    )
    faces = [film.finance.source("gap_loan").face for film in (offered, signed)]
    assert [face.value.amount for face in faces if face] == [
        Decimal(1_025_000)
    ] * 2  # (2,500,000 × 0.85 − 75,000) ÷ 2
    assert (offered.market.unsold_take.value, offered.market.unsold_if_signed.value) == (
        usd(2_900_000),
        usd(2_500_000),
    )


def test_a_gap_loan_on_what_the_plan_hopes_to_sell_is_told() -> None:
    film = computed("{kind: streamer_deal, status: idea}")
    (sizing,) = film.finance.gap_sizings
    assert sizing.if_signed is not None
    assert sizing.if_signed.value == usd(0)
    told = [problem for problem in film.problems if "once every offer signs" in problem.what]
    assert [problem.severity for problem in told] == [Severity.WARNING]
    assert not [
        problem for problem in computed(FRANCE.replace("STATUS", "loi")).problems
        if "once every offer signs" in problem.what
    ]  # fmt: skip
