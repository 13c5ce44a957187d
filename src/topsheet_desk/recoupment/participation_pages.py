"""The page of participation statements."""

from __future__ import annotations

from topsheet_desk.recoupment.participation_lookups import participations_room
from topsheet_desk.site.rooms import room_page, room_table

participations = room_page(participations_room, "recoupment/participations.html")
participations_table = room_table(participations_room)
