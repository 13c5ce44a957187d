"""The addresses of the recoupment room."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.recoupment import pages

urlpatterns = [
    path("films/<slug:slug>/recoupment/", pages.recoupment, name="recoupment"),
    path("films/<slug:slug>/recoupment/<slug:table>.csv", pages.recoupment_table, name="recoupment_table"),
]
