"""The addresses of the finance room."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.finance import edit_pages, pages, paste_pages, pledging, workbook
from topsheet_desk.finance.forms import FORMS
from topsheet_desk.site import entry_pages

_FILM = "films/<slug:slug>/finance/"
_ADDS = f"{_FILM}options/<str:option>/sources/"
_IN_OPTION = {"shelf": "sources", "forms": FORMS}
urlpatterns = [
    path(_FILM, pages.finance, name="finance"),
    path(f"{_FILM}account/", pages.finance_account, name="finance_account"),
    path(f"{_FILM}account/<slug:table>.csv", pages.finance_account_table, name="finance_account_table"),
    path(f"{_FILM}workbook/", workbook.workbook, name="finance_workbook"),
    path(f"{_FILM}<slug:table>.csv", pages.finance_table, name="finance_table"),
    path(f"{_FILM}sources/paste/", paste_pages.paste, name="finance_paste"),
    path(f"{_FILM}options/<str:option>/adopt/", edit_pages.adopt, name="finance_adopt"),
    path(f"{_FILM}options/<str:option>/revert/", edit_pages.revert, name="finance_revert"),
    path(f"{_FILM}pledged/<str:name>/", pledging.pledged, name="finance_pledged"),
    path(f"{_ADDS}new/", edit_pages.source, name="finance_option_new"),
    path(f"{_ADDS}<str:name>/", entry_pages.entry, _IN_OPTION, name="finance_option_entry"),
    path(f"{_ADDS}<str:name>/remove/", entry_pages.remove, _IN_OPTION, name="finance_option_remove"),
    path(f"{_FILM}sources/new/", edit_pages.source, name="finance_source_new"),
    *entry_pages.addresses(FORMS, _FILM),
]
