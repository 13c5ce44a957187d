"""Story B by hand, from an empty production: two budgets, a campaign that nearly fails, a loan, a small sale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from typer.testing import CliRunner

from tests.journeys.by_hand import Hand, at_the_desk, look_into, papers_of, taken_in
from tests.journeys.conftest import Desk, opened
from tests.topsheet.film.lantern_street import EXAMPLE, V1
from topsheet.cli.commands import app

SLUG = "by-hand"
# What the reduced version takes off the budget, as it stands in the line producer's spreadsheet.
REDUCED = {
    "composer": "8,000",
    "players": "1,500",
    "sound_mix": "6,500",
    "effects_and_foley": "2,600",
    "colour_and_online": "4,500",
    "masters": "1,500",
    "titles": "700",
    "cutting_room": "700",
    "post_reserve": "2,000",
}
PAGES = (
    "finance/",
    "finance/sources/kickstarter_campaign/",
    "finance/options/reduced_version/",
    "finance/account/",
    "recoupment/",
    "documents/budget/",
)


@pytest.fixture(scope="module")
def own_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that this journey fills."""
    with opened(tmp_path_factory.mktemp("story_b")) as desk:
        yield desk


def empty(folder: Path) -> dict[str, str]:
    """A production as `topsheet new` begins one."""
    made = CliRunner().invoke(app(), ["new", str(folder), "--title", "Lantern Street"])
    assert made.exit_code == 0, made.output
    return papers_of(folder)


def test_an_executive_producer_finishes_lantern_street_by_hand(
    browser: Browser, own_desk: Desk, tmp_path: Path
) -> None:
    with at_the_desk(browser, own_desk, "ep") as page:
        desk = taken_in(page, empty(tmp_path / "empty"), SLUG)
        the_first_papers(desk)
        version_1_is_not_covered(desk)
        investor_x_withdraws(desk)
        an_offer_and_version_2(desk)
        the_stages_do_not_balance(desk)
        the_rental_is_cut(desk)
        the_campaign_is_costed(desk)
        two_days_are_left(desk)
        nobody_tops_it_up(desk)
        what_cannot_be_finished_is_said(desk)
        the_executive_producer_tops_it_up(desk)
        the_grant_is_declined(desk)
        the_finish_is_paid_for(desk)
        a_sale_is_shared(desk)
        desk.fits(PAGES)


def lantern(kind: str) -> str:
    """A paper of the example, to be put in as it is."""
    return (EXAMPLE / f"{kind}.yaml").read_text(encoding="utf-8")


def version_1(kind: str) -> str:
    """A paper of the example with the words of January 2025."""
    text = lantern(kind)
    for before, after in V1.get(f"{kind}.yaml", ()):
        assert before in text
        text = text.replace(before, after)
    return text


def the_first_papers(desk: Hand) -> None:
    """The empty production is valid; its script and its lists come from a folder, the rest is written in."""
    page = desk.open("problems/")
    expect(page.locator("main")).not_to_contain_text("Error")
    texts = {
        "script/draft.fountain": (EXAMPLE / "script" / "lantern_street.fountain").read_text(encoding="utf-8"),
        "finance.yaml": "kind: finance\nversion: 1\ncurrency: USD\nsources: []\n\nfinishing: [post]\n",
    }
    texts |= {f"{kind}.yaml": version_1(kind) for kind in ("breakdown", "schedule", "market", "production")}
    page = desk.open("take-in/")
    look_into(page, texts)
    page.get_by_role("button", name="Take in 6 documents").click()
    desk.said("Taken in: ")
    desk.save("budget", version_1("budget"))
    desk.save("recoupment", version_1("recoupment"))


