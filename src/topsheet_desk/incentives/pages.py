"""The pages of the incentives room."""

from __future__ import annotations

from topsheet_desk.incentives.lookups import incentives_room
from topsheet_desk.site.rooms import room_page, room_table

incentives = room_page(incentives_room, "incentives/incentives.html")
incentives_table = room_table(incentives_room)
