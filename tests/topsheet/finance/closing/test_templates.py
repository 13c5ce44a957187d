from __future__ import annotations

from collections import Counter

import pytest

from tests.topsheet.finance.closing.lists import PLAN, closing, item, told
from tests.topsheet.finance.plans import document_of, equity, gap
from topsheet.documents import read_yaml, validate
from topsheet.finance.closing import DEALS, ClosingDocument, begun, closing_items_for, firm
from topsheet.finance.closing.standard import STANDARD
from topsheet.finance.kinds import KIND_NAMES


def offered(*sources: dict[str, object], **more: object) -> set[str]:
    listed = closing(*more.get("items", ()))  # type: ignore[misc]  # the tests give dictionaries
    return {each.id for each in closing_items_for(document_of(*sources), listed)}


def test_every_deal_has_items_each_of_one_key_for_kinds_that_exist() -> None:
    assert {standard.deal for standard in STANDARD} == set(DEALS)
    assert [key for key, times in Counter(each.key for each in STANDARD).items() if times > 1] == []
    assert {kind for each in STANDARD for kind in each.kinds} <= set(KIND_NAMES)


def test_a_plan_of_equity_asks_for_no_bond_and_no_lenders_papers() -> None:
    wanted = offered(equity(100))
    assert {"equity_subscription", "equity_investor_identity", "equity_equity_notice"} <= wanted
    assert {"title_opinion", "cast_insurance", "guild_deposits", "errors_and_omissions"} <= wanted
    assert (
        wanted & {"guarantee", "interparty", "loss_payee", "agency_agreement", "collection_account"} == set()
    )


def test_debt_brings_the_bond_the_interparty_agreement_and_the_loss_payees() -> None:
    found = {each.id: each.blocks for each in closing_items_for(PLAN)}
    assert found["guarantee"] == found["interparty"] == found["loss_payee"] == ("loan", "gap")
    assert (found["de_assignment_notice"], found["agency_agreement"]) == (("de",), ("de", "gap"))
    assert found["errors_and_omissions"] == ("delivery",)


def test_every_kind_of_source_has_items_of_its_own_but_for_money_already_in_hand() -> None:
    assert set(KIND_NAMES) - {kind for each in STANDARD if each.each for kind in each.kinds} == set()


def test_what_is_one_thing_for_all_lenders_is_asked_for_once_and_a_mezzanine_is_no_gap_loan() -> None:
    mezzanine = gap(50) | {"id": "mezz", "kind": "mezzanine"}
    found = {each.id: each.blocks for each in closing_items_for(document_of(gap(100), mezzanine))}
    once = ("laboratory_access", "legal_opinions")
    assert [found.get(each) for each in once] == [("gap", "mezz")] * 2
    assert [name for name in found if name.endswith(once) and name not in once] == []
    assert "mezz_mezzanine_agreement" in found
    assert "mezz_gap_agreement" not in found


def test_a_list_begins_with_the_items_of_sources_that_somebody_stands_by() -> None:
    plan = document_of(equity(100), equity(50, "hoped", status="idea"), gap(10, status="loi"))
    items = closing_items_for(plan)
    chosen = firm(items, plan)
    left = {each.id for each in items if each.id not in chosen}
    assert left == {"hoped_subscription", "hoped_investor_identity", "hoped_equity_notice"}


def test_what_stands_on_the_list_is_not_offered_again() -> None:
    held = [
        item("own_words", standard="subscription", blocks=["equity"]),
        item("a_guarantee", standard="guarantee"),
    ]
    wanted = offered(equity(100), equity(100, "second"), gap(10), items=held)
    assert "equity_subscription" not in wanted
    assert "second_subscription" in wanted
    assert "guarantee" not in wanted


def test_a_withdrawn_source_calls_for_nothing() -> None:
    assert "equity_subscription" not in offered(equity(100, status="withdrawn"))


def test_all_that_is_offered_added_is_a_sound_list_that_lacks_nothing() -> None:
    first = closing_items_for(PLAN)
    whole = ClosingDocument(kind="closing", version=1, items=first)
    assert closing_items_for(PLAN, whole) == ()
    assert told(whole) == []


@pytest.mark.parametrize("items", [closing_items_for(PLAN), ()])
def test_a_list_is_begun_as_a_text_that_reads_back(items: tuple[object, ...]) -> None:
    tree, problems = read_yaml(begun(items), "closing.yaml")  # type: ignore[arg-type]  # one case is empty
    assert tree is not None, problems
    document, problems = validate(ClosingDocument, tree)
    assert problems == []
    assert document is not None
    assert document.items == items
