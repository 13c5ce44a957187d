"""The address of the search."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.search import pages

urlpatterns = [path("films/<slug:slug>/search/", pages.search, name="search")]
