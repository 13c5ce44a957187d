"""When reports are due, across the changes of the clocks, and what became of each."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet_desk.vault.due import Due, Duty, State, due_days, next_due, states

ZONES = ("America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Santiago")
NEW_YORK = "America/New_York"
NOT_LATE = timedelta()


@st.composite
def duties(draw: st.DrawFn) -> Duty:
    starts = draw(st.dates(date(2024, 1, 1), date(2030, 12, 31)))
    return Duty(
        weekday=draw(st.none() | st.integers(0, 6)),
        time=draw(st.times(max_value=time(23, 59)).map(lambda told: told.replace(second=0, microsecond=0))),
        zone=draw(st.sampled_from(ZONES)),
        starts_date=starts,
        ends_date=starts + timedelta(days=draw(st.integers(0, 120))),
    )


def daily(first: date, last: date, ended_at: datetime | None = None) -> Duty:
    return Duty(None, time(12), NEW_YORK, first, last, ended_at)


@given(duty=duties())
def test_a_report_is_due_on_each_day_of_its_rhythm_and_on_no_other(duty: Duty) -> None:
    days = list(due_days(duty, duty.starts_date, duty.ends_date))
    span = (duty.ends_date - duty.starts_date).days + 1
    all_days = [duty.starts_date + timedelta(days=number) for number in range(span)]
    wanted = range(5) if duty.weekday is None else (duty.weekday,)
    assert days == [day for day in all_days if day.weekday() in wanted]


@given(duty=duties())
def test_due_moments_rise_by_whole_days_less_what_the_clocks_were_moved(duty: Duty) -> None:
    days = list(due_days(duty, duty.starts_date, duty.ends_date))
    moments = [duty.due_at(day) for day in days]
    for (day, moment), (later, after) in zip(
        zip(days, moments, strict=True), zip(days[1:], moments[1:], strict=True), strict=False
    ):
        assert abs((after - moment) - (later - day)) <= timedelta(hours=1)


@given(duty=duties())
def test_the_clock_of_the_place_shows_the_time_unless_it_skips_it(duty: Duty) -> None:
    for day in due_days(duty, duty.starts_date, duty.ends_date):
        there = duty.due_at(day).astimezone(duty.place)
        shown = there.replace(tzinfo=None)
        told = datetime.combine(day, duty.time)
        assert NOT_LATE <= shown - told <= timedelta(hours=1)


@given(duty=duties(), now=st.datetimes(datetime(2024, 1, 1), datetime(2031, 6, 1), timezones=st.just(UTC)))  # noqa: DTZ001  # Hypothesis sets the zone
def test_every_report_is_in_one_state_and_the_next_is_the_first_that_is_not_past(
    duty: Duty, now: datetime
) -> None:
    found = states(duty, [], first=duty.starts_date, last=duty.ends_date, now=now)
    late = [due.day for due in found if due.state is State.LATE]
    ahead = [due.day for due in found if due.state is State.DUE and due.due_at > now]
    assert [*late, *(due.day for due in found if due.due_at == now), *ahead] == [due.day for due in found]
    assert next_due(duty, now) == (ahead[0] if ahead else None)


@given(duty=duties(), hours=st.integers(-60, 600))
def test_a_report_is_late_by_exactly_what_lies_between(duty: Duty, hours: int) -> None:
    for day in list(due_days(duty, duty.starts_date, duty.ends_date))[:1]:
        at = duty.due_at(day) + timedelta(hours=hours)
        (due,) = states(duty, [(day, at)], first=day, last=day, now=at)
        assert (due.late_by, due.state) == (
            (timedelta(hours=hours), State.RECEIVED_LATE) if hours > 0 else (NOT_LATE, State.RECEIVED)
        )


def test_noon_in_new_york_is_another_hour_of_utc_after_the_change() -> None:
    duty = daily(date(2027, 3, 11), date(2027, 3, 16))
    assert [
        (day.day, duty.due_at(day).hour) for day in due_days(duty, date(2027, 3, 1), date(2027, 3, 31))
    ] == [
        (11, 17),
        (12, 17),
        (15, 16),
        (16, 16),
    ]


def test_silence_is_late_since_a_moment_and_the_first_report_counts() -> None:
    duty = daily(date(2027, 3, 22), date(2027, 3, 25))
    moment = [datetime(2027, 3, day, 16, tzinfo=UTC) for day in range(22, 26)]
    now = moment[3] - timedelta(hours=2)
    came = [
        (date(2027, 3, 22), moment[0] + timedelta(days=1)),
        (date(2027, 3, 22), moment[0] - timedelta(hours=1)),
        (date(2027, 3, 23), moment[1] + timedelta(minutes=95)),
    ]
    assert states(duty, came, first=date(2027, 3, 1), last=date(2027, 3, 31), now=now) == [
        Due(date(2027, 3, 22), moment[0], State.RECEIVED, moment[0] - timedelta(hours=1), NOT_LATE),
        Due(
            date(2027, 3, 23),
            moment[1],
            State.RECEIVED_LATE,
            moment[1] + timedelta(minutes=95),
            timedelta(minutes=95),
        ),
        Due(date(2027, 3, 24), moment[2], State.LATE, None, timedelta(hours=22)),
        Due(date(2027, 3, 25), moment[3], State.DUE, None, NOT_LATE),
    ]


@pytest.mark.parametrize(("ended", "days"), [(None, 5), (datetime(2027, 3, 24, 15, 59, tzinfo=UTC), 2)])
def test_nothing_is_due_once_the_duty_was_ended(ended: datetime | None, days: int) -> None:
    duty = daily(date(2027, 3, 22), date(2027, 3, 28), ended)
    assert len(list(due_days(duty, duty.starts_date, duty.ends_date))) == days
