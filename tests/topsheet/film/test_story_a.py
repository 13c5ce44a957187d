"""Story A, "Night Ferry": every figure of it, from the lines to the last cent of the waterfall."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from topsheet.film import Film, OptionReport, compute, read_folder
from topsheet.finance import MonthReport, StressReport
from topsheet.money import Cash, Face, InKind, Money, Percent
from topsheet.recoupment import CaseReport

EXAMPLE = ROOT / "examples" / "night_ferry"
MONTHS = tuple(f"2027-{month:02}" for month in range(1, 13))


def usd(amount: int | str) -> Money:
    return Money(Decimal(amount), "USD")


def film_in(folder: Path) -> Film:
    production, problems = read_folder(folder)
    assert production, problems
    assert production.document.as_of
    film = compute(production, as_of=production.document.as_of)
    assert film
    return film


@cache
def night_ferry() -> Film:
    return film_in(EXAMPLE)


def weighed(option: str) -> OptionReport:
    return next(each for each in night_ferry().options if each.id == option)


def plan_a() -> Film:
    return weighed("a").film


def by_month(months: Sequence[MonthReport], column: str) -> dict[str, str]:
    """A column of the cash flow in thousands."""
    values = {f"{month.month:%Y-%m}": getattr(month, column).value for month in months}
    assert {value.currency for value in values.values()} == {"USD"}
    return {month: _thousands(value.amount) for month, value in values.items()}


def _thousands(amount: Decimal) -> str:
    return f"{(amount / 1000).normalize():f}"


def column(values: str) -> dict[str, str]:
    return dict(zip(MONTHS, values.split(), strict=True))


def stress(film: Film, wanted: str) -> StressReport:
    return next(each for each in film.cash.stresses if each.id == wanted)


# Step 1: the budget and its views.


def test_the_budget_comes_to_six_million() -> None:
    budget = night_ferry().budget
    topsheet = {section.id: section.total.value for section in budget.sections}
    topsheet |= {charge.name: charge.value for charge in budget.contractual}
    assert topsheet == {
        "above_the_line": usd(1_250_000),
        "production": usd(2_900_000),
        "post": usd(620_000),
        "other": usd(330_000),
        "budget.contingency": usd(510_000),
        "budget.bond": usd(153_000),
    }
    assert (budget.direct.value, budget.finance_costs.total.value, budget.total.value) == (
        usd(5_100_000),
        usd(237_000),
        usd(6_000_000),
    )


def test_the_shoot_is_28_days_from_29_march_in_two_places() -> None:
    schedule = night_ferry().schedule
    days = {place: figure.value for place, figure in schedule.days_at.items() if figure.value}
    assert (schedule.shoot_days.value, f"{schedule.start.value}", f"{schedule.wrap.value}", days) == (
        28,
        "2027-03-29",
        "2027-05-06",
        {"chesapeake": 24, "nova_scotia": 4},
    )


def test_each_view_its_tier_and_headroom() -> None:
    seen = {
        view.id: (
            view.total.value,
            view.tier,
            view.ceiling and view.ceiling.value,
            view.headroom and view.headroom.value,
            view.near_edge,
        )
        for view in night_ferry().budget.views
    }
    total, direct = usd(6_000_000), usd(5_100_000)
    assert seen == {
        "production": (total, "", None, None, False),
        "direct": (direct, "", None, None, False),
        "strike_price": (usd(5_763_000), "", None, None, False),
        "dga": (direct, "level 4a", usd(5_500_000), usd(400_000), False),
        "iatse": (total, "Tier 1A", usd(6_250_000), usd(250_000), True),
        "sag": (total, "Basic Theatrical", None, None, False),
        "cash": (total, "", None, None, False),
    }


# Step 2: the sources.


def test_every_source_with_its_face_and_cash() -> None:
    found = {
        source.id: tuple(each and int(each.value.amount) for each in (source.face, source.cash))
        for source in night_ferry().finance.sources
    }
    assert found == {
        "equity_a": (1_200_000, 1_200_000),
        "equity_b": (1_200_000, 1_200_000),
        "presale_de": (420_000, 84_000),
        "presale_uk": (360_000, 72_000),
        "presale_jp": (210_000, 42_000),
        "presale_benelux": (90_000, 18_000),
        "presale_loan": (None, 642_600),
        "tax_credit": (1_050_000, 0),
        "tax_loan": (None, 892_500),
        "gap_loan": (1_000_000, 1_000_000),
        "grant": (250_000, 250_000),
    }
    assert all(source.counts for source in night_ferry().finance.sources)


def test_pre_sales_of_1080_lend_642_600_on_a_balance_of_864() -> None:
    film = night_ferry()
    sales = [source for source in film.finance.sources if source.kind == "presale"]
    faces = sum(source.face.value.amount for source in sales if source.face)
    deposits = sum(source.cash.value.amount for source in sales if source.cash)
    commissions = [film.figures[f"finance.source.{sale.id}.commission"].value for sale in sales]
    assert (faces, deposits, faces - deposits) == (1_080_000, 216_000, 864_000)
    assert commissions == [usd(42_000), usd(36_000), usd(21_000), usd(9_000)]  # 108,000
    assert film.figures["finance.source.presale_loan.lent_on"].value == usd(756_000)
    assert film.figures["finance.source.presale_loan.amount"].value == usd(642_600)


def test_the_credit_is_25_percent_of_4200() -> None:
    film, [credit] = night_ferry(), night_ferry().incentives
    assert (credit.qualified.value, credit.rate.value, credit.credit.value) == (
        usd(4_200_000),
        Percent(Decimal(25)),
        usd(1_050_000),
    )
    assert film.figures["finance.source.tax_loan.amount"].value == usd(892_500)


def test_the_gap_loan_is_covered_2_90_times() -> None:
    film = night_ferry()
    assert film.finance.gap_cover
    assert (film.market.unsold_take.value, film.finance.gap_cover.value) == (usd(2_900_000), Decimal("2.9"))


# Step 3: what is shown, and why the light is not green.


def test_covered_90_02_and_the_gap_598_900() -> None:
    finance = night_ferry().finance
    assert (
        finance.committed.value,
        finance.committed_cash.value,
        str(finance.covered.value),
        finance.gap.value,
        finance.surplus.value,
    ) == (usd(5_401_100), usd(5_401_100), "90.02%", usd(598_900), usd(0))


def test_the_greenlight_is_blocked_with_its_reason() -> None:
    light = night_ferry().greenlight
    financed = light.gates[0]
    assert light.state.value == "BLOCKED"
    assert (financed.id, financed.state, financed.reason) == (
        "financed",
        "BLOCKED",
        "covered 90.02% of 100.00% asked; the gap is USD 598,900.00",
    )
    assert light.state.how.startswith("Fully financed: covered 90.02% of 100.00% asked")


# Step 4: option (a) closes the gap; (b) and (c) are weighed beside it.


def test_option_a_is_fully_financed_with_1100_over() -> None:
    finance = plan_a().finance
    bridge = {row.name: row.value for row in finance.bridge}
    assert (finance.committed.value, finance.gap.value, finance.surplus.value, finance.face.value) == (
        usd(6_001_100),
        usd(0),
        usd(1_100),
        usd(6_380_000),
    )
    assert bridge == {
        "finance.bridge.incentive": usd(157_500),
        "finance.bridge.commission": usd(108_000),
        "finance.bridge.presale": usd(113_400),
    }
    assert (finance.bridge_total.value, finance.cash_need.value) == (usd(378_900), usd(5_850_000))
    assert finance.face.value - finance.bridge_total.value == finance.committed.value


def test_option_a_adds_an_investor_and_fees_that_are_no_cash() -> None:
    added = {
        source.id: (source.status, source.cash and source.cash.value, source.in_kind and source.in_kind.value)
        for source in plan_a().finance.sources[-3:]
    }
    assert added == {
        "equity_c": ("signed", Cash(Decimal(450_000), "USD"), None),
        "deferral_producer": ("signed", None, InKind(Decimal(90_000), "USD")),
        "deferral_director": ("signed", None, InKind(Decimal(60_000), "USD")),
    }
    assert plan_a().budget.view("cash").total.value == usd(5_850_000)


def test_option_a_opens_the_light_but_for_what_people_must_still_bring() -> None:
    light = plan_a().greenlight
    opened = [gate.id for gate in light.gates if gate.state == "OPEN"]
    assert (light.state.value, opened) == ("GO IF", ["bond", "insurance", "guild_clearance"])
    assert [gate.id for gate in light.gates if gate.state == "BLOCKED"] == []


def test_option_b_cuts_four_days_and_every_nova_scotia_line() -> None:
    option = weighed("b")
    film, budget = option.film, option.film.budget
    assert film.schedule.shoot_days.value == 24
    assert [line.id for line in budget.lines if line.place == "nova_scotia"] == []
    assert len(option.lost_scenes) == 12
    sections = [section.total.value.amount for section in budget.sections]
    assert (
        budget.direct.value.amount == sum(sections) == sum(line.total.value.amount for line in budget.lines)
    )
    charges = {charge.name: charge.value for charge in budget.contractual}
    direct = budget.direct.value
    assert charges == {
        "budget.contingency": (direct * Percent(Decimal(10))).rounded(),
        "budget.bond": (direct * Percent(Decimal(3))).rounded(),
    }


def test_option_b_earns_a_smaller_credit_and_borrows_less_on_it() -> None:
    film = weighed("b").film
    [credit] = film.incentives
    assert credit.qualified.value < usd(4_200_000)
    assert credit.credit.value == (credit.qualified.value * Percent(Decimal(25))).rounded()
    loan = film.finance.source("tax_loan").counted.value
    assert loan == (credit.credit.value * Percent(Decimal(85))).rounded()
    assert film.finance.committed.value == usd(5_401_100) - (usd(892_500) - loan)
    assert film.finance.gap.value == film.budget.total.value - film.finance.committed.value


def test_option_c_sells_france_and_leaves_2_50_of_cover() -> None:
    film = weighed("c").film
    # 80,000 deposit, and 85 % of the balance of 320,000 less the commission of 40,000.
    assert film.finance.committed.value == usd(5_401_100) + usd(80_000) + usd(238_000)
    assert film.finance.source("presale_loan").counted.value == usd(880_600)
    assert film.finance.gap.value == usd(6_000_000) - film.finance.committed.value
    assert film.finance.gap_cover
    assert (film.market.unsold_take.value, film.finance.gap_cover.value) == (usd(2_500_000), Decimal("2.5"))


@pytest.mark.parametrize("option", ["", "a", "b", "c"])
def test_sources_less_uses_and_cash_agree_in_every_plan(option: str) -> None:
    film = weighed(option).film if option else night_ferry()
    finance, months = film.finance, film.cash.months
    assert finance.uses.value == film.budget.total.value
    assert finance.committed.value + finance.gap.value - finance.surplus.value == finance.uses.value
    assert finance.face.value - finance.bridge_total.value == finance.committed.value
    spent = sum((month.out.value for month in months), start=usd(0))
    assert spent == finance.cash_need.value
    assert months[-1].closing.value == finance.committed_cash.value - spent


# Step 5: cash.


def test_twelve_months_close_as_told() -> None:
    months = plan_a().cash.months
    assert by_month(months, "closing") == column(
        "532.5 428.5 1328.5 1413.6 1113.6 1346.1 1016.1 726.1 601.1 381.1 171.1 1.1"
    )
    assert by_month(months, "out") == column("180 320 650 1450 1300 480 330 290 250 220 210 170")
    assert by_month(months, "into") == column("712.5 216 1550 1535.1 1000 712.5 0 0 125 0 0 0")
    assert [f"{month.month:%Y-%m}" for month in months if month.shooting] == ["2027-03", "2027-04", "2027-05"]


def test_march_and_april_receive_what_the_story_names() -> None:
    march, april = plan_a().cash.months[2], plan_a().cash.months[3]
    grant = {receipt.name: receipt.value for receipt in march.receipts if ".grant." in receipt.name}
    assert grant == {"cash.2027-03.in.grant.1": usd(125_000)}
    assert march.into.value - usd(125_000) == usd(1_425_000)
    assert [receipt.value for receipt in april.receipts] == [usd(642_600), usd(892_500)]


def test_the_tax_loan_two_months_late_leaves_221_100() -> None:
    late = stress(plan_a(), "tax_loan_late")
    assert (late.lowest_shoot.value, late.negative, late.remedies) == (usd(221_100), (), ())


def test_both_loans_late_is_an_alarm_and_tranche_three_the_remedy() -> None:
    late = stress(plan_a(), "both_loans_late")
    alarm = {f"{month.month:%Y-%m}": month.closing.value for month in late.negative}
    assert alarm == {"2027-04": usd(-121_500), "2027-05": usd(-421_500)}
    assert (late.lowest.value, late.lowest_shoot.value) == (usd(-421_500), usd(-421_500))
    assert [(remedy.text, remedy.lowest.value) for remedy in late.remedies] == [
        ("Call equity instalment 3 (USD 712,500.00) in April 2027 instead of June 2027", usd(1_100))
    ]


# Step 7: the waterfall over plan (a).


def row(case: CaseReport) -> tuple[str, ...]:
    steps = ("gross", "net_after_costs", "available_to_equity", "paid_to_equity", "paid_to_deferrals",
             "paid_to_net_profits.investors", "paid_to_net_profits.producer")  # fmt: skip
    returned = next(each for each in case.returned if each.name.endswith(".returned.equity"))
    return (*(f"{case.row(step).value.amount:,.0f}" for step in steps), str(returned.value))


def paid(case: CaseReport) -> dict[str, Money]:
    return {each.id: each.paid.value for each in case.positions if each.kind == "equity"}


def test_the_three_grosses_give_the_table() -> None:
    assert [row(case) for case in plan_a().recoupment.cases] == [
        ("1,900,000", "1,521,000", "791,900", "791,900", "0", "0", "0", "27.79%"),
        ("3,400,000", "2,781,000", "2,051,900", "2,051,900", "0", "0", "0", "72.00%"),
        ("6,500,000", "5,385,000", "4,655,900", "3,420,000", "150,000", "542,950", "542,950", "139.05%"),
    ]


def test_the_waterfall_takes_its_surplus_and_gap_from_the_plan() -> None:
    case = plan_a().recoupment.cases[1]
    assert (case.row("surplus").value, case.row("paid_to_gap").value) == (usd(270_900), usd(1_000_000))
    assert plan_a().finance.collateral_surplus.value == usd(113_400) + usd(157_500)


def test_pari_passu_at_3_4_million_gives_c_the_stray_cent() -> None:
    case = plan_a().recoupment.cases[1]
    entitled = {each.id: each.entitled.value for each in case.positions if each.kind == "equity"}
    assert entitled == {
        "equity_a": usd("863957.89"),
        "equity_b": usd("863957.89"),
        "equity_c": usd("323984.21"),
    }
    assert paid(case) == {**entitled, "equity_c": usd("323984.22")}
    assert sum(paid(case).values(), start=usd(0)) == usd(2_051_900)
    assert [stray.value for stray in case.strays] == [usd("0.01")]


def test_c_last_in_first_out_has_540_and_the_others_755_950_each() -> None:
    [variant] = plan_a().recoupment.variants
    assert (variant.id, variant.missing) == ("c_first", ())
    assert paid(variant.cases[1]) == {
        "equity_a": usd(755_950),
        "equity_b": usd(755_950),
        "equity_c": usd(540_000),
    }


def test_break_even_of_equity_at_100_and_120() -> None:
    found = {each.name: each.value for each in plan_a().recoupment.breakevens}
    assert found == {
        "recoupment.breakeven.equity_100": usd("4350119.05"),
        "recoupment.breakeven.equity_120": usd("5028690.48"),
    }


# Changing any input re-derives everything; the numbers beside each change are worked by hand.


def changed(folder: Path, file: str, *edits: tuple[str, str]) -> Film:
    copy = folder / "night_ferry"
    if not copy.exists():
        shutil.copytree(EXAMPLE, copy)
    text = (copy / file).read_text(encoding="utf-8")
    for before, after in edits:
        assert text.count(before) == 1, f"{text.count(before)} times: {before}"
        text = text.replace(before, after)
    (copy / file).write_text(text, encoding="utf-8")
    return film_in(copy)


def test_a_dearer_producer_moves_budget_credit_loan_and_gap(tmp_path: Path) -> None:
    film = changed(tmp_path, "budget.yaml", ("rate: 165000", "rate: 175000"))
    # 10,000 more direct, 1,000 contingency, 300 bond; in Maryland, so 2,500 more credit and 2,125 more loan.
    assert film.budget.total.value == usd(6_011_300)
    assert film.incentives[0].credit.value == usd(1_052_500)
    assert film.finance.committed.value == usd(5_403_225)
    assert film.finance.gap.value == usd(608_075)
    assert film.budget.view("strike_price").total.value == usd(5_774_300)
    headroom = film.budget.view("iatse").headroom
    assert headroom
    assert headroom.value == usd(238_700)


def test_a_dearer_new_york_line_earns_no_credit(tmp_path: Path) -> None:
    film = changed(
        tmp_path, "budget.yaml", ("amount: 1, unit: flat, x: 1, rate: 28000", "unit: flat, rate: 38000")
    )
    assert (film.budget.total.value, film.incentives[0].credit.value) == (usd(6_011_300), usd(1_050_000))


def test_a_lower_sale_moves_deposit_commission_loan_and_surplus(tmp_path: Path) -> None:
    film = changed(tmp_path, "finance.yaml", ("face: 420000", "face: 320000"))
    # 100,000 less: 20,000 of deposit, 10,000 of commission, 70,000 of collateral, at 85 % 59,500 of loan.
    assert film.finance.source("presale_de").face is not None
    assert film.finance.committed.value == usd(5_401_100 - 20_000 - 59_500)
    bridge = [each.value for each in film.finance.bridge]
    assert bridge == [usd(157_500), usd(98_000), usd(102_900)]
    assert film.finance.collateral_surplus.value == usd(270_900 - 10_500)


def test_a_lower_advance_moves_loan_gap_and_surplus(tmp_path: Path) -> None:
    film = changed(
        tmp_path,
        "finance.yaml",
        (
            "lends_on: [presale_de, presale_uk, presale_jp, presale_benelux]\n    advance: 85",
            "lends_on: [presale_de, presale_uk, presale_jp, presale_benelux]\n    advance: 75",
        ),
    )
    assert film.finance.source("presale_loan").counted.value == usd(567_000)
    assert film.finance.gap.value == usd(598_900 + 75_600)
    assert film.finance.collateral_surplus.value == usd(270_900 + 75_600)
    assert film.cash.months[3].into.value == usd(567_000 + 892_500)


def test_a_higher_sales_commission_moves_the_loan_and_its_bridge(tmp_path: Path) -> None:
    film = changed(
        tmp_path,
        "finance.yaml",
        (
            "commission: {percent: 10}\n    essential: [mara]\n  - id: presale_uk",
            "commission: {percent: 20}\n    essential: [mara]\n  - id: presale_uk",
        ),
    )
    # 42,000 more commission leaves 714,000 of collateral.
    assert film.finance.source("presale_loan").counted.value == usd(606_900)
    assert [each.value for each in film.finance.bridge] == [usd(157_500), usd(150_000), usd(107_100)]


def test_the_waterfall_commission_moves_net_and_break_even(tmp_path: Path) -> None:
    film = changed(
        tmp_path,
        "recoupment.yaml",
        (
            "label: Sales commission, to: sales_agent, percent: 15",
            "label: Sales commission, to: sales_agent, percent: 20",
        ),
    )
    plan = next(each.film for each in film.options if each.id == "a")
    # 3,400,000 less 1 %, 20 % and 75,000; the break-even is (2,850,000 + 1,000,000 - 270,900 + 75,000) / 0.79.
    assert plan.recoupment.cases[1].row("net_after_costs").value == usd(2_611_000)
    assert plan.recoupment.breakevens[0].value == usd("4625443.04")


def test_a_day_less_in_maryland_shortens_every_line_built_on_it(tmp_path: Path) -> None:
    film = changed(
        tmp_path,
        "schedule.yaml",
        ('  - {place: chesapeake, call: "18:00", night: true, scenes: ["42"]}\n', ""),
    )
    lines = {line.id: line.total.value for line in film.budget.lines}
    assert film.schedule.shoot_days.value == 27
    assert f"{film.schedule.wrap.value}" == "2027-05-05"
    # One day less of: marine fuel 1,150; charter 6,800; stand-ins 2 × 190 and 18 %; a fifth of a grip week 3,200.
    before = {line.id: line.total.value for line in night_ferry().budget.lines}
    assert {
        line: before[line] - lines[line]
        for line in ("marine_fuel", "ferry_charter", "stand_ins", "grip_package", "screenplay")
    } == {
        "marine_fuel": usd(1_150),
        "ferry_charter": usd(6_800),
        "stand_ins": usd("448.40"),
        "grip_package": usd(640),
        "screenplay": usd(0),
    }
    assert film.budget.direct.value.amount == sum(each.amount for each in lines.values())
    assert (
        film.incentives[0].credit.value
        == (film.incentives[0].qualified.value * Percent(Decimal(25))).rounded()
    )
    assert film.incentives[0].credit.value < usd(1_050_000)
    assert film.finance.gap.value == film.budget.total.value - film.finance.committed.value


def test_a_sale_not_yet_signed_leaves_the_plan_and_says_why(tmp_path: Path) -> None:
    film = changed(
        tmp_path, "finance.yaml", ("territory: DE\n    status: signed", "territory: DE\n    status: loi")
    )
    germany = film.finance.source("presale_de")
    # 84,000 of deposit and 85 % of 294,000 leave the plan.
    assert (germany.counts, germany.why_not) == (False, "its status is loi; only signed or better counts")
    assert film.finance.committed.value == usd(5_401_100 - 84_000 - 249_900)
    assert germany.face
    assert germany.face.value == Face(Decimal(420_000), "USD")