def version_1_is_not_covered(desk: Hand) -> None:
    """Step 1: five sources, of which two count."""
    for kind, source in (
        (
            "own_money",
            {
                "name": "Director money",
                "party": "castellane",
                "status": "cash_in_bank",
                "status_date": "2025-01-20",
                "evidence": "Bank statement of 20 January 2025",
                "stage": "shoot",
                "face": "25,000",
                "instalments[0].share": "100",
                "instalments[0].on": "money_moved",
            },
        ),
        (
            "equity",
            {
                "name": "Friends, family",
                "party": "circle",
                "status": "cash_in_bank",
                "status_date": "2025-02-21",
                "evidence": "Bank statement of 21 February 2025",
                "stage": "shoot",
                "face": "40,000",
                "instalments[0].share": "100",
                "instalments[0].on": "money_moved",
            },
        ),
        (
            "equity",
            {
                "name": "Investor X",
                "party": "aldous",
                "status": "loi",
                "stage": "shoot",
                "face": "90,000",
                "instalments[0].share": "100",
                "instalments[0].on": "start_of_photography",
            },
        ),
        (
            "crowdfunding",
            {
                "name": "Kickstarter campaign",
                "party": "backers",
                "status": "idea",
                "stage": "finishing",
                "goal": "33,000",
                "opens": "2026-06-15",
                "deadline": "2026-07-14",
                "deadline_clock": "20:00",
                "deadline_place": "millrace",
                "backers": "300",
                "platform": "5",
                "processing": "3",
                "per_backer": "0.20",
                "fulfilment": "300",
                "paid_on": "2026-07-28",
            },
        ),
        (
            "grant",
            {
                "name": "Finishing grant",
                "party": "three_valleys",
                "status": "approached",
                "stage": "finishing",
                "face": "20,000",
                "instalments[0].share": "100",
                "instalments[0].on": "picture_lock",
            },
        ),
    ):
        desk.add("sources", source, kind)
    desk.open("finance/")
    told = desk.facts()
    assert (told["Total budget"], told["Committed"], told["Covered"]) == ("205,000", "65,000", "31.71 %")
    assert told["Short if all sign"] == "0"
    assert "its status is loi" in desk.page.locator("#sources").inner_text()


def investor_x_withdraws(desk: Hand) -> None:
    """Step 2: the plan is 115,000 and short 90,000; the start moves by 52 weeks."""
    desk.put("production", ("as_of: 2025-02-24", "as_of: 2025-03-31"))
    desk.status("investor_x", "withdrawn", "2025-03-28", "Letter of 28 March 2025")
    desk.open("finance/")
    told = desk.facts()
    assert (told["Committed"], told["Short if all sign"]) == ("65,000", "90,000")
    desk.put("schedule", ("start: 2025-05-05", "start: 2026-05-04"))
    page = desk.open("schedule/")
    expect(page.locator("main")).to_contain_text("4 May 2026")


def an_offer_and_version_2(desk: Hand) -> None:
    """Step 3: 65,000 are offered for a budget of 180,000, and 54 days are paid by the guild's rule."""
    desk.put("production", ("as_of: 2025-03-31", "as_of: 2026-02-16"))
    desk.save("budget", lantern("budget"))
    offer = {
        "name": "EP equity",
        "party": "marlowe",
        "status": "signed",
        "status_date": "2026-02-13",
        "evidence": "Subscription agreement of 13 February 2026",
        "stage": "shoot",
        "face": "65,000",
        "instalments[0].share": "60",
        "instalments[0].on": "money_moved",
        "instalments[1].share": "40",
        "instalments[1].on": "guild_deposit",
    }
    desk.add("sources", offer, "equity")
    deposits = lantern("finance")
    deposits = deposits[deposits.index("cash:") : deposits.index("stresses:")]
    desk.put("finance", ("finishing: [post]", f"finishing: [post]\n\n{deposits}"))
    desk.save("recoupment", lantern("recoupment"))
    desk.open("budget/")
    sag = desk.row("views", "SAG")
    assert (sag[0], sag[1], sag[2]) == ("180,000 unverified", "Ultra Low Budget Project", "300,000")
    page = desk.open("finance/account/")
    expect(page.locator("#deposits")).to_contain_text("6,507.86")


def the_stages_do_not_balance(desk: Hand) -> None:
    """Step 3: 180,000 for 180,000, and the shoot still lacks 2,000."""
    desk.open("finance/")
    told = desk.facts()
    assert (told["Total budget"], told["Committed"]) == ("180,000", "130,000")
    assert told["Short if all sign"] == "0"
    assert desk.row("stages", "Shoot") == ["132,000", "130,000", "2,000", "130,000", "2,000"]
    assert desk.row("stages", "Finishing") == ["48,000", "0", "48,000", "50,000", "–"]


