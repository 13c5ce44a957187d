"""What a licence takes out of what can still be sold, and what may be lent on the rest."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.topsheet.finance.plans import SIGNED, document_of, gap, planned, presale, usd, valued_on
from topsheet.documents import Severity
from topsheet.figures import Figure
from topsheet.finance import plan
from topsheet.finance.licences import licensed

PAID = {"instalments": [{"share": 100, "on": date(2027, 3, 1)}], "face": 50_000, **SIGNED}


def streamer(*territories: str, **more: Any) -> dict[str, Any]:
    return {
        "id": "stream",
        "kind": "streamer_deal",
        "name": "Streamer",
        "territories": territories,
        **PAID,
        **more,
    }


def licence(territory: str) -> dict[str, Any]:
    return {"id": "tv", "kind": "broadcaster_licence", "name": "Channel", "territory": territory, **PAID}


def mezzanine(face: int) -> dict[str, Any]:
    return {
        "id": "mezz",
        "kind": "mezzanine",
        "name": "Mezzanine",
        "face": face,
        "on": date(2027, 5, 3),
        **SIGNED,
    }


@pytest.mark.parametrize(
    ("source", "taken"),
    [
        (presale(1, "de"), ("DE",)),
        (licence("FR"), ("FR",)),
        (streamer("FR", "IT"), ("FR", "IT")),
        (streamer(), ("WORLD",)),
        (mezzanine(1), ()),
    ],
)
def test_the_territories_that_a_source_takes(source: dict[str, Any], taken: tuple[str, ...]) -> None:
    assert licensed(document_of(source).sources[0]) == taken


def test_a_licence_beside_a_sale_is_pointed_out_and_two_licences_of_one_territory_are_a_mistake() -> None:
    def found(*sources: dict[str, Any]) -> list[tuple[str, Severity]]:
        _report, problems = planned(document_of(*sources))
        return [(each.what, each.severity) for each in problems if "already by" in each.what]

    assert found(presale(10, "fr"), streamer("IT", "FR")) == [
        ("FR is sold by Streamer and already by FR", Severity.WARNING)
    ]
    assert found(licence("FR"), streamer("FR")) == [
        ("FR is sold by Streamer and already by Channel", Severity.ERROR)
    ]
    assert found(presale(10, "fr"), streamer()) == []


def test_a_mezzanine_loan_uses_the_cover_that_a_gap_loan_would_have() -> None:
    uses, direct = (
        Figure("budget.total", "Total", usd(1_000_000)),
        Figure("budget.direct", "Direct", usd(900_000)),
    )
    valued = valued_on(document_of(gap(100_000, cover=2), mezzanine(50_000)), unsold=400_000)
    report, _problems = plan(
        valued, uses=uses, direct=direct, unsold_take=Figure("take", "Take", usd(400_000))
    )
    assert report.answers
    assert report.answers.gap_loan
    assert report.answers.gap_loan.value == usd(50_000)
    assert report.answers.gap_loan.how == "largest gap loan − what is lent on the same takes"
