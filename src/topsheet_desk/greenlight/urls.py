"""The addresses of the greenlight room."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.greenlight import pages

urlpatterns = [
    path("films/<slug:slug>/greenlight/", pages.greenlight, name="greenlight"),
    path("films/<slug:slug>/greenlight/<slug:table>.csv", pages.greenlight_table, name="greenlight_table"),
]
