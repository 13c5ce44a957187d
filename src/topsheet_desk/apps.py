"""The one Django app of the desk: one label, one migration chain."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Names the app `desk`; the records of every room belong to it."""

    name = "topsheet_desk"
    label = "desk"
    verbose_name = "Topsheet desk"
    default_auto_field = "django.db.models.BigAutoField"
