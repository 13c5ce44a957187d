"""Films that are kept are not looked at again and again, and are freed all the same."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date

import pytest

from tests.topsheet_desk.conftest import NIGHT_FERRY
from topsheet.figures import Figure
from topsheet.film import compute, read_folder
from topsheet_desk.site.memory import THRESHOLDS, settle


@pytest.fixture
def as_before() -> Iterator[None]:
    """What the server sets for its own process is not for the tests'."""
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("as_before")
def test_a_server_looks_seldom_and_never_at_what_its_start_made() -> None:
    settle()
    assert gc.get_threshold() == THRESHOLDS
    assert gc.get_freeze_count() > 10_000


def test_a_film_that_nobody_holds_is_freed_without_a_look() -> None:
    production, problems = read_folder(NIGHT_FERRY)
    assert production, problems

    def figures() -> int:
        return sum(type(each) is Figure for each in gc.get_objects())

    compute(production, as_of=date(2026, 11, 24))  # rules and what else is kept for good
    gc.collect()
    gc.disable()
    try:
        before = figures()
        film = compute(production, as_of=date(2026, 11, 25))
        assert film
        assert figures() > before + 3000
        del film
        assert figures() == before
    finally:
        gc.enable()
