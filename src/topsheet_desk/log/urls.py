"""The addresses of the log."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.log import pages

urlpatterns = [
    path("films/<slug:slug>/log/", pages.log, name="log"),
    path("films/<slug:slug>/log.csv", pages.log_csv, name="log_csv"),
    path("log/", pages.mine, name="own_log"),
    path("log.csv", pages.mine_csv, name="own_log_csv"),
]
