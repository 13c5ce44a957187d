"""The pages of the schedule room."""

from __future__ import annotations

from topsheet_desk.schedule.lookups import schedule_room
from topsheet_desk.site.rooms import room_page, room_table

schedule = room_page(schedule_room, "schedule/schedule.html")
schedule_table = room_table(schedule_room)
