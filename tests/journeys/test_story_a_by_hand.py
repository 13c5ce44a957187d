"""Story A by hand, from a plan without a source: entered, weighed, adopted, strained, broken, mended, paid back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import ROOT
from tests.journeys.by_hand import Hand, Written, at_the_desk, papers_of, taken_in
from tests.journeys.conftest import Desk, opened
from tests.journeys.test_decisions import letter

FERRY = ROOT / "examples" / "night_ferry"
NO_SOURCES = "kind: finance\nversion: 1\ncurrency: USD\nsources: []\n"
SLUG = "by-hand"
SALES = """\
kind\tname\tparty\tstatus\tsince\tevidence\tterritory\tMG\tdeposit\tdeposit on\tcommission
Pre-sale\tPre-sale Japan\ttsukimi\tsigned\t2026-11-07\tDeal memo of 7 November 2026\tJP\t210,000\t20\t2027-02-10\t10
Pre-sale\tPre-sale Benelux\tdelta\tsigned\t2026-11-07\tDeal memo of 7 November 2026\tBNL\t90,000\t20\t2027-02-10\t10
"""
# The desk names a source after what it is called; the closing list is written with these names.
NAMED = {
    "presale_de": "pre_sale_germany",
    "presale_uk": "pre_sale_united_kingdom",
    "presale_jp": "pre_sale_japan",
    "presale_benelux": "pre_sale_benelux",
    "presale_loan": "loan_on_pre_sales",
    "tax_credit": "maryland_film_credit",
    "tax_loan": "loan_on_the_film_credit",
    "grant": "north_light_grant",
}
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
CLOSINGS = (
    "532,500 428,500 1,328,500 1,413,600 1,113,600 1,346,100 1,016,100 726,100 601,100 381,100 171,100 1,100"
).split()


def papers() -> dict[str, str]:
    """Night Ferry's papers with a finance plan without a source."""
    told = papers_of(FERRY)
    closing = re.sub(r"\b[a-z_]+\b", lambda word: NAMED.get(word[0], word[0]), told["closing.yaml"])
    return {**told, "finance.yaml": NO_SOURCES, "closing.yaml": closing}


def signed(name: str, party: str, since: str, evidence: str, **terms: str) -> Written:
    told = {"name": name, "party": party, "status": "signed", "status_date": since, "evidence": evidence}
    return {**told, **terms}


def thirds(first: str, then: str, last: str) -> Written:
    """A quarter, a half and a quarter."""
    rows = zip(("25", "50", "25"), (first, then, last), strict=True)
    return {
        f"instalments[{place}].{box}": value
        for place, row in enumerate(rows)
        for box, value in zip(("share", "on"), row, strict=True)
    }


EQUITY = thirds("2027-01-15", "2027-03-01", "2027-06-01")


def presale(territory: str, face: str) -> dict[str, str]:
    return {
        "territory": territory,
        "face": face,
        "deposit.percent": "20",
        "deposit.on": "2027-02-10",
        "commission.percent": "10",
    }


