"""The addresses of the market room."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.market import pages

urlpatterns = [
    path("films/<slug:slug>/market/", pages.market, name="market"),
    path("films/<slug:slug>/market/<slug:table>.csv", pages.market_table, name="market_table"),
]
