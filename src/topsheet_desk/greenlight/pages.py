"""The pages of the greenlight room."""

from __future__ import annotations

from topsheet_desk.greenlight.lookups import greenlight_room
from topsheet_desk.site.rooms import room_page, room_table

greenlight = room_page(greenlight_room, "greenlight/greenlight.html")
greenlight_table = room_table(greenlight_room)
