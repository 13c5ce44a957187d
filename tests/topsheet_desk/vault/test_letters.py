"""When a digest is due, and what it says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet_desk.vault.letters import Letter, Told, digest, last_due

LISBON, LA = ZoneInfo("Europe/Lisbon"), ZoneInfo("America/Los_Angeles")
ZONES = st.sampled_from(("UTC", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Apia")).map(ZoneInfo)


@pytest.mark.parametrize(
    ("weekly", "zone", "now", "due"),
    [
        (False, LISBON, datetime(2026, 3, 30, 6, 0, tzinfo=UTC), datetime(2026, 3, 30, 6, tzinfo=UTC)),
        (False, LISBON, datetime(2026, 3, 30, 5, 59, tzinfo=UTC), datetime(2026, 3, 29, 6, tzinfo=UTC)),
        (False, LISBON, datetime(2026, 3, 28, 12, 0, tzinfo=UTC), datetime(2026, 3, 28, 7, tzinfo=UTC)),
        (True, LA, datetime(2026, 3, 16, 13, 59, tzinfo=UTC), datetime(2026, 3, 9, 14, tzinfo=UTC)),
        (True, LA, datetime(2026, 3, 16, 14, 0, tzinfo=UTC), datetime(2026, 3, 16, 14, tzinfo=UTC)),
    ],
)
def test_a_digest_is_due_at_seven_by_the_persons_clock(
    weekly: bool, zone: ZoneInfo, now: datetime, due: datetime
) -> None:
    assert last_due(weekly, zone, now) == due


@given(
    weekly=st.booleans(),
    zone=ZONES,
    now=st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # Hypothesis sets the zone
)
def test_the_last_is_not_ahead_and_not_older_than_its_rhythm(
    weekly: bool, zone: ZoneInfo, now: datetime
) -> None:
    due = last_due(weekly, zone, now)
    there = due.astimezone(zone)
    assert (there.hour, there.minute, not weekly or there.weekday() == 0) == (7, 0, True)
    assert timedelta() <= now - due < timedelta(days=7 if weekly else 1, hours=1)


def test_one_letter_tells_everything_production_by_production() -> None:
    at = datetime(2026, 3, 16, 16, tzinfo=UTC)
    told = Told("Filed Hot cost", "By Ruth.\nTwo pages.", "https://desk.example/films/ferry/reports/", at, LA)
    assert digest([("Ferry", [told]), ("Quay", [told])], "https://desk.example", False, LISBON) == Letter(
        "Ferry, Quay: 2 things to know",
        "Ferry\n=====\n\n"
        "* Filed Hot cost\n  Mon 16 Mar 2026, 16:00 Lisbon · 9:00 Los Angeles\n  By Ruth.\n  Two pages.\n"
        "  https://desk.example/films/ferry/reports/\n\n"
        "Quay\n====\n\n"
        "* Filed Hot cost\n  Mon 16 Mar 2026, 16:00 Lisbon · 9:00 Los Angeles\n  By Ruth.\n  Two pages.\n"
        "  https://desk.example/films/ferry/reports/\n\n"
        "What waits for you: https://desk.example/inbox/\n\n"
        "This letter comes every morning at 7:00, Lisbon time. Your account page says how often you want it.\n",
    )
    assert (
        digest([("Ferry", [told])], "https://desk.example", True, LISBON).subject == "Ferry: 1 thing to know"
    )
    many = [(f"Film {number}", [told]) for number in range(1, 6)]
    subject = digest(many, "https://desk.example", True, LISBON).subject
    assert subject == "Film 1, Film 2, Film 3 and 2 more: 5 things to know"
