"""The addresses of the recoupment room."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.recoupment import pages, participation_pages

_PARTICIPATIONS = "films/<slug:slug>/recoupment/participations/"

urlpatterns = [
    path(_PARTICIPATIONS, participation_pages.participations, name="participations"),
    path(
        f"{_PARTICIPATIONS}<slug:table>.csv",
        participation_pages.participations_table,
        name="participations_table",
    ),
    path("films/<slug:slug>/recoupment/", pages.recoupment, name="recoupment"),
    path("films/<slug:slug>/recoupment/<slug:table>.csv", pages.recoupment_table, name="recoupment_table"),
]
