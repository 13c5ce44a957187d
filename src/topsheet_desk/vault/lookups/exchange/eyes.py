"""What the taker of a production may see, and what that leaves out of the books."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from topsheet_desk.site.permissions import Act, Actor, Page, may


@dataclass(frozen=True, slots=True)
class Eyes:
    """Whose eyes: an actor's, or everyone's for whoever holds the server.

    `hidden` are the names of the documents that are held back, `kinds` their kinds.
    """

    actor: Actor | None
    hidden: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def reads(self, kind: str) -> bool:
        """Whether the text of this kind of document is theirs to read."""
        return self.actor is None or may(self.actor, Act.READ, kind)

    def opens(self, page: str) -> bool:
        """Whether they open the page; who opens the investors' returns reads what investors read of themselves."""
        if self.actor is None:
            return True
        wanted = Page.RECOUPMENT if page == Page.PORTAL else page
        return may(self.actor, Act.OPEN, wanted)

    def names(self, words: str) -> bool:
        """Whether words name a document that is held back."""
        return any(name in words for name in self.hidden)

    def touches(self, revisions: Iterable[Any]) -> bool:
        """Whether a request or decision rests on a document that is held back."""
        held = self.hidden | self.kinds
        return any(isinstance(each, Mapping) and held & set(map(str, each.values())) for each in revisions)

    def without(self, basis: Any) -> Any:
        """What a revision rests on, less the fingerprints of documents that are held back."""
        if isinstance(basis, Mapping):
            held = self.hidden | self.kinds
            return {key: self.without(value) for key, value in basis.items() if key not in held}
        return basis
