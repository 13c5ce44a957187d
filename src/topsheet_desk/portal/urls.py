"""The address of the portal."""

from __future__ import annotations

from django.urls import path

from topsheet_desk.portal import pages

urlpatterns = [path("films/<slug:slug>/investor/", pages.portal, name="portal")]
