"""The addresses of the cockpit."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.cockpit import pages

urlpatterns = [
    path("films/<slug:slug>/", pages.cockpit, name="cockpit"),
    path("films/<slug:slug>/cockpit/<slug:table>.csv", pages.cockpit_table, name="cockpit_table"),
    path("films/<slug:slug>/problems/", pages.problems, name="problems"),
]
