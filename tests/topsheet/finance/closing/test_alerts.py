from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.topsheet.finance.closing.lists import DONE, closing, item, obligation, report
from topsheet.calendar import Place
from topsheet.finance.closing import STEPS, Alert, ClosingDocument, alerts

HALIFAX = Place(name="Halifax", country="CA", timezone="America/Halifax")
KIRITIMATI = Place(name="Kiritimati", country="KI", timezone="Pacific/Kiritimati")
PLACES = {"halifax": HALIFAX, "kiritimati": KIRITIMATI}


def at(document: ClosingDocument, now: datetime) -> tuple[Alert, ...]:
    return alerts(document, report(document).items, PLACES, home=HALIFAX, now=now)


def test_the_moment_is_the_places_clock() -> None:
    document = closing(obligations=[obligation("novel", date(2026, 12, 18), clock="17:00")])
    (alert,) = at(document, datetime(2026, 12, 15, 16, tzinfo=UTC))
    assert alert == Alert(
        "obligation",
        "novel",
        "Novel",
        3,
        date(2026, 12, 18),
        datetime(2026, 12, 18, 21, tzinfo=UTC),
        "America/Halifax",
        3,
    )


@pytest.mark.parametrize(
    ("days", "step"), [(31, None), (30, 30), (15, 30), (14, 14), (4, 14), (3, 3), (0, 3), (-1, 0), (-400, 0)]
)
def test_each_step_holds_until_the_next(days: int, step: int | None) -> None:
    document = closing(obligations=[obligation("novel", date(2026, 12, 18), clock="17:00")])
    noon = datetime.combine(date(2026, 12, 18) - timedelta(days=days), time(16), tzinfo=UTC)
    assert [(each.step, each.days_left) for each in at(document, noon)] == (
        [] if step is None else [(step, days)]
    )


def test_it_is_late_a_minute_after_by_the_place_and_not_by_utc() -> None:
    document = closing(obligations=[obligation("novel", date(2026, 12, 18), place="kiritimati")])
    there = datetime(2026, 12, 18, 9, 59, tzinfo=UTC)  # 23:59 on Kiritimati
    assert [each.late for each in at(document, there)] == [False]
    assert [each.late for each in at(document, there + timedelta(minutes=1))] == [True]


def test_what_is_done_met_or_without_a_day_is_silent() -> None:
    document = closing(
        item("met", **DONE, needed_by=date(2026, 11, 1)),
        item("free"),
        obligations=[obligation("paid", date(2026, 11, 1), done=date(2026, 10, 1))],
    )
    assert at(document, datetime(2026, 12, 1, tzinfo=UTC)) == ()


def test_open_items_are_due_at_the_end_of_their_day_at_home_and_the_soonest_comes_first() -> None:
    document = closing(
        item("facility", needed_by=date(2026, 12, 10)),
        obligations=[obligation("novel", date(2026, 12, 11)), obligation("missed", date(2026, 11, 2))],
    )
    found = at(document, datetime(2026, 12, 9, tzinfo=UTC))
    assert [(each.kind, each.id, each.step) for each in found] == [
        ("obligation", "missed", 0),
        ("item", "facility", 3),
        ("obligation", "novel", 3),
    ]
    assert found[1].due_at == datetime(2026, 12, 11, 3, 59, tzinfo=UTC)


@given(
    due=st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    place=st.sampled_from(sorted(PLACES)),
    hours=st.lists(st.integers(-40 * 24, 40 * 24), min_size=1, max_size=20),
)
def test_steps_only_come_nearer(due: date, place: str, hours: list[int]) -> None:
    document = closing(obligations=[obligation("novel", due, place=place)])
    start = datetime.combine(due, time(12), tzinfo=UTC)
    told = [at(document, start + timedelta(hours=hour)) for hour in sorted(hours)]
    steps = [each[0].step if each else 99 for each in told]
    assert steps == sorted(steps, reverse=True)
    assert set(steps) <= {99, 0, *STEPS}
