"""What writes to the vault: people and seats, papers and revisions, each kept row and its line in the log."""

from __future__ import annotations

from topsheet_desk.vault.actions.people import CastMember, Seated, known, open_production, seat_cast

__all__ = ["CastMember", "Seated", "known", "open_production", "seat_cast"]
