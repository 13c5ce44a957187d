"""Story B, "Lantern Street": seven steps from a plan that collapses to the last cent of a small sale."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.topsheet.film.lantern_street import (
    DECLINED,
    OPEN,
    RENTAL_CUT,
    SHORT,
    TOPPED_UP,
    V1,
    X_OFFERS,
    film_on,
    gate,
    grant,
    pledged,
    put,
    stage,
    usd,
)
from topsheet.figures import unverified
from topsheet.film import Film
from topsheet.money import Percent
from topsheet.papers import one_page_text
from topsheet.papers.finance_page import finance_page

PAPERS = date(2026, 2, 16)
DAY_28 = date(2026, 7, 12)
CLOSED = date(2026, 7, 15)
DECIDED = date(2026, 8, 4)
PERFORMERS = ("ada", "wendell", "rosalie", "teo", "lorna", "boyd", "cole")


def told(film: Film) -> str:
    """The finance page in words: the question and answer of each part."""
    return "\n".join(f"{part.heading} {part.answer}" for part in finance_page(film).parts)


def source(film: Film, name: str) -> object:
    return film.figures[f"finance.source.{name}"].value


# Step 1: version 1.


def test_version_1_is_covered_31_71_and_not_100() -> None:
    film = film_on(date(2025, 2, 24), put(V1, X_OFFERS))
    plan = film.finance
    assert (film.budget.total.value, plan.committed.value, str(plan.covered.value)) == (
        usd(205_000),
        usd(65_000),
        "31.71%",
    )
    assert {each.id: (each.planned.value, each.why_not) for each in plan.sources} == {
        "director_money": (usd(25_000), ""),
        "friends_family": (usd(40_000), ""),
        "investor_x": (usd(90_000), "its status is loi; only signed or better counts"),
        "kickstarter": (usd(30_000), "the campaign runs until 2026-07-14; nothing is paid before"),
        "grant": (usd(20_000), "its status is approached; only signed or better counts"),
    }
    assert (plan.planned.value, plan.planned_gap.value) == (usd(205_000), usd(0))


# Step 2: Investor X withdraws.


def test_without_investor_x_the_plan_is_115_000_and_short_90_000() -> None:
    film = film_on(date(2025, 3, 31), V1)
    plan = film.finance
    assert (plan.planned.value, plan.planned_gap.value, plan.committed.value) == (
        usd(115_000),
        usd(90_000),
        usd(65_000),
    )
    assert film.greenlight.state.value == "BLOCKED"


def test_the_start_moves_by_52_weeks_and_nothing_else_of_the_schedule() -> None:
    before, after = film_on(date(2025, 3, 31), V1).schedule, film_on(PAPERS).schedule
    assert (after.start.value - before.start.value).days == 52 * 7
    assert (after.wrap.value - before.wrap.value).days == 52 * 7
    assert [day.scenes for day in before.days] == [day.scenes for day in after.days]


# Step 3: version 2.


def test_version_2_is_180_000_of_which_132_000_shoots_and_48_000_finishes() -> None:
    film = film_on(PAPERS)
    assert film.problems == ()
    assert film.budget.total.value == usd(180_000)
    assert [(each.id, each.need.value) for each in film.finance.stages] == [
        ("shoot", usd(132_000)),
        ("finishing", usd(48_000)),
    ]


def test_the_guild_counts_it_as_ultra_low_budget() -> None:
    view = film_on(PAPERS).budget.view("sag")
    assert (view.total.value, view.tier, view.ceiling and view.ceiling.value) == (
        usd(180_000),
        "Ultra Low Budget Project",
        usd(300_000),
    )


def test_54_performer_days_of_the_schedule_are_paid_by_the_rule() -> None:
    film = film_on(PAPERS)
    days = {name.lower(): figure.value for name, figure in film.schedule.cast_days.items()}
    assert days == {"ada": 15, "wendell": 12, "rosalie": 9, "teo": 8, "lorna": 4, "boyd": 4, "cole": 2}
    lines = [next(line for line in film.budget.lines if line.id == f"cast_{who}") for who in PERFORMERS]
    pay = sum((line.subtotal.value for line in lines), start=usd(0))
    pension = sum((line.fringe.value for line in lines), start=usd(0))
    assert (sum(days.values()), pay, pension) == (54, usd("13446.00"), usd("2823.66"))
    assert {str(line.rate.value) for line in lines} == {"249"}
    assert pay + pension == usd("16269.66")  # the most the guild may hold; 40 percent is the least
    assert ((pay + pension) * Percent(Decimal(40))).rounded() == usd("6507.86")
    assert "Unverified: SAG-AFTRA pension and health, principals" in " ".join(one_page_text(film).split())
    assert [figure.label for figure in unverified([film.budget.total])] == [
        "SAG-AFTRA pension and health, principals"
    ]


def test_the_plan_balances_in_total_and_not_by_stage() -> None:
    film = film_on(PAPERS)
    assert (film.finance.planned.value, film.finance.planned_gap.value) == (usd(180_000), usd(0))
    shoot, finishing = stage(film, "shoot"), stage(film, "finishing")
    assert (shoot.committed.value, shoot.short.value, shoot.planned_short.value) == (
        usd(130_000),
        usd(2_000),
        usd(2_000),
    )
    assert (finishing.planned.value, finishing.planned_short.value, finishing.short.value) == (
        usd(50_000),
        usd(0),
        usd(48_000),
    )
    assert (
        "Shoot is short 2,000 even if all sign: as it is budgeted, the film cannot be shot. "
        "If all sign, each stage has its money with “Smaller lighting package”." in told(film)
    )
    assert gate(film, "stages") == (
        "WARNING",
        (
            "shoot is short USD 2,000.00 of USD 132,000.00, and still USD 2,000.00 if all sign; "
            "finishing is short USD 48,000.00 of USD 48,000.00, and nothing if all sign"
        ),
    )


def test_a_smaller_rental_closes_the_stage() -> None:
    film = film_on(PAPERS, option="cut_rental")
    shoot, finishing = stage(film, "shoot"), stage(film, "finishing")
    assert (shoot.need.value, finishing.need.value, film.budget.total.value) == (
        usd(130_000),
        usd(48_000),
        usd(178_000),
    )
    assert (shoot.short.value, shoot.planned_short.value, finishing.planned_short.value) == (
        usd(0),
        usd(0),
        usd(0),
    )
    adopted = film_on(PAPERS, RENTAL_CUT)
    assert (adopted.budget.total.value, adopted.problems) == (usd(178_000), ())


# Step 4: the campaign, net of everything.


def test_a_goal_of_33_000_leaves_27_777_60() -> None:
    film = film_on(date(2026, 6, 16), OPEN)
    [campaign] = film.finance.campaigns
    assert [fee.value for fee in campaign.fees] == [usd("1650.00"), usd("1072.40")]
    assert (campaign.state, campaign.net.value, campaign.fulfilment.value, campaign.usable.value) == (
        "running",
        usd("30277.60"),
        usd("2500.00"),
        usd("27777.60"),
    )
    assert film.finance.source("kickstarter").planned.value == usd("27777.60")
    assert source(film, "kickstarter") == usd(0)


# Step 5: two days left.


def test_5_600_unlocks_33_000_and_without_it_finishing_has_nothing() -> None:
    film = film_on(DAY_28, SHORT)
    [campaign] = film.finance.campaigns
    assert (campaign.pledged.value, campaign.short.value, campaign.unlocks.value, campaign.days_left) == (
        usd(27_400),
        usd(5_600),
        usd(33_000),
        2,
    )
    assert stage(film, "finishing").short.value == usd(48_000)
    assert (
        "5,600 unlocks 33,000; otherwise 0, and finishing is short 48,000 (28,000 if all else signs). "
        "2 days left, until 14 Jul 2026." in told(film)
    )


def test_the_executive_producers_pledge_is_no_share() -> None:
    before, after = film_on(DAY_28, SHORT), film_on(CLOSED, TOPPED_UP)
    [campaign] = after.finance.campaigns
    assert (campaign.state, campaign.pledged.value) == ("funded", usd(33_000))
    assert source(after, "kickstarter") == usd("27777.60")
    assert [
        (each.id, each.invested.value) for each in after.recoupment.cases[0].positions
    ] == [(each.id, each.invested.value) for each in before.recoupment.cases[0].positions]  # fmt: skip
    equity = {each.id: each.claim.value for each in after.finance.sources if each.claim and each.counts}
    assert equity == {
        "director_money": usd(25_000),
        "friends_family": usd(40_000),
        "ep_equity": usd(65_000),
    }


# Step 6: the grant is declined.


def test_declined_finishing_is_short_20_222_40() -> None:
    film = film_on(DECIDED, DECLINED)
    finishing = stage(film, "finishing")
    assert (finishing.committed.value, finishing.short.value, finishing.planned_short.value) == (
        usd("27777.60"),
        usd("20222.40"),
        usd("20222.40"),
    )
    assert film.finance.gap.value == usd("20222.40")
    assert gate(film, "stages")[0] == "WARNING"


def test_deferral_smaller_mix_and_a_loan_close_it_to_the_cent() -> None:
    film = film_on(DECIDED, DECLINED, "finish")
    plan = film.finance
    assert (film.budget.total.value, plan.committed.value) == (usd(174_000), usd("174000.00"))
    assert (plan.gap.value, plan.surplus.value) == (usd(0), usd(0))
    assert [(each.short.value, each.committed.value) for each in plan.stages] == [
        (usd(0), usd(130_000)),
        (usd(0), usd("44000.00")),
    ]
    assert (source(film, "composer_deferral"), source(film, "ep_loan")) == (usd(6_000), usd("10222.40"))
    states = [gate(film, each)[0] for each in ("financed", "stages", "cash", "cash_to_the_end")]
    assert states == ["MET", "MET", "MET", "MET"]


def test_the_loan_that_is_needed_is_solved_for() -> None:
    needed = put(DECLINED, {"finance.yaml": (("face: 10222.40", "face: needed"),)})
    solved = film_on(DECIDED, needed, "finish").finance.solved
    assert solved.residual
    assert (solved.sizes["ep_loan"].value.plain(), solved.residual.value) == (usd("10222.40"), usd(0))


# Step 7: a sale.


def test_60_000_pays_the_loan_then_the_composer_then_everyone_alike() -> None:
    case = film_on(DECIDED, DECLINED, "finish").recoupment.cases[1]
    rows = ("gross", "sales_fee", "sales_expenses", "net_after_costs", "paid_to_loans", "available_to_deferrals",
            "paid_to_deferrals", "available_to_contributors", "paid_to_contributors", "undistributed")  # fmt: skip
    assert [case.row(row).value for row in rows] == [
        usd(60_000),
        usd(15_000),
        usd(12_000),
        usd(33_000),
        usd("10222.40"),
        usd("22777.60"),
        usd(6_000),
        usd("16777.60"),
        usd("16777.60"),
        usd(0),
    ]
    assert {each.id: (each.paid.value, str(each.returned.value)) for each in case.positions} == {
        "friends_family": (usd("5162.34"), "12.91%"),
        "ep_equity": (usd("8388.80"), "12.91%"),
        "director_money": (usd("3226.46"), "12.91%"),
        "ep_loan": (usd("10222.40"), "100.00%"),
        "composer_deferral": (usd(6_000), "100.00%"),
    }


# The other branch: nobody tops it up.


def test_a_failed_campaign_says_that_the_film_cannot_be_finished_and_blocks() -> None:
    film = film_on(CLOSED, SHORT)
    finishing = stage(film, "finishing")
    assert (finishing.committed.value, finishing.short.value, finishing.planned_short.value) == (
        usd(0),
        usd(48_000),
        usd(28_000),
    )
    assert (
        "Kickstarter campaign closed on 14 Jul 2026 below its goal: it brings nothing, and finishing is short "
        "48,000 (28,000 if all else signs)." in told(film)
    )
    assert (
        "Finishing is short 28,000 even if all sign: as it is budgeted, the film cannot be finished. "
        "If all sign, each stage has its money with “Reduced version: the least that can be finished”."
        in told(film)
    )
    assert film.greenlight.state.value == "BLOCKED"
    assert gate(film, "financed") == (
        "BLOCKED",
        "covered 73.03% of 100.00% asked; the gap is USD 48,000.00",
    )
    assert gate(film, "stages") == (
        "WARNING",
        "finishing is short USD 48,000.00 of USD 48,000.00, and still USD 28,000.00 if all sign",
    )


def test_the_reduced_version_is_finished_on_the_grant() -> None:
    hoped = film_on(CLOSED, SHORT, "reduced")
    finishing = stage(hoped, "finishing")
    assert (hoped.budget.total.value, finishing.need.value) == (usd(150_000), usd(20_000))
    assert (finishing.short.value, finishing.planned_short.value) == (usd(20_000), usd(0))
    given = film_on(date(2026, 7, 20), put(SHORT, grant("signed", "2026-07-20")), "reduced")
    assert (given.finance.gap.value, given.finance.surplus.value, str(given.finance.covered.value)) == (
        usd(0),
        usd(0),
        "100.00%",
    )
    assert gate(given, "stages")[0] == "MET"
    assert {line.id for line in given.budget.lines if not line.total.value} == {
        "composer",
        "players",
        "post_reserve",
    }


def test_the_reduced_version_beside_the_whole_one_says_what_each_lacks() -> None:
    film = film_on(CLOSED, SHORT)
    lacks = {
        each.id: (
            stage(each.film, "finishing").short.value,
            stage(each.film, "finishing").planned_short.value,
        )
        for each in film.options
    }
    assert lacks == {
        "campaign_fails": (usd(48_000), usd(28_000)),
        "reduced": (usd(20_000), usd(0)),
        "finish": (usd("27777.60"), usd("27777.60")),
    }


# What is finishing money and may not shoot.


COVERED = put(pledged(("2026-07-13", 33000, 300)), grant("signed", "2026-07-14"))


def test_a_plan_covered_in_total_is_blocked_by_the_stage_that_is_not() -> None:
    film = film_on(CLOSED, COVERED)
    assert (film.finance.gap.value, str(film.finance.covered.value)) == (usd(0), "100.00%")
    assert gate(film, "financed")[0] == "MET"
    assert gate(film, "stages") == (
        "BLOCKED",
        (
            "shoot is short USD 2,000.00 of USD 132,000.00, and still USD 2,000.00 if all sign, "
            "though the whole plan is covered"
        ),
    )


def test_a_recorded_ruling_lets_finishing_money_shoot() -> None:
    ruling = "stage_rulings: [{amount: 2000, on: 2026-07-15, by: marlowe, reason: the rental stays}]"
    told = ("finishing: [post]", f"finishing: [post]\n{ruling}")
    film = film_on(CLOSED, put(COVERED, {"finance.yaml": (told,)}))
    assert gate(film, "stages") == ("MET", "shoot has USD 132,000.00; finishing has USD 48,000.00")
