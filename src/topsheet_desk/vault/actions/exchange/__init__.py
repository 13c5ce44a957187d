"""Productions and papers taken in from a folder: verified first, then written in one transaction."""

from __future__ import annotations

from topsheet_desk.vault.actions.exchange.out import take_out
from topsheet_desk.vault.actions.exchange.production import NotKeeper, TakenSlug, require_keeper, take_in
from topsheet_desk.vault.actions.exchange.texts import PapersMoved, take_in_papers

__all__ = ["NotKeeper", "PapersMoved", "TakenSlug", "require_keeper", "take_in", "take_in_papers", "take_out"]
