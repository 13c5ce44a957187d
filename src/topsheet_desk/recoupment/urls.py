"""The addresses of the recoupment room."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.recoupment import (
    offers_pages,
    pages,
    participation_pages,
    simulation_pages,
    statement_pages,
    terms_pages,
)
from topsheet_desk.recoupment.offers_forms import FORMS as OFFER_FORMS
from topsheet_desk.site import entry_pages

_ROOM = "films/<slug:slug>/recoupment/"
_PARTICIPATIONS = f"{_ROOM}participations/"
_OFFERS = f"{_ROOM}offers/"
_STATEMENTS = f"{_ROOM}statements/"
_ONE = f"{_STATEMENTS}<number:number>/"
_WHO = f"{_ONE}<str:who>/"
urlpatterns = [
    path(_OFFERS, offers_pages.offers, name="offers"),
    path(f"{_OFFERS}offers.pdf", offers_pages.paper, name="offers_pdf"),
    path(f"{_OFFERS}<slug:table>.csv", offers_pages.offers_table, name="offers_table"),
    *entry_pages.addresses(OFFER_FORMS, _OFFERS),
    path(_STATEMENTS, statement_pages.statements, name="statements"),
    path(f"{_STATEMENTS}<slug:table>.csv", statement_pages.statements_table, name="statements_table"),
    path(_ONE, statement_pages.statement, name="statement"),
    path(f"{_ONE}<slug:table>.csv", statement_pages.statement_table, name="statement_table"),
    path(_WHO, statement_pages.participant, name="statement_participant"),
    path(f"{_WHO}statement.pdf", statement_pages.participant_paper, name="statement_participant_pdf"),
    path(
        f"{_WHO}<slug:table>.csv",
        statement_pages.participant_table,
        name="statement_participant_table",
    ),
    path(_PARTICIPATIONS, participation_pages.participations, name="participations"),
    path(
        f"{_PARTICIPATIONS}<slug:table>.csv",
        participation_pages.participations_table,
        name="participations_table",
    ),
    path(f"{_ROOM}futures/", simulation_pages.futures, name="futures"),
    path(f"{_ROOM}futures/for/<str:who>/", simulation_pages.futures_for, name="futures_for"),
    path(f"{_ROOM}futures/one/", simulation_pages.future, name="future"),
    path(f"{_ROOM}futures/one/<slug:table>.csv", simulation_pages.future_table, name="future_table"),
    path(f"{_ROOM}futures/<slug:table>.csv", simulation_pages.futures_table, name="futures_table"),
    path(_ROOM, pages.recoupment, name="recoupment"),
    path(f"{_ROOM}<slug:table>.csv", pages.recoupment_table, name="recoupment_table"),
    path(f"{_ROOM}terms.pdf", pages.terms_paper, name="terms_pdf"),
    path(f"{_ROOM}terms/", terms_pages.terms, name="terms"),
    path(f"{_ROOM}terms/preview", terms_pages.terms_preview, name="terms_preview"),
    path(f"{_ROOM}terms/undo/<number:number>/", terms_pages.terms_undo, name="terms_undo"),
]
