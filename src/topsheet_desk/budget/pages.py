"""The pages of the budget room."""

from __future__ import annotations

from topsheet_desk.budget.lookups import budget_room
from topsheet_desk.site.rooms import room_page, room_table

budget = room_page(budget_room, "budget/budget.html")
budget_table = room_table(budget_room)
