"""`topsheet paper`: each kind as a file, and how it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.topsheet.papers.films import FERRY, MEANT, night_ferry
from topsheet.cli.commands import app
from topsheet.papers.kinds import PAPERS
from topsheet.papers.paper import Basis


def run(*words: str) -> Result:
    return CliRunner().invoke(app(), list(words), catch_exceptions=False)


@pytest.mark.parametrize("kind", list(PAPERS))
def test_each_kind_is_written_as_the_library_makes_it(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"paper.{PAPERS[kind].ending}"
    source = "equity_c" if kind == "term-sheet" else MEANT.get(kind, "")
    result = run("paper", kind, str(FERRY), "-o", str(path), "--option", "a", "--source", source)
    assert result.exit_code == 0, result.stderr
    made = PAPERS[kind].make(Basis(night_ferry(), "a", source))
    assert path.read_bytes() == made.content
    assert f"documents {made.documents[:12]}, facts {made.facts[:12]}" in result.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("memo", "-o", "memo.xlsx"), "A finance memo is a .pdf file. Write `--output memo.pdf`."),
        (("memo", "-o", "memo.pdf", "--option", "z"), "The plan has no option 'z'. Choose one of: a, b, c."),
        (
            ("term-sheet", "-o", "t.pdf"),
            "A term sheet is for one investment. Name one of: equity_a, equity_b.",
        ),
        (
            ("participation", "-o", "p.pdf"),
            "A participation statement is for one deal. Name one of: lead, director.",
        ),
        (
            ("memo", "-o", "no/such/memo.pdf"),
            "no/such/memo.pdf cannot be written: No such file or directory.",
        ),
    ],
)
def test_refusals_say_what_to_do(
    words: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("paper", words[0], str(FERRY), *words[1:])
    assert (result.exit_code, told in result.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_errors_in_the_documents_are_told_and_end_with_two(tmp_path: Path) -> None:
    run("new", str(tmp_path / "film"))
    path = tmp_path / "film" / "finance.yaml"
    path.write_text(path.read_text().replace("on: start_of_photography", "on: never_named", 1))
    result = run("paper", "memo", str(tmp_path / "film"), "-o", str(tmp_path / "memo.pdf"))
    assert (result.exit_code, "ERROR finance.yaml" in result.stderr) == (2, True)
    assert (tmp_path / "memo.pdf").is_file()
