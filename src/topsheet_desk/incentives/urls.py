"""The addresses of the incentives room."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.incentives import pages

urlpatterns = [
    path("films/<slug:slug>/incentives/", pages.incentives, name="incentives"),
    path("films/<slug:slug>/incentives/<slug:table>.csv", pages.incentives_table, name="incentives_table"),
]
