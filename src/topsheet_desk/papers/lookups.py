"""The papers of a film, written by the library."""

from __future__ import annotations

from topsheet.papers import one_page_json, one_page_pdf
from topsheet_desk.site.permissions import Page
from topsheet_desk.vault.lookups import Ask, sit


def pdf_of(ask: Ask) -> bytes:
    """The one page as PDF. Raises NotShared."""
    return one_page_pdf(sit(ask, Page.PAPERS).film)


def json_of(ask: Ask) -> str:
    """Every figure by name as JSON. Raises NotShared."""
    return one_page_json(sit(ask, Page.PAPERS).film)
