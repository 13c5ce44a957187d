"""Random terms with every clause of the language, dated receipts for them, and the ledger they run through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from tests.topsheet.recoupment.plans import document_of, inflow, position
from topsheet.documents import Severity, Tree
from topsheet.recoupment import Terms, check, terms_of
from topsheet.recoupment.ledger import Received
from topsheet.recoupment.program import Origin

FIRST = date(2028, 1, 1)
PARTIES = ("agent", "seller", "producer", "writer")
ORIGINS: tuple[Origin, ...] = (("", "", ""), ("A", "", ""), ("B", "video", ""), ("", "video", ""))
coins = st.integers(1, 60_000)
cents = coins.map(lambda each: Decimal(each) / 100)
percents = st.integers(1, 40)
days = st.integers(1, 900).map(lambda each: FIRST + timedelta(days=each))


class Written:
    """A document's plain value and the terms it makes."""

    def __init__(self, value: dict[str, Any], terms: Terms, plan: object) -> None:
        self.value, self.terms, self.plan = value, terms, plan

    def __repr__(self) -> str:
        return f"{self.value!r} {self.plan!r}"


@st.composite
def whens(draw: st.DrawFn, equity: Sequence[str]) -> dict[str, Any]:
    """A condition of any kind."""
    kind = draw(st.sampled_from(["from", "until", "recouped", "box", "counted"]))
    if kind in ("from", "until"):
        return {kind: str(draw(days))}
    if kind == "recouped":
        return {"recouped": {"who": [draw(st.sampled_from(equity))], "target": draw(st.integers(10, 120))}}
    if kind == "box":
        return {"register": "box_office", "at_least": draw(st.integers(1, 900))}
    return {"register": "adjusted", "at_least": draw(cents)}


@st.composite
def takings(draw: st.DrawFn) -> dict[str, Any]:
    """A percentage with anything it may have."""
    line: dict[str, Any] = {"to": draw(st.sampled_from(PARTIES)), "percent": draw(percents)}
    line["of"] = draw(st.sampled_from(["gross", "rest", "adjusted"]))
    if draw(st.integers(0, 6)) == 0:
        return {"to": line["to"], "up_to": draw(cents)}
    for name in ("up_to", "offset", "at_least"):
        if draw(st.integers(0, 4)) == 0:
            line[name] = draw(cents)
    if draw(st.integers(0, 4)) == 0:
        line["arrears"] = "lapse"
    if draw(st.integers(0, 3)) == 0:
        line["steps"] = [{"above": draw(cents), "percent": draw(percents)}]
        line["retroactive"] = draw(st.booleans())
    return line


@st.composite
def _group(draw: st.DrawFn, who: Sequence[str]) -> dict[str, Any]:
    mode = draw(st.sampled_from(["pro_rata", "in_order", "equal", "shares"]))
    shares = {"shares": {each: draw(st.integers(1, 9)) for each in who}} if mode == "shares" else {}
    return {"who": list(who), "mode": mode, **shares}


@st.composite
def tiers_of(
    draw: st.DrawFn, prefix: str, who: Sequence[str], equity: Sequence[str], most: int
) -> list[dict[str, Any]]:
    """Some tiers over these claims, most of them paid in one and some in several."""
    left, tiers = list(who), list[dict[str, Any]]()
    for at in range(draw(st.integers(0, most))):
        tier: dict[str, Any] = {"id": f"{prefix}_{at}", "label": f"{prefix} {at}"}
        kind = draw(st.sampled_from(["pay", "pari_passu", "take", "corridor", "beside", "hold", "bonus"]))
        if kind == "take":
            tier["take"] = draw(takings())
        elif kind == "hold":
            tier["hold"] = {"account": "reserve", "percent": draw(percents)}
        elif kind == "bonus":
            tier["bonus"] = {"to": draw(st.sampled_from(PARTIES)), "amount": draw(cents)}
            tier["when"] = draw(whens(equity))
        else:
            if len(left) < 2:
                continue
            group = left[: draw(st.integers(1, min(2, len(left) - (kind == "beside"))))]
            left = [*left[len(group) :], *(group if draw(st.integers(0, 3)) == 0 else [])]
            claim = draw(_group(group))
            if kind == "corridor":
                tier["corridor"] = {"percent": draw(percents), "pay": claim}
            elif kind == "beside":
                share = draw(percents)
                tier["beside"] = [
                    {"id": "one", "label": "One", "share": share, "pay": claim},
                    {"id": "two", "label": "Two", "share": 100 - share, "pay": {"who": [left.pop(0)]}},
                ]
            elif kind == "pay":
                tier["pay"] = claim
            else:
                tier["pari_passu"] = {**claim, "target": draw(st.integers(20, 180))}
        if "when" not in tier and draw(st.integers(0, 5)) == 0:
            tier["when"] = draw(whens(equity))
        tiers.append(tier)
    return tiers


