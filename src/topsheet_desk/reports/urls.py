"""The addresses of the reports."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.reports import pages

_ROOM = "films/<slug:slug>/reports/"

urlpatterns = [
    path(_ROOM, pages.reports, name="reports"),
    path(f"{_ROOM}<slug:table>.csv", pages.reports_table, name="reports_table"),
    path(f"{_ROOM}set/", pages.set_a_report, name="report_set"),
    path(f"{_ROOM}<number:duty>/end/", pages.end_a_report, name="report_end"),
    path(f"{_ROOM}<number:duty>/<slug:day>/", pages.report_day, name="report_day"),
    path(f"{_ROOM}<number:duty>/<slug:day>/file", pages.file_a_report, name="report_file"),
]
