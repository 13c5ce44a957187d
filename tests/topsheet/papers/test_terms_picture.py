"""The terms as a picture: every step has its box, the text is the same each time and fits, and is an SVG."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import fromstring
from hypothesis import given, settings

from tests.topsheet.recoupment.plans import (
    NIGHT_FERRY,
    NIGHT_FERRY_INFLOWS,
    NIGHT_FERRY_POSITIONS,
    document_of,
    position,
    ready_terms,
    tree_of,
)
from tests.topsheet.recoupment.programs import Program, programs
from topsheet.papers.terms_boxes import columns_of
from topsheet.papers.terms_picture import WIDTH, pictures, wrapped
from topsheet.recoupment import Terms, terms_of

GOLDEN = Path(__file__).parent / "golden" / "night_ferry_terms.svg"
_SVG = "{http://www.w3.org/2000/svg}"


def night_ferry() -> Terms:
    tree = tree_of(NIGHT_FERRY.read_text(encoding="utf-8"))
    return terms_of(document_of(tree), NIGHT_FERRY_POSITIONS, NIGHT_FERRY_INFLOWS, tree)


def texts(svg: str) -> list[str]:
    return [each.text or "" for each in fromstring(svg).iter(f"{_SVG}text")]


def boxes(svg: str) -> list[str]:
    return [str(each.get("data-step")) for each in fromstring(svg).iter(f"{_SVG}g")]


def test_night_ferry_is_drawn_as_it_was() -> None:
    """Changed by hand only: write `pictures(night_ferry())[0].wide` into the file and read it like code."""
    assert pictures(night_ferry())[0].wide + "\n" == GOLDEN.read_text(encoding="utf-8")


def test_a_box_leads_to_where_its_step_is_told() -> None:
    made = pictures(night_ferry(), {"equity": "#says-equity", "gap": "?line=17&x=<1>"})[0]
    found = {each.get("href"): boxes_in(each) for each in fromstring(made.tall).iter(f"{_SVG}a")}
    assert found == {"#says-equity": ["equity"], "?line=17&x=<1>": ["gap"]}
    assert fromstring(made.wide).get("role") == "group"
    assert fromstring(pictures(night_ferry())[0].wide).get("role") == "img"


def boxes_in(element: Any) -> list[str]:
    return [str(each.get("data-step")) for each in element.iter(f"{_SVG}g")]


def test_a_sign_that_no_xml_holds_is_left_out() -> None:
    """A document may hold it, and the paper that draws the picture would not be made."""
    tree = tree_of(
        NIGHT_FERRY.read_text(encoding="utf-8").replace("label: Equity,", 'label: "E\\aq\\uFFFEu\\0ity",')
    )
    made = pictures(terms_of(document_of(tree), NIGHT_FERRY_POSITIONS, NIGHT_FERRY_INFLOWS, tree))[0]
    assert "Equity" in texts(made.wide)
    assert texts(made.wide) == texts(pictures(night_ferry())[0].wide)


@settings(max_examples=40, deadline=None)
@given(programs())
def test_every_step_has_one_box_and_every_word_stays_inside(program: Program) -> None:
    terms = program.terms
    for picture in pictures(terms):
        for svg in (picture.wide, picture.tall):
            assert boxes(svg) == [step.id for step in terms.steps]
            root = fromstring(svg)
            _, _, width, height = map(int, str(root.get("viewBox")).split())
            for rect in root.iter(f"{_SVG}rect"):
                x, y, wide, high = (int(str(rect.get(each))) for each in ("x", "y", "width", "height"))
                assert 0 <= x <= x + wide < width
                assert 0 <= y <= y + high < height
            assert max(int(str(each.get("y"))) for each in root.iter(f"{_SVG}text")) < height


PARTIES = [{"id": each, "name": each.capitalize()} for each in ("agent", "producer", "writer", "star")]


def rich() -> Terms:
    """Two crossed pots, a corridor beside and one inside, a condition, two sides, a split that ends, an amendment."""
    fee: dict[str, Any] = {"id": "fee", "label": "Fee", "to": "agent", "percent": 10}
    halves = [
        {"id": "i", "label": "Investors", "share": 50, "kind": "equity"},
        {"id": "p", "label": "Producer", "share": 50, "to": "producer"},
    ]
    return ready_terms(
        {
            "parties": PARTIES,
            "claims": [{"id": f"mg_{each}", "label": f"MG {each}", "to": "agent", "amount": 300} for each in "ab"],
            "pots": [
                {
                    "id": each, "label": f"Pot {each}", "territory": [each.upper()],
                    "off_the_top": [{**fee, "id": f"fee_{each}"}],
                    "tiers": [{"id": f"back_{each}", "label": "MG", "pay": {"who": [f"mg_{each}"]}}],
                }
                for each in "ab"
            ],
            "crossed": [{"id": "both", "pots": ["a", "b"]}],
            "inside": [
                {"id": "passed", "label": "Passed on", "of": "fund", "tiers": ["equity"],
                 "shares": [{"to": "writer", "percent": 40, "up_to": 50}]},
            ],
            "off_the_top": [{**fee, "up_to": 150, "steps": [{"above": 1000, "percent": 20}]}],
            "tiers": [
                {"id": "star_part", "label": "Star's corridor",
                 "corridor": {"percent": 10, "pay": {"kind": "deferral"}}},
                {"id": "equity", "label": "Equity", "pari_passu": {"kind": "equity", "target": 120}},
                {"id": "bonus", "label": "Bonus", "bonus": {"to": "star", "amount": 100},
                 "when": {"recouped": {"kind": "equity", "target": 120}}},
                {"id": "sides", "label": "Two sides", "beside": [
                    {"id": "x", "label": "Fund", "share": 30, "pari_passu": {"who": ["fund"], "target": 150}},
                    {"id": "y", "label": "Others", "share": 70, "pari_passu": {"who": ["others"], "target": 150}},
                ]},
                {"id": "early", "label": "Profits", "split": halves, "until": {"kind": "equity", "target": 200}},
                {"id": "late", "label": "Later", "split": halves},
            ],
            "amendments": [{"id": "am", "title": "No fee", "from": "2029-01-20", "off_the_top": []}],
        },
        (position("fund", "equity", 500), position("others", "equity", 1000), position("star_fee", "deferral", 10)),
    )  # fmt: skip


def test_pots_are_columns_and_each_amendment_has_its_own_picture() -> None:
    first, amended = pictures(rich())
    assert (first.title, amended.title) == ("From the first day", "From 20 January 2029: No fee")
    assert boxes(first.wide) == [
        "fee_a", "back_a", "a_crossed", "fee_b", "back_b", "b_crossed",
        "fee", "star_part", "equity", "bonus", "sides", "early", "late",
    ]  # fmt: skip
    assert boxes(amended.wide) == ["star_part", "equity", "bonus", "sides", "early", "late"]
    wide, tall = (fromstring(svg).get("viewBox") for svg in (first.wide, first.tall))
    assert str(wide).split()[2] == str(3 * WIDTH + 2 * 32 + 2)
    assert str(tall).split()[2] == str(WIDTH + 2)


def test_what_holds_for_a_step_is_written_in_its_box() -> None:
    found = " ".join(texts(pictures(rich())[0].tall))
    for words in (
        "10% of gross", "20% above 1,000", "at most 150 in all", "10% of what arrives", "120%", "600", "1,200",
        "Once Fund and Others together have had USD 1,800.00", "30%", "70%", "until 150%", "Writer", "40%, up to 50",
        "passed on out of what Fund receives", "until Fund and Others together have had 200%",
        "What is left flows into world", "Pot a, what the others could not pay",
    ):  # fmt: skip
        assert words in found, words


def test_columns_say_what_becomes_of_the_rest() -> None:
    left = ready_terms({"tiers": [{"id": "loan_tier", "label": "Loan", "pay": {"who": ["loan"]}}]},
                       (position("loan", "loan", 100),))  # fmt: skip
    assert [column.end for column in columns_of(left)] == ["What is left is given to nobody"]
    assert [column.end for column in columns_of(rich())] == ["What is left flows into world"] * 2 + [""]


def test_words_are_wrapped_and_a_word_that_is_too_wide_is_cut() -> None:
    assert wrapped("one two three", 60, 6) == ["one two", "three"]
    assert wrapped("a" * 25, 60, 6) == ["a" * 10, "a" * 10, "a" * 5]
    assert not re.search(r"style=|<script|var\(", pictures(rich())[0].wide)
