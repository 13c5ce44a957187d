"""The pages of the units."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from topsheet_desk.fundraising.forms.units import (
    ClassForm,
    DayForm,
    HolderForm,
    OfferingForm,
    ReverseForm,
    RowForm,
)
from topsheet_desk.fundraising.lookups.units import UnitsDesk, row_room, units_desk, units_room
from topsheet_desk.fundraising.pages.asking import READ_AND_WRITE, done, person, sent
from topsheet_desk.site.rooms import ask_of, desk_answer, table_answer
from topsheet_desk.vault.actions.fundraising import offering as act
from topsheet_desk.vault.actions.fundraising.units import record_units, reverse_units


def units(request: HttpRequest, slug: str) -> HttpResponse:
    """The units as of a day."""
    form = DayForm(request.GET or None)
    room = units_room(ask_of(request, slug), form.day)
    shown = form if form.errors else DayForm(initial={"as_of": room.day})
    return desk_answer(request, room, "fundraising/units.html", form=shown)


def units_table(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    """One table of the units as CSV or workbook, as of the same day."""
    room = units_room(ask_of(request, slug), DayForm(request.GET or None).day)
    return table_answer(request, slug, room.tables.get(table))


@READ_AND_WRITE
def units_offering(request: HttpRequest, slug: str) -> HttpResponse:
    """How units are offered."""
    desk = units_desk(ask_of(request, slug))
    form = OfferingForm(sent(request), initial=desk.offering_fields, exemptions=desk.exemptions)

    def keep() -> str:
        act.set_offering(person(request), slug, form.offered, today=timezone.localdate(), now=timezone.now())
        return "The offering is kept."

    return _form(request, desk, form, keep, "The offering", "Keep the offering")


@READ_AND_WRITE
def units_class_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a class of units."""
    desk = units_desk(ask_of(request, slug))
    form = ClassForm(sent(request), initial={"currency": desk.currency})

    def keep() -> str:
        made = act.open_class(person(request), slug, form.terms, now=timezone.now())
        return f"Class {made.code} is open."

    return _form(request, desk, form, keep, "Open a class of units", "Open it")


@READ_AND_WRITE
def units_class(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Change a class of units."""
    desk = units_desk(ask_of(request, slug))
    form = ClassForm(sent(request), initial=desk.class_fields(code))
    form.fields["code"].disabled = True

    def keep() -> str:
        act.change_class(person(request), slug, form.terms, now=timezone.now())
        return f"Class {code} is changed."

    return _form(request, desk, form, keep, f"Class {code}", "Keep it")


@READ_AND_WRITE
def units_holder_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Put somebody on the register."""
    desk = units_desk(ask_of(request, slug))
    form = HolderForm(sent(request), contacts=desk.contacts, parties=desk.parties)

    def keep() -> str:
        made = act.add_holder(
            person(request), slug, form.known, today=timezone.localdate(), now=timezone.now()
        )
        return f"{made.name} is holder {made.number}."

    return _form(request, desk, form, keep, "Add a holder", "Add them")


@READ_AND_WRITE
def units_holder(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What is known of a holder."""
    desk = units_desk(ask_of(request, slug))
    found = desk.holder(number)
    contacts = desk.contacts
    if found.contact_id and found.contact_id not in dict(contacts):
        contacts = (*contacts, (found.contact_id, found.name))
    first = {name: getattr(found, name) for name in HolderForm.base_fields if name != "contact"}
    form = HolderForm(
        sent(request), initial={**first, "contact": found.contact_id}, contacts=contacts, parties=desk.parties
    )

    def keep() -> str:
        act.change_holder(
            person(request), slug, number, form.known, today=timezone.localdate(), now=timezone.now()
        )
        return f"What is known of {form.known.name} is kept. Rows recorded before stay as they were."

    return _form(request, desk, form, keep, f"Holder {number}: {found.name}", "Keep it")


@READ_AND_WRITE
def units_record(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a row of the unit ledger."""
    desk = units_desk(ask_of(request, slug))
    form = RowForm(
        sent(request),
        initial={"date": timezone.localdate()},
        classes=[(each.code, f"{each.code}, {each.name}, {each.price}") for each in desk.held.classes],
        holders=[(each.number, each.name) for each in desk.held.holders],
    )

    def keep() -> str:
        despite = form.cleaned_data["despite"]
        now = timezone.now()
        made = record_units(
            person(request), slug, form.row, despite=despite, today=timezone.localdate(), now=now
        )
        return f"Row {made.number} is recorded."

    return _form(request, desk, form, keep, "Record a row of the unit ledger", "Record it")


def units_row(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One row of the unit ledger."""
    return desk_answer(
        request, row_room(ask_of(request, slug), number), "fundraising/row.html", form=ReverseForm()
    )


@require_POST
def units_reverse(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take a row back."""
    room = row_room(ask_of(request, slug), number)
    form = ReverseForm(request.POST)
    made: list[int] = []

    def reverse() -> str:
        back = reverse_units(person(request), slug, number, form.cleaned_data["reason"], now=timezone.now())
        made.append(back.number)
        return f"Row {number} is reversed: it counts on no day any more."

    if done(request, form, reverse):
        return redirect("units_row", slug, made[0])
    return desk_answer(request, room, "fundraising/row.html", form=form)


def _form(
    request: HttpRequest, desk: UnitsDesk, form: Any, keep: Any, heading: str, button: str
) -> HttpResponse:
    """A page that is one form, and leads back to the units when its act is done."""
    if done(request, form, keep):
        return redirect("units", desk.seat.slug)
    return desk_answer(
        request, desk, "fundraising/units_form.html", form=form, heading=heading, button=button
    )
