"""Documents from a folder taken into a production that stands: each change is a new save, and can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from topsheet.film import kind_of
from topsheet_desk.site.permissions import Act, role_for
from topsheet_desk.vault.actions.doer import Doer, doer, log
from topsheet_desk.vault.actions.papers import lay_out, page_of, write
from topsheet_desk.vault.lookups.exchange.papers import drafts
from topsheet_desk.vault.records import Document
from topsheet_desk.vault.refusals import NotAllowed, NothingChanged, Refused

_NOTE = "taken in from a folder"


class PapersMoved(Refused):
    """Somebody saved a document after the preview was made."""

    def __init__(self, name: str, who: str) -> None:
        super().__init__(
            f"Nothing was taken in: {who} saved {name} after this preview was made. "
            "Read the preview below, made anew, and confirm it if it is still what you want."
        )


@transaction.atomic
def take_in_papers(
    person: int, slug: str, texts: Mapping[str, str], *, edits: Mapping[str, int], now: datetime
) -> list[str]:
    """The drafts as the texts say, for those whose edit number by kind is still the one of the preview.

    A draft keeps its own name, which its sealed revisions bear. Raises NotShared, NotAllowed, PapersMoved,
    NothingChanged, TooLarge, Unkeepable.
    """
    by = doer(person, slug, Act.TAKE_IN, now=now)
    held = drafts(by.production.pk)
    kinds = {kind_of(name) or "": (name, text) for name, text in texts.items()}
    wanted = {kind: found for kind, found in kinds.items() if kind in edits}
    changed = []
    for kind, (name, text) in sorted(wanted.items()):
        changed += _take(by, kind, name, text, held.get(kind), edits[kind])
    if not changed:
        raise NothingChanged
    return changed


def _take(by: Doer, kind: str, name: str, text: str, draft: Document | None, edits: int) -> list[str]:
    """One document: the name of the draft that changed."""
    role = role_for(by.actor, Act.EDIT, kind)
    if role is None:
        raise NotAllowed(Act.EDIT, kind, by.actor.roles)
    hand = Doer(by.person, by.production, role, by.actor, by.now)
    if draft is None:
        if edits:
            raise PapersMoved(name, "Somebody")
        lay_out({name: text}, hand, _NOTE)
    elif draft.edits != edits:
        raise PapersMoved(draft.name, draft.changed_by.name)
    elif draft.paper.text == text:
        return []
    else:
        write(draft, text, _NOTE, hand)
    shown = draft.name if draft else name
    number = draft.edits if draft else 1
    log(hand, "take_in", f"took in {shown} from a folder, edit {number}", page_of(kind))
    return [shown]
