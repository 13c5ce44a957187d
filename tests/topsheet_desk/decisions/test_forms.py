"""What the forms of the decisions take, and what they name as a mistake."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.http import QueryDict

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.decisions.forms import Form, Unreadable
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.records import Request

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ZONE = "America/Los_Angeles"


def due(written: str) -> datetime | None:
    query = QueryDict(mutable=True)
    query["due"] = written
    return Form(query).moment("due", ZONE, NOW)


def test_a_moment_is_read_by_the_clock_of_its_place() -> None:
    assert due("2027-03-29T18:00") == datetime(2027, 3, 30, 1, tzinfo=UTC)
    assert due("2036-11-01T00:00") == datetime(2036, 11, 1, 7, tzinfo=UTC)
    assert due("") is None


@pytest.mark.parametrize(
    "written", ["0001-01-01T00:00", "9999-12-31T23:59", "2037-01-01T00:00", "2016-01-01"]
)
def test_a_moment_more_than_ten_years_away_is_a_slip_of_the_pen(written: str) -> None:
    with pytest.raises(Unreadable, match="more than ten years away"):
        due(written)


def test_a_question_due_in_the_year_9999_is_not_asked(enter: Enter, desk: Path) -> None:  # noqa: ARG001  # the desk must stand
    told = {"question": "When?", "of": Role.LINE_PRODUCER, "due": "9999-12-31T23:59", "place": ZONE}
    answer = enter(Role.PRODUCER).post(f"/films/{SLUG}/decisions/ask/question", told, follow=True)
    assert "more than ten years away" in answer.content.decode()
    assert not Request.objects.filter(question="When?").exists()


@pytest.mark.parametrize("written", ["1,5", "1.250,50", "12,50", "1e3", "NaN", "0.001"])
def test_an_amount_that_could_be_read_in_two_ways_is_refused(written: str) -> None:
    """`1,5` is one and a half to many, and was read as fifteen."""
    query = QueryDict(mutable=True)
    query["amount"] = written
    with pytest.raises(Unreadable, match="is no amount"):
        Form(query).amount("amount", "USD")


def test_an_amount_has_commas_between_thousands() -> None:
    query = QueryDict(mutable=True)
    query["amount"] = " 12,500.50 "
    assert str(Form(query).amount("amount", "USD")) == "USD 12,500.50"
