"""The addresses of the papers."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.papers import pages

urlpatterns = [
    path("films/<slug:slug>/one-page.pdf", pages.one_page_pdf, name="one_page_pdf"),
    path("films/<slug:slug>/one-page.json", pages.one_page_json, name="one_page_json"),
]
