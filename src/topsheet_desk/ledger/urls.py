"""The addresses of the ledger."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.ledger import pages

urlpatterns = [
    path("films/<slug:slug>/ledger/", pages.ledger, name="ledger"),
    path("films/<slug:slug>/ledger/record/", pages.record, name="ledger_record"),
    path("films/<slug:slug>/ledger/paste/", pages.paste, name="ledger_paste"),
    path("films/<slug:slug>/ledger/close/", pages.close, name="ledger_close"),
    path("films/<slug:slug>/ledger/<slug:table>.csv", pages.ledger_table, name="ledger_table"),
    path("films/<slug:slug>/ledger/<number:number>/", pages.entry, name="ledger_entry"),
    path("films/<slug:slug>/ledger/<number:number>/reverse/", pages.reverse, name="ledger_reverse"),
]
