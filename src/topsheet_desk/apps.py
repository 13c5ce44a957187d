"""The one Django app of the desk: one label, one migration chain."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DeskConfig(AppConfig):
    """Names the app `desk`; the records of every room belong to it."""

    name = "topsheet_desk"
    label = "desk"
    verbose_name = "Topsheet desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Arm the write-once triggers after every migration."""
        from topsheet_desk.vault.write_once import arm_after_migrate

        post_migrate.connect(arm_after_migrate, sender=self, dispatch_uid="topsheet.write_once")
