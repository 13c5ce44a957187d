"""Receipts on the command line: shown as of a day, taken in from a file, printed as CSV."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.conftest import ROOT
from tests.topsheet.release.intake.files import CSV, workbook
from topsheet.cli.commands import app

FERRY = ROOT / "examples" / "night_ferry"
PERIOD = ("--from", "2029-01-01", "--to", "2029-06-30", "--received", "2029-09-03")


def run(*words: object) -> Result:
    return CliRunner().invoke(app(), [str(word) for word in words], catch_exceptions=False)


def plain(result: Result) -> str:
    return " ".join(result.stdout.split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FERRY, tmp_path / "night_ferry"))


@pytest.fixture
def tidegate(tmp_path: Path) -> Path:
    path = tmp_path / "tidegate.xlsx"
    path.write_bytes(workbook())
    return path


def test_what_was_known_on_a_day() -> None:
    shown = run("receipts", "show", FERRY, "--as-of", "2029-03-01")
    assert shown.exit_code == 0, shown.output
    assert "785,621.57 to date; 20,000 billed and unpaid." in plain(shown)
    assert "restated" not in plain(shown)
    later = run(
        "receipts", "show", FERRY, "--as-of", "2029-08-30", "--from", "2029-01-01", "--last", "2029-03-01"
    )
    assert "Total 785,621.57 −19.07 785,602.50 EUR 20,000.00" in plain(later)


def test_nothing_is_known_before_the_first_statement() -> None:
    shown = run("receipts", "show", FERRY)
    assert (shown.exit_code, "0 to date." in plain(shown), "0 receipts." in plain(shown)) == (0, True, True)


def test_a_receipt_opens_to_its_causes() -> None:
    name = "receipts.tidegate_2028_h2.air_tokyo.net"
    told = run("why", FERRY, name, "--as-of", "2029-03-01")
    assert told.exit_code == 0, told.output
    assert "25,285.31" in told.stdout
    assert "0.006712" in told.stdout
    assert "receipts.yaml:" in told.stdout
    hidden = run("why", FERRY, name, "--as-of", "2028-12-31")
    assert hidden.exit_code == 2


def test_a_workbook_is_shown_first_and_then_taken_in(folder: Path, tidegate: Path) -> None:
    before = (folder / "receipts.yaml").read_text(encoding="utf-8")
    words = (
        "receipts",
        "import",
        folder,
        tidegate,
        "--mapping",
        "tidegate",
        "--id",
        "tidegate_2029_h1",
        *PERIOD,
    )
    shown = run(*words)
    assert shown.exit_code == 0, shown.output
    assert "tidegate.xlsx: 3 rows read, 0 left out" in plain(shown)
    assert "JPY, 1 row: billed JPY 0, gross JPY 1,800,000, withheld JPY 183,780" in plain(shown)
    assert (folder / "receipts.yaml").read_text(encoding="utf-8") == before
    written = run(*words, "--write")
    assert written.exit_code == 0, written.output
    kept = (folder / "receipts.yaml").read_text(encoding="utf-8").splitlines()
    assert [line for line in before.splitlines() if line not in kept] == []
    after = run("receipts", "show", folder, "--as-of", "2029-10-01")
    assert "tidegate_2029_h1.row_7" in after.stdout
    again = run(*(word if word != "tidegate_2029_h1" else "again" for word in words), "--write")
    assert again.exit_code == 2
    assert "is the same file as statement `tidegate_2029_h1`" in again.stderr


def test_what_would_break_the_film_is_not_written(folder: Path, tidegate: Path) -> None:
    before = (folder / "receipts.yaml").read_bytes()
    early = ("--from", "2029-01-01", "--to", "2029-04-01", "--received", "2029-05-01")
    words = (
        "receipts",
        "import",
        folder,
        tidegate,
        "--mapping",
        "tidegate",
        "--id",
        "early",
        *early,
        "--write",
    )
    told = run(*words)
    assert told.exit_code == 2
    assert "2029-05-08 is later than 2029-05-01, when the statement was received" in told.stderr
    assert (folder / "receipts.yaml").read_bytes() == before


def test_a_mapping_is_proposed_for_a_new_sender(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "canale.csv"
    file.write_bytes(CSV)
    told = run("receipts", "import", folder, file)
    assert told.exit_code == 2  # the medium is left open
    assert "gross: Bruttoerlöse" in told.stdout
    assert "no column is the medium" in told.stderr
    unknown = run("receipts", "import", folder, file, "--mapping", "canale")
    assert (unknown.exit_code, "Choose one of: tidegate." in unknown.stderr) == (2, True)


def test_a_production_without_receipts_says_so_and_is_whole(folder: Path) -> None:
    (folder / "receipts.yaml").unlink()
    none = run("receipts", "show", folder)
    assert (none.exit_code, "there is no receipts.yaml" in none.stderr) == (2, True)
    assert run("film", folder).exit_code == 0


def test_lines_as_csv() -> None:
    told = run("receipts", "export", FERRY, "longshore_2028_h1")
    assert told.stdout.splitlines()[2].startswith(
        "it_tv,IT,television,canale_sud_2028,Canale Sud Srl,2028-01-01,"
    )
    lost = run("receipts", "export", FERRY, "nobody")
    assert (lost.exit_code, "there is no statement `nobody`" in lost.stderr) == (2, True)
