"""The addresses of the script room."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.script import pages

urlpatterns = [
    path("films/<slug:slug>/script/", pages.script, name="script"),
    path("films/<slug:slug>/script/<slug:table>.csv", pages.script_table, name="script_table"),
]
