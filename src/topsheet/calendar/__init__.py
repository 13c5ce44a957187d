"""Calendar: places with their time zones, working days by week and holiday, and months counted.

Takes in a day, a week pattern such as mon to fri, and a country with its region. Hands on the working days
after it, the name of a public holiday, months added and counted, and the hours between two clocks in two
places. Does not know today: there is no clock here, every day comes in.
"""

from __future__ import annotations

from topsheet.calendar.clocks import hours_between, moment
from topsheet.calendar.months import add_months, first_of_month, months_between
from topsheet.calendar.place import Place
from topsheet.calendar.public_holidays import PublicHolidays, UnknownHolidayPlace, public_holidays
from topsheet.calendar.week import WEEKDAYS, Weekday, is_working_day, next_working_day, working_days

__all__ = [
    "WEEKDAYS",
    "Place",
    "PublicHolidays",
    "UnknownHolidayPlace",
    "Weekday",
    "add_months",
    "first_of_month",
    "hours_between",
    "is_working_day",
    "moment",
    "months_between",
    "next_working_day",
    "public_holidays",
    "working_days",
]
