"""What adopting an option would change: the texts line by line, and the film before and after."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from topsheet.film import CannotAdopt, Film, adopted_texts, adoption_errors, kind_of
from topsheet.finance import option_names
from topsheet.finance.closing import begun
from topsheet.finance.model import OptionDoc
from topsheet.release.intake import begun as begun_receipts
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.lookups.documents import document_of
from topsheet_desk.vault.lookups.exchange.look import film_of
from topsheet_desk.vault.lookups.exchange.papers import Change, change_beside, drafts
from topsheet_desk.vault.lookups.seats import Ask, Seat, seat_for
from topsheet_desk.vault.records import Document, Save
from topsheet_desk.vault.refusals import CannotCompute, NoSuchOption, NotAllowed, NotEditable

# The notes of `adopted_note` and `taken_back_note`.
_ADOPTION = re.compile(r"adopted option (.*?): |option (.*) taken back$")


@dataclass(frozen=True, slots=True)
class Adoption:
    """An option about to become part of the plan: the documents it changes, and the film before and after."""

    seat: Seat
    option: OptionDoc
    name: str
    changes: tuple[Change, ...]
    before: Film
    after: Film | None

    @property
    def edits(self) -> dict[str, int]:
        """The edit number of each document that changes: what the confirmation is bound to."""
        return {change.kind: change.edits for change in self.changes}


@dataclass(frozen=True, slots=True)
class Draft:
    """A document's working draft: its file, its text, how often it was saved, and by whom last."""

    name: str
    text: str
    edits: int
    who: str


def draft_of(seat: Seat, kind: str) -> Draft:
    """The draft of a kind, for a seat that edits it; a closing list or receipts not begun are empty.

    Raises NoSuchDocument.
    """
    if (
        kind in ("closing", "receipts")
        and seat.can(Act.EDIT, kind)
        and not Document.objects.filter(production_id=seat.production, kind=kind).exists()
    ):
        return Draft(f"{kind}.yaml", _begun(seat, kind), 0, "")
    found = document_of(seat, kind, Act.EDIT)
    return Draft(found.name, found.paper.text, found.edits, found.changed_by.name)


def _begun(seat: Seat, kind: str) -> str:
    """The text of a document that holds nothing yet; receipts are in the currency of the plan."""
    if kind == "closing":
        return begun(())
    made = reading.read(reading.stamp(seat.production)).production
    return begun_receipts(made.document.currency if made else "USD")


def editor(person: int, slug: str, kind: str = "finance", page: Page = Page.FINANCE) -> Seat:
    """The seat of a person who may edit a document from a page that they open. Raises NotShared, NotAllowed."""
    seat = seat_for(person, slug, page)
    if not seat.can(Act.EDIT, kind):
        raise NotAllowed(Act.EDIT, kind, seat.roles)
    return seat


def adoption_of(ask: Ask, option_id: str) -> Adoption:
    """What the option would change. Raises NotShared, NotAllowed, NoSuchOption, NotEditable, CannotCompute."""
    seat = editor(ask.person, ask.slug)
    stamped = reading.stamp(seat.production)
    before = reading.film(stamped, ask.today)
    if before is None:
        raise CannotCompute(seat.slug, reading.problems(stamped, ask.today))
    files = reading.texts(stamped)
    texts = texts_adopted(files, option_id, ask.today)
    held = drafts(seat.production)
    option = next(each for each in before.production.finance.options if each.id == option_id)
    changes = [
        change_beside(name, text, held.get(kind_of(name) or "")) for name, text in sorted(texts.items())
    ]
    after, _problems = film_of({**files, **texts}, ask.today)
    name = option_names(before.production.finance)[option_id]
    return Adoption(seat, option, name, tuple(each for each in changes if each), before, after)


def name_of_option(ask: Ask, option: str) -> str:
    """What the plan calls an option, for a reader of its page. Raises NotShared."""
    return option_name(seat_for(ask.person, ask.slug, Page.FINANCE).production, option)


def option_name(production: int, option: str) -> str:
    """What the production's plan calls an option, adopted or not; its id where the plan cannot be read."""
    read = reading.read(reading.stamp(production)).production
    return option_names(read.finance).get(option, option) if read else option


def texts_adopted(files: Mapping[str, str], option: str, today: date) -> dict[str, str]:
    """The texts that change, on the day the papers speak of, else today. Raises NoSuchOption, NotEditable."""
    production, _ = reading.read_texts(files)
    as_of = production.document.as_of if production else None
    try:
        texts = adopted_texts(files, option, as_of or today)
    except KeyError:
        raise NoSuchOption from None
    except CannotAdopt as error:
        raise NotEditable(str(error)) from None
    if wrong := adoption_errors(files, texts, option, as_of or today):
        raise NotEditable(f"{wrong[0].where}: {wrong[0].what}. {wrong[0].fix}")
    return texts


def adoption_saves(finance: Document, option: str) -> list[Save]:
    """The saves by which the option became part of the plan, finance.yaml's among them; none where it was by hand."""
    found = finance.saves.filter(note__startswith=f"{adopted_note(option, '')}").order_by("-number").first()
    return [] if found is None else _saved_with(found)


def adoption_since(before: Save) -> tuple[str, bool] | None:
    """The option that was adopted, or taken back, with other documents too since this save, and whether it stands now.

    None where nothing was, or where what was adopted is taken back.
    """
    later = before.document.saves.filter(number__gt=before.number).order_by("number")
    together = [save for save in later if _ADOPTION.match(save.note) and len(_saved_with(save)) > 1]
    told = [
        (match[1] or match[2], bool(match[1])) for save in together if (match := _ADOPTION.match(save.note))
    ]
    moved = [option for option, _ in told if [each for each, _ in told].count(option) % 2]
    return next(((option, stands) for option, stands in reversed(told) if option in moved), None)


def _saved_with(save: Save) -> list[Save]:
    """The saves of one act: of one production, person, moment and note."""
    same = Save.objects.filter(
        document__production_id=save.document.production_id,
        at=save.at,
        person_id=save.person_id,
        note=save.note,
    )
    return list(same.select_related("document__paper", "document__changed_by"))


def taken_back_note(option: str) -> str:
    """What the saves say of themselves by which an adoption was taken back."""
    return f"option {option} taken back"


def adopted_note(option: str, title: str) -> str:
    """What the saves of an adoption say of themselves."""
    return f"adopted option {option}: {title}"[:300]
