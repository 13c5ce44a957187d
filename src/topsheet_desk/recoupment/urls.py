"""The addresses of the recoupment room."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.recoupment import pages, participation_pages, simulation_pages, terms_pages

_ROOM = "films/<slug:slug>/recoupment/"
_PARTICIPATIONS = f"{_ROOM}participations/"
urlpatterns = [
    path(_PARTICIPATIONS, participation_pages.participations, name="participations"),
    path(
        f"{_PARTICIPATIONS}<slug:table>.csv",
        participation_pages.participations_table,
        name="participations_table",
    ),
    path(f"{_ROOM}futures/", simulation_pages.futures, name="futures"),
    path(f"{_ROOM}futures/for/<str:who>/", simulation_pages.futures_for, name="futures_for"),
    path(f"{_ROOM}futures/<slug:table>.csv", simulation_pages.futures_table, name="futures_table"),
    path(_ROOM, pages.recoupment, name="recoupment"),
    path(f"{_ROOM}<slug:table>.csv", pages.recoupment_table, name="recoupment_table"),
    path(f"{_ROOM}terms/", terms_pages.terms, name="terms"),
    path(f"{_ROOM}terms/preview", terms_pages.terms_preview, name="terms_preview"),
    path(f"{_ROOM}terms/undo/<number:number>/", terms_pages.terms_undo, name="terms_undo"),
]
