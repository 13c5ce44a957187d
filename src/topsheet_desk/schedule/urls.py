"""The addresses of the schedule room."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.schedule import pages

urlpatterns = [
    path("films/<slug:slug>/schedule/", pages.schedule, name="schedule"),
    path("films/<slug:slug>/schedule/<slug:table>.csv", pages.schedule_table, name="schedule_table"),
]
