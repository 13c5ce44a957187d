"""The pages of the finance room."""

from __future__ import annotations

from topsheet_desk.finance.account import account_room
from topsheet_desk.finance.lookups import finance_room
from topsheet_desk.site.rooms import room_page, room_table

finance = room_page(finance_room, "finance/finance.html")
finance_table = room_table(finance_room)
finance_account = room_page(account_room, "finance/account.html")
finance_account_table = room_table(account_room)
