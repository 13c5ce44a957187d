"""A new production taken in from a folder, with its history or without."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from topsheet.documents import counted
from topsheet.film import kind_of
from topsheet_desk.site.permissions import Act, Actor, Page
from topsheet_desk.site.roles import Role
from topsheet_desk.vault import taken_in
from topsheet_desk.vault.actions.doer import Doer, locked, log, log_own
from topsheet_desk.vault.actions.exchange.writing import write_history
from topsheet_desk.vault.actions.papers import lay_out, write
from topsheet_desk.vault.lookups.exchange.look import look_into
from topsheet_desk.vault.lookups.exchange.papers import drafts
from topsheet_desk.vault.records import Membership, Person, Production
from topsheet_desk.vault.refusals import NotAllowed, Refused

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NOTE = "taken in from a folder"
ROLE = Role.EXECUTIVE_PRODUCER


class NotKeeper(NotAllowed):
    """Only a keeper of the desk puts new productions on it."""

    def __init__(self) -> None:
        super().__init__(Act.TAKE_IN, "a production", ())

    def __str__(self) -> str:
        return "Only a keeper of this desk puts new productions on it. Ask one of them."


class TakenSlug(Refused):
    """Another production has the name."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"Nothing was taken in: the desk has a production called {slug}. Choose another name, "
            "or take the papers into that production on its own page."
        )


class BadSlug(Refused):
    """The name cannot stand in an address."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"Nothing was taken in: “{slug}” cannot stand in an address. "
            "Use up to 50 small letters and figures, with hyphens between words."
        )


class NoDocuments(Refused):
    """The folder holds no document of a production."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was taken in: there is no document of a production in it. "
            "Choose the folder that holds production.yaml."
        )


@transaction.atomic
def take_in(
    person: int, slug: str, files: Mapping[str, bytes], *, with_history: bool, now: datetime
) -> Production:
    """A production on the desk with what the folder holds; whoever brings it is seated as executive producer.

    With a history every row is verified first and written as it was; the production's own log says no more than it
    said, and the keeper's own log says who took it in, and how many rows. A document that differs from its last save
    becomes a new save.
    Raises NotKeeper, BadSlug, TakenSlug, NoDocuments, Unverified.
    """
    keeper = require_keeper(person)
    if not _SLUG.fullmatch(slug) or len(slug) > 50:
        raise BadSlug(slug)
    look = look_into(files, now.date())
    if not look.texts:
        raise NoDocuments
    if with_history and look.unverified:
        raise look.unverified
    by = _opened(keeper, slug, now)
    history = look.history if with_history else None
    if history is not None:
        write_history(history, by.production)
    _lay_over(look.texts, by, with_history=history is not None)
    words = taken_in.words(slug, len(look.texts), history.counts if history is not None else None)
    log_own(keeper, "take_in", words, now=now)
    return by.production


def require_keeper(person: int) -> Person:
    """The person, who must be a keeper. Raises NotKeeper."""
    keeper = Person.objects.filter(pk=person, is_active=True, is_keeper=True).first()
    if keeper is None:
        raise NotKeeper
    return keeper


def _opened(keeper: Person, slug: str, now: datetime) -> Doer:
    if Production.objects.filter(slug=slug).exists():
        raise TakenSlug(slug)
    folder = slug.replace("-", "_")
    taken = Production.objects.filter(folder=folder).exists()
    Production.objects.create(slug=slug, folder=slug if taken else folder)
    production = locked(slug)
    Membership.objects.create(person=keeper, production=production, role=ROLE, engaged_by=keeper)
    return Doer(keeper, production, ROLE, Actor(keeper.pk, (ROLE,)), now)


def _lay_over(texts: Mapping[str, str], by: Doer, *, with_history: bool) -> None:
    """The documents as the folder has them, over what the history left; a name in the history stays."""
    held = drafts(by.production.pk)
    changed = []
    for name, text in sorted(texts.items()):
        draft = held.get(kind_of(name) or "")
        if draft is not None and draft.paper.text != text:
            write(draft, text, _NOTE, by)
            changed.append(draft.name)
    changed += lay_out({name: text for name, text in texts.items() if kind_of(name) not in held}, by, _NOTE)
    if not with_history:
        log(
            by,
            "take_in",
            f"put the production on the desk with {counted(len(changed), 'paper')}",
            Page.COCKPIT,
        )
    elif changed:
        log(by, "take_in", f"took in papers newer than the history: {', '.join(changed)}", Page.COCKPIT)
