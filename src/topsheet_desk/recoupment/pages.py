"""The pages of the recoupment room."""

from __future__ import annotations

from topsheet_desk.recoupment.lookups import recoupment_room
from topsheet_desk.site.rooms import room_page, room_table

recoupment = room_page(recoupment_room, "recoupment/recoupment.html")
recoupment_table = room_table(recoupment_room)
