"""Schedule: strips laid on days, days laid on the calendar, and who works when.

Takes in a schedule document, the screenplay, its breakdown and the places. Hands on a `ScheduleReport`: dated
shooting days, moves, night days, days at each place, days of each performer and the day-out-of-days, all as
figures, with the problems found. Does not price a day and does not choose an order: people do.
"""

from __future__ import annotations

from topsheet.schedule.build import build
from topsheet.schedule.check import check
from topsheet.schedule.day_out_of_days import codes
from topsheet.schedule.model import HolidayPlace, ScenePart, ScheduleDay, ScheduleDocument
from topsheet.schedule.report import DoodRow, Move, ScheduleReport, ShootDay, Strip
from topsheet.schedule.without import kept_without, lines_without_place, moved, without_place

__all__ = [
    "DoodRow",
    "HolidayPlace",
    "Move",
    "ScenePart",
    "ScheduleDay",
    "ScheduleDocument",
    "ScheduleReport",
    "ShootDay",
    "Strip",
    "build",
    "check",
    "codes",
    "kept_without",
    "lines_without_place",
    "moved",
    "without_place",
]
