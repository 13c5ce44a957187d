"""The clause library: every operator of the language as a card, which can be put into terms and is run on an example.

Takes in `cards.yaml`. Hands on `Card`: a sentence, what is written, and `worked`, the figures of its example made by
the ledger. `inserted` puts a card into a text at the right list. Does not know the desk.
"""

from __future__ import annotations

from topsheet.recoupment.library.cards import Card, Entry, cards
from topsheet.recoupment.library.insert import inserted
from topsheet.recoupment.library.worked import Worked, worked

__all__ = ["Card", "Entry", "Worked", "cards", "inserted", "worked"]
