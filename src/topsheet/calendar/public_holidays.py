"""Public holidays of a country and its region, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache


class UnknownHolidayPlace(LookupError):
    """The country or region has no holiday calendar under that code; codes like US and MD are expected."""


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """The public holidays of one place; a day is asked with `in`, its name with `name`."""

    country: str
    region: str

    def name(self, day: date) -> str | None:
        """What the holiday is called, in English where the calendar has it; None on any other day."""
        return _of_year(self.country, self.region, day.year).get(day)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.name(day) is not None


def public_holidays(country: str, region: str = "") -> PublicHolidays:
    """The holiday calendar of a country (ISO 3166-1) and region (ISO 3166-2, without the country).

    Raises UnknownHolidayPlace when there is none. Source: the `holidays` package, official holidays only.
    """
    _language(country, region)
    return PublicHolidays(country, region)


@cache
def _language(country: str, region: str) -> str | None:
    """English where the calendar has it, otherwise its own language (None); refuses an unknown place."""
    import holidays  # slow to import, and many commands never ask for a holiday

    try:
        calendar = holidays.country_holidays(country, subdiv=region or None)
    except NotImplementedError:
        place = f"{country}-{region}" if region else country
        raise UnknownHolidayPlace(
            f"There is no holiday calendar for {place}. Use ISO codes such as US and MD."
        ) from None
    return next((code for code in calendar.supported_languages if code.startswith("en")), None)


@cache
def _of_year(country: str, region: str, year: int) -> Mapping[date, str]:
    import holidays  # as above

    language = _language(country, region)
    return dict(
        holidays.country_holidays(country, subdiv=region or None, years=year, language=language).items()
    )