@st.composite
def writings(draw: st.DrawFn) -> Written:
    """A document with pots, registers, claims, interest, a reserve, corridors inside a party and amendments."""
    amounts = {f"{kind}_{n}": (kind, draw(cents)) for kind in ("equity", "loan") for n in range(3)}
    equity = [name for name in amounts if name.startswith("equity")]
    claims = [
        {"id": f"claim_{n}", "label": f"Claim {n}", "to": "seller", "amount": draw(cents)} for n in range(2)
    ]
    main = draw(tiers_of("main", ["loan_0", "equity_0", "equity_1", "loan_1"], equity, 5))
    theirs = {"id": "investors", "label": "Investors", "share": 40, "kind": "equity"}
    rest = {"id": "producer", "label": "Producer", "share": 60, "to": "producer"}
    limited = draw(st.sampled_from([theirs, theirs, {**theirs, "up_to": draw(cents)}]))
    split = {"id": "profits", "label": "Profits", "split": [limited, rest]}
    early = {
        **split,
        "split": [theirs, rest],
        "id": "early",
        "until": {"kind": "equity", "target": draw(st.integers(100, 200))},
    }
    late = {**early, "id": "late", "until": {"kind": "equity", "target": draw(st.integers(201, 300))}}
    ends: list[dict[str, Any]] = draw(
        st.sampled_from([[], [split], [early], [early, split], [early, late, split]])
    )
    released = [
        {"id": "released", "label": "Released", "adds": "reserve"},
        {"id": "added", "label": "Added", "adds": "surplus"},
    ]
    top, later_top = draw(_costs("top", equity)), draw(_costs("top", equity))
    later = draw(tiers_of("main", ["equity_0", "loan_0", "loan_1", "equity_1"], equity, 4))
    pots = [
        {"id": "pot_a", "label": "A", "territory": ["A"], "off_the_top": draw(_costs("a", equity)),
         "tiers": draw(tiers_of("a_tier", ["loan_2", "claim_0"], equity, 2))},
        {"id": "pot_b", "label": "B", "territory": ["B"],
         "tiers": draw(tiers_of("b_tier", ["claim_1", "equity_2"], equity, 2)),
         "then": draw(st.sampled_from(["main", "pot_a"]))},
    ]  # fmt: skip
    video = draw(st.integers(0, 100))
    value: dict[str, Any] = {
        "kind": "recoupment", "version": 1, "currency": "USD", "receipts": "World", "cases_on": "2029-01-01",
        "parties": [{"id": each, "name": each.capitalize()} for each in PARTIES],
        "registers": [
            {"id": "adjusted", "label": "Adjusted", "counts": [{"medium": ["video"], "percent": video}]},
            {"id": "box_office", "label": "Box office", "reported": True},
        ],
        "claims": claims,
        "accounts": [{"id": "reserve", "label": "Reserve", "release": {"from": str(draw(days))}}],
        "off_the_top": top,
        "tiers": [*released, *main, *ends],
        "pots": pots,
    }  # fmt: skip
    bearing = st.lists(st.sampled_from(["loan_0", "loan_1", "equity_0", "claim_0"]), max_size=2, unique=True)
    value["interest"] = [draw(_interest(each)) for each in draw(bearing)]
    paying = [
        tier["id"] for tier in main if "equity_0" in str(tier) and ("pay" in tier or "pari_passu" in tier)
    ]
    if paying:
        inner = [
            {"to": "writer", "percent": draw(percents), "up_to": draw(cents)},
            {"to": "producer", "percent": 20},
        ]
        value["inside"] = [{"id": "inner", "label": "Inner", "of": "equity_0", "tiers": paying[:1],
                            "minimum": 1, "shares": inner}]  # fmt: skip
    if draw(st.integers(0, 3)) == 0:
        value["crossed"] = [{"id": "group", "pots": ["pot_a", "pot_b"]}]
        pots[1]["then"] = "main"
    if draw(st.integers(0, 2)) == 0:
        value["amendments"] = [{"id": "later", "title": "Later", "from": str(draw(days)),
                                "off_the_top": later_top, "tiers": [*released, *later, *ends]}]  # fmt: skip
    return _made(value, amounts, draw(cents))


@st.composite
def _interest(draw: st.DrawFn, on: str) -> dict[str, Any]:
    method = draw(st.sampled_from(["simple", "monthly", "quarterly", "yearly"]))
    since = draw(days)
    until = draw(st.sampled_from([{}, {}, {"until": str(since + timedelta(days=draw(st.integers(1, 600))))}]))
    of = draw(st.sampled_from(["outstanding", "original"])) if method == "simple" else "outstanding"
    return {
        "on": on, "percent": draw(percents), "days": draw(st.sampled_from(["act/360", "act/365", "30/360"])),
        "method": method, "of": of, "from": str(since), **until,
        "first": draw(st.sampled_from(["interest", "principal"])),
    }  # fmt: skip


@st.composite
def _costs(draw: st.DrawFn, prefix: str, equity: Sequence[str]) -> list[dict[str, Any]]:
    lines = []
    for at in range(draw(st.integers(0, 3))):
        line = {"id": f"{prefix}_cost_{at}", "label": f"Cost {at}", **draw(takings())}
        if "percent" in line:
            line["percent"] = min(line["percent"], 20)
        if draw(st.integers(0, 5)) == 0:
            line["when"] = draw(whens(equity))
        lines.append(line)
    return sorted(lines, key=lambda each: each.get("of") == "rest")


def _made(value: dict[str, Any], amounts: dict[str, tuple[str, Decimal]], surplus: Decimal) -> Written:
    tree = Tree("recoupment.yaml", value, {})
    document = document_of(tree)
    plan = tuple(position(name, kind, str(amount)) for name, (kind, amount) in amounts.items())
    inflows = inflow("surplus", str(surplus))
    wrong = [each for each in check(document, plan, inflows, "USD", tree) if each.severity is Severity.ERROR]
    assume(not wrong)
    return Written(value, terms_of(document, plan, inflows, tree), (amounts, surplus))


@st.composite
def received(draw: st.DrawFn, *, least: int = 0) -> list[Received]:
    """Receipts on a few days, some on the same, in coins, with box office that only rises."""
    found = list[Received]()
    level = 0
    for at in sorted(draw(st.lists(st.integers(0, 800), min_size=1, max_size=6))):
        level += draw(st.integers(0, 400))
        amounts = {
            each: draw(st.integers(least, 90_000))
            for each in draw(st.sets(st.sampled_from(ORIGINS), min_size=1))
        }
        found.append(Received(FIRST + timedelta(days=at), amounts, {"box_office": level}))
    return found
