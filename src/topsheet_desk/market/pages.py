"""The pages of the market room."""

from __future__ import annotations

from topsheet_desk.market.lookups import market_room
from topsheet_desk.site.rooms import room_page, room_table

market = room_page(market_room, "market/market.html")
market_table = room_table(market_room)
