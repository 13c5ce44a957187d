"""The address of a figure's explanation."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.why import pages

urlpatterns = [path("films/<slug:slug>/why/<path:name>", pages.why, name="why")]
