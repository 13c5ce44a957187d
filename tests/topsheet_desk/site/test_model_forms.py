"""A form made from a model: what nobody changed goes back as it was written, what was typed becomes what it means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from topsheet.finance.kinds import Crowdfunding, Equity, Presale, SeniorLoan
from topsheet_desk.site.model_forms import Box, Words, boxes
from topsheet_desk.site.model_values import plain, written

WORDS = Words(hidden=frozenset({"id", "kind"}))
HELD: dict[str, Any] = {
    "id": "x", "kind": "presale", "name": "Italy", "status": "loi", "status_date": date(2026, 11, 5),
    "territory": "IT", "face": "1,250,000", "deposit": {"percent": "20%", "on": "closing"},
    "commission": {"percent": Decimal("12.5"), "taken": "pro_rata"}, "essential": ["mara"], "note": "two\nlines",
}  # fmt: skip


def sent(made: tuple[Box, ...]) -> QueryDict:
    """What a browser sends of boxes as they stand."""
    told = QueryDict(mutable=True)
    for box in made:
        for inner in (box.boxes, *box.rows):
            for name, values in sent(inner).lists():
                told.setlist(name, values)
        if box.kind == "tick":
            told.update({box.name: "on"} if box.value else {})
        elif box.kind == "several":
            told.setlist(box.name, [code for code, _, on in box.choices if on])
        elif box.kind not in ("group", "table"):
            told[box.name] = str(box.value).replace("\n", "\r\n")
    return told


def test_a_form_as_it_stands_says_what_was_held() -> None:
    assert written(Presale, sent(boxes(Presale, WORDS, HELD)), HELD, leave=WORDS.hidden) == HELD


@given(
    face=st.one_of(
        st.integers(0, 10**9), st.decimals(0, 10**9, places=2), st.sampled_from(["needed", "1,000", "a lot"])
    ),
    shares=st.lists(st.tuples(st.integers(0, 100), st.sampled_from(["wrap", date(2027, 1, 2)])), max_size=5),
    related=st.booleans(),
    recoup=st.sampled_from([{}, {"premium": "15%"}, {"units": 3, "unit_price": Decimal("9.50")}]),
)
def test_any_source_goes_through_its_form_unchanged(
    face: Any, shares: list[tuple[int, Any]], related: bool, recoup: dict[str, Any]
) -> None:
    held = {"name": "X", "face": face, "related": related, **recoup}
    if shares:
        held["instalments"] = [{"share": share, "on": on} for share, on in shares]
    assert written(Equity, sent(boxes(Equity, WORDS, held)), held, leave=WORDS.hidden) == held


def test_what_is_typed_becomes_what_it_means() -> None:
    typed = QueryDict(mutable=True)
    typed.update({
        "name": "Fans", "goal": "28,000", "deadline": "2027-03-01", "platform": "5%", "processing": "3",
        "per_backer": "0.30", "pledges[0].day": "2027-02-10", "pledges[0].total": "22,400", "pledges[0].backers": "410",
        "pledges[2].day": "2027-02-12", "rewards[0].id": "still", "rewards[0].price": "25", "paid_on": "wrap",
        "all_or_nothing": "on",
    })  # fmt: skip
    assert written(Crowdfunding, typed, {"kind": "crowdfunding"}) == {
        "kind": "crowdfunding", "name": "Fans", "goal": 28000, "deadline": date(2027, 3, 1), "platform": 5,
        "processing": 3, "per_backer": Decimal("0.30"), "paid_on": "wrap",
        "pledges": [{"day": date(2027, 2, 10), "total": 22400, "backers": 410}, {"day": date(2027, 2, 12)}],
        "rewards": [{"id": "still", "price": 25}],
    }  # fmt: skip
    del typed["all_or_nothing"]
    assert written(Crowdfunding, typed, {})["all_or_nothing"] is False
    assert plain("12", str) == "12"


def test_what_is_emptied_is_gone_with_all_that_hung_on_it() -> None:
    held = {"kind": "senior_loan", "terms": {"interest": {"rate": 8}, "fees": [{"label": "A", "amount": 5}]}}
    assert written(SeniorLoan, QueryDict("name=Bank"), held) == {"kind": "senior_loan", "name": "Bank"}


def test_a_problem_stands_at_its_box() -> None:
    made = boxes(Presale, WORDS, HELD, errors={"deposit.percent": ("too much",)})
    deposit = next(box for box in made if box.name == "deposit")
    assert [(box.name, box.errors) for box in deposit.boxes] == [
        ("deposit.percent", ("too much",)),
        ("deposit.on", ()),
    ]


def test_rows_left_empty_say_nothing_though_their_fields_have_defaults() -> None:
    held: dict[str, Any] = {
        "name": "Campaign",
        "goal": 33000,
        "platform": 5,
        "processing": 3,
        "paid_on": "wrap",
    }
    made = boxes(Crowdfunding, WORDS, held)
    rewards = next(box for box in made if box.name == "rewards")
    assert {inner.value for row in rewards.rows for inner in row} == {""}
    assert written(Crowdfunding, sent(made), held, leave=WORDS.hidden) == held


def test_what_matters_stands_first_and_no_entry_waits_for_itself() -> None:
    words = Words(
        hidden=WORDS.hidden,
        lists={"sources": (("x", "Italy"), ("y", "Spain"))},
        list_of={"after": "sources"},
        first=frozenset({"face", "name"}),
        last=frozenset({"status"}),
        others=frozenset({"after"}),
    )
    made = boxes(Presale, words, HELD)
    assert [box.name for box in made][:2] == ["name", "face"]
    assert made[-1].name == "status"
    offered = next(box for box in made if box.name == "after").choices
    assert offered == (("y", "Spain", False),)
    itself = next(box for box in boxes(Presale, words, {**HELD, "after": ["x"]}) if box.name == "after")
    assert ("x", "Italy", True) in itself.choices
