"""The addresses of the finance room."""

from __future__ import annotations

from django.urls import path, register_converter

from topsheet_desk.finance import edit_pages, pages, paste_pages, workbook
from topsheet_desk.finance.forms import SHELVES


class ShelfName:
    """A list of the finance plan whose entries have forms, in an address."""

    regex = "|".join(SHELVES)

    def to_python(self, value: str) -> str:
        """The list's name as it is."""
        return value

    def to_url(self, value: str) -> str:
        """The list's name as it is."""
        return value


register_converter(ShelfName, "shelf")
_FILM = "films/<slug:slug>/finance/"
_ADDS = f"{_FILM}options/<str:option>/sources/"
_IN_OPTION = {"shelf": "sources"}
urlpatterns = [
    path(_FILM, pages.finance, name="finance"),
    path(f"{_FILM}account/", pages.finance_account, name="finance_account"),
    path(f"{_FILM}account/<slug:table>.csv", pages.finance_account_table, name="finance_account_table"),
    path(f"{_FILM}workbook/", workbook.workbook, name="finance_workbook"),
    path(f"{_FILM}<slug:table>.csv", pages.finance_table, name="finance_table"),
    path(f"{_FILM}sources/paste/", paste_pages.paste, name="finance_paste"),
    path(f"{_FILM}undo/<number:number>/", edit_pages.undo, name="finance_undo"),
    path(f"{_FILM}options/<str:option>/adopt/", edit_pages.adopt, name="finance_adopt"),
    path(f"{_FILM}options/<str:option>/revert/", edit_pages.revert, name="finance_revert"),
    path(f"{_ADDS}new/", edit_pages.entry, _IN_OPTION, name="finance_option_new"),
    path(f"{_ADDS}<str:name>/", edit_pages.entry, _IN_OPTION, name="finance_option_entry"),
    path(f"{_ADDS}<str:name>/remove/", edit_pages.remove, _IN_OPTION, name="finance_option_remove"),
    path(f"{_FILM}<shelf:shelf>/new/", edit_pages.entry, name="finance_new"),
    path(f"{_FILM}<shelf:shelf>/<str:name>/", edit_pages.entry, name="finance_entry"),
    path(f"{_FILM}<shelf:shelf>/<str:name>/remove/", edit_pages.remove, name="finance_remove"),
    path(f"{_FILM}<shelf:shelf>/<str:name>/<slug:cell>/", edit_pages.cell, name="finance_cell"),
]