def the_rental_is_cut(desk: Hand) -> None:
    """Step 3: an option written, looked at, adopted; the budget is cut by it."""
    cut = {"title": "Smaller lighting package", "cuts[0].key": "lighting_package", "cuts[0].value": "2,000"}
    desk.add("options", cut)
    desk.adopt("smaller_lighting_package")
    desk.open("finance/")
    assert desk.facts()["Total budget"] == "178,000"
    assert desk.row("stages", "Shoot") == ["130,000", "130,000", "–", "130,000", "–"]
    assert desk.row("stages", "Finishing")[:3] == ["48,000", "0", "48,000"]


def the_campaign_is_costed(desk: Hand) -> None:
    """Step 4: a goal of 33,000 leaves 27,777.60."""
    desk.put("production", ("as_of: 2026-02-16", "as_of: 2026-06-16"))
    desk.change("sources/kickstarter_campaign", {"backers": "412", "fulfilment": "2,500"})
    desk.open("finance/")
    table = "campaign-kickstarter_campaign"
    assert desk.column(table, 1)[3:8] == ["33,000", "1,650", "1,072.40", "30,277.60", "2,500"]
    assert desk.row(table, "Usable") == ["27,777.60"]


def two_days_are_left(desk: Hand) -> None:
    """Step 5."""
    desk.put("production", ("as_of: 2026-06-16", "as_of: 2026-07-12"))
    pledged = {"pledges[0].day": "2026-07-12", "pledges[0].total": "27,400", "pledges[0].backers": "411"}
    desk.change("sources/kickstarter_campaign", pledged)
    page = desk.open("finance/")
    expect(page.locator("main")).to_contain_text(
        "5,600 unlocks 33,000; otherwise 0, and finishing is short 48,000 (28,000 if all else signs)."
    )
    expect(page.locator("main")).to_contain_text("Check what the platform allows its creators to pledge")


def nobody_tops_it_up(desk: Hand) -> None:
    """The other branch: it fails, what cannot be finished is said, and the reduced version is offered."""
    desk.put("production", ("as_of: 2026-07-12", "as_of: 2026-07-15"))
    page = desk.open("finance/")
    expect(page.locator("main")).to_contain_text(
        "closed on 14 Jul 2026 below its goal: it brings nothing, and finishing is short 48,000 "
        "(28,000 if all else signs)"
    )
    assert desk.row("stages", "Finishing") == ["48,000", "0", "48,000", "20,000", "28,000"]
    page.goto(f"{desk.film}/finance/options/new/")
    desk.paste("cuts[0].key", REDUCED)
    expect(page.locator('[name="cuts[8].value"]')).to_have_value("2,000")
    desk.write({"title": "Reduced version", "withdraws": ["kickstarter_campaign"]})
    desk.said("Saved ")


def what_cannot_be_finished_is_said(desk: Hand) -> None:
    """The failed branch ends in plain words, beside the version that can be finished."""
    page = desk.open("finance/")
    assert desk.row("options", "Reduced version")[:1] == ["150,000"]
    expect(page.locator("main")).to_contain_text(
        "Finishing is short 28,000 even if all sign: as it is budgeted, the film cannot be finished. "
        "If all sign, each stage has its money with “Reduced version”."
    )
    page = desk.open("finance/?option=reduced_version")
    assert desk.row("stages", "Finishing") == ["20,000", "0", "20,000", "20,000", "–"]
    desk.fits(("finance/options/reduced_version/adopt/",))
    page = desk.open("greenlight/")
    expect(page.locator(".room-head")).to_contain_text("BLOCKED")
    assert "the gap is USD 48,000" in " ".join(desk.row("gates", "Fully financed"))


def cuts(lines: dict[str, str]) -> dict[str, str]:
    """Budget lines and what is taken off them, as rows of a form."""
    return {
        f"cuts[{place}].{box}": value
        for place, pair in enumerate(lines.items())
        for box, value in zip(("key", "value"), pair, strict=True)
    }


