"""The pages of taking in and out."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from topsheet.cli.new import start_texts
from topsheet_desk.exchange.forms import BeginForm, FolderForm
from topsheet_desk.exchange.lookups import new_look, out_room, papers_room
from topsheet_desk.exchange.zips import pack
from topsheet_desk.site.rooms import ask_of, desk_answer
from topsheet_desk.vault.actions import exchange as act
from topsheet_desk.vault.folder import papers_in, parts_of
from topsheet_desk.vault.refusals import Refused

_read_and_write = require_http_methods(["GET", "HEAD", "POST"])


@_read_and_write
def take_out(request: HttpRequest, slug: str) -> HttpResponse:
    """What would be taken out; and, asked for, the packed folder."""
    if request.method != "POST":
        return desk_answer(request, out_room(ask_of(request, slug)), "exchange/take_out.html")
    export = act.take_out(_person(request), slug, now=timezone.now())
    answer = HttpResponse(pack(export.files), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}.zip"'
    return answer


@_read_and_write
def begin(request: HttpRequest) -> HttpResponse:
    """A new production begun with small papers that compute at once, to be written over."""
    act.require_keeper(_person(request))
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        title, slug, currency = (form.cleaned_data[each] for each in ("title", "slug", "currency"))
        files = {name: text.encode() for name, text in start_texts(title, currency).items()}
        try:
            act.take_in(_person(request), slug, files, with_history=False, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, f"{title} is on the desk with papers to write over. You are its executive producer."
            )
            return redirect("finance", slug)
    return render(request, "exchange/begin.html", {"form": form})


@_read_and_write
def take_in(request: HttpRequest) -> HttpResponse:
    """A new production: the folder looked into, and taken in after one confirmation."""
    act.require_keeper(_person(request))
    form = _form(request)
    if request.method != "POST" or not form.is_valid():
        return render(request, "exchange/take_in.html", {"form": form})
    files, slug, how = form.unpacked.files, form.cleaned_data["slug"], request.POST.get("confirm", "")
    if how in ("history", "papers"):
        try:
            act.take_in(_person(request), slug, files, with_history=how == "history", now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{slug} is on the desk. You are its executive producer.")
            return redirect("slate")
    shown = new_look(files, slug, timezone.localdate())
    told = {
        "form": form,
        "shown": shown,
        "packed": form.unpacked,
        "slug": slug if how else shown.slug,
    }
    return render(request, "exchange/take_in.html", told)


@_read_and_write
def take_in_papers(request: HttpRequest, slug: str) -> HttpResponse:
    """Documents from a folder beside the drafts, and taken in after one confirmation."""
    ask, form = ask_of(request, slug), _form(request)
    files: Mapping[str, bytes] | None = None
    room = papers_room(ask)
    if request.method == "POST" and form.is_valid():
        files = form.unpacked.files
        if "confirm" in request.POST:
            try:
                texts = papers_in(parts_of(files).documents).texts
                names = act.take_in_papers(
                    ask.person, slug, texts, edits=form.edit_numbers, now=timezone.now()
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, f"Taken in: {', '.join(names)}. Each is a new save.")
                return redirect("documents", slug)
        room = papers_room(ask, files)
    return desk_answer(request, room, "exchange/take_in_papers.html", form=form)


def _form(request: HttpRequest) -> FolderForm:
    return FolderForm(request.POST, request.FILES) if request.method == "POST" else FolderForm()


def _person(request: HttpRequest) -> int:
    return int(request.user.pk or 0)
