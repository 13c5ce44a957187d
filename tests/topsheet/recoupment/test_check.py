"""Each case is Night Ferry's terms with one thing changed, and the problem that change must raise."""

from __future__ import annotations

import pytest

from tests.topsheet.recoupment.plans import (
    NIGHT_FERRY,
    NIGHT_FERRY_INFLOWS,
    NIGHT_FERRY_POSITIONS,
    answered,
    inflow,
    money,
    position,
    tree_of,
)
from topsheet.documents import Severity, validate
from topsheet.recoupment import RecoupmentDocument

EQUITY = "{id: equity, label: Equity, pari_passu: {kind: equity, target: 120, mode: pro_rata}}"
FEE = "{id: collection_fee, label: Collection account fee, to: collection_agent, percent: 1}"
PRODUCER = "{id: producer, label: Producer, share: 50, to: producer}"
LAST = f"      - {PRODUCER}\n\ncases:"


def changed(old: str, new: str) -> list[tuple[str, str]]:
    """Place and statement of each problem, in the order found, once the first `old` is `new`."""
    text = NIGHT_FERRY.read_text(encoding="utf-8")
    assert old in text
    found = answered(text.replace(old, new, 1), NIGHT_FERRY_POSITIONS, NIGHT_FERRY_INFLOWS)[1]
    return [(problem.where, problem.what) for problem in found]