def the_executive_producer_tops_it_up(desk: Hand) -> None:
    """Step 5: 5,600 pledged; nobody's share moves."""
    before = shares(desk)
    desk.put("production", ("as_of: 2026-07-15", "as_of: 2026-07-13"))
    pledged = {"pledges[1].day": "2026-07-13", "pledges[1].total": "33,000", "pledges[1].backers": "412"}
    desk.change("sources/kickstarter_campaign", pledged)
    desk.put("production", ("as_of: 2026-07-13", "as_of: 2026-07-15"))
    desk.open("finance/")
    assert desk.row("sources", "Kickstarter campaign")[-2] == "27,777.60"
    assert shares(desk) == before


def shares(desk: Hand) -> dict[str, str]:
    """Who put in what, on the recoupment page."""
    desk.open("recoupment/")
    return dict(zip(desk.column("positions", 0), desk.column("positions", 1), strict=True))


def the_grant_is_declined(desk: Hand) -> None:
    """Step 6: 20,222.40 are missing."""
    desk.put("production", ("as_of: 2026-07-15", "as_of: 2026-08-04"))
    desk.status("finishing_grant", "withdrawn", "2026-08-03", "Letter of 3 August 2026")
    desk.open("finance/")
    assert desk.facts()["Gap"] == "20,222.40"
    assert desk.row("stages", "Finishing") == ["48,000", "27,777.60", "20,222.40", "27,777.60", "20,222.40"]


def the_finish_is_paid_for(desk: Hand) -> None:
    """Step 6: the composer waits, mix and colour are smaller, and the loan is what is then needed."""
    smaller = cuts({"sound_mix": "2,500", "colour_and_online": "1,500"})
    desk.add("options", {"title": "Finish it", **smaller})
    waits = {
        "name": "Composer waits",
        "party": "vesper",
        "status": "soft",
        "stage": "finishing",
        "face": "6,000",
        "defers": "composer",
    }
    desk.add("options/finish_it/sources", waits, "deferral")
    loan = {
        "name": "EP loan",
        "party": "marlowe",
        "status": "term_sheet",
        "stage": "finishing",
        "face": "needed",
        "on": "2026-08-10",
    }
    desk.add("options/finish_it/sources", loan, "own_loan")
    desk.open("finance/?option=finish_it")
    assert desk.row("solved", "EP loan") == ["10,222.40"]
    desk.change("options/finish_it/sources/ep_loan", {"face": "10,222.40"})
    desk.adopt("finish_it")
    desk.open("finance/")
    told = desk.facts()
    assert (told["Total budget"], told["Committed"], told["Covered"]) == ("174,000", "174,000", "100 %")
    assert told["Surplus"] == "0"
    assert desk.row("stages", "Finishing") == ["44,000", "44,000", "–", "44,000", "–"]


def a_sale_is_shared(desk: Hand) -> None:
    """Step 7: 60,000 pay the loan, the composer, and then everyone alike."""
    desk.open("recoupment/")
    middle = {
        "Gross": "60,000",
        "Sales fee": "15,000",
        "Sales expenses": "12,000",
        "Net after costs": "33,000",
        "Paid to loans": "10,222.40",
        "Available to deferrals": "22,777.60",
        "Paid to deferrals": "6,000",
        "Available to contributors": "16,777.60",
        "Paid to contributors": "16,777.60",
    }
    for step, amount in middle.items():
        assert (step, desk.row("cases", step)[1]) == (step, amount)
    paid = {
        "Director money": ("3,226.46", "12.91 %"),
        "Friends, family": ("5,162.34", "12.91 %"),
        "EP equity": ("8,388.80", "12.91 %"),
        "EP loan": ("10,222.40", "100.00 %"),
        "Composer waits": ("6,000", "100.00 %"),
    }
    for position, (amount, share) in paid.items():
        assert (position, *desk.row("positions", position)[3:5]) == (position, amount, share)
    assert "Kickstarter" not in " ".join(desk.column("positions", 0))
