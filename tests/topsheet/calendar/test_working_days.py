"""Working days, holidays, months and clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from topsheet.calendar import (
    WEEKDAYS,
    Place,
    UnknownHolidayPlace,
    Weekday,
    add_months,
    first_of_month,
    hours_between,
    moment,
    months_between,
    next_working_day,
    public_holidays,
    working_days,
)

FIVE: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
CHESAPEAKE = Place(name="Chesapeake Bay", country="US", region="MD", timezone="America/New_York")
NOVA_SCOTIA = Place(name="Nova Scotia", country="CA", region="NS", timezone="America/Halifax")
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
WEEKS = st.sets(st.sampled_from(WEEKDAYS), min_size=1)


def test_a_five_day_week_skips_the_weekend_and_the_holiday() -> None:
    days = working_days(date(2027, 5, 27), FIVE, public_holidays("US", "MD"))
    assert list(islice(days, 4)) == [date(2027, 5, 27), date(2027, 5, 28), date(2027, 6, 1), date(2027, 6, 2)]


def test_the_start_itself_is_a_working_day_only_if_the_week_has_it() -> None:
    assert next_working_day(date(2027, 3, 29), FIVE) == date(2027, 3, 29)
    assert next_working_day(date(2027, 3, 27), FIVE) == date(2027, 3, 29)


def test_a_week_without_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one working day"):
        next(working_days(date(2027, 3, 29), ()))


@pytest.mark.parametrize(
    ("country", "region", "day", "name"),
    [
        ("US", "MD", date(2027, 5, 31), "Memorial Day"),
        ("US", "MD", date(2027, 3, 26), None),
        ("CA", "NS", date(2027, 3, 26), "Good Friday"),
        ("DE", "BY", date(2027, 3, 29), "Easter Monday"),
        ("US", "", date(2027, 7, 4), "Independence Day"),
    ],
)
def test_holidays_go_by_region_and_are_named_in_english(
    country: str, region: str, day: date, name: str | None
) -> None:
    assert public_holidays(country, region).name(day) == name
    assert (day in public_holidays(country, region)) is (name is not None)


@pytest.mark.parametrize(("country", "region"), [("XX", ""), ("US", "QQ"), ("", "")])
def test_an_unknown_holiday_place_is_refused(country: str, region: str) -> None:
    with pytest.raises(UnknownHolidayPlace, match="Use ISO codes such as US and MD"):
        public_holidays(country, region)


def test_only_a_day_can_be_a_holiday() -> None:
    assert "2027-05-31" not in public_holidays("US", "MD")


@given(DAYS, WEEKS, st.sets(DAYS, max_size=5))
def test_working_days_rise_and_are_in_the_week_and_no_holiday(
    start: date, week: set[Weekday], closed: set[date]
) -> None:
    found = list(islice(working_days(start, week, closed), 12))
    assert found == sorted(set(found))
    assert all(WEEKDAYS[day.weekday()] in week and day not in closed and day >= start for day in found)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2027, 3, 29), -3, date(2026, 12, 29)),
        (date(2027, 12, 1), 1, date(2028, 1, 1)),
        (date(2027, 5, 31), 0, date(2027, 5, 31)),
    ],
)
def test_months_are_added_to_the_end_of_a_short_month(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


@given(DAYS, st.integers(-240, 240))
def test_months_added_are_months_between(day: date, months: int) -> None:
    assert months_between(day, add_months(day, months)) == months
    assert months_between(add_months(day, months), first_of_month(day)) == -months


def test_the_first_of_a_month() -> None:
    assert first_of_month(date(2027, 3, 29)) == date(2027, 3, 1)


def test_a_call_in_halifax_is_an_hour_earlier_than_the_same_call_in_new_york() -> None:
    day, seven = date(2027, 5, 3), time(7, 0)
    assert moment(day, seven, CHESAPEAKE) == datetime(2027, 5, 3, 11, tzinfo=UTC)
    assert hours_between(moment(day, seven, CHESAPEAKE), moment(day, seven, NOVA_SCOTIA)) == Decimal("-1.0")


def test_the_night_the_clocks_go_forward_is_an_hour_shorter() -> None:
    evening = moment(date(2027, 3, 13), time(18, 0), CHESAPEAKE)
    morning = moment(date(2027, 3, 14), time(6, 0), CHESAPEAKE)
    assert hours_between(evening, morning) == Decimal("11.0")


@pytest.mark.parametrize(("minutes", "hours"), [(600, "10.0"), (599, "9.9"), (0, "0.0"), (-1, "-0.1")])
def test_hours_are_rounded_down_to_a_tenth(minutes: int, hours: str) -> None:
    wrap = datetime(2027, 4, 28, 6, tzinfo=UTC)
    assert hours_between(wrap, wrap + timedelta(minutes=minutes)) == Decimal(hours)


@given(st.integers(-10_000, 10_000))
def test_hours_are_never_more_than_the_clock_says(minutes: int) -> None:
    wrap = datetime(2027, 4, 28, 6, tzinfo=UTC)
    hours = hours_between(wrap, wrap + timedelta(minutes=minutes))
    assert 0 <= Decimal(minutes) - hours * 60 < 6


@pytest.mark.parametrize("zone", ["Mars/Olympus", "America", "", "../etc/passwd", "/etc/passwd"])
def test_a_place_in_an_unknown_time_zone_is_refused(zone: str) -> None:
    with pytest.raises(ValidationError, match="an IANA time zone such as America/New_York is expected"):
        Place(name="x", country="US", timezone=zone)
