"""Stories A and B on the command line: the plan shown, solved, checked, adopted, broken and explained."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.conftest import ROOT
from tests.topsheet.film.lantern_street import (
    DECLINED,
    OPEN,
    SHORT,
    TOPPED_UP,
    V1,
    X_OFFERS,
    Edits,
    put,
)
from topsheet.cli.commands import app

FERRY, LANTERN = ROOT / "examples" / "night_ferry", ROOT / "examples" / "lantern_street"
Copy = Callable[[Path, Edits], Path]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A folder copied, with some words of its papers changed."""

    def made(folder: Path, edits: Edits) -> Path:
        there = Path(shutil.copytree(folder, tmp_path / str(len(list(tmp_path.iterdir())))))
        for file, changes in edits.items():
            text = (there / file).read_text(encoding="utf-8")
            for before, after in changes:
                assert before in text, f"not in {file}: {before}"
                text = text.replace(before, after)
            (there / file).write_text(text, encoding="utf-8")
        return there

    return made


def run(*words: object) -> Result:
    return CliRunner().invoke(app(), [str(word) for word in words], catch_exceptions=False)


def told(*words: object) -> str:
    """What a command prints, whose end is good, with one space between its words."""
    result = run(*words)
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def figures(folder: Path, *options: object) -> dict[str, str]:
    """Every figure by its name, as `topsheet film` hands them on."""
    result = run("film", folder, "--format", "json", *options)
    return {name: each["value"] for name, each in json.loads(result.stdout)["figures"].items()}


# Story A.


def test_night_ferry_is_short_598_900() -> None:
    shown = told("finance", "show", FERRY)
    assert "90.02% is covered; 598,900 is missing." in shown
    assert "Committed 5,401,100 Covered 90.02% Gap 598,900" in shown
    for row in (
        "Loan on pre-sales signed – 642,600 642,600",
        "Loan on the film credit signed – 892,500 892,500",
        "Maryland film credit signed 1,050,000 0 –",
        "Gap loan signed 1,000,000 1,000,000 1,000,000",
        "(a) Equity C and 6,000,000 6,001,100 100.02% 0 1,100 1,328,500 GO IF",
        "(b) Cut 4 days",
        "(c) Sell France",
    ):
        assert row in shown


def test_the_plan_is_solved_for_one_unknown() -> None:
    solved = told("finance", "solve", FERRY)
    assert "Equity that would close the gap 598,900" in solved
    assert "Unsold territories at take 2,900,000" in solved
    assert "At most 1,195,000." in solved


def test_the_example_is_without_a_mistake() -> None:
    assert told("finance", "check", FERRY) == "Nothing was found wrong."


def test_option_a_leads_from_face_to_what_it_brings() -> None:
    shown = told("finance", "show", FERRY, "--option", "a")
    assert "100.02% is covered, with 1,100 over." in shown
    bridge = (
        "Face value 6,380,000 Incentive not advanced 157,500 Sales commission 108,000 "
        "Pre-sale balances not advanced 113,400 Committed 6,001,100 Cash needed 5,850,000"
    )
    assert bridge in shown


def test_option_a_adopted_is_the_plan_and_its_account_is_strained(copy: Copy) -> None:
    folder = copy(FERRY, {})
    assert "Nothing was written" in told("finance", "adopt", folder, "a")
    assert figures(folder)["finance.gap"] == "598900.00"
    assert "“Equity C and deferrals” is part of the plan since 24 Nov 2026; 1 document was written." in told(
        "finance", "adopt", folder, "a", "--write"
    )
    found = figures(folder)
    names = ("finance.gap", "finance.surplus", "finance.cash_need", "greenlight.state")
    assert [found[name] for name in names] == ["0.00", "1100.00", "5850000.00", "GO IF"]
    assert [found[f"cash.2027-{month:02}.closing"] for month in (1, 4, 5, 12)] == [
        "532500.00",
        "1413600.00",
        "1113600.00",
        "1100.00",
    ]
    assert found["stress.tax_loan_late.lowest_shoot"] == "221100.00"
    assert [found[f"stress.both_loans_late.2027-{month}.closing"] for month in ("04", "05")] == [
        "-121500.00",
        "-421500.00",
    ]
    assert [found[f"recoupment.breakeven.equity_{share}"] for share in (100, 120)] == [
        "4350119.05",
        "5028690.48",
    ]
    middle = [found[f"recoupment.case.2.paid_to_equity.equity_{each}"] for each in "abc"]
    assert middle == ["863957.89", "863957.89", "323984.22"]


