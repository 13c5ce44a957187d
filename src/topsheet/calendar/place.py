"""Where something happens: country, region and time zone."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import field_validator

from topsheet.documents import Document


class Place(Document):
    """A place by name, with its country (ISO 3166), region, and time zone (IANA)."""

    name: str
    country: str
    region: str = ""
    timezone: str = "UTC"

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder or an empty name is an OSError
            raise ValueError("an IANA time zone such as America/New_York is expected") from None
        return zone

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of clocks at this place."""
        return ZoneInfo(self.timezone)
