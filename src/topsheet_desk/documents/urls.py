"""The addresses of the documents."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.documents import pages

_ONE = "films/<slug:slug>/documents/<slug:kind>/"
urlpatterns = [
    path("films/<slug:slug>/documents/", pages.documents, name="documents"),
    path(
        "films/<slug:slug>/documents/tables/<slug:table>.csv", pages.documents_table, name="documents_table"
    ),
    path(_ONE, pages.document, name="document"),
    path(f"{_ONE}tables/<slug:table>.csv", pages.document_table, name="document_table"),
    path(f"{_ONE}text", pages.document_text, name="document_text"),
    path(f"{_ONE}save", pages.save_document, name="save_document"),
    path(f"{_ONE}seal", pages.seal_document, name="seal_document"),
    path(f"{_ONE}compare/", pages.compare, name="compare"),
    path(f"{_ONE}compare/tables/<slug:table>.csv", pages.compare_table, name="compare_table"),
    path(f"{_ONE}saves/<number:number>/", pages.save, name="save"),
    path(f"{_ONE}saves/<number:number>/take-back", pages.take_back, name="take_back"),
    path(f"{_ONE}revisions/<number:ordinal>/", pages.revision, name="revision"),
    path(f"{_ONE}revisions/<number:ordinal>/text", pages.revision_text, name="revision_text"),
    path(
        f"{_ONE}revisions/<number:ordinal>/tables/<slug:table>.csv",
        pages.revision_table,
        name="revision_table",
    ),
]
