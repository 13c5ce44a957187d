"""`topsheet film` and `why`: what they print, where they write, and how they end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from topsheet.cli.commands import app

ROOT = Path(__file__).resolve().parents[3]
FERRY = ROOT / "examples" / "night_ferry"


def run(*words: str) -> Result:
    return CliRunner().invoke(app(), list(words), catch_exceptions=False)


def test_text_begins_with_the_answer() -> None:
    result = run("film", str(FERRY))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:5] == [
        "NIGHT FERRY",
        "The plan as it stands on 24 Nov 2026; amounts in USD",
        "=" * 108,
        "",
        "Is the money there?  No: 598,900 is missing.",
    ]


def test_option_is_adopted_on_paper() -> None:
    lines = run("film", str(FERRY), "--option", "a").stdout.splitlines()
    assert lines[1] == "The plan with “Equity C and deferrals” adopted on 24 Nov 2026; amounts in USD"
    assert lines[4] == "Is the money there?  Yes, with 1,100 over."


def test_day_decides_what_is_signed() -> None:
    told = json.loads(run("film", str(FERRY), "--as-of", "2026-10-01", "--format", "json").stdout)
    assert (told["as_of"], told["figures"]["finance.committed"]["value"]) == (
        "2026-10-01",
        "250000.00",
    )  # the grant alone


@pytest.mark.parametrize(
    ("format_", "begins"),
    [
        ("text", b"NIGHT FERRY\n"),
        ("json", b'{\n  "title": "Night Ferry",'),
        ("html", b"<!doctype html>"),
        ("pdf", b"%PDF-"),
    ],
)
def test_output_holds_the_page_and_the_terminal_stays_empty(
    format_: str, begins: bytes, tmp_path: Path
) -> None:
    target = tmp_path / "page"
    result = run("film", str(FERRY), "--format", format_, "--output", str(target))
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.read_bytes().startswith(begins)


def test_output_in_text_is_what_the_terminal_shows(tmp_path: Path) -> None:
    target = tmp_path / "page.txt"
    run("film", str(FERRY), "-o", str(target))
    assert target.read_text(encoding="utf-8") == run("film", str(FERRY)).stdout


def test_why_lists_every_figure_of_the_page() -> None:
    listed = [line.split("  ")[0] for line in run("why", str(FERRY), "list").stdout.splitlines()]
    told = json.loads(run("film", str(FERRY), "--format", "json").stdout)
    assert listed == sorted(told["figures"])


def test_why_opens_one_level_at_depth_one() -> None:
    assert run("why", str(FERRY), "finance.gap", "--depth", "1").stdout.splitlines() == [
        "Gap: USD 598,900   [finance.gap]",
        "  = total budget − committed, or nothing when covered",
        "  Total budget: 6,000,000   [budget.total]",
        "    = direct cost + contractual charges + finance costs",
        "  Committed: 5,401,100   [finance.committed]",
        "    = cash committed + fees put off",
    ]


def test_why_as_json_is_the_same_tree() -> None:
    rows = json.loads(run("why", str(FERRY), "finance.gap", "--depth", "1", "--format", "json").stdout)
    assert [(row["depth"], row["name"], row["value"]) for row in rows] == [
        (0, "finance.gap", "598900.00"),
        (1, "budget.total", "6000000.00"),
        (1, "finance.committed", "5401100.00"),
    ]


def test_why_of_an_option_explains_its_own_figure() -> None:
    first = run("why", str(FERRY), "finance.surplus", "--option", "a", "--depth", "0").stdout.splitlines()[0]
    assert first == "Surplus: USD 1,100   [finance.surplus]"


def test_every_figure_of_night_ferry_can_be_explained() -> None:
    told = json.loads(run("film", str(FERRY), "--format", "json").stdout)
    for name in list(told["figures"])[::97]:
        result = run("why", str(FERRY), name)
        assert (result.exit_code, f"[{name}]" in result.stdout) == (0, True)


@pytest.mark.parametrize("command", ["film {0} --format json", "film {0}", "why {0} list", "schema finance"])
def test_closed_pipe_ends_without_a_traceback(command: str) -> None:
    line = f"{sys.executable} -m topsheet.cli {command.format(FERRY)} | true"
    result = subprocess.run(["sh", "-c", line], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (result.returncode, result.stdout) == (0, "")
    assert "Traceback" not in result.stderr
    assert "Exception" not in result.stderr
    assert "BrokenPipe" not in result.stderr
