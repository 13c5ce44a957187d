"""The addresses of the closing room."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.closing import edit_pages, pages
from topsheet_desk.closing.forms import FORMS
from topsheet_desk.site import entry_pages

_LIST = "films/<slug:slug>/closing/"
_GONE = "films/<slug:slug>/closing/if-gone/<slug:kind>/<str:name>/"
urlpatterns = [
    path("films/<slug:slug>/closing/", pages.closing, name="closing"),
    path("films/<slug:slug>/closing/<slug:table>.csv", pages.closing_table, name="closing_table"),
    path(_GONE, pages.if_gone, name="if_gone"),
    path(f"{_GONE}<slug:table>.csv", pages.if_gone_table, name="if_gone_table"),
    path(f"{_LIST}missing/", edit_pages.missing, name="closing_missing"),
    *entry_pages.addresses(FORMS, _LIST),
]
