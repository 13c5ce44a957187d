"""People: who is on the production, in which roles, and the check that papers name only known parties.

Takes in the `people` of a production document. Hands on `Party` and `unknown_parties`. Deals and engagements come
later; today a party is a name with roles, which finance, recoupment and greenlight papers refer to by id.
"""

from __future__ import annotations

from topsheet.people.check import unknown_parties
from topsheet.people.model import Party

__all__ = ["Party", "unknown_parties"]
