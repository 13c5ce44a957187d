"""The pages of a production's pipeline."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from topsheet_desk.fundraising.forms.pipeline import BeginForm, SentForm, StepForm, TermsForm
from topsheet_desk.fundraising.lookups.pipeline import begin_room, fundraising_room
from topsheet_desk.fundraising.lookups.prospect import ProspectRoom, prospect_room
from topsheet_desk.fundraising.pages.asking import READ_AND_WRITE, done, person, sent
from topsheet_desk.site.rooms import ask_of, desk_answer, desk_page, room_table
from topsheet_desk.vault.actions.fundraising import pipeline as act
from topsheet_desk.vault.actions.fundraising.sending import note_sent

fundraising = desk_page(fundraising_room, "fundraising/fundraising.html")
fundraising_table = room_table(fundraising_room)
prospect_table = room_table(prospect_room)


@READ_AND_WRITE
def prospect_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a contact into the pipeline."""
    room = begin_room(ask_of(request, slug))
    first = {"stage": "IDEA", "owner": room.reader, "currency": room.currency}
    first["contact"] = request.GET.get("contact", "")
    form = BeginForm(sent(request), initial=first, contacts=room.contacts, owners=room.owners)
    made: list[int] = []

    def begin() -> str:
        asked = form.cleaned_data["contact"]
        begun = act.begin(
            person(request), slug, asked, form.step, today=timezone.localdate(), now=timezone.now()
        )
        made.append(begun.number)
        return f"{begun.contact} is in the pipeline."

    if done(request, form, begin):
        return redirect("prospect", slug, made[0])
    return desk_answer(request, room, "fundraising/begin.html", form=form)


def prospect(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One prospect."""
    return _prospect(request, prospect_room(ask_of(request, slug), number))


@require_POST
def prospect_move(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Move a prospect, or write its next step."""
    room = prospect_room(ask_of(request, slug), number)
    form = StepForm(request.POST, owners=room.owners)

    def move() -> str:
        row = act.move(
            person(request), slug, number, form.step, today=timezone.localdate(), now=timezone.now()
        )
        return f"{row.financier}: {row.get_stage_display()}."

    if done(request, form, move):
        return redirect("prospect", slug, number)
    return _prospect(request, room, form=form)


@require_POST
def prospect_sent(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Keep what was sent."""
    room = prospect_room(ask_of(request, slug), number)
    form = SentForm(request.POST, revisions=room.revisions, auto_id="sent_%s")

    def keep() -> str:
        row = note_sent(
            person(request), slug, number, form.parcel, today=timezone.localdate(), now=timezone.now()
        )
        return f"{row.what} stands in the list of what was sent."

    if done(request, form, keep):
        return redirect("prospect", slug, number)
    return _prospect(request, room, sent_form=form)


@require_POST
def prospect_terms(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Keep a round of terms."""
    room = prospect_room(ask_of(request, slug), number)
    form = TermsForm(request.POST, auto_id="terms_%s")

    def keep() -> str:
        row = act.put_terms(
            person(request), slug, number, form.terms, today=timezone.localdate(), now=timezone.now()
        )
        return f"Round {row.round} of the terms is kept."

    if done(request, form, keep):
        return redirect("prospect", slug, number)
    return _prospect(request, room, terms_form=form)


def _prospect(request: HttpRequest, room: ProspectRoom, **forms: Any) -> HttpResponse:
    stands = room.stands
    first = {
        "stage": stands.stage,
        "amount": stands.asked.amount if stands.asked else "",
        "currency": room.currency,
        "next_step": stands.next_step,
        "next_date": stands.next_date,
        "owner": stands.owner,
        "reason": stands.reason,
    }
    today = timezone.localdate()
    told = {
        "form": StepForm(initial=first, owners=room.owners),
        "sent_form": SentForm(initial={"sent_date": today}, revisions=room.revisions, auto_id="sent_%s"),
        "terms_form": TermsForm(initial={"currency": room.currency}, auto_id="terms_%s"),
        **forms,
    }
    return desk_answer(request, room, "fundraising/prospect.html", **told)
