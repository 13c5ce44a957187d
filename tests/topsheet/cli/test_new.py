"""`topsheet new`: a folder that computes at once, whatever the film is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from tests.topsheet.film.mutations import outcome
from topsheet.cli.commands import app
from topsheet.cli.new import plain_title

TITLES = [
    'She said "No"',
    "It's: a # film",
    "- [weird] {title}",
    "true",
    "1917",
    "~",
    "Amélie & Zoë — 夜のフェリー 🛥",
    "back\\slash \\n",
    "$1 *bold* _it_ #let x = 1",
    "%YAML 1.1",
    "a: b: c",
]


def run(*words: str) -> Result:
    return CliRunner().invoke(app(), list(words), catch_exceptions=False)


@pytest.mark.parametrize("title", TITLES)
def test_any_title_is_kept_as_written_and_computes(title: str, tmp_path: Path) -> None:
    folder = tmp_path / "film"
    assert run("new", str(folder), "--title", title).exit_code == 0
    result = run("film", str(folder), "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["title"] == title


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(max_size=30))
def test_no_title_breaks_the_new_folder(title: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("new") / "film"
    assert run("new", str(folder), f"--title={title}").exit_code == 0
    film, problems = outcome(folder)
    assert film is not None
    assert (film.title, problems) == (plain_title(title) or "Film", ())


def test_folder_gives_the_title_where_none_is_named(tmp_path: Path) -> None:
    assert (
        run("new", str(tmp_path / "the-long_night")).stdout.splitlines()[0].endswith("called The Long Night.")
    )


def test_next_step_can_be_typed_as_it_is_printed(tmp_path: Path) -> None:
    folder = tmp_path / "my film"
    assert (
        run("new", str(folder)).stdout.splitlines()[1] == f"See its one page with: topsheet film '{folder}'"
    )


def test_papers_are_in_the_currency_asked_for_and_in_no_other_words(tmp_path: Path) -> None:
    assert run("new", str(tmp_path / "film"), "--currency", "JPY").exit_code == 0
    film, problems = outcome(tmp_path / "film")
    assert film is not None
    assert (film.currency, problems) == ("JPY", ())
    refused = run("new", str(tmp_path / "other"), "--currency", "yen")
    assert (refused.exit_code, (tmp_path / "other").exists()) == (2, False)
    assert "yen is no currency" in refused.stderr


def test_empty_folder_may_be_filled(tmp_path: Path) -> None:
    assert run("new", str(tmp_path)).exit_code == 0


def test_full_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "budget.yaml").write_text("mine")
    result = run("new", str(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        result.stderr
        == f"{tmp_path} is already there and is not empty. Name a folder that does not exist yet.\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["budget.yaml"]
    assert (tmp_path / "budget.yaml").read_text() == "mine"


def test_file_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "film").write_text("mine")
    result = run("new", str(tmp_path / "film"))
    assert (result.exit_code, (tmp_path / "film").read_text()) == (2, "mine")


def test_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("new", str(tmp_path / "file" / "film"))
    assert result.exit_code == 2
    assert result.stderr.endswith("cannot be made: Not a directory. Choose another place for it.\n")
