"""The addresses of the fundraising room."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.fundraising.pages import contacts, pipeline, units

_FILM = "films/<slug:slug>/fundraising/"
_UNITS = "films/<slug:slug>/units/"
urlpatterns = [
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts/paste/", contacts.contacts_paste, name="contacts_paste"),
    path("contacts/<slug:table>.csv", contacts.contacts_table, name="contacts_table"),
    path("contacts/<number:id>/", contacts.contact, name="contact"),
    path("contacts/<number:id>/merge/", contacts.contact_merge, name="contact_merge"),
    path("contacts/<number:id>/note/", contacts.contact_note, name="contact_note"),
    path(
        "contacts/<number:id>/note/<number:note>/", contacts.contact_note_remove, name="contact_note_remove"
    ),
    path("contacts/<number:id>/<slug:table>.csv", contacts.contact_table, name="contact_table"),
    path(_FILM, pipeline.fundraising, name="fundraising"),
    path(f"{_FILM}new/", pipeline.prospect_new, name="prospect_new"),
    path(f"{_FILM}<slug:table>.csv", pipeline.fundraising_table, name="fundraising_table"),
    path(f"{_FILM}<number:number>/", pipeline.prospect, name="prospect"),
    path(f"{_FILM}<number:number>/move/", pipeline.prospect_move, name="prospect_move"),
    path(f"{_FILM}<number:number>/sent/", pipeline.prospect_sent, name="prospect_sent"),
    path(f"{_FILM}<number:number>/terms/", pipeline.prospect_terms, name="prospect_terms"),
    path(f"{_FILM}<number:number>/<slug:table>.csv", pipeline.prospect_table, name="prospect_table"),
    path(_UNITS, units.units, name="units"),
    path(f"{_UNITS}offering/", units.units_offering, name="units_offering"),
    path(f"{_UNITS}record/", units.units_record, name="units_record"),
    path(f"{_UNITS}new-class/", units.units_class_new, name="units_class_new"),
    path(f"{_UNITS}classes/<slug:code>/", units.units_class, name="units_class"),
    path(f"{_UNITS}new-holder/", units.units_holder_new, name="units_holder_new"),
    path(f"{_UNITS}holders/<number:number>/", units.units_holder, name="units_holder"),
    path(f"{_UNITS}<slug:table>.csv", units.units_table, name="units_table"),
    path(f"{_UNITS}<number:number>/", units.units_row, name="units_row"),
    path(f"{_UNITS}<number:number>/reverse/", units.units_reverse, name="units_reverse"),
]
