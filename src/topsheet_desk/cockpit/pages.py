"""The pages of the cockpit: the three questions, and the list of problems, which stands without the computed film."""

from __future__ import annotations

from topsheet_desk.cockpit.lookups import cockpit_room
from topsheet_desk.cockpit.problems import problems_room
from topsheet_desk.site.rooms import desk_page, room_page, room_table

cockpit = room_page(cockpit_room, "cockpit/cockpit.html")
cockpit_table = room_table(cockpit_room)
problems = desk_page(problems_room, "cockpit/problems.html")
