"""The terms of the waterfall benchmarks: 25 steps, 34 payees, interest, corridors, bonuses, a reserve, a rising fee."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from topsheet.documents import Tree, validate
from topsheet.figures import given
from topsheet.money import Money
from topsheet.recoupment import Position, RecoupmentDocument, Terms, check, terms_of

EQUITY = {
    f"equity_{n}": amount for n, amount in enumerate((900_000, 700_000, 500_000, 400_000, 250_000, 250_000))
}
LOANS = {"senior": 1_200_000, "gap": 800_000, "mezzanine": 400_000, "bridge": 150_000}
DEFERRALS = {f"deferral_{n}": 40_000 + 5_000 * n for n in range(6)}
FUNDS = {"fund_a": 300_000, "fund_b": 200_000, "fund_c": 100_000}
PARTIES = ("cam", "guilds", "agent", "sub_agent", "distributor", "guarantor", "producer", "co_producer", "writer",
           "director", "star", "composer", "lawyer", "company")  # fmt: skip


def _claim(tier: str, who: list[str], target: int = 0, mode: str = "pro_rata") -> dict[str, Any]:
    group: dict[str, Any] = {"who": who, "mode": mode}
    if target:
        return {"id": tier, "label": tier, "pari_passu": {**group, "target": target}}
    return {"id": tier, "label": tier, "pay": group}


def _document(*, timed: bool) -> dict[str, Any]:
    when = {"register": "box_office", "at_least": 10_000_000} if timed else None
    bonus = [
        {"id": f"bonus_{n}", "label": f"Bonus {n}", "take": {"to": to, "up_to": amount}}
        | ({"when": when} if when else {})
        for n, (to, amount) in enumerate((("director", 50_000), ("star", 80_000), ("writer", 20_000)))
    ]
    released = [{"id": "released", "label": "Reserve released", "adds": "returns"}] if timed else []
    reserve = {
        "id": "reserve",
        "label": "Reserve",
        "hold": {"account": "returns", "percent": 5, "up_to": 200_000},
    }
    if timed:
        reserve["when"] = {"until": "2031-01-01"}
    kept: dict[str, Any] = {"release": {"from": "2031-01-01"}} if timed else {"holder": "company"}
    return {
        "kind": "recoupment", "version": 1, "currency": "USD", "receipts": "World", "cases_on": "2028-01-01",
        "parties": [{"id": each, "name": each} for each in PARTIES],
        "registers": [{"id": "box_office", "label": "Box office", "reported": True}] if timed else [],
        "accounts": [{"id": "returns", "label": "Reserve", **kept}],
        "interest": [
            {"on": each, "percent": percent, "days": "act/360", "from": "2028-01-01",
             "method": "quarterly" if each == "mezzanine" else "simple"}
            for each, percent in (("senior", 8), ("gap", 11), ("mezzanine", 14), ("bridge", 10), ("equity_0", 6))
        ] if timed else [],
        "off_the_top": [
            {"id": "cam_fee", "label": "CAM", "to": "cam", "percent": 1},
            {"id": "guild_set", "label": "Guilds", "to": "guilds", "percent": "6.9"},
            {"id": "commission", "label": "Commission", "to": "agent", "percent": 15},
            {"id": "sub", "label": "Sub-agent", "to": "sub_agent", "percent": 5, "of": "rest",
             "steps": [{"above": 3_000_000, "percent": "7.5"}]},
            {"id": "expenses", "label": "Expenses", "to": "agent", "up_to": 150_000},
            {"id": "advance", "label": "Advance", "to": "distributor", "up_to": 200_000},
        ],
        "tiers": [
            *released,
            reserve,
            _claim("senior_tier", ["senior"]),
            _claim("gap_tier", ["gap"]),
            {"id": "corridor", "label": "Corridor", "corridor": {"percent": 10, "pay": {"who": list(DEFERRALS)[:3]}}},
            _claim("mezz_tier", ["mezzanine"]),
            _claim("bridge_tier", ["bridge"]),
            {"id": "completion", "label": "Completion", "take": {"to": "guarantor", "up_to": 100_000}},
            {"id": "beside", "label": "Beside", "beside": [
                {"id": "funds", "label": "Funds", "share": 20, "pay": {"who": list(FUNDS)}},
                {"id": "equity", "label": "Equity", "share": 80,
                 "pari_passu": {"who": list(EQUITY)[1:], "target": 100}}]},
            _claim("equity_pref", ["equity_0"], 120),
            _claim("equity_premium", list(EQUITY)[1:], 120),
            {"id": "corridor_b", "label": "Corridor", "corridor": {"percent": 25, "pay": {"who": list(DEFERRALS)[3:]}}},
            {"id": "first_part", "label": "First part", "take": {"to": "composer", "percent": 2, "of": "rest"}},
            {"id": "second_part", "label": "Second part",
             "take": {"to": "lawyer", "percent": 1, "of": "rest", "up_to": 40_000}},
            *bonus,
            {"id": "early", "label": "Early profits", "split": [
                {"id": "investors", "label": "Investors", "share": 60, "who": list(EQUITY)[1:]},
                {"id": "producer", "label": "Producer", "share": 40, "to": "producer"}],
             "until": {"who": list(EQUITY)[1:], "target": 150}},
            {"id": "profits", "label": "Profits", "split": [
                {"id": "investors", "label": "Investors", "share": 50, "who": list(EQUITY)},
                {"id": "co", "label": "Co-producer", "share": 10, "to": "co_producer"},
                {"id": "star", "label": "Star", "share": 5, "to": "star"},
                {"id": "company", "label": "Company", "share": 3, "to": "company"},
                {"id": "producer", "label": "Producer", "share": 32, "to": "producer"}]},
        ],
    }  # fmt: skip


def terms(*, timed: bool) -> Terms:
    """The terms: with interest, conditions and a reserve that is released, or free of time."""
    tree = Tree("recoupment.yaml", _document(timed=timed), {})
    document, problems = validate(RecoupmentDocument, tree)
    if document is None:
        raise SystemExit("\n".join(map(str, problems)))
    kinds = (("equity", EQUITY), ("loan", LOANS), ("deferral", DEFERRALS), ("grant", FUNDS))
    positions = tuple(
        Position(each, each, kind, given(each, each, Money(Decimal(amount), "USD")))
        for kind, amounts in kinds
        for each, amount in amounts.items()
    )
    if wrong := check(document, positions, {}, "USD", tree):
        raise SystemExit("\n".join(map(str, wrong)))
    return terms_of(document, positions, {}, tree)
