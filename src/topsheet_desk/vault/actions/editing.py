"""Papers changed from a page: one document saved with the film computed, an option adopted, an adoption taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from topsheet.documents import Problem, Severity
from topsheet.film import kind_of
from topsheet_desk.site.permissions import Act, role_for
from topsheet_desk.vault.actions.doer import Doer, doer, log
from topsheet_desk.vault.actions.papers import page_of, save_draft, write
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.lookups.adopting import (
    adopted_note,
    adoption_saves,
    adoption_since,
    option_name,
    taken_back_note,
    texts_adopted,
)
from topsheet_desk.vault.lookups.exchange.papers import drafts
from topsheet_desk.vault.records import Document, Save
from topsheet_desk.vault.refusals import (
    AdoptedElsewhere,
    AdoptionMoved,
    EditedSince,
    NoSuchDocument,
    NoSuchOption,
    NotAllowed,
    PartOfAdoption,
    Spoils,
)

_LINE = re.compile(r":\d+")
_OPTION = re.compile(r"^option [^,]*, ")


@transaction.atomic
def save_checked(
    person: int, slug: str, kind: str, text: str, *, edits: int, note: str, today: date, anyway: bool = False,
    now: datetime,
) -> Document:  # fmt: skip
    """The draft with a new text, when it brings no mistake into the papers that was not there before.

    With `anyway` a mistake is taken as long as the film can still be computed. Raises what `save_draft` does, and
    Spoils.
    """
    doer(person, slug, Act.EDIT, kind, now=now)
    known = {_said(each) for each in reading.told(reading.stamp_by_slug(slug), today)}
    document = save_draft(person, slug, kind, text, edits=edits, note=note, now=now)
    stamped = reading.stamp(document.production_id)
    found = _errors(reading.told(stamped, today))
    new = tuple(each for each in found if not {_said(each), _said(each, of_plan=True)} & known)
    if new and not (anyway and reading.film(stamped, today)):
        raise Spoils(new)
    return document


@transaction.atomic
def adopt(
    person: int, slug: str, option: str, *, edits: Mapping[str, int], today: date, now: datetime
) -> list[str]:
    """The option made part of the plan: every document it changes saved together, one line in the log.

    `edits` are the edit numbers by kind of the documents as they were shown; the names of those that changed come
    back. Raises NotShared, NotAllowed, NoSuchOption, NotEditable, AdoptionMoved.
    """
    by = doer(person, slug, Act.EDIT, "finance", now=now)
    held = drafts(by.production.pk)
    files = {document.name: document.paper.text for document in held.values()}
    texts = {kind_of(name) or "": text for name, text in texts_adopted(files, option, today).items()}
    hands = {kind: _hand(by, kind) for kind in texts}
    for kind in {"finance", *texts, *edits}:
        draft = held.get(kind)
        if draft is not None and draft.edits != edits.get(kind):
            raise AdoptionMoved(draft.name, draft.changed_by.name)
    name = option_name(by.production.pk, option)
    note = adopted_note(option, name)
    for kind, text in sorted(texts.items()):
        write(held[kind], text, note, hands[kind])
    names = [held[kind].name for kind in sorted(texts)]
    log(by, "adopt", f"adopted “{name}” ({', '.join(names)})", page_of("finance"))
    return names


@transaction.atomic
def revert(person: int, slug: str, option: str, *, now: datetime) -> list[str]:
    """An adopted option taken out of the plan again: each document as it was before, unless it was changed since.

    Raises NotShared, NotAllowed, NoSuchOption, AdoptedElsewhere, EditedSince.
    """
    by = doer(person, slug, Act.EDIT, "finance", now=now)
    finance = drafts(by.production.pk)["finance"]
    production = reading.read(reading.stamp(by.production.pk)).production
    options = production.finance.options if production else ()
    if not any(each.id == option and each.adopted for each in options):
        raise NoSuchOption
    saves = adoption_saves(finance, option)
    if not saves:
        raise AdoptedElsewhere(option_name(by.production.pk, option))
    for save in saves:
        if save.document.paper_id != save.paper_id:
            raise EditedSince(save.document.name, save.document.changed_by.name)
    for save in saves:
        before = Save.objects.select_related("paper").get(document=save.document, number=save.number - 1)
        note = taken_back_note(option)
        write(save.document, before.paper.text, note, _hand(by, save.document.kind))
    names = sorted(save.document.name for save in saves)
    log(
        by,
        "adopt",
        f"took “{option_name(by.production.pk, option)}” back ({', '.join(names)})",
        page_of("finance"),
    )
    return names


@transaction.atomic
def take_back(person: int, slug: str, kind: str, number: int, *, edits: int, now: datetime) -> Document:
    """The draft as an earlier save had it: one more save, so that nothing is undone that cannot be done again.

    Raises NotShared, NotAllowed, NoSuchDocument, Conflict, NothingChanged, and PartOfAdoption where other documents
    were saved together with one of the saves in between.
    """
    found = Save.objects.filter(document__production__slug=slug, document__kind=kind, number=number)
    before = found.select_related("paper", "document").first()
    if before is None:
        doer(person, slug, Act.EDIT, kind, now=now)
        raise NoSuchDocument
    text, together = before.paper.text, adoption_since(before)
    document = save_draft(person, slug, kind, text, edits=edits, note=f"back to edit {number}", now=now)
    if together:
        option, stands = together
        raise PartOfAdoption(document.name, option_name(document.production_id, option), adopted=stands)
    return document


def _hand(by: Doer, kind: str) -> Doer:
    role = role_for(by.actor, Act.EDIT, kind)
    if role is None:
        raise NotAllowed(Act.EDIT, kind, by.actor.roles)
    return Doer(by.person, by.production, role, by.actor, by.now)


def _errors(problems: Iterable[Problem]) -> list[Problem]:
    return [each for each in problems if each.severity is Severity.ERROR]


def _said(problem: Problem, *, of_plan: bool = False) -> tuple[str, str]:
    """A problem whatever line it stands on; one that an option has from the plan, as the plan has it.

    A line put in above moves all below.
    """
    where = _OPTION.sub("", problem.where) if of_plan else problem.where
    return _LINE.sub("", where), problem.what
