"""Every operator of the language on worked figures, through the ledger day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from tests.topsheet.recoupment.plans import position, ready_terms
from topsheet.recoupment import Position, Terms
from topsheet.recoupment.ledger import Ledger, Received, ledger
from topsheet.recoupment.program import ANYWHERE, Origin

FIRST = date(2028, 1, 1)
PARTIES = [{"id": each, "name": each.capitalize()} for each in
           ("agent", "producer", "writer", "director", "distributor", "star")]  # fmt: skip


def terms(positions: Sequence[Position] = (), **value: Any) -> Terms:
    """Terms with a cast of parties."""
    tiers = value.pop("tiers", None) or [{"id": "rest", "label": "Rest", "split": [
        {"id": "producer", "label": "Producer", "share": 100, "to": "producer"}]}]  # fmt: skip
    return ready_terms({"parties": PARTIES, "tiers": tiers, **value}, tuple(positions))


def run(terms: Terms, amounts: Sequence[int | dict[Origin, int]], *, apart: int = 30,
        levels: dict[str, int] | None = None) -> Ledger:  # fmt: skip
    """Receipts in whole units of the currency, one a month."""
    days = []
    for at, each in enumerate(amounts):
        told = each if isinstance(each, dict) else {ANYWHERE: each}
        coins = {origin: amount * 100 for origin, amount in told.items()}
        days.append(Received(FIRST + timedelta(days=apart * at), coins, levels or {}))
    return ledger(terms, days)


def had(book: Ledger, at: int = -1) -> dict[str, float]:
    """What everyone has had, in units."""
    return {
        name[1]: amount / 100 for name, amount in book.days[at].results.items() if name[0] == "had" and amount
    }


def test_a_corridor_beside_the_investors() -> None:
    """10% for 100,000 of deferrals beside 1,000,000 for investors; the side that is not full takes all."""
    made = terms(
        [position("investors", "equity", 1_000_000), position("deferrals", "deferral", 100_000)],
        tiers=[{"id": "both", "label": "Both", "beside": [
            {"id": "corridor", "label": "Corridor", "share": 10, "pay": {"kind": "deferral"}},
            {"id": "main", "label": "Investors", "share": 90, "pay": {"kind": "equity"}},
        ]}],
    )  # fmt: skip
    book = run(made, [400_000, 500_000, 300_000])
    assert had(book, 0) == {"investors": 360_000, "deferrals": 40_000}
    assert had(book, 1) == {"investors": 810_000, "deferrals": 90_000}
    assert had(book, 2) == {"investors": 1_000_000, "deferrals": 100_000}
    assert book.days[2].results["left", "main"] == 100_000_00


def _distribution(order: str) -> dict[str, Any]:
    costs = {"id": "p_and_a", "label": "P&A", "to": "distributor", "up_to": 400_000}
    fee = {"id": "fee", "label": "Fee", "to": "distributor", "percent": 30}
    if order == "costs":
        return {"off_the_top": [costs, {**fee, "of": "rest"}]}
    return {"off_the_top": [fee, costs]}


@pytest.mark.parametrize(
    ("order", "fee", "overage"), [("fee", 300_000, 100_000), ("costs", 180_000, 220_000)]
)
def test_a_fee_before_or_after_the_costs(order: str, fee: int, overage: int) -> None:
    made = terms(
        **_distribution(order),
        claims=[{"id": "mg", "label": "Minimum guarantee", "to": "distributor", "amount": 200_000}],
        tiers=[
            {"id": "mg_tier", "label": "MG", "pay": {"who": ["mg"]}},
            {"id": "rest", "label": "Overage", "split": [
                {"id": "all", "label": "Producer", "share": 100, "to": "producer"}]},
        ],
    )  # fmt: skip
    book = run(made, [1_000_000])
    assert book.days[0].results["paid", "fee", "distributor"] == fee * 100
    assert had(book)["producer"] == overage


def _territory(id_: str) -> dict[str, Any]:
    return {
        "id": id_, "label": id_.upper(), "territory": [id_.upper()],
        "off_the_top": [
            {"id": f"fee_{id_}", "label": "Fee", "to": "distributor", "percent": 25},
        ],
        "tiers": [
            {"id": f"exp_{id_}", "label": "Expenses", "pay": {"who": [f"expenses_{id_}"]}},
            {"id": f"mg_tier_{id_}", "label": "MG", "pay": {"who": [f"mg_{id_}"]}},
            {"id": f"overage_{id_}", "label": "Overage", "split": [
                {"id": "producer", "label": "Producer", "share": 70, "to": "producer"},
                {"id": "distributor", "label": "Distributor", "share": 30, "to": "distributor"}]},
        ],
    }  # fmt: skip


def _two_territories(crossed: bool) -> Terms:
    claims = [
        {"id": f"{what}_{each}", "label": f"{what} {each}", "to": "distributor", "amount": amount}
        for each, expenses, guarantee in (("a", 80_000, 300_000), ("b", 60_000, 150_000))
        for what, amount in (("expenses", expenses), ("mg", guarantee))
    ]
    return terms(
        claims=claims,
        pots=[_territory("a"), _territory("b")],
        crossed=[{"id": "both", "pots": ["a", "b"]}] if crossed else [],
    )


@pytest.mark.parametrize(("crossed", "producer"), [(False, 101_500), (True, 7_000)])
def test_territories_are_crossed_only_when_it_is_written(crossed: bool, producer: int) -> None:
    book = run(_two_territories(crossed), [{("A", "", ""): 700_000, ("B", "", ""): 100_000}])
    assert had(book)["producer"] == producer
    if crossed:
        assert had(book)["mg_b"] == 150_000


def test_a_corridor_inside_a_fund_with_personal_caps() -> None:
    """60% of what the fund recoups: 40 to the company, 10 each to writer and director, capped at 10% of the loan."""
    made = terms(
        [position("fund", "grant", 500_000)],
        tiers=[{"id": "fund_tier", "label": "Fund", "pari_passu": {"who": ["fund"], "target": 200}}],
        inside=[{"id": "corridor", "label": "Corridor", "of": "fund", "tiers": ["fund_tier"], "shares": [
            {"to": "producer", "percent": 40},
            {"to": "writer", "percent": 10, "up_to_percent": 10},
            {"to": "director", "percent": 10, "up_to_percent": 10}]}],
    )  # fmt: skip
    book = run(made, [100_000, 500_000])
    assert had(book, 0) == {"fund": 40_000, "producer": 40_000, "writer": 10_000, "director": 10_000}
    assert had(book, 1) == {"fund": 260_000, "producer": 240_000, "writer": 50_000, "director": 50_000}


def test_a_fund_that_is_recouped_at_half() -> None:
    """Irish Film Board 2007: half of the position passes to the producer, and the position closes when full."""
    made = terms(
        [position("fund", "grant", 400_000)],
        tiers=[{"id": "fund_tier", "label": "Fund", "pay": {"who": ["fund"]}}],
        inside=[{"id": "half", "label": "Half", "of": "fund", "tiers": ["fund_tier"],
                 "shares": [{"to": "producer", "percent": 50}]}],
    )  # fmt: skip
    book = run(made, [300_000, 300_000])
    assert had(book) == {"fund": 200_000, "producer": 200_000}
    assert book.days[1].results["left", "main"] == 200_000_00


def test_a_locked_box_is_held_for_three() -> None:
    boxes = [{"id": f"box_{each}", "label": f"Locked box of the {each}", "holder": each, "purpose": "New projects"}
             for each in ("writer", "director", "producer")]  # fmt: skip
    made = terms(
        [position("fund", "grant", 300_000)],
        accounts=boxes,
        tiers=[{"id": "fund_tier", "label": "Fund", "pay": {"who": ["fund"]}}],
        inside=[{"id": "box", "label": "Box", "of": "fund", "tiers": ["fund_tier"],
                 "shares": [{"to": each["id"], "percent": "12.5"} for each in boxes]}],
    )  # fmt: skip
    book = run(made, [200_000])
    assert had(book) == {
        "fund": 125_000,
        "box_writer": 25_000,
        "box_director": 25_000,
        "box_producer": 25_000,
    }
    assert book.days[0].results["held", "box_writer"] == 25_000_00


def test_a_tax_credit_as_producer_equity_ranks_pound_for_pound() -> None:
    made = terms(
        [position("public_fund", "equity", 600_000), position("private", "equity", 300_000),
         position("producer_credit", "equity", 100_000)],
        tiers=[{"id": "equity", "label": "Equity", "pari_passu": {"kind": "equity", "target": 100}}],
    )  # fmt: skip
    assert had(run(made, [250_000])) == {"public_fund": 150_000, "private": 75_000, "producer_credit": 25_000}


def test_a_class_before_another() -> None:
    made = terms(
        [position("class_a", "equity", 400_000), position("class_b", "equity", 1_000_000)],
        tiers=[
            {"id": "a", "label": "A", "pari_passu": {"who": ["class_a"], "target": 200}},
            {"id": "b", "label": "B", "pari_passu": {"who": ["class_b"], "target": 120}},
        ],
    )
    book = run(made, [800_000, 1_200_000])
    assert had(book, 0) == {"class_a": 800_000}
    assert had(book, 1) == {"class_a": 800_000, "class_b": 1_200_000}


def test_a_receipt_counts_at_another_rate_in_each_register() -> None:
    """Video at 35% for the participation, at 100% for what everybody else is paid from."""
    made = terms(
        registers=[
            {"id": "adjusted", "label": "Adjusted gross", "counts": [{"medium": ["video"], "percent": 35}]}
        ],
        off_the_top=[
            {"id": "star_part", "label": "Participation", "to": "star", "percent": 10, "of": "adjusted"}
        ],
    )
    book = run(made, [{("", "video", ""): 100_000, ("", "theatrical", ""): 50_000}])
    assert had(book) == {"star": 8_500, "producer": 141_500}


def test_a_rate_that_rises_above_an_amount_and_one_that_rises_for_everything() -> None:
    line = {
        "id": "fee",
        "label": "Fee",
        "to": "agent",
        "percent": 10,
        "steps": [{"above": 1_000_000, "percent": 20}],
    }
    forward = terms(off_the_top=[line])
    assert had(run(forward, [600_000, 600_000]))["agent"] == 100_000 + 40_000
    assert had(run(forward, [1_200_000])) == had(run(forward, [600_000, 600_000]))
    back = terms(off_the_top=[{**line, "retroactive": True}])
    book = run(back, [600_000, 600_000])
    assert had(book, 0)["agent"] == 60_000
    assert had(book, 1)["agent"] == 240_000


def test_a_bonus_falls_due_when_a_reported_number_passes() -> None:
    made = terms(
        registers=[{"id": "box_office", "label": "Box office", "reported": True}],
        tiers=[
            {"id": "bonus", "label": "Bonus", "bonus": {"to": "director", "amount": 100_000},
             "when": {"register": "box_office", "at_least": 4_000_000}},
            {"id": "rest", "label": "Rest", "split": [{"id": "all", "label": "All", "share": 100, "to": "producer"}]},
        ],
    )  # fmt: skip
    assert had(run(made, [60_000], levels={"box_office": 3_999_999})) == {"producer": 60_000}
    book = run(made, [60_000, 70_000], levels={"box_office": 4_000_000})
    assert had(book) == {"director": 100_000, "producer": 30_000}


def test_a_reserve_is_held_and_released() -> None:
    made = terms(
        accounts=[{"id": "returns", "label": "Reserve against returns", "release": {"from": "2028-02-15"}}],
        tiers=[
            {"id": "released", "label": "Released", "adds": "returns"},
            {"id": "reserve", "label": "Reserve", "hold": {"account": "returns", "percent": 20},
             "when": {"until": "2028-02-15"}},
            {"id": "rest", "label": "Rest", "split": [{"id": "all", "label": "All", "share": 100, "to": "producer"}]},
        ],
    )  # fmt: skip
    book = run(made, [100_000, 100_000, 100_000])
    assert [day.day for day in book.days] == [FIRST, date(2028, 1, 31), date(2028, 2, 15), date(2028, 3, 1)]
    assert [day.results["held", "returns"] for day in book.days] == [20_000_00, 40_000_00, 0, 0]
    assert had(book, 1)["producer"] == 160_000
    assert had(book, 2)["producer"] == 200_000
    assert had(book, 3)["producer"] == 300_000


def test_a_cap_a_floor_and_an_advance() -> None:
    line = {"id": "fee", "label": "Fee", "to": "agent", "percent": 10}
    assert had(run(terms(off_the_top=[{**line, "up_to": 15_000}]), [100_000, 100_000]))["agent"] == 15_000
    assert had(run(terms(off_the_top=[{**line, "at_least": 15_000}]), [100_000, 20_000]))["agent"] == 15_000
    advanced = run(terms(off_the_top=[{**line, "offset": 8_000}]), [50_000, 50_000])
    assert had(advanced, 0) == {"producer": 50_000}
    assert had(advanced, 1)["agent"] == 2_000


def test_what_could_not_be_paid_is_carried_or_lapses() -> None:
    tiers: list[dict[str, Any]] = [
        {"id": "first", "label": "First", "take": {"to": "agent", "up_to": 90_000}},
        {"id": "star_part", "label": "Star", "take": {"to": "star", "percent": 20, "of": "gross"}},
        {
            "id": "rest",
            "label": "Rest",
            "split": [{"id": "all", "label": "All", "share": 100, "to": "producer"}],
        },
    ]
    assert had(run(terms(tiers=tiers), [100_000, 100_000]))["star"] == 40_000
    tiers[1]["take"] = {"to": "star", "percent": 20, "of": "gross", "arrears": "lapse"}
    assert had(run(terms(tiers=tiers), [100_000, 100_000]))["star"] == 30_000


def test_shares_change_when_the_investors_have_had_their_multiple() -> None:
    split = [
        {"id": "investors", "label": "Investors", "share": 50, "kind": "equity"},
        {"id": "producer", "label": "Producer", "share": 50, "to": "producer"},
    ]
    after = [{**split[0], "share": 25}, {**split[1], "share": 75}]
    made = terms(
        [position("investor", "equity", 100_000)],
        tiers=[
            {"id": "equity", "label": "Equity", "pari_passu": {"kind": "equity", "target": 100}},
            {"id": "early", "label": "Profits", "split": split, "until": {"kind": "equity", "target": 150}},
            {"id": "late", "label": "Later profits", "split": after},
        ],
    )
    assert had(run(made, [180_000])) == {"investor": 140_000, "producer": 40_000}
    assert had(run(made, [180_000, 120_000])) == {"investor": 175_000, "producer": 125_000}


def test_interest_runs_on_real_days_between_receipts() -> None:
    """8% act/360 on 1,000,000 for 90 days is 20,000; interest first, then the rest reduces what bears interest."""
    made = terms(
        [position("senior", "loan", 1_000_000)],
        interest=[{"on": "senior", "percent": 8, "days": "act/360", "from": "2028-01-01"}],
        tiers=[{"id": "loan", "label": "Loan", "pay": {"who": ["senior"]}}],
    )
    days = [(90, 520_000), (180, 600_000)]
    book = ledger(
        made, [Received(FIRST + timedelta(days=at), {ANYWHERE: amount * 100}, {}) for at, amount in days]
    )
    assert book.days[0].results["interest", "senior"] == 20_000_00
    assert had(book, 0) == {"senior": 520_000}
    assert book.days[1].results["interest", "senior"] == 30_000_00
    assert had(book, 1) == {"senior": 1_030_000}
    assert book.days[1].results["left", "main"] == 90_000_00


def test_unpaid_interest_bears_interest_from_the_day_it_is_capitalised() -> None:
    made = terms(
        [position("senior", "loan", 1_000_000)],
        interest=[
            {"on": "senior", "percent": 10, "days": "30/360", "method": "yearly", "from": "2028-01-01"}
        ],
        tiers=[{"id": "loan", "label": "Loan", "pay": {"who": ["senior"]}}],
    )
    book = ledger(
        made,
        [
            Received(date(2028, 1, 1), {ANYWHERE: 0}, {}),
            Received(date(2030, 1, 1), {ANYWHERE: 2_000_000_00}, {}),
        ],
    )
    assert book.days[-1].results["interest", "senior"] == 210_000_00
    assert had(book) == {"senior": 1_210_000}


def test_an_amendment_changes_what_comes_after_it() -> None:
    fee = {"id": "fee", "label": "Fee", "to": "agent", "percent": 20}
    made = terms(
        off_the_top=[fee],
        amendments=[
            {
                "id": "first",
                "title": "Lower fee",
                "from": "2028-01-20",
                "off_the_top": [{**fee, "percent": 10}],
            }
        ],
    )
    book = run(made, [100_000, 100_000])
    assert had(book, 0) == {"agent": 20_000, "producer": 80_000}
    assert had(book) == {"agent": 30_000, "producer": 170_000}


def test_a_correction_is_made_up_before_anybody_is_paid() -> None:
    made = terms(off_the_top=[{"id": "fee", "label": "Fee", "to": "agent", "percent": 10}])
    book = run(made, [100_000, -30_000, 10_000, 40_000])
    assert had(book, 1) == {"agent": 10_000, "producer": 90_000}
    assert book.days[1].results["left", "main"] == -30_000_00
    assert had(book, 2) == had(book, 1)
    assert had(book, 3) == {"agent": 12_000, "producer": 108_000}


def test_every_entry_says_why() -> None:
    made = terms(off_the_top=[{"id": "fee", "label": "Fee", "to": "agent", "percent": 10, "up_to": 15_000}])
    told = [entry.why for entry in run(made, [100_000, 100_000]).entries() if entry.payee == "agent"]
    early = "10% of gross, USD 100,000.00 to date, at most USD 15,000.00; USD 100,000.00 available"
    late = early.replace("gross, USD 100,000.00", "gross, USD 200,000.00")
    assert told == [f"{early}: USD 10,000.00 to date", f"{late}: USD 15,000.00 to date, USD 10,000.00 before"]


def test_a_percentage_of_what_arrives_while_it_stands_is_not_taken_twice_after_a_correction() -> None:
    """1,000 came, 400 of it was taken back, then 900 came: 1,500 has arrived, and 3% of it is held."""
    made = terms(
        accounts=[{"id": "reserve", "label": "Reserve", "release": {"from": "2030-01-01"}}],
        tiers=[
            {"id": "released", "label": "Released", "adds": "reserve"},
            {"id": "kept", "label": "Kept", "hold": {"account": "reserve", "percent": 3},
             "when": {"until": "2030-01-01"}},
            {"id": "rest", "label": "Rest", "split": [
                {"id": "producer", "label": "Producer", "share": 100, "to": "producer"}]},
        ],
    )  # fmt: skip
    book = run(made, [1_000, -400, 900])
    assert [each.results["held", "reserve"] for each in book.days] == [30_00, 30_00, 45_00]
    assert book.days[-1].results["had", "producer"] == 1_455_00
