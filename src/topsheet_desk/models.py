"""Where Django looks for tables: the records of the rooms, gathered."""

from __future__ import annotations

from topsheet_desk.vault.records import Membership, Person, Production

__all__ = ["Membership", "Person", "Production"]
