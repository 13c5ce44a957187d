"""Every mistake of the gallery is answered word for word: place, reason, remedy, exit code, no traceback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.errors.gallery import Answer, Case, answer, cases, rewrite, updating
from tools.error_gallery import PAGE, page
from topsheet.film.folder import KINDS

CASES = cases()
PROBLEM = re.compile(r"(ERROR|WARNING) \S.*: \S.*\n  why: \S.*\n  fix: \S.*\n\n")


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_mistake_is_told_with_place_reason_and_remedy(case: Case, tmp_path: Path) -> None:
    given = answer(case, tmp_path / "my-film")
    if updating():
        rewrite(case, given)
        return
    assert (given.exit, _told(given)) == (case.exit, case.says)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_words_are_a_colleagues_and_not_a_programs(case: Case) -> None:
    leaks = (
        "Traceback",
        "pydantic",
        "tuple",
        "dictionary",
        "Decimal(",
        "NoneType",
        "valid string",
        "Input should",
    )
    assert [word for word in leaks if word in case.says] == []
    assert (case.exit == 0) is ("ERROR" not in case.says and case.part != "The command line")


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.part != "The command line"],
    ids=lambda case: case.name,
)
def test_what_is_said_is_nothing_but_problems(case: Case) -> None:
    assert PROBLEM.sub("", case.says + "\n" if case.says else "") == ""


def test_every_file_of_a_production_has_a_mistake_in_the_gallery() -> None:
    changed = {change["file"] for case in CASES for change in case.change}
    assert changed >= {f"{kind}.yaml" for kind in KINDS} | {"script/draft.fountain"}


def test_page_of_the_gallery_is_up_to_date() -> None:
    if updating():
        PAGE.write_text(page(cases()), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(CASES), "run: python -m tools.error_gallery"


def _told(given: Answer) -> str:
    """What was said, as a case holds it: without the empty line after the last Problem."""
    text = "\n".join(line.rstrip() for line in given.says.splitlines()).rstrip("\n")
    return f"{text}\n" if text else ""
