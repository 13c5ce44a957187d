"""The budget room: the topsheet, the accounts, the lines, and the budget as others count it."""
