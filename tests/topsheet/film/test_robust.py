"""Whatever happens to a production's files, reading and computing end with figures or with problems, never a crash."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.topsheet.film.mutations import AS_OF, Damage, copy_of, damage, damages, outcome
from topsheet.cli.new import new
from topsheet.documents import Problem, Severity
from topsheet.film import compute, problems_of, read_folder
from topsheet.papers import one_page_html, one_page_json, one_page_text


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("robust") / "start"
    with redirect_stdout(io.StringIO()):
        new(folder, "A Film")
    return folder


@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=damages())
def test_damaged_papers_give_figures_or_problems(done: list[Damage], start: Path, tmp_path: Path) -> None:
    folder = copy_of(start, tmp_path / "damaged")
    damage(folder, done)
    film, problems = outcome(folder)
    assert film is not None or any(problem.severity is Severity.ERROR for problem in problems)
    assert all(problem.where and problem.what and problem.why and problem.fix for problem in problems)
    if film is not None:
        assert one_page_text(film)
        assert one_page_json(film)
        assert one_page_html(film)


def test_chart_that_is_unknown_is_told_where_nothing_is_computed(start: Path, tmp_path: Path) -> None:
    folder = changed(start, tmp_path, "budget.yaml", "us-feature", "mars-feature")
    production, _ = read_folder(folder)
    assert production is not None
    assert compute(production, as_of=AS_OF) is None
    told = [problem.what for problem in problems_of(production, as_of=AS_OF)]
    assert told == ["There is no chart of accounts mars-feature. Did you mean us-feature?"]


def test_two_currencies_stop_the_chain_before_a_sum(start: Path, tmp_path: Path) -> None:
    folder = changed(start, tmp_path, "finance.yaml", "currency: USD", "currency: EUR")
    film, problems = outcome(folder)
    assert film is None
    assert [(each.where, each.what) for each in problems] == [
        ("finance.yaml:3 currency", "the finance plan is in EUR, the production in USD")
    ]
    assert problems[0].fix == "Write the finance plan in USD; a single source may name its own `currency`."


@pytest.mark.parametrize(
    ("file", "old", "new_text"),
    [
        ("market.yaml", "  - {code: WW, name: World, ask: 40000, take: 20000}", ""),
        (
            "recoupment.yaml",
            "cases:\n  - {label: Low, gross: 10000}\n  - {label: Middle, gross: 30000}\n",
            "cases:\n",
        ),
        ("schedule.yaml", "holidays: {country: US, region: NY}\n", ""),
        ("production.yaml", "  rough_cut: 2028-09-01\n", ""),
    ],
)
def test_less_than_usual_still_computes(
    start: Path, tmp_path: Path, file: str, old: str, new_text: str
) -> None:
    text = "territories: []" if file == "market.yaml" else ""
    folder = changed(start, tmp_path, file, f"territories:\n{old}" if text else old, text or new_text)
    film, problems = outcome(folder)
    assert film is not None
    assert _errors(problems) == []


def test_plan_without_sources_is_computed_and_covers_nothing(start: Path, tmp_path: Path) -> None:
    folder = copy_of(start, tmp_path / "film")
    (folder / "finance.yaml").write_text("kind: finance\nversion: 1\ncurrency: USD\nsources: []\n")
    film, _ = outcome(folder)
    assert film is not None
    assert film.finance.committed.value.amount == 0
    assert film.finance.covered.value.value == 0
    assert film.finance.gap.value == film.budget.total.value


def test_terms_wait_for_a_signature_without_an_error(start: Path, tmp_path: Path) -> None:
    folder = changed(start, tmp_path, "finance.yaml", "status: signed ", "status: soft ")
    film, problems = outcome(folder)
    assert film is not None
    assert film.recoupment.cases == ()
    assert _errors(problems) == []
    assert [problem.fix for problem in problems][
        -1
    ] == "Nothing, if it will sign; if it is lost, take it out of the terms."


def test_day_before_the_signature_is_as_if_not_signed(start: Path) -> None:
    film, problems = outcome(start, date(2028, 1, 19))
    assert film is not None
    assert film.finance.committed.value.amount == 0
    assert _errors(problems) == []


def test_error_of_an_option_is_told_with_its_name(start: Path, tmp_path: Path) -> None:
    folder = copy_of(start, tmp_path / "film")
    with (folder / "finance.yaml").open("a") as file:
        file.write("options:\n  - {id: a, title: Give up home, without_place: home}\n")
    _, problems = outcome(folder)
    assert "option a, schedule.yaml:6 days" in [problem.where for problem in problems]


def test_unknown_option_is_refused(start: Path) -> None:
    production, _ = read_folder(start)
    assert production is not None
    refused: Callable[[], object] = lambda: compute(production, as_of=AS_OF, option="z")  # noqa: E731  # read aloud
    with pytest.raises(KeyError):
        refused()


def test_windows_line_ends_change_no_figure(start: Path, tmp_path: Path) -> None:
    folder = copy_of(start, tmp_path / "film")
    for path in folder.rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    here, _ = outcome(start)
    there, problems = outcome(folder)
    assert here is not None
    assert there is not None
    assert one_page_json(there) == one_page_json(here)
    assert problems == ()


def test_name_of_a_file_that_is_no_text_can_be_printed(start: Path, tmp_path: Path) -> None:
    folder = copy_of(start, tmp_path / "film")
    script = folder / "script" / "draft.fountain"
    script.rename(os.fsdecode(os.fsencode(script.parent) + b"/\xff.fountain"))
    film, problems = outcome(folder)
    assert film is not None
    assert problems == ()
    assert one_page_json(film).encode()


def test_pipe_in_the_place_of_a_file_is_not_waited_for(start: Path, tmp_path: Path) -> None:
    folder = copy_of(start, tmp_path / "film")
    (folder / "budget.yaml").unlink()
    os.mkfifo(folder / "budget.yaml")
    _, problems = outcome(folder)
    assert [problem.what for problem in problems] == ["the file cannot be read: it is no plain file"]


def test_file_without_end_is_not_read(start: Path, tmp_path: Path) -> None:
    folder = copy_of(start, tmp_path / "film")
    with (folder / "budget.yaml").open("wb") as file:
        file.truncate(10**12)
    _, problems = outcome(folder)
    assert [problem.what for problem in problems] == ["is larger than 5,000,000 bytes"]


def changed(start: Path, tmp_path: Path, file: str, old: str, new_text: str) -> Path:
    folder = copy_of(start, tmp_path / "film")
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new_text), encoding="utf-8")
    return folder


def _errors(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.what for problem in problems if problem.severity is Severity.ERROR]
