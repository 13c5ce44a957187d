"""What reads the vault: seats and the film before them, papers and revisions, what does not add up."""

from __future__ import annotations

from topsheet_desk.vault.lookups.seats import Ask, Seat, Sitting, problems_of, seat_for, seats_of, sit

__all__ = ["Ask", "Seat", "Sitting", "problems_of", "seat_for", "seats_of", "sit"]