def test_without_mara_the_plan_is_short_619_000(copy: Copy) -> None:
    lost = told("finance", "if-gone", FERRY, "mara", "--option", "a")
    assert "Short 619,000; the greenlight goes from GO IF to BLOCKED." in lost
    assert (
        "Face value that stops counting 780,000 Deposits at risk 156,000 Loan capacity lost 464,100" in lost
    )
    assert "Committed 6,001,100 5,381,000 Cash committed 5,851,100 5,231,000 Gap 0 619,000" in lost
    dates = lost[lost.index("Day What Amount") : lost.index("What can be cancelled?")]
    assert dates.index("18 Dec 2026 First refusal on the ferry") < dates.index("10 Feb 2027 Pre-sale Germany")
    folder = copy(FERRY, {"production.yaml": (("rung: agent_confirmed", "rung: departed"),)})
    gone = figures(folder, "--option", "a")
    assert (gone["finance.gap"], gone["greenlight.state"]) == ("619000.00", "BLOCKED")
    assert "Pre-sale Germany conditional: " in told("finance", "show", folder)


def test_why_leads_from_the_gap_to_the_sources() -> None:
    because = told("why", FERRY, "finance.gap", "--depth", "3")
    for words in ("Gap: USD 598,900", "Total budget: 6,000,000", "Committed: 5,401,100", "Equity A"):
        assert words in because


# Story B.


def test_version_1_is_covered_31_71_and_short_90_000_without_x(copy: Copy) -> None:
    offered = run("finance", "show", copy(LANTERN, put(V1, X_OFFERS)), "--as-of", "2025-02-24").stdout
    assert "31.71% is covered; 140,000 is missing." in " ".join(offered.split())
    left = run("finance", "show", copy(LANTERN, V1), "--as-of", "2025-03-31").stdout
    assert "Planned 115,000 Short if all sign 90,000" in " ".join(left.split())


def test_version_2_balances_and_its_shoot_does_not() -> None:
    shown = told("finance", "show", LANTERN)
    assert "Planned 180,000 Short if all sign 0" in shown
    assert "Shoot 132,000 130,000 2,000 ! 130,000 2,000 ! Finishing 48,000 0 48,000 ! 50,000 0" in shown
    assert "If all sign, each stage has its money with “Smaller lighting package”." in shown
    found = figures(LANTERN)
    assert (found["budget.global.performer_days"], found["cash.deposit.performers"]) == ("54", "6507.86")
    assert "16,269.66" in told("why", LANTERN, "cash.deposit.performers", "--depth", "1")


def test_a_goal_of_33_000_leaves_27_777_60(copy: Copy) -> None:
    shown = told("finance", "show", copy(LANTERN, OPEN), "--as-of", "2026-06-16")
    table = (
        "Gross 33,000 Platform 1,650 Processing 1,072.40 Net of fees 30,277.60 Rewards 2,500 Usable 27,777.60"
    )
    assert table in shown


def test_5_600_unlocks_33_000(copy: Copy) -> None:
    shown = told("finance", "show", copy(LANTERN, SHORT), "--as-of", "2026-07-12")
    assert "5,600 unlocks 33,000; otherwise 0, and finishing is short 48,000" in shown


def test_a_campaign_that_nobody_tops_up_ends_in_plain_words(copy: Copy) -> None:
    folder = copy(LANTERN, SHORT)
    shown = told("finance", "show", folder, "--as-of", "2026-07-15")
    assert (
        "Finishing is short 28,000 even if all sign: as it is budgeted, the film cannot be finished. "
        "If all sign, each stage has its money with “Reduced version: the least that can be finished”."
        in shown
    )
    reduced = told("finance", "show", folder, "--as-of", "2026-07-15", "--option", "reduced")
    assert "Finishing 20,000 0 20,000 ! 20,000 0" in reduced


def test_the_loan_that_finishes_it_is_solved_and_paid_first(copy: Copy) -> None:
    topped = figures(copy(LANTERN, TOPPED_UP), "--as-of", "2026-07-15")
    assert topped["finance.source.kickstarter"] == "27777.60"
    needed = put(DECLINED, {"finance.yaml": (("face: 10222.40", "face: needed"),)})
    folder = copy(LANTERN, needed)
    day = ("--as-of", "2026-08-04")
    assert "20,222.40 is missing." in told("finance", "show", folder, *day)
    assert "10,222.40" in told("finance", "solve", folder, *day, "--option", "finish")
    found = figures(folder, *day, "--option", "finish")
    assert (found["finance.gap"], found["finance.committed"]) == ("0.00", "174000.00")
    paid = {
        "paid_to_loans": "10222.40",
        "available_to_deferrals": "22777.60",
        "paid_to_deferrals": "6000.00",
        "paid_to_contributors": "16777.60",
        "paid_to_contributors.friends_family": "5162.34",
        "paid_to_contributors.ep_equity": "8388.80",
        "paid_to_contributors.director_money": "3226.46",
    }
    assert {row: found[f"recoupment.case.2.{row}"] for row in paid} == paid


def test_what_is_unknown_is_refused_with_a_remedy() -> None:
    for words in (
        ("finance", "show", FERRY, "--option", "z"),
        ("finance", "adopt", FERRY, "z"),
        ("finance", "if-gone", FERRY, "nobody"),
    ):
        result = run(*words)
        assert (words, result.exit_code, "fix:" in result.stderr) == (words, 2, True)
