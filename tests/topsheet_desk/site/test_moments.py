"""Moments in words: the reader's clock, the place's clock, and whose midnight a deadline is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from topsheet_desk.site.moments import (
    at_clock,
    city,
    end_of_day,
    length,
    tell,
    tell_deadline,
    zone_of,
)
from topsheet_desk.site.tables import timed

LA, LONDON, LISBON = ZoneInfo("America/Los_Angeles"), ZoneInfo("Europe/London"), ZoneInfo("Europe/Lisbon")
ZONES = st.sampled_from(
    ("UTC", "America/Los_Angeles", "Europe/London", "Asia/Kathmandu", "Pacific/Apia", "America/Havana")
).map(ZoneInfo)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # Hypothesis sets the zone


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 6), "Fri 6 Mar 2026, 17:00 London · 9:00 Los Angeles"),
        (date(2026, 3, 16), "Mon 16 Mar 2026, 16:00 London · 9:00 Los Angeles"),
    ],
)
def test_nine_in_los_angeles_is_an_hour_earlier_in_london_between_the_two_changes(
    day: date, words: str
) -> None:
    assert str(tell(at_clock(day, time(9), LA), LONDON, LA)) == words


def test_another_day_at_the_place_is_told_with_its_day() -> None:
    assert str(tell(datetime(2026, 3, 16, 3, tzinfo=UTC), LISBON, LA)) == (
        "Mon 16 Mar 2026, 3:00 Lisbon · Sun 15 Mar, 20:00 Los Angeles"
    )


def test_clocks_that_show_the_same_are_told_once() -> None:
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert str(tell(noon, LISBON, LONDON)) == "Wed 1 Jul 2026, 13:00 Lisbon"
    assert str(tell(noon, LISBON)) == "Wed 1 Jul 2026, 13:00 Lisbon"


def test_a_deadline_at_midnight_says_whose_and_of_which_day() -> None:
    end = end_of_day(date(2026, 3, 16), LA)
    assert str(tell_deadline(end, LISBON, LA)) == (
        "midnight in Los Angeles at the end of Mon 16 Mar 2026 · Tue 17 Mar, 7:00 Lisbon"
    )
    assert str(tell_deadline(end, ZoneInfo("Pacific/Honolulu"), LA)) == (
        "midnight in Los Angeles at the end of Mon 16 Mar 2026 · 21:00 Honolulu"
    )
    assert str(tell_deadline(end, LA, LA)) == "midnight in Los Angeles at the end of Mon 16 Mar 2026"
    assert str(tell_deadline(end - timedelta(hours=12), LISBON, LA)) == (
        "Mon 16 Mar 2026, 19:00 Lisbon · 12:00 Los Angeles"
    )


def test_midnight_is_the_end_of_the_day_also_where_the_clocks_skip_it() -> None:
    santiago = ZoneInfo("America/Santiago")  # on 6 September 2026 the clocks go from 0:00 to 1:00
    end = end_of_day(date(2026, 9, 5), santiago)
    assert end == datetime(2026, 9, 6, 4, tzinfo=UTC)
    assert str(tell_deadline(end, santiago, santiago)).startswith(
        "midnight in Santiago at the end of Sat 5 Sep"
    )


def test_a_time_that_clocks_skip_or_show_twice_is_one_instant() -> None:
    new_york = ZoneInfo("America/New_York")
    assert at_clock(date(2027, 3, 14), time(2, 30), new_york) == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
    assert at_clock(date(2027, 11, 7), time(1, 30), new_york) == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "key", "called"),
    [
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("", "UTC", "UTC"),
        ("Mars/Olympus", "UTC", "UTC"),
        ("../etc/passwd", "UTC", "UTC"),
        ("America", "UTC", "UTC"),
    ],
)
def test_a_zone_nobody_knows_is_utc(name: str, key: str, called: str) -> None:
    zone = zone_of(name)
    assert (zone.key, city(zone)) == (key, called)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs its time zone"):
        tell(datetime(2026, 3, 16, 9), LONDON)  # noqa: DTZ001  # the mistake that is refused


@pytest.mark.parametrize(
    ("worth", "words"),
    [
        (timedelta(seconds=20), "1 min"),
        (timedelta(minutes=125), "2 h 5 min"),
        (timedelta(days=3, hours=4, minutes=5), "3 d 4 h"),
        (timedelta(days=2), "2 d"),
    ],
)
def test_a_length_is_told_in_its_two_largest_units(worth: timedelta, words: str) -> None:
    assert length(worth) == words


@given(moment=MOMENTS, reader=ZONES, place=ZONES)
def test_the_instant_is_the_same_whoever_reads_it(
    moment: datetime, reader: ZoneInfo, place: ZoneInfo
) -> None:
    told, deadline = tell(moment, reader, place), tell_deadline(moment, reader, place)
    assert {told.instant, deadline.instant} == {f"{moment:%Y-%m-%dT%H:%M:%S}Z"}
    apart = moment.astimezone(reader).utcoffset() != moment.astimezone(place).utcoffset()
    assert bool(told.place) == apart


def test_a_template_tells_the_moment_in_the_zone_that_is_active() -> None:
    page = Template(
        "{% moment at 'America/Los_Angeles' %}|{% deadline end 'America/Los_Angeles' %}|{% moment no %}"
    )
    told = Context({"at": at_clock(date(2026, 3, 16), time(9), LA), "end": end_of_day(date(2026, 3, 16), LA)})
    with timezone.override(LISBON):
        assert page.render(told) == (
            '<time datetime="2026-03-16T16:00:00Z">Mon 16 Mar 2026, 16:00 Lisbon</time> '
            '<span class="place-time">· 9:00 Los Angeles</span>|'
            '<time datetime="2026-03-17T07:00:00Z">midnight in Los Angeles at the end of Mon 16 Mar 2026</time> '
            '<span class="place-time">· Tue 17 Mar, 7:00 Lisbon</span>|–'
        )


def test_the_filter_says_what_the_tag_says() -> None:
    at = Context({"at": datetime(2026, 3, 16, 16, tzinfo=UTC)})
    with timezone.override(LISBON):
        told = [Template(words).render(at) for words in ("{{ at|moment:'UTC' }}", "{% moment at 'UTC' %}")]
    assert told == ['<time datetime="2026-03-16T16:00:00Z">Mon 16 Mar 2026, 16:00 Lisbon</time>'] * 2


def test_a_table_gives_a_spreadsheet_the_instant() -> None:
    cell = timed(at_clock(date(2026, 3, 16), time(9), LA), LISBON, LA)
    assert (cell.text, cell.machine) == (
        "Mon 16 Mar 2026, 16:00 Lisbon · 9:00 Los Angeles",
        "2026-03-16T16:00:00Z",
    )
    assert timed(None, LISBON).text == "–"


FIRST, LAST = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("value", [FIRST, LAST])
@pytest.mark.parametrize("zones", [("Pacific/Honolulu", "Asia/Tokyo"), ("Asia/Tokyo", "Pacific/Honolulu")])
def test_no_clock_fails_over_the_first_or_the_last_moment_of_the_calendar(
    value: datetime, zones: tuple[str, str]
) -> None:
    reader, place = map(ZoneInfo, zones)
    for told in (tell(value, reader), tell(value, reader, place), tell_deadline(value, reader, place)):
        assert str(value.year) in told.reader
        assert told.instant == value.isoformat(timespec="seconds").replace("+00:00", "Z")


def test_a_moment_that_a_place_cannot_show_is_told_in_utc() -> None:
    told = tell(LAST, ZoneInfo("Asia/Tokyo"))
    assert told.reader == "Fri 31 Dec 9999, 23:59 UTC"
