"""Every address of the desk, room by room."""

from __future__ import annotations

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path, register_converter

from topsheet_desk.site import pages
from topsheet_desk.site.health import health
from topsheet_desk.site.numbers import Number

ROOMS = (
    "slate",
    "cockpit",
    "script",
    "schedule",
    "budget",
    "incentives",
    "market",
    "finance",
    "closing",
    "greenlight",
    "release",
    "recoupment",
    "documents",
    "decisions",
    "fundraising",
    "ledger",
    "reports",
    "people",
    "log",
    "exchange",
    "inbox",
    "search",
    "why",
    "papers",
    "portal",
)

register_converter(Number, "number")  # before the rooms are read, whose addresses use it
urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
    path("", include("topsheet_desk.site.door.urls")),
    path("theme/", pages.theme, name="theme"),
    *(path("", include(import_module(f"topsheet_desk.{room}.urls"))) for room in ROOMS),
]
handler400 = "topsheet_desk.site.pages.not_understood"
handler404 = "topsheet_desk.site.pages.not_found"
handler500 = "topsheet_desk.site.pages.failed"
handler429 = "topsheet_desk.site.door.limits.too_many"
