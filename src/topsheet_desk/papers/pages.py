"""The papers as downloads, and the page of those made for others."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from topsheet_desk.papers.forms import PaperForm
from topsheet_desk.papers.lookups import Papers, file_of, json_of, papers_of, pdf_of
from topsheet_desk.site.rooms import ask_of, desk_answer, table_answer
from topsheet_desk.vault.actions.made_papers import make_paper
from topsheet_desk.vault.refusals import NotShared, Refused


def one_page_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The one page, to print or send."""
    answer = HttpResponse(pdf_of(ask_of(request, slug)), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{slug}.pdf"'
    return answer


def one_page_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Every figure, for a machine."""
    answer = HttpResponse(json_of(ask_of(request, slug)), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}.json"'
    return answer


@require_safe
def made_papers(request: HttpRequest, slug: str) -> HttpResponse:
    """Every paper made, and the form of a new one."""
    room = papers_of(ask_of(request, slug))
    return _page(request, room, PaperForm(room) if room.kinds else None)


@require_safe
def made_papers_table(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    """The list of papers made as CSV."""
    return table_answer(request, slug, papers_of(ask_of(request, slug)).tables.get(table))


@require_safe
def made_paper(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A paper as it was made, byte for byte."""
    file = file_of(ask_of(request, slug), number)
    answer = HttpResponse(file.content, content_type=file.media)
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer


@require_POST
def make_a_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a paper and keep it."""
    ask = ask_of(request, slug)
    room = papers_of(ask)
    if not room.kinds:
        raise NotShared
    form = PaperForm(room, request.POST)
    if form.is_valid():
        try:
            made = make_paper(ask.person, slug, form.wanted(), today=ask.today, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Made and kept: {made.file}.")
            return redirect("made_papers", slug)
    return _page(request, room, form, status=422)


def _page(request: HttpRequest, room: Papers, form: PaperForm | None, status: int = 200) -> HttpResponse:
    return desk_answer(request, room, "papers/papers.html", status=status, form=form)