MISTAKES = {
    "cost to nobody": (
        "to: collection_agent", "to: colection_agent",
        "recoupment.yaml:12 off_the_top[0].to",
        "Collection account fee goes to `colection_agent`, which is not a party",
    ),
    "cost without amount": (
        ", percent: 1}", "}",
        "recoupment.yaml:12 off_the_top[0]", "Collection account fee says no amount",
    ),
    "party twice in a division": (
        "      - {id: producer, label: Producer, share: 50, to: producer}\n\nca",
        "      - {id: a, label: A, share: 9, to: producer}\n      - {id: b, label: B, share: 41, to: producer}\n\nca",
        "recoupment.yaml:26 tiers[4].split[2]", "`producer` takes twice in Net profits",
    ),
    "cost at least above its cap": (
        "percent: 15", "percent: 15, up_to: 10, at_least: 20",
        "recoupment.yaml:13 off_the_top[1].at_least", "Sales commission is at least 20 and at most 10",
    ),
    "percentages above the whole": (
        "percent: 15", "percent: 99.5",
        "recoupment.yaml:13 off_the_top[1].percent", "the percentages of gross add up to 100.5%",
    ),
    "percentages that leave nothing": (
        "percent: 15", "percent: 99",
        "recoupment.yaml:11 off_the_top", "the percentages of gross add up to 100%",
    ),
    "gross below the rest": (
        "percent: 1}", "percent: 1, of: rest}",
        "recoupment.yaml:13 off_the_top[1].of",
        "Sales commission is a percentage of gross below a percentage of the rest",
    ),
    "all of the rest": (
        "percent: 15", "percent: 100, of: rest",
        "recoupment.yaml:13 off_the_top[1].percent", "Sales commission takes 100% of what is left",
    ),
    "parts of a cent": (
        "up_to: 75000", "up_to: 75000.005",
        "recoupment.yaml:14 off_the_top[2].up_to", "75000.005 is not a whole number of the smallest USD coin",
    ),
    "case in parts of a cent": (
        "gross: 1900000", "gross: 0.001",
        "recoupment.yaml:28 cases[0].gross", "0.001 is not a whole number of the smallest USD coin",
    ),
    "cost twice": (
        "id: sales_commission", "id: collection_fee",
        "recoupment.yaml:13 off_the_top[1].id", "a second cost has the id `collection_fee`",
    ),
    "tier with the id of a cost": (
        "{id: deferrals", "{id: sales_expenses",
        "recoupment.yaml:20 tiers[3].id", "the tier `sales_expenses` has the id of a cost off the top",
    ),
    "party with the id of a position": (
        "{id: producer, name", "{id: gap_loan, name",
        "recoupment.yaml:9 parties[2].id", "the party `gap_loan` has the id of Gap loan in the finance plan",
    ),
    "tier that does nothing": (
        EQUITY, "{id: equity, label: Equity}",
        "recoupment.yaml:19 tiers[2]", "Equity does nothing",
    ),
    "tier that does two things": (
        "adds: loan_collateral_surplus}", "adds: loan_collateral_surplus, pay: {kind: gap_loan}}",
        "recoupment.yaml:17 tiers[0]", "Loan collateral surplus does adds and pay",
    ),
    "position nobody knows": (
        EQUITY, "{id: equity, label: Equity, pari_passu: {who: [equity_a, equity_d], target: 120}}",
        "recoupment.yaml:19 tiers[2].pari_passu.who[1]",
        "Equity pays `equity_d`, which is not a position of the finance plan",
    ),
    "position twice in a tier": (
        EQUITY, "{id: equity, label: Equity, pari_passu: {who: [equity_a, equity_a], target: 120}}",
        "recoupment.yaml:19 tiers[2].pari_passu.who[1]", "Equity names `equity_a` twice",
    ),
    "tier that names nobody": (
        EQUITY, "{id: equity, label: Equity, pari_passu: {target: 120}}",
        "recoupment.yaml:19 tiers[2].pari_passu", "Equity names nobody",
    ),
    "kind the plan does not have": (
        "pay: {kind: gap_loan}", "pay: {kind: gap}",
        "recoupment.yaml:18 tiers[1].pay.kind", "Gap loan pays the kind `gap`, which the plan does not have",
    ),
    "target reached above": (
        "{id: deferrals, label: Deferrals, pay: {kind: deferral}}",
        "{id: deferrals, label: Again, pari_passu: {who: [equity_a], target: 110}}",
        "recoupment.yaml:20 tiers[3].pari_passu",
        "Again can never pay Equity a: a tier above pays it up to 120% already",
    ),
    "shares without the mode": (
        "mode: pro_rata", "shares: {equity_a: 1}",
        "recoupment.yaml:19 tiers[2].pari_passu.shares", "Equity gives shares but is shared pro rata",
    ),
    "shares for a stranger": (
        "mode: pro_rata", "mode: shares, shares: {equity_a: 1, equity_b: 1, equity_c: 1, gap_loan: 1}",
        "recoupment.yaml:19 tiers[2].pari_passu.shares.gap_loan",
        "Equity gives a share to `gap_loan`, which it does not pay",
    ),
    "shares that leave someone out": (
        "mode: pro_rata", "mode: shares, shares: {equity_a: 1, equity_b: 1}",
        "recoupment.yaml:19 tiers[2].pari_passu.shares", "Equity gives `equity_c` no share",
    ),
    "shares of the rest below the whole": (
        PRODUCER, PRODUCER.replace("50", "40"),
        "recoupment.yaml:23 tiers[4].split", "the shares of Net profits add up to 90%, not 100%",
    ),
    "share to nobody": (
        PRODUCER, PRODUCER.replace("to: producer", "to: the_producer"),
        "recoupment.yaml:25 tiers[4].split[1].to",
        "Producer in Net profits goes to `the_producer`, which is not a party",
    ),
    "share to two": (
        PRODUCER, PRODUCER.replace("to: producer", "to: producer, kind: equity"),
        "recoupment.yaml:25 tiers[4].split[1]", "Producer in Net profits names a party and positions",
    ),
    "share to an empty kind": (
        PRODUCER, PRODUCER.replace("to: producer", "kind: grant"),
        "recoupment.yaml:25 tiers[4].split[1].kind",
        "Producer in Net profits goes to the kind `grant`, which the plan does not have",
    ),
    "tier below a division of everything": (
        LAST,
        f"      - {PRODUCER}\n  - {{id: late, label: Late, pari_passu: {{kind: equity, target: 200}}}}\n\ncases:",
        "recoupment.yaml:26 tiers[5].pari_passu",
        "Late can never pay: Net profits above it shares out all there is",
    ),
    "inflow nobody knows": (
        "adds: loan_collateral_surplus", "adds: loan_surplus",
        "recoupment.yaml:17 tiers[0].adds",
        "`loan_surplus` is not an inflow of the finance plan, nor an account that is released",
    ),
    "break-even of nobody": (
        "- {kind: equity, target: 100}", "- {target: 100}",
        "recoupment.yaml:33 breakevens[0]", "the break-even names nobody",
    ),
    "break-even of both": (
        "- {kind: equity, target: 100}", "- {kind: equity, position: equity_a, target: 100}",
        "recoupment.yaml:33 breakevens[0]", "the break-even names both a position and a kind",
    ),
    "break-even of a stranger": (
        "- {kind: equity, target: 100}", "- {position: equity_z, target: 100}",
        "recoupment.yaml:33 breakevens[0].position", "`equity_z` is not a position of the finance plan",
    ),
    "break-even of an empty kind": (
        "- {kind: equity, target: 100}", "- {kind: grant, target: 100}",
        "recoupment.yaml:33 breakevens[0].kind", "no position of the finance plan is of the kind `grant`",
    ),
    "break-even twice": (
        "- {kind: equity, target: 120}", "- {kind: equity, target: 100}",
        "recoupment.yaml:34 breakevens[1]", "the same break-even is asked twice",
    ),
    "stranger in a variant": (
        "who: [equity_c]", "who: [equity_q]",
        "recoupment.yaml:44 variants[0].tiers[2].pari_passu.who[0]",
        "Equity C pays `equity_q`, which is not a position of the finance plan",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_where_it_stands(mistake: tuple[str, str, str, str]) -> None:
    old, new, where, what = mistake
    assert changed(old, new)[0] == (where, what)


def test_what_is_withheld_from_a_claim_is_withheld_from_its_owner() -> None:
    claim = "claims:\n  - {id: late_fee, label: Late fee, to: producer, amount: 9}\npaying:\n  - {to: late_fee, tax: 5}"
    told = "`late_fee` is a claim of `producer`, and is paid to it with all else"
    assert ("recoupment.yaml:63 paying[0].to", told) in changed("paying:", claim)


def test_a_stranger_is_told_the_nearest_name() -> None:
    text = NIGHT_FERRY.read_text(encoding="utf-8").replace("to: collection_agent", "to: colection_agent")
    problem = answered(text, NIGHT_FERRY_POSITIONS, NIGHT_FERRY_INFLOWS)[1][0]
    add = "Add it under `parties:`, or name one of: collection_agent, sales_agent, producer."
    assert problem.why == "Every payee must be someone."
    assert problem.fix == f"Did you mean `collection_agent`? {add}"


def test_inflow_that_joins_no_tier_and_a_kind_without_positions_are_warnings() -> None:
    text = NIGHT_FERRY.read_text(encoding="utf-8")
    no_deferrals = tuple(each for each in NIGHT_FERRY_POSITIONS if each.kind != "deferral")
    plan = {**NIGHT_FERRY_INFLOWS, **inflow("rebate", 5)}
    report, problems = answered(text, no_deferrals, plan)
    assert {problem.severity for problem in problems} == {Severity.WARNING}
    assert [problem.what for problem in problems] == [
        "Deferrals pays the kind `deferral`, which the plan does not have",
        "Deferrals pays the kind `deferral`, which the plan does not have",
        "Rebate (USD 5.00) comes from the finance plan and joins no tier",
    ]
    assert report.cases[2].row("available_to_net_profits").value == money(1235900)


def test_money_joining_between_two_tiers_of_one_position_is_refused() -> None:
    again = "  - {id: more, label: More, pari_passu: {who: [equity_a], target: 130}}\n"
    text = NIGHT_FERRY.read_text(encoding="utf-8").replace(
        "  - id: net_profits",
        "  - {id: rebate, label: Rebate, adds: rebate}\n" + again + "  - id: net_profits",
        1,
    )
    problems = answered(text, NIGHT_FERRY_POSITIONS, {**NIGHT_FERRY_INFLOWS, **inflow("rebate", 5)})[1]
    assert [problem.what for problem in problems] == [
        "More pays Equity a, which was paid above the last `adds`"
    ]


def test_inflow_added_twice_is_refused() -> None:
    text = NIGHT_FERRY.read_text(encoding="utf-8").replace(
        "  - id: net_profits",
        "  - {id: twice, label: Twice, adds: loan_collateral_surplus}\n  - id: net_profits",
        1,
    )
    problems = answered(text, NIGHT_FERRY_POSITIONS, NIGHT_FERRY_INFLOWS)[1]
    assert [problem.what for problem in problems] == ["`loan_collateral_surplus` is added twice"]


def test_plan_in_another_currency_below_nothing_or_without_an_amount_is_refused() -> None:
    text = NIGHT_FERRY.read_text(encoding="utf-8")
    odd = (
        *NIGHT_FERRY_POSITIONS[:3],
        position("equity_c", "equity", 0),
        position("deferral_producer", "deferral", -5),
        position("deferral_director", "deferral", 60000, "EUR"),
    )
    problems = answered(text, odd, NIGHT_FERRY_INFLOWS, "EUR")[1]
    assert {problem.what for problem in problems} == {
        "the terms are in USD, the film in EUR",
        "Deferral producer is USD -5.00, less than nothing",
        "Deferral director is in EUR, the terms in USD",
        "Equity pays Equity c, which has no amount",
        "Equity C pays Equity c, which has no amount",
        "Investors in Net profits pays Equity c, which has no amount",
    }


READING = {
    "negative amount": ("up_to: 75000", "up_to: -75000", "-75000 is negative"),
    "no target": ("kind: equity, target: 120, mode", "kind: equity, mode", "`target` is missing"),
    "target of nothing": ("target: 120, mode", "target: 0, mode", "0 stands where more than 0 is expected"),
    "mode nobody knows": (
        "mode: pro_rata", "mode: prorata",
        "'prorata' is not one of pro_rata, in_order, equal, shares"
    ),
    "taken id": (
        "id: collection_fee", "id: net_after_costs",
        "'net_after_costs': `net_after_costs` is the name of a figure of every case; choose another id",
    ),
    "id of a part of statements": (
        "id: equity, label", "id: participant, label",
        "'participant': `participant` names other figures of a statement; choose another id",
    ),
    "id in capitals": (
        "id: collection_fee", "id: Fee",
        "'Fee': an id is written in small letters, figures and _, and starts with a letter",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", READING.values(), ids=READING)
def test_what_does_not_fit_a_field_is_refused_on_reading(mistake: tuple[str, str, str]) -> None:
    old, new, what = mistake
    tree = tree_of(NIGHT_FERRY.read_text(encoding="utf-8").replace(old, new, 1))
    assert [problem.what for problem in validate(RecoupmentDocument, tree)[1]] == [what]


def test_a_target_may_carry_its_sign() -> None:
    text = NIGHT_FERRY.read_text(encoding="utf-8").replace("target: 120", 'target: "120%"')
    assert answered(text, NIGHT_FERRY_POSITIONS, NIGHT_FERRY_INFLOWS)[1] == []


def test_who_is_owed_and_paid_by_no_tier_is_told() -> None:
    loan, none = position("mezz", "mezzanine", 184000), position("gift", "in_kind", 0)
    found = answered(
        NIGHT_FERRY.read_text(encoding="utf-8"), (*NIGHT_FERRY_POSITIONS, loan, none), NIGHT_FERRY_INFLOWS
    )[1]
    assert [(problem.what, problem.severity) for problem in found] == [
        ("Mezz is to have USD 184,000.00 back from receipts, and no tier pays it", Severity.WARNING)
    ]
    assert "`mezz`" in found[0].fix


@pytest.mark.parametrize("old", ["up_to: 75000", "gross: 3400000"])
def test_thousands_with_a_point_are_no_thousandth(old: str) -> None:
    key = old.partition(":")[0]
    text = NIGHT_FERRY.read_text(encoding="utf-8").replace(old, f"{key}: 75.000", 1)
    problems = validate(RecoupmentDocument, tree_of(text))[1]
    assert [each.what for each in problems] == [
        "75.000 stands where an amount with one reading is expected; “75.000” may be 75,000 or 75"
    ]
    assert problems[0].fix.startswith("Write thousands without a mark")


def test_a_remedy_offers_nothing_to_choose_where_there_is_nothing() -> None:
    text = f"{NIGHT_FERRY.read_text(encoding='utf-8')}\ncrossed: [{{id: both, pots: [germany, italy]}}]\n"
    problems = answered(text, NIGHT_FERRY_POSITIONS, NIGHT_FERRY_INFLOWS)[1]
    assert {each.fix for each in problems if "is no pot" in each.what} == {
        "There are none yet: write one, or leave this out."
    }
