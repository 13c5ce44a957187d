"""The pages of contacts, which stand outside every production."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from topsheet.documents import Problem
from topsheet_desk.fundraising.forms.contacts import ChangeForm, ContactForm, MergeForm, NoteForm, PasteForm
from topsheet_desk.fundraising.forms.paste import read_contacts
from topsheet_desk.fundraising.lookups.contacts import ContactRoom, ContactsRoom, contact_room, contacts_room
from topsheet_desk.fundraising.pages.asking import READ_AND_WRITE, done, person
from topsheet_desk.site.rooms import table_answer
from topsheet_desk.vault.actions.fundraising import contacts as act
from topsheet_desk.vault.actions.fundraising.refusals import LooksLikeContact
from topsheet_desk.vault.refusals import NotShared, Refused


@READ_AND_WRITE
def contacts(request: HttpRequest) -> HttpResponse:
    """Every contact the reader sees; POST keeps a new one."""
    room = contacts_room(person(request))
    form = ContactForm(request.POST or None)
    alike: tuple[tuple[int, str], ...] = ()
    if request.method == "POST":
        if not room.raises:
            raise NotShared
        if form.is_valid():
            again = form.cleaned_data["again"]
            try:
                made = act.keep_contact(person(request), form.card, alike_too=again, now=timezone.now())
            except LooksLikeContact as refusal:
                form.add_error(None, str(refusal))
                alike = refusal.found
                form.ask_again()
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, f"{made} is kept.")
                return redirect("contact", made.pk)
    return _contacts(request, room, form=form, alike=alike)


@require_POST
def contacts_paste(request: HttpRequest) -> HttpResponse:
    """Keep contacts pasted from a spreadsheet: all, or none."""
    room = contacts_room(person(request))
    if not room.raises:
        raise NotShared
    form, problems, aside = PasteForm(request.POST, auto_id="paste_%s"), list[Problem](), ""
    if form.is_valid():
        pasted = read_contacts(form.cleaned_data["rows"])
        problems = list(pasted.problems)
        left = ", ".join(pasted.aside)
        aside = f" Left aside: the column{'s' if len(pasted.aside) > 1 else ''} {left}." if left else ""

    def keep() -> str:
        again = form.cleaned_data["again"]
        made = act.keep_contacts(
            person(request), pasted.cards, pasted.places, alike_too=again, now=timezone.now()
        )
        return f"{len(made)} contact{'s are' if len(made) != 1 else ' is'} kept.{aside}"

    if not problems and done(request, form, keep):
        return redirect("contacts")
    return _contacts(request, room, paste=form, problems=problems)


@require_safe
def contacts_table(request: HttpRequest, table: str) -> HttpResponse:
    """The contacts as CSV or workbook: private notes are never in it."""
    room = contacts_room(person(request))
    return table_answer(request, "topsheet", room.tables.get(table))


@READ_AND_WRITE
def contact(request: HttpRequest, id: int) -> HttpResponse:  # noqa: A002  # the address's own word
    """One contact; POST changes it."""
    room = contact_room(person(request), id, timezone.localdate())
    if room.id != id and request.method != "POST":
        return redirect("contact", room.id)
    first = {**{name: getattr(room.card, name) for name in room.card.__slots__}, "owner": room.owner}
    form = ChangeForm(request.POST or None, initial=first, keepers=room.keepers)

    def change() -> str:
        told = form.cleaned_data
        try:
            act.change_contact(
                person(request), id, form.card, told["owner"], alike_too=told["again"], now=timezone.now()
            )
        except LooksLikeContact:
            form.ask_again()
            raise
        return f"{form.card.name} is changed."

    if done(request, form, change):
        return redirect("contact", room.id)
    return _contact(request, room, form=form)


@require_safe
def contact_table(request: HttpRequest, id: int, table: str) -> HttpResponse:  # noqa: A002
    """One table of a contact as CSV or workbook."""
    room = contact_room(person(request), id, timezone.localdate())
    return table_answer(request, f"contact-{room.id}", room.tables.get(table))


@require_POST
def contact_merge(request: HttpRequest, id: int) -> HttpResponse:  # noqa: A002
    """Make another record and this one the same."""
    room = contact_room(person(request), id, timezone.localdate())
    form = MergeForm(request.POST, others=room.others)

    def merge() -> str:
        kept = act.merge_contacts(person(request), id, form.cleaned_data["other"], now=timezone.now())
        return f"The two are one contact now: {kept}."

    if done(request, form, merge):
        return redirect("contact", room.id)
    return _contact(request, room, merge=form)


@require_POST
def contact_note(request: HttpRequest, id: int) -> HttpResponse:  # noqa: A002
    """Write a private note."""
    room = contact_room(person(request), id, timezone.localdate())
    form = NoteForm(request.POST)

    def write() -> str:
        act.write_note(person(request), id, form.cleaned_data["words"], now=timezone.now())
        return "The note is kept. Nobody else reads it."

    if done(request, form, write):
        return redirect("contact", room.id)
    return _contact(request, room, note=form)


@require_POST
def contact_note_remove(request: HttpRequest, id: int, note: int) -> HttpResponse:  # noqa: A002
    """Take one's own note away."""
    act.remove_note(person(request), id, note, now=timezone.now())
    messages.success(request, "The note is gone.")
    return redirect("contact", id)


def _contacts(request: HttpRequest, room: ContactsRoom, **told: object) -> HttpResponse:
    shown = {
        "form": ContactForm(),
        "paste": PasteForm(auto_id="paste_%s"),
        "alike": (),
        "problems": (),
        **told,
    }
    return render(request, "fundraising/contacts.html", {"room": room, **shown})


def _contact(request: HttpRequest, room: ContactRoom, **forms: object) -> HttpResponse:
    first = {**{name: getattr(room.card, name) for name in room.card.__slots__}, "owner": room.owner}
    told = {
        "form": ChangeForm(initial=first, keepers=room.keepers),
        "merge": MergeForm(others=room.others),
        "note": NoteForm(),
        **forms,
    }
    return render(request, "fundraising/contact.html", {"room": room, **told})
