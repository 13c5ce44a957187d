"""The one Django app of the desk: one label, one migration chain."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class DeskConfig(AppConfig):
    """Names the app `desk`; the records of every room belong to it."""

    name = "topsheet_desk"
    label = "desk"
    verbose_name = "Topsheet desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """After every migration arm the write-once triggers and make the cache's table; listen at the door."""
        from topsheet_desk.site.door import events
        from topsheet_desk.vault.write_once import arm_after_migrate

        post_migrate.connect(arm_after_migrate, sender=self, dispatch_uid="topsheet.write_once")
        post_migrate.connect(make_cache_table, sender=self, dispatch_uid="topsheet.cache")
        events.connect()


def make_cache_table(using: str, **_: Any) -> None:
    """Make the table in which all workers count tries, where it is missing."""
    call_command("createcachetable", database=using, verbosity=0)
