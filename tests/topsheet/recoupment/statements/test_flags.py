"""What an auditor would ask, each question triggered, and none on clean statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.topsheet.recoupment.plans import position
from tests.topsheet.recoupment.statements.programs import receipt
from tests.topsheet.recoupment.test_operators import terms
from topsheet.recoupment.document import Made
from topsheet.recoupment.statements import flags, statements
from topsheet.recoupment.terms import Terms

MADE = tuple(Made(to=date(year, 6, 30), made=date(year, 9, 15)) for year in (2028, 2029, 2030, 2031))
INVESTOR = position("investor", "equity", 1_000)
FEE = {"id": "fee", "label": "Fee", "to": "agent", "percent": 10}
BACK = {"id": "back", "label": "Equity", "pay": {"kind": "equity"}}
EXTRA = {"id": "extra", "label": "Overhead", "take": {"to": "agent", "percent": 20, "of": "rest"}}
REST = {"id": "rest", "label": "Rest", "split": [
    {"id": "producer", "label": "Producer", "share": 100, "to": "producer"}]}  # fmt: skip


def asked(agreed: Terms, amounts: Sequence[int]) -> list[tuple[int, str]]:
    """The questions about a statement a year, each of so many units."""
    receipts = [
        receipt(f"r{n}", amount * 100, one.to, one.to)
        for n, (amount, one) in enumerate(zip(amounts, MADE, strict=True))
    ]
    done = statements(agreed, receipts, [], MADE)
    return [(each.number, each.what) for each in flags(agreed, done, (), (), date(2031, 12, 31))]


def amended(*tiers: dict[str, Any], since: str = "2028-12-01") -> Terms:
    """Terms with a fee and an investor, changed from a day on."""
    change = {"id": "change", "title": "Change", "from": since, "off_the_top": [FEE], "tiers": list(tiers)}
    return terms([INVESTOR], off_the_top=[FEE], tiers=[BACK, REST], amendments=[change])


def test_clean_statements_are_not_asked_about() -> None:
    assert asked(terms([INVESTOR], off_the_top=[FEE], tiers=[BACK, EXTRA, REST]), [600, 400, 800, 100]) == []
    assert asked(amended(BACK, REST), [600, 400, 800, 100]) == []


def test_a_deduction_that_was_added_is_asked_about_when_it_first_takes() -> None:
    """It stands in the terms from the second statement on, and takes only once the investor is paid, in the third."""
    found = asked(amended(BACK, EXTRA, REST), [600, 400, 800, 100])
    assert found == [
        (3, "Overhead (Agent) takes USD 124.00 for the first time, just as the last claims were paid"),
    ]
    early = asked(amended(EXTRA, BACK, REST), [600, 400, 10, 100])
    assert early == [(2, "Overhead (Agent) takes USD 72.00 for the first time, while claims are still open")]
    late = asked(amended(BACK, EXTRA, REST, since="2030-12-01"), [600, 800, 800, 100])
    assert late == [(4, "Overhead (Agent) takes USD 18.00 for the first time, after recoupment")]


def test_a_reserve_that_grows_three_times_running_is_asked_about() -> None:
    held = {"id": "kept", "label": "Reserve kept", "hold": {"account": "reserve", "percent": 10}}
    agreed = terms(
        [INVESTOR],
        accounts=[{"id": "reserve", "label": "Reserve", "release": {"from": "2031-01-01"}}],
        tiers=[{"id": "released", "label": "Released", "adds": "reserve"}, {**held, "when": {"until": "2031-01-01"}},
               BACK, REST],
    )  # fmt: skip
    assert asked(agreed, [100, 100, 100, 100]) == [(3, "Reserve has grown three times running, to USD 30.00")]
    assert asked(agreed, [100, 0, 100, 100]) == []
