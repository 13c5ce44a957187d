"""The addresses of the papers."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.papers import pages

_ROOM = "films/<slug:slug>/papers/"

urlpatterns = [
    path("films/<slug:slug>/one-page.pdf", pages.one_page_pdf, name="one_page_pdf"),
    path(_ROOM, pages.made_papers, name="made_papers"),
    path(f"{_ROOM}<slug:table>.csv", pages.made_papers_table, name="made_papers_table"),
    path(f"{_ROOM}make/", pages.make_a_paper, name="make_paper"),
    path(f"{_ROOM}<number:number>/", pages.made_paper, name="made_paper"),
    path("films/<slug:slug>/one-page.json", pages.one_page_json, name="one_page_json"),
]
