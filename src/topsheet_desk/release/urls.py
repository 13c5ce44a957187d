"""The addresses of the receipts."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.release import pages

_ROOM = "films/<slug:slug>/receipts/"
urlpatterns = [
    path(_ROOM, pages.receipts, name="receipts"),
    path(f"{_ROOM}<slug:table>.csv", pages.receipts_table, name="receipts_table"),
    path(f"{_ROOM}take/", pages.take, name="receipts_take"),
    path(f"{_ROOM}undo/<number:number>/", pages.undo, name="receipts_undo"),
]
