"""An agent's statement beside ours: what agrees, and every difference with what it may be."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.topsheet.papers.films import night_ferry
from topsheet.documents import Tree
from topsheet.film.statements import stated
from topsheet.recoupment.rerun import Rerun, rerun
from topsheet.release import StatementDoc


def beside(*allocations: dict[str, Any], to: str = "2028-06-30") -> Rerun | None:
    """Night Ferry's statements beside an agent's with these allocations."""
    found = stated(night_ferry(), date(2030, 4, 1))
    assert found
    theirs = StatementDoc.model_validate({
        "id": "agent", "from": "Tidegate", "kind": "collection_agent", "period": {"from": "2028-01-01", "to": to},
        "received": "2028-09-20", "currency": "USD", "allocations": allocations,
    })  # fmt: skip
    return rerun(found.terms, found.statements, theirs, 0, Tree("receipts.yaml", {}, {}))


RIGHT = (
    {"to": "collection_agent", "to_date": "6201.10"},
    {"to": "Longshore Film Sales", "step": "Sales commission", "to_date": "93016.51"},
    {"to": "sales_agent", "step": "sales_expenses", "to_date": "75000"},
    {"to": "gap loan", "to_date": "716792.47"},
)


def test_a_right_statement_agrees_line_by_line() -> None:
    made = beside(*RIGHT)
    assert made
    assert (made.number, made.agreed, made.differences) == (1, 4, ())


def test_every_difference_is_named_with_what_it_may_be() -> None:
    made = beside(
        {"to": "collection_agent", "to_date": "6201.11"},
        {"to": "sales_agent", "step": "sales_commission", "to_date": "93016.51"},
        {"to": "sales_agent", "step": "sales_expenses", "to_date": "80000"},
        {"to": "Somebody", "to_date": "100"},
    )
    assert made
    assert made.agreed == 1
    assert [(each.payee, str(each.delta.value), each.why) for each in made.differences] == [
        ("collection_agent", "USD 0.01", "A coin of rounding: the two round in another order."),
        ("sales_agent", "USD 5,000.00", "More than the clause allows to date, USD 75,000.00."),
        ("Somebody", "USD 100.00", "The terms pay nobody of that name at that step."),
        ("Gap loan", "USD -716,792.47", "The agent's statement leaves it out."),
    ]


def test_a_period_that_is_not_carried_forward_is_seen() -> None:
    made = beside(
        {"to": "collection_agent", "to_date": "6201.10"},
        {"to": "gap_loan", "to_date": "139029.66"},
        to="2028-12-31",
    )
    assert made
    whys = {each.payee: each.why for each in made.differences}
    assert whys["collection_agent"] == "It is what the statement before had: nothing of this period is in it."
    assert whys["gap_loan"] == "It is what this period alone pays: the agent's column may not be to date."


def test_without_allocations_or_our_own_statement_there_is_nothing_to_lay_beside() -> None:
    assert beside() is None
    assert beside(*RIGHT, to="2031-01-01") is None
