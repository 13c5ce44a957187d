"""Every page is answered by the clock of the person who reads it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from topsheet_desk.site.reader import in_their_zone, readers_zone


class _Someone:
    def __init__(self, time_zone: str | None) -> None:
        if time_zone is not None:
            self.time_zone = time_zone


def _zone(time_zone: str | None) -> str:
    request = HttpRequest()
    request.user = _Someone(time_zone)  # type: ignore[assignment]  # as much of a person as the clock asks for
    answer = in_their_zone(lambda _request: HttpResponse(readers_zone().key))(request)
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def test_a_page_is_made_in_the_readers_zone_and_the_next_one_is_not() -> None:
    assert [_zone(name) for name in ("Asia/Tokyo", None, "Nowhere/Land", "")] == [
        "Asia/Tokyo",
        "UTC",
        "UTC",
        "UTC",
    ]
    assert readers_zone().key == "UTC"


def test_today_is_the_readers_today() -> None:
    late = datetime(2026, 3, 16, 20, tzinfo=UTC)
    request = HttpRequest()
    request.user = _Someone("Asia/Tokyo")  # type: ignore[assignment]  # as above
    answer = in_their_zone(lambda _request: HttpResponse(timezone.localdate(late).isoformat()))(request)
    assert isinstance(answer, HttpResponse)
    assert answer.content == b"2026-03-17"
