"""The papers as downloads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from topsheet_desk.papers.lookups import json_of, pdf_of
from topsheet_desk.site.rooms import ask_of


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
