"""The pages of the decisions: the list, one request, and what is asked, said, given and lent."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from topsheet.money import Money
from topsheet_desk.decisions.forms import Form, Unreadable
from topsheet_desk.decisions.lookups import decisions_room, request_room
from topsheet_desk.site.rooms import ask_of, desk_answer, table_answer
from topsheet_desk.vault.actions.asking import ask as ask_question
from topsheet_desk.vault.actions.asking import ask_for_greenlight, ask_to_spend
from topsheet_desk.vault.actions.authorities import Grant, end_authority, end_delegation
from topsheet_desk.vault.actions.authorities import delegate as delegate_seat
from topsheet_desk.vault.actions.authorities import grant as grant_authority
from topsheet_desk.vault.actions.deciding import Said, waive
from topsheet_desk.vault.actions.deciding import decide as decide_request
from topsheet_desk.vault.actions.deciding import withdraw as withdraw_request
from topsheet_desk.vault.refusals import Refused
from topsheet_desk.vault.verdicts import Verdict


def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """What is asked and decided on a production."""
    room = decisions_room(ask_of(request, slug), timezone.now())
    return desk_answer(request, room, "decisions/decisions.html")


def decisions_table(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    """One table of the decisions as CSV."""
    return table_answer(
        request, slug, decisions_room(ask_of(request, slug), timezone.now()).tables.get(table)
    )


def request_page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One request with all that was said on it."""
    room = request_room(ask_of(request, slug), number, timezone.now())
    return desk_answer(request, room, "decisions/request.html")