@pytest.fixture(scope="module")
def own_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that this journey fills."""
    with opened(tmp_path_factory.mktemp("story_a")) as desk:
        yield desk


def test_an_executive_producer_closes_night_ferry_by_hand(browser: Browser, own_desk: Desk) -> None:
    with at_the_desk(browser, own_desk, "ep") as page:
        desk = taken_in(page, papers(), SLUG)
        the_budget_of_the_line_producer(desk)
        the_sources_are_entered(desk)
        the_plan_is_short(desk)
        the_options_are_written(desk)
        the_options_are_compared(desk)
        option_a_is_adopted(desk)
        the_account_is_strained(desk)
        the_lead_leaves_and_stays(desk)
        the_money_comes_back(desk)
        the_investor_of_equity_a_sees_one_line(desk, browser, own_desk)
        desk.fits(
            (
                "finance/",
                "finance/sources/new/",
                "finance/sources/pre_sale_germany/",
                "finance/sources/paste/",
                "finance/account/",
                "closing/if-gone/attachment/mara/",
                "recoupment/",
                "greenlight/",
                "documents/production/",
                "take-in/",
            )
        )


def the_budget_of_the_line_producer(desk: Hand) -> None:
    """Step 1."""
    desk.open("finance/")
    assert (desk.facts()["Total budget"], desk.facts()["Gap"]) == ("6,000,000", "6,000,000")
    uses = [
        "1,250,000", "2,900,000", "620,000", "330,000", "510,000", "153,000", "237,000",
        "6,000,000", "0", "6,000,000",
    ]  # fmt: skip
    assert desk.column("uses", 1) == uses
    desk.open("budget/")
    assert desk.row("views", "Strike price")[0] == "5,763,000"
    assert desk.row("views", "DGA")[:4] == ["5,100,000", "level 4a", "5,500,000 unverified", "400,000"]
    iatse = desk.row("views", "IATSE")
    assert (iatse[0], iatse[1], iatse[3], iatse[4]) == (
        "6,000,000",
        "Tier 1A",
        "250,000",
        "Near the edge",
    )


def the_sources_are_entered(desk: Hand) -> None:
    """Step 2: nine in forms, two pasted."""
    for name, party, since, told in (
        ("Equity A", "harrow", "2026-10-02", "Subscription agreement of 2 October 2026"),
        ("Equity B", "brightwater", "2026-10-16", "Subscription agreement of 16 October 2026"),
    ):
        desk.add("sources", {**signed(name, party, since, told, face="1,200,000"), **EQUITY}, "equity")
    for name, party, territory, face in (
        ("Pre-sale Germany", "nordsee", "DE", "420,000"),
        ("Pre-sale United Kingdom", "albion", "GB", "360,000"),
    ):
        sale = signed(name, party, "2026-11-05", "Long-form agreement of 5 November 2026")
        desk.add("sources", {**sale, **presale(territory, face), "essential": ["mara"]}, "presale")
    page = desk.open("finance/sources/paste/")
    page.get_by_label("Rows, with their heading").fill(SALES)
    page.get_by_role("button", name="Check the rows").click()
    page.get_by_role("button", name="Add 2 sources").click()
    desk.said("Added 2 sources")
    facility = "Facility letter of 18 November 2026"
    sales = ["pre_sale_germany", "pre_sale_united_kingdom", "pre_sale_japan", "pre_sale_benelux"]
    loan = signed("Loan on pre-sales", "meridian", "2026-11-18", facility, advance="85", on="2027-04-01")
    desk.add("sources", {**loan, "lends_on": sales}, "presale_loan")
    letter_ = signed("Maryland film credit", "", "2026-11-12", "Letter of reservation of 12 November 2026")
    desk.add("sources", {**letter_, "programme": "us-md-film", "paid_on": "2028-06-30"}, "incentive")
    loan = signed(
        "Loan on the film credit", "meridian", "2026-11-18", facility, advance="85", on="2027-04-01"
    )
    desk.add("sources", {**loan, "lends_on": ["maryland_film_credit"]}, "incentive_loan")
    gap = signed("Gap loan", "keystone_gap", "2026-11-20", "Facility agreement of 20 November 2026")
    terms = {"face": "1,000,000", "on": "2027-05-03", "cover": "2", "sales_commission": "15"}
    desk.add("sources", {**gap, **terms, "sales_expenses": "75,000"}, "gap_loan")
    award = signed("North Light grant", "north_light", "2026-09-30", "Award letter of 30 September 2026")
    halves = {
        "face": "250,000",
        "instalments[0].share": "50",
        "instalments[0].on": "start_of_photography",
        "instalments[1].share": "50",
        "instalments[1].on": "rough_cut",
    }
    desk.add("sources", {**award, **halves}, "grant")


def the_plan_is_short(desk: Hand) -> None:
    """Step 3."""
    desk.open("finance/")
    told = desk.facts()
    assert (told["Committed"], told["Covered"], told["Gap"]) == ("5,401,100", "90.02 %", "598,900")
    counted = {
        name: desk.row("sources", name)[-2] for name in ("Loan on pre-sales", "Loan on the film credit")
    }
    assert counted == {"Loan on pre-sales": "642,600", "Loan on the film credit": "892,500"}
    desk.open("why/finance.gap_cover")
    for words in ("2.9", "2,900,000", "1,000,000"):
        expect(desk.page.locator("main")).to_contain_text(words)
    desk.open("greenlight/")
    expect(desk.page.locator(".room-head")).to_contain_text("BLOCKED")
    assert "the gap is USD 598,900" in " ".join(desk.row("gates", "Fully financed"))


def the_options_are_written(desk: Hand) -> None:
    """Step 4: three options in forms, with the sources they add."""
    desk.add("options", {"title": "Equity C and deferrals"})
    c = {"name": "Equity C", "party": "castellan", "status": "term_sheet", "face": "450,000", **EQUITY}
    deferrals = (
        ("Deferral of the producer's fee", "okonkwo", "90,000", "producer_fee"),
        ("Deferral of the director's fee", "tremaine", "60,000", "director_fee"),
    )
    a = "options/equity_c_and_deferrals/sources"
    desk.add(a, c, "equity")
    for name, party, face, line in deferrals:
        told = {"name": name, "party": party, "status": "soft", "face": face, "defers": line}
        desk.add(a, told, "deferral")
    desk.add("options", {"title": "Cut 4 days and one country", "without_place": "nova_scotia"})
    desk.add("options", {"title": "Sell France"})
    france = {"name": "Pre-sale France", "party": "lutetia", "status": "loi", **presale("FR", "400,000")}
    desk.add("options/sell_france/sources", france, "presale")
    desk.change(
        "options/sell_france",
        {"pledges[0].key": "loan_on_pre_sales", "pledges[0].value": "pre_sale_france"},
    )


def the_options_are_compared(desk: Hand) -> None:
    """Step 4: side by side, and nothing of the plan has moved."""
    desk.open("finance/")
    assert desk.facts()["Gap"] == "598,900"
    weighed = {
        "Plan as it stands": ["6,000,000", "5,401,100", "90.02 %", "598,900", "–"],
        "Equity C and deferrals": ["6,000,000", "6,001,100", "100.02 %", "–", "1,100"],
    }
    for plan, figures in weighed.items():
        assert desk.row("options", plan)[:5] == figures
    assert desk.row("options", "Cut 4 days and one country")[6] == "24"


def option_a_is_adopted(desk: Hand) -> None:
    """Step 4: the plan is financed, and face, cash and what is put off are three things."""
    desk.adopt("equity_c_and_deferrals")
    desk.open("finance/")
    told = desk.facts()
    assert (told["Committed"], told["Covered"], told["Surplus"]) == ("6,001,100", "100.02 %", "1,100")
    assert desk.row("sources", "Committed")[3:7] == ["6,380,000", "5,851,100", "150,000", "6,001,100"]
    assert sorted(desk.column("bridge", 1)[1:4]) == ["108,000", "113,400", "157,500"]
    assert desk.column("bridge", 1)[-2:] == ["378,900", "6,001,100"]
    desk.open("why/finance.cash_need")
    expect(desk.page.locator("main")).to_contain_text("5,850,000")
    desk.open("greenlight/")
    expect(desk.page.locator(".room-head")).to_contain_text("GO IF")


def the_account_is_strained(desk: Hand) -> None:
    """Step 5: twelve months, two stresses, and the remedy of the second."""
    late = {"delays[0].key": "loan_on_the_film_credit", "delays[0].value": "2"}
    desk.add("stresses", {"title": "Loan on the film credit two months late", **late})
    both = {**late, "delays[1].key": "loan_on_pre_sales", "delays[1].value": "2"}
    desk.add("stresses", {"title": "Both loans two months late", **both})
    desk.open("finance/")
    assert [desk.row("cash", f"{month} 2027")[3] for month in MONTHS] == CLOSINGS
    assert [desk.row("cash", f"{month} 2027")[5] for month in ("Apr", "May")] == ["−121,500", "−421,500"]
    assert desk.row("stresses", "Loan on the film credit two months late") == [
        "221,100",
        "1,100",
        "None needed",
    ]
    assert desk.row("stresses", "Both loans two months late")[0] == "−421,500"
    notice = desk.page.locator(".notice", has_text="the account runs empty")
    expect(notice).to_contain_text("−121,500 in April 2027, −421,500 in May 2027")
    expect(notice).to_contain_text("Call equity instalment 3")


def the_lead_leaves_and_stays(desk: Hand) -> None:
    """Step 6: looked at first, then true, then taken back."""
    page = desk.open("closing/if-gone/attachment/mara/")
    at_risk = {row[0]: row[1] for row in zip(desk.column("risk", 0), desk.column("risk", 1), strict=True)}
    assert {"780,000", "156,000", "464,100"} <= set(at_risk.values())
    before_and_after = {
        "Cash committed": ["5,851,100", "5,231,000"],
        "Gap": ["0", "619,000"],
    }
    for figure, values in before_and_after.items():
        assert desk.row("film", figure)[:2] == values
    expect(page.locator("#money")).to_contain_text("Pre-sale Germany")
    expect(page.locator("#money")).to_contain_text("Pre-sale United Kingdom")

    letter_ = ("rung: agent_confirmed", "rung: departed")
    desk.put("production", letter_)
    desk.open("finance/")
    told = desk.facts()
    assert (told["Committed"], told["Gap"]) == ("5,381,000", "619,000")
    assert desk.row("sources", "Committed")[4] == "5,231,000"
    page = desk.open("greenlight/")
    expect(page.locator(".room-head")).to_contain_text("BLOCKED")
    assert "619,000" in " ".join(desk.row("gates", "Fully financed"))
    for gate in ("Lead's dates", "Production and cast insurance"):
        assert "mara" in " ".join(desk.row("gates", gate)).lower()
    page = desk.open("closing/")
    hanging = " ".join(desk.row("attachments", "The lead, Captain Mara Vance"))
    for dependent in ("Pre-sale Germany", "Pre-sale United Kingdom", "Loan on pre-sales"):
        assert dependent in hanging

    desk.put("production", letter_[::-1])
    desk.open("finance/")
    assert desk.facts()["Surplus"] == "1,100"


def the_money_comes_back(desk: Hand) -> None:
    """Step 7: three grosses, to the cent."""
    page = desk.open("recoupment/")
    expect(page.locator(".facts")).to_contain_text("4,350,119.05")
    expect(page.locator(".facts")).to_contain_text("5,028,690.48")
    table = {
        "Net after costs": ["1,521,000", "2,781,000", "5,385,000"],
        "Paid to equity": ["791,900", "2,051,900", "3,420,000"],
        "Paid to deferrals": ["0", "0", "150,000"],
        "Net profits: Investors": ["0", "0", "542,950"],
        "Net profits: Producer": ["0", "0", "542,950"],
        "Undistributed": ["0", "0", "0"],
        "Returned to equity": ["27.79 %", "72.00 %", "139.05 %"],
    }
    for line, values in table.items():
        assert desk.row("cases", line)[-3:] == values
    middle = [desk.row("positions", f"Equity {each}")[3] for each in "ABC"]
    assert middle == ["863,957.89", "863,957.89", "323,984.22"]  # the odd coin goes to the last
    first = [desk.row("variant-c-first", f"Equity {each}")[3] for each in "ABC"]
    assert first == ["755,950", "755,950", "540,000"]


def the_investor_of_equity_a_sees_one_line(desk: Hand, browser: Browser, own_desk: Desk) -> None:
    """A login for Harrow Street, by invitation; nothing of anybody else by any door."""
    page = desk.open("people/")
    page.get_by_label("E-mail").fill("investor@nightferry.example")
    page.get_by_label("Role").select_option(label="Investor")
    page.get_by_label("Party").select_option(label="Harrow Street Capital LP")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("status").first).to_be_visible()
    with at_the_desk(browser, own_desk, "investor") as theirs:
        theirs.goto(letter(own_desk))
        theirs.get_by_role("button", name="Take the seat").click()
        expect(theirs.locator(".holding > h2")).to_have_text("Equity A")
        investor = Hand(theirs, desk.slug)
        investor.open("investor/")
        expect(theirs.locator("main")).to_contain_text("863,957.89")
        seen = [theirs.content()]
        doors = [link.get_attribute("href") or "" for link in theirs.locator("main a").all()]
        assert doors
        followed = {re.sub("#.*", "", each) for each in doors if each.startswith("/")}
        for door in sorted({*followed, f"{investor.film}/papers/"}):
            answer = theirs.request.get(own_desk.address + door)
            assert (door, answer.status) == (door, 200)
            if "html" in answer.headers["content-type"] or "csv" in answer.headers["content-type"]:
                seen.append(answer.text())
        parties = "Equity B|Equity C|Brightwater|Castellan|Meridian|Keystone|Nordsee|Albion|Deferral"
        assert re.findall(f"{parties}|6,000,000|6,001,100", "\n".join(seen)) == []
        rooms = "finance/ finance/sources.csv budget/ recoupment/ greenlight/ closing/ documents/ search/?q=equity"
        for room in (*rooms.split(), "why/finance.source.equity_b", "why/finance.gap"):
            assert (room, theirs.request.get(f"{own_desk.address}{investor.film}/{room}").status) == (
                room,
                404,
            )
        investor.fits(("investor/",))
