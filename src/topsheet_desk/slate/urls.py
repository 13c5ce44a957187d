"""The address of the slate."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.slate import pages

urlpatterns = [path("", pages.slate, name="slate")]
