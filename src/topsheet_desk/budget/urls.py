"""The addresses of the budget room."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.budget import pages

urlpatterns = [
    path("films/<slug:slug>/budget/", pages.budget, name="budget"),
    path("films/<slug:slug>/budget/<slug:table>.csv", pages.budget_table, name="budget_table"),
]
