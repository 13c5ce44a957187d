"""Receipts on the desk: what came in as it was known on a day, and statements taken in from files."""
