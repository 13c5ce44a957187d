"""The curve: every bend where it is, everyone's part on it what the waterfall pays."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

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
from topsheet.recoupment import Terms, terms_of
from topsheet.recoupment.curve import Curve, curve, levels_of, mixed, mixture_of
from topsheet.recoupment.waterfall import pour


def night_ferry() -> Terms:
    tree = tree_of(NIGHT_FERRY.read_text(encoding="utf-8"))
    return terms_of(document_of(tree), NIGHT_FERRY_POSITIONS, NIGHT_FERRY_INFLOWS, tree)


def conserved(made: Curve) -> bool:
    return all(sum(each.had.values()) + each.left == each.gross + each.joined for each in made.points)


def test_the_bends_of_night_ferry_are_where_a_hand_puts_them() -> None:
    """Expenses are paid at 75,000 ÷ 0.84, the loan, 120% and the deferrals as in docs/algorithms/waterfall.md."""
    made = curve(night_ferry())
    kept = Fraction(84, 100)
    expenses, loan = 75_000_00, 1_000_000_00 - 270_900_00
    equity, deferrals = 3_420_000_00, 150_000_00
    bends = (0, expenses, expenses + loan, expenses + loan + equity, expenses + loan + equity + deferrals)
    assert [point.gross for point in made.points] == [bend / kept for bend in bends]
    assert made.full == (75_000_00 + 729_100_00 + 3_420_000_00 + 150_000_00) / kept
    assert conserved(made)


def test_the_next_coin_is_shared_as_the_tier_it_reaches() -> None:
    made = curve(night_ferry())
    equity = made.marginal(3_400_000_00)
    assert equity["equity_a"] == Fraction(84, 100) * Fraction(1_200_000, 2_850_000)
    assert equity["producer"] == 0
    assert made.marginal(made.full)["producer"] == Fraction(42, 100)
    assert sum(made.marginal(10**12).values()) == 1


@settings(max_examples=60, deadline=None)
@given(programs(), st.lists(st.integers(0, 10**8), min_size=1, max_size=5))
def test_the_curve_is_the_waterfall_at_every_gross(program: Program, grosses: list[int]) -> None:
    terms = program.terms
    made = curve(terms)
    assert conserved(made)
    for gross in [*grosses, int(made.full), int(made.full) * 3 + 1]:
        exact = pour(terms, Fraction(gross), whole=False).received()
        assert made.had(gross) == exact
        paid = pour(terms, gross).received()
        strays = sum(len(step.claims) if hasattr(step, "claims") else 4 for step in terms.steps) + 4
        assert all(abs(made.had(gross)[who] - amount) <= strays for who, amount in paid.items())


@settings(max_examples=40, deadline=None)
@given(programs(), st.integers(1, 10**7))
def test_no_bend_is_missed_or_made_up(program: Program, near: int) -> None:
    made = curve(program.terms)
    grosses = [point.gross for point in made.points]
    assert grosses == sorted(set(grosses))
    for before, point in zip(made.points, made.points[1:], strict=False):
        middle = before.gross + (point.gross - before.gross) / (near + 1)
        assert made.had(middle) == pour(program.terms, middle, whole=False).received()
        assert made.marginal(before.gross) != made.marginal(point.gross)


def _pots() -> dict[str, object]:
    split = [{"id": "all", "label": "Producer", "share": 100, "to": "producer"}]
    return {
        "parties": [{"id": "producer", "name": "Producer"}, {"id": "agent", "name": "Agent"}],
        "tiers": [{"id": "rest", "label": "Rest", "split": split}],
        "claims": [{"id": "mg", "label": "Guarantee", "to": "agent", "amount": 1000}],
        "pots": [
            {
                "id": "france", "label": "France", "territory": ["FR"],
                "off_the_top": [{"id": "fee", "label": "Fee", "to": "agent", "percent": 25}],
                "tiers": [{"id": "mg_tier", "label": "Guarantee", "pay": {"who": ["mg"]}}],
            }
        ],
        "cases": [
            {"of": [{"amount": 3000, "territory": "FR"}, {"amount": 1000}]},
            {"of": [{"amount": 1, "territory": "FR"}, {"amount": 1000}]},
        ],
    }  # fmt: skip


def test_several_pots_are_filled_in_the_mixture_of_the_first_case() -> None:
    """Three quarters come from France: 1,000 of 75% of it is reached at 1,000 ÷ (0.75 × 0.75) of gross."""
    terms = ready_terms(_pots(), ())
    mixture = mixture_of(document_of(tree_of(_written(_pots()))))
    assert mixture == {("FR", "", ""): 3000, ("", "", ""): 1000}
    made = curve(terms, mixture)
    assert made.full == Fraction(1000_00) / Fraction(9, 16)
    assert mixed(400, mixture) == {("FR", "", ""): 300, ("", "", ""): 100}
    assert made.had(400_000)["mg"] == 1000_00
    assert conserved(made)


def _written(value: dict[str, object]) -> str:
    import yaml

    return yaml.safe_dump(
        {"kind": "recoupment", "version": 1, "currency": "USD", "receipts": "World", **value}
    )


def test_where_receipts_turn_a_condition_it_turns_at_a_whole_coin() -> None:
    """Once the loan of 100 is back, half of the rest goes to the agent first, until it has had 30."""
    split = [{"id": "all", "label": "Producer", "share": 100, "to": "producer"}]
    terms = ready_terms(
        {
            "parties": [{"id": "producer", "name": "Producer"}, {"id": "agent", "name": "Agent"}],
            "tiers": [
                {"id": "loan_tier", "label": "Loan", "pay": {"who": ["loan"]}},
                {"id": "bonus", "label": "Bonus", "take": {"to": "agent", "percent": 50, "of": "rest", "up_to": 30},
                 "when": {"recouped": {"who": ["loan"]}}},
                {"id": "rest", "label": "Rest", "split": split},
            ],
        },
        (position("loan", "loan", 100),),
    )  # fmt: skip
    made = curve(terms)
    assert [point.gross for point in made.points] == [0, 10_000, 16_000]
    assert conserved(made)
    for gross in (0, 5_000, 10_000, 10_001, 12_345, 15_999, 16_000, 16_001, 50_000):
        assert made.had(gross) == pour(terms, gross, whole=False).received()


def test_a_rate_that_rises_for_everything_and_a_fee_after_recoupment_are_followed_exactly() -> None:
    """Above 1,000 the fee is 20% of all; once the equity is back, the agent has 20% of the rest, up to 300."""
    split = [{"id": "all", "label": "Producer", "share": 100, "to": "producer"}]
    terms = ready_terms(
        {
            "parties": [{"id": "producer", "name": "Producer"}, {"id": "agent", "name": "Agent"}],
            "off_the_top": [
                {"id": "fee", "label": "Fee", "to": "agent", "percent": 10, "retroactive": True,
                 "steps": [{"above": 1000, "percent": 20}]},
            ],
            "tiers": [
                {"id": "equity_tier", "label": "Equity", "pari_passu": {"kind": "equity", "target": 150}},
                {"id": "later", "label": "Later", "take": {"to": "agent", "percent": 20, "of": "rest", "up_to": 300},
                 "when": {"recouped": {"kind": "equity"}}},
                {"id": "rest", "label": "Rest", "split": split},
            ],
        },
        (position("ann", "equity", "777.77"), position("ben", "equity", 1333)),
    )  # fmt: skip
    made = curve(terms)
    assert conserved(made)
    grosses = [int(point.gross) + near for point in made.points for near in (0, 1, 2, 777)]
    for gross in [*grosses, 99_999, 100_000, 100_001, 10**7]:
        assert made.had(gross) == pour(terms, gross, whole=False).received()


def test_a_least_payment_jumps_between_two_points() -> None:
    """Half of what the fund has is passed on, and nobody is paid less than 20: the jump is at 40."""
    split = [{"id": "all", "label": "Producer", "share": 100, "to": "producer"}]
    terms = ready_terms(
        {
            "parties": [{"id": "producer", "name": "Producer"}, {"id": "writer", "name": "Writer"}],
            "tiers": [
                {"id": "fund_tier", "label": "Fund", "pay": {"who": ["fund"]}},
                {"id": "rest", "label": "Rest", "split": split},
            ],
            "inside": [
                {
                    "id": "passed", "label": "Passed on", "of": "fund", "tiers": ["fund_tier"], "minimum": 20,
                    "shares": [{"to": "writer", "percent": 50}],
                }
            ],
        },
        (position("fund", "grant", 100),),
    )  # fmt: skip
    made = curve(terms)
    assert made.had(39_00)["writer"] == 0
    assert made.had(41_00)["writer"] == 20_50
    assert conserved(made)


def test_numbers_that_are_reported_stand_as_the_first_case_has_them() -> None:
    value = {**_pots(), "registers": [{"id": "tickets", "label": "Tickets", "reported": True}]}
    value["cases"] = [{"gross": 1, "levels": {"tickets": 5}}, {"gross": 2}]
    document = document_of(tree_of(_written(value)))
    assert levels_of(document) == {"tickets": 5}
    assert mixture_of(document) == {("", "", ""): 1}
