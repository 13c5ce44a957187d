"""`topsheet recoupment`: terms, any receipts, statements, futures, checks."""

from __future__ import annotations

import re
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.topsheet.papers.films import FERRY, night_ferry
from topsheet.cli.commands import app
from topsheet.film.statements import stated
from topsheet.papers.recoupment_page import statement_page, terms_page
from topsheet.papers.text import WIDTH, page_text


def run(*words: object) -> Result:
    return CliRunner().invoke(app(), ["recoupment", *map(str, words)], catch_exceptions=False)


def test_the_terms_are_read_back_with_their_cases_and_break_evens() -> None:
    result = run("show", FERRY)
    assert (result.exit_code, result.stdout, result.stderr) == (0, page_text(terms_page(night_ferry())), "")
    assert "Longshore Film Sales takes 15% of the gross as sales commission." in result.stdout
    assert [line for line in result.stdout.splitlines() if len(line) > WIDTH] == []


def test_break_evens_of_story_a() -> None:
    told = run("breakeven", FERRY, "--option", "a").stdout
    assert "4,350,119.05" in told
    assert "5,028,690.48" in told


def test_any_receipts_are_paid_to_the_coin() -> None:
    told = run("run", FERRY, "3,400,000", "--option", "a", "--variant", "c_first").stdout
    got = dict(line.rsplit(maxsplit=1) for line in told.splitlines() if line.startswith("Equity "))
    assert (got["Equity A"], got["Equity B"], got["Equity C"]) == ("755,950", "755,950", "540,000")


@pytest.mark.parametrize("written", ["12.345", "-1", "much"])
def test_receipts_that_cannot_be_are_refused(written: str) -> None:
    result = run("run", FERRY, "--", written)
    assert result.exit_code == 2
    assert "cannot be received" in result.stderr


def test_a_statement_is_told_as_it_was_made() -> None:
    found = stated(night_ferry(), date(2029, 4, 1))
    assert found
    result = run("statement", FERRY, "--as-of", "2029-04-01")
    assert (result.exit_code, result.stdout) == (0, page_text(statement_page(night_ferry(), found)))
    same = run("statement", FERRY, "--as-of", "2031-01-01", "--number", 2)
    assert same.stdout.split("What should be asked?")[0] == result.stdout.split("What should be asked?")[0]


def test_somebodys_own_statement_names_nobody_else() -> None:
    told = run("statement", FERRY, "--as-of", "2030-04-01", "--for", "equity_b").stdout
    assert "Lutetia" not in told  # who owes the production is not theirs to read
    assert "36,183.12" in told
    assert "205,037.65" in told
    assert "Equity A" not in told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("statement", FERRY, "--as-of", "2027-01-01"), "no statement is made by 2027-01-01"),
        (("statement", FERRY, "--as-of", "2030-04-01", "--number", 9), "there is no statement 9"),
        (("statement", FERRY, "--as-of", "2030-04-01", "--for", "nobody"), "nobody is called 'nobody'"),
        (("show", FERRY, "--variant", "other"), "there is no variant 'other'"),
        (("show", FERRY, "--variant", "c_first"), "needs equity_c"),
        (("simulate", FERRY, "--runs", 500, "--open", "501"), "there is no future '501'"),
        (("simulate", FERRY, "--runs", 500, "--open", "bad:nobody"), "there is no future 'bad:nobody'"),
        (("simulate", FERRY, "--tornado", "producer"), "nobody who put money in is called 'producer'"),
    ],
)
def test_what_there_is_not_is_refused(words: tuple[object, ...], says: str) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr


def test_futures_are_the_same_for_the_same_seed() -> None:
    first, second = (run("simulate", FERRY, "--runs", 500, "--seed", 7).stdout for _ in range(2))
    assert first == second
    assert "500 futures from seed 7" in first
    assert run("simulate", FERRY, "--runs", 500, "--seed", 8).stdout != first


def test_one_future_is_told_payment_by_payment() -> None:
    by_level = run("simulate", FERRY, "--runs", 500, "--seed", 7, "--open", "good:gap_loan").stdout
    (number,) = re.findall(r"Future (\d+) of 500 from seed 7", by_level)
    assert run("simulate", FERRY, "--runs", 500, "--seed", 7, "--open", number).stdout == by_level
    assert re.search(r"Gap loan +1,000,000 +1\.00 ×", by_level)
    assert "until USD 1,000,000.00 is paid" in by_level


def test_what_moves_a_position_is_told_the_widest_first() -> None:
    told = run("simulate", FERRY, "--runs", 500, "--tornado", "equity_a").stdout
    assert "What moves it most?" in told
    assert "North America" in told.split("What moves it most?")[1].splitlines()[3]


def test_the_check_tells_of_the_terms_alone(tmp_path: Path) -> None:
    assert run("check", FERRY).stdout == "Nothing was found wrong.\n"
    folder = Path(shutil.copytree(FERRY, tmp_path / "film"))
    paper = folder / "recoupment.yaml"
    paper.write_text(paper.read_text().replace("made: 2028-09-15", "made: 2028-06-01"))
    result = run("check", folder)
    assert result.exit_code == 2
    assert "is made on 2028-06-01, before its period ends" in result.stderr


def test_offers_are_compared_clause_by_clause() -> None:
    told = run("offers", FERRY, "--gross", "2,000,000").stdout
    assert "Lutetia Films brings the production most" in told or "Quai Ouest Distribution brings" in told
    assert "Fee before or after" in told
    assert run("offers", FERRY, "--gross", "much").exit_code == 2


def test_compiled_futures_are_the_same_and_without_numba_the_way_out_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = ("simulate", FERRY, "--runs", 500, "--seed", 7)
    assert run(*asked, "--compiled").stdout == run(*asked).stdout
    monkeypatch.setitem(sys.modules, "numba", None)
    refused = run(*asked, "--compiled")
    assert refused.exit_code != 0
    assert "Leave out --compiled" in refused.stderr
    assert run(*asked).exit_code == 0
