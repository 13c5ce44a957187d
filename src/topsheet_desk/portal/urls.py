"""The addresses of the portal: the reader's own page, and under `as/` a party's as a producer looks at it."""

from __future__ import annotations

from django.urls import URLPattern, path

from topsheet_desk.portal import pages


def _addresses(base: str, name: str) -> list[URLPattern]:
    one = f"{base}statements/<number:number>/<str:who>/"
    return [
        path(base, pages.portal, name=name),
        path(f"{base}<slug:table>.csv", pages.portal_table, name=f"{name}_table"),
        path(one, pages.statement, name=f"{name}_statement"),
        path(f"{one}statement.pdf", pages.statement_paper, name=f"{name}_statement_pdf"),
        path(f"{one}<slug:table>.csv", pages.statement_table, name=f"{name}_statement_table"),
    ]


_OWN = "films/<slug:slug>/investor/"
urlpatterns = [*_addresses(_OWN, "portal"), *_addresses(f"{_OWN}as/<str:party>/", "portal_as")]