@require_POST
def decide(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say something on a request, once and for good."""
    ask, form, now = ask_of(request, slug), Form(request.POST), timezone.now()
    room = request_room(ask, number, now)
    try:
        said = _said(form)
        decision = decide_request(
            ask.person,
            slug,
            number,
            said,
            principal=form.number("principal") or None,
            today=ask.today,
            now=now,
        )
    except Refused as refusal:
        room = request_room(ask, number, now, refusal=str(refusal), said=request.POST.dict())
        return desk_answer(request, room, "decisions/request.html", status=409)
    messages.success(request, f"{Verdict(decision.verdict).label}: {room.request.question}")
    return redirect("request", slug, number)


@require_POST
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take back one's own request."""
    ask, form, now = ask_of(request, slug), Form(request.POST), timezone.now()
    try:
        withdraw_request(ask.person, slug, number, reason=form.words("reason"), now=now)
    except Refused as refusal:
        room = request_room(ask, number, now, refusal=str(refusal))
        return desk_answer(request, room, "decisions/request.html", status=409)
    return redirect("request", slug, number)


@require_POST
def ask_money(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for money beyond the budget."""
    ask, form = ask_of(request, slug), Form(request.POST)

    def act() -> HttpResponse:
        amount, now = form.amount("amount", form.words("currency")), timezone.now()
        asked = ask_to_spend(
            ask.person,
            slug,
            amount or Money.zero(form.words("currency")),
            form.words("question"),
            reason=form.words("reason"),
            account=form.words("account"),
            episode=form.words("episode"),
            due_at=form.moment("due", form.words("place"), now),
            place=form.words("place"),
            now=now,
        )
        what = "Noted, below the threshold" if asked.noted else "Asked"
        messages.success(request, f"{what}: {asked.question}")
        return redirect("request", slug, asked.number)

    return _or_back(request, slug, act)


@require_POST
def ask_something(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a role a question."""
    ask, form = ask_of(request, slug), Form(request.POST)

    def act() -> HttpResponse:
        now = timezone.now()
        asked = ask_question(
            ask.person,
            slug,
            form.words("question"),
            form.role("of"),
            reason=form.words("reason"),
            due_at=form.moment("due", form.words("place"), now),
            place=form.words("place"),
            now=now,
        )
        messages.success(request, f"Asked: {asked.question}")
        return redirect("request", slug, asked.number)

    return _or_back(request, slug, act)


@require_POST
def ask_greenlight(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the greenlight over the sealed papers."""
    ask, form = ask_of(request, slug), Form(request.POST)

    def act() -> HttpResponse:
        asked = ask_for_greenlight(ask.person, slug, reason=form.words("reason"), now=timezone.now())
        messages.success(request, "Asked for the greenlight.")
        return redirect("request", slug, asked.number)

    return _or_back(request, slug, act, "greenlight")


@require_POST
def waive_gate(request: HttpRequest, slug: str) -> HttpResponse:
    """Waive a gate for the reason that stands on it."""
    ask, form = ask_of(request, slug), Form(request.POST)

    def act() -> HttpResponse:
        waive(
            ask.person,
            slug,
            form.words("gate"),
            gate_reason=form.words("gate_reason"),
            reason=form.words("reason"),
            place=str(timezone.get_current_timezone()),
            today=ask.today,
            now=timezone.now(),
        )
        messages.success(request, "The gate is waived, in your name and for the reason it has today.")
        return redirect("greenlight", slug)

    return _or_back(request, slug, act, "greenlight")


@require_POST
def grant(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a seat authority over money."""
    ask, form = ask_of(request, slug), Form(request.POST)

    def act() -> HttpResponse:
        zone, now = str(timezone.get_current_timezone()), timezone.now()
        currency = form.words("currency")
        given = Grant(
            form.amount("amount", currency),
            currency,
            form.percent("percent"),
            form.words("account_from"),
            form.words("account_to"),
            form.words("episode"),
            form.moment("expires", zone, now),
        )
        grant_authority(ask.person, slug, form.number("seat"), given, now=now)
        messages.success(request, "The authority is given.")
        return redirect("decisions", slug)

    return _or_back(request, slug, act)


@require_POST
def end_grant(request: HttpRequest, slug: str, authority: int) -> HttpResponse:
    """End an authority."""
    ask = ask_of(request, slug)

    def act() -> HttpResponse:
        end_authority(ask.person, slug, authority, now=timezone.now())
        messages.success(request, "The authority is ended.")
        return redirect("decisions", slug)

    return _or_back(request, slug, act)


@require_POST
def delegate(request: HttpRequest, slug: str) -> HttpResponse:
    """Lend one's decisions to somebody for a time."""
    ask, form = ask_of(request, slug), Form(request.POST)

    def act() -> HttpResponse:
        zone, now = str(timezone.get_current_timezone()), timezone.now()
        ends_at = form.moment("until", zone, now)
        if ends_at is None:
            raise Unreadable("Nothing was done: write until when; a delegation ends by itself.")
        delegate_seat(
            ask.person,
            slug,
            form.role("role"),
            form.number("to"),
            starts_at=form.moment("from", zone, now) or now,
            ends_at=ends_at,
            reason=form.words("reason"),
            limit=form.amount("limit", form.words("currency")),
            now=now,
        )
        messages.success(request, "Delegated. It ends by itself.")
        return redirect("decisions", slug)

    return _or_back(request, slug, act)


@require_POST
def end_lending(request: HttpRequest, slug: str, delegation: int) -> HttpResponse:
    """End a delegation before its time."""
    ask = ask_of(request, slug)

    def act() -> HttpResponse:
        end_delegation(ask.person, slug, delegation, now=timezone.now())
        messages.success(request, "The delegation is ended.")
        return redirect("decisions", slug)

    return _or_back(request, slug, act)


def _said(form: Form) -> Said:
    try:
        verdict = Verdict(form.words("verdict"))
    except ValueError:
        raise Unreadable("Nothing was decided: choose one of the answers.") from None
    return Said(
        verdict,
        form.words("reason"),
        form.words("conditions"),
        form.words("dissent"),
        str(timezone.get_current_timezone()),
    )


def _or_back(
    request: HttpRequest, slug: str, act: Callable[[], HttpResponse], page: str = "decisions"
) -> HttpResponse:
    """What the act answers, or the page it came from with the refusal's sentence on it."""
    try:
        return act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(page, slug)
