"""The addresses of taking in and out."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.exchange import pages

urlpatterns = [
    path("begin/", pages.begin, name="begin"),
    path("take-in/", pages.take_in, name="take_in"),
    path("films/<slug:slug>/take-in/", pages.take_in_papers, name="take_in_papers"),
    path("films/<slug:slug>/take-out/", pages.take_out, name="take_out"),
]
