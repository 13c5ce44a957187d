"""`topsheet recoupment participation`: the page of the library, its refusals, its exit codes."""

from __future__ import annotations

import shutil
from pathlib import Path

from typer.testing import CliRunner, Result

from tests.topsheet.papers.films import FERRY, night_ferry
from topsheet.cli.commands import app
from topsheet.papers.participation_page import participation_page
from topsheet.papers.text import WIDTH, page_text


def run(*words: object) -> Result:
    return CliRunner().invoke(
        app(), ["recoupment", "participation", *map(str, words)], catch_exceptions=False
    )


def test_all_deals_or_one_statement_of_one_are_printed_as_the_library_makes_them() -> None:
    film = night_ferry()
    for words, page in (
        ((), participation_page(film)),
        (("--deal", "director", "--statement", "1"), participation_page(film, "director", "year_one")),
    ):
        result = run(FERRY, *words)
        assert (result.exit_code, result.stdout, result.stderr) == (0, page_text(page), "")
        assert [line for line in result.stdout.splitlines() if len(line) > WIDTH] == []


def test_what_there_is_not_is_refused() -> None:
    result = run(FERRY, "--deal", "writer")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "There is no deal 'writer'. Choose one of: lead, director.\n"


def test_mistakes_of_the_paper_are_told_before_the_refusal(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FERRY, tmp_path / "film"))
    paper = folder / "participations.yaml"
    paper.write_text(paper.read_text().replace("participant: ashdown", "participant: nobody"))
    result = run(folder)
    assert result.exit_code == 2
    first, last = result.stderr.index("who is no party"), result.stderr.index("Mend what is told of it.")
    assert first < last
