"""The investor's page and their statements; and the same as a producer looks at it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from topsheet_desk.portal.lookups import own_paper, own_statement, portal_of
from topsheet_desk.site.rooms import ask_of, pdf_answer, table_answer


@require_safe
def portal(request: HttpRequest, slug: str, party: str = "") -> HttpResponse:
    """The investor's own line."""
    found = portal_of(ask_of(request, slug), party)
    return render(request, "portal/portal.html", {"portal": found, "room": found})


@require_safe
def portal_table(request: HttpRequest, slug: str, table: str, party: str = "") -> HttpResponse:
    """One table of the page as CSV or a workbook."""
    return table_answer(request, slug, portal_of(ask_of(request, slug), party).tables.get(table))


@require_safe
def statement(request: HttpRequest, slug: str, number: int, who: str, party: str = "") -> HttpResponse:
    """One of the investor's own statements."""
    found = own_statement(ask_of(request, slug), number, who, party)
    return render(request, "portal/statement.html", {"own": found, "portal": found.portal, "room": found})


@require_safe
def statement_paper(request: HttpRequest, slug: str, number: int, who: str, party: str = "") -> HttpResponse:
    """One of the investor's own statements on paper."""
    return pdf_answer(own_paper(ask_of(request, slug), number, who, party), f"{slug}-statement-{number}")


@require_safe
def statement_table(
    request: HttpRequest, slug: str, number: int, who: str, table: str, party: str = ""
) -> HttpResponse:
    """One table of a statement as CSV or a workbook."""
    found = own_statement(ask_of(request, slug), number, who, party)
    return table_answer(request, slug, found.tables.get(table))
