"""The ledger: money facts appended and reversed, periods closed."""
