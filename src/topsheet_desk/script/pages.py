"""The pages of the script room."""

from __future__ import annotations

from topsheet_desk.script.lookups import script_room
from topsheet_desk.site.rooms import room_page, room_table

script = room_page(script_room, "script/script.html")
script_table = room_table(script_room)
