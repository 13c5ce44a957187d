"""The addresses of the decisions."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.decisions import pages

_ALL = "films/<slug:slug>/decisions/"
urlpatterns = [
    path(_ALL, pages.decisions, name="decisions"),
    path(f"{_ALL}tables/<slug:table>.csv", pages.decisions_table, name="decisions_table"),
    path(f"{_ALL}<number:number>/", pages.request_page, name="request"),
    path(f"{_ALL}<number:number>/decide", pages.decide, name="decide"),
    path(f"{_ALL}<number:number>/withdraw", pages.withdraw, name="withdraw"),
    path(f"{_ALL}ask/money", pages.ask_money, name="ask_money"),
    path(f"{_ALL}ask/question", pages.ask_something, name="ask_something"),
    path(f"{_ALL}ask/greenlight", pages.ask_greenlight, name="ask_greenlight"),
    path(f"{_ALL}waive", pages.waive_gate, name="waive_gate"),
    path(f"{_ALL}authority/give", pages.grant, name="grant"),
    path(f"{_ALL}authority/<number:authority>/end", pages.end_grant, name="end_grant"),
    path(f"{_ALL}delegation/give", pages.delegate, name="delegate"),
    path(f"{_ALL}delegation/<number:delegation>/end", pages.end_lending, name="end_lending"),
]
