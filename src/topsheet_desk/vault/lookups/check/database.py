"""The database itself: migrations, triggers, constraints, its own integrity, and references that lead nowhere."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, OuterRef

from topsheet_desk.vault.lookups.check.part import RESTORE, Part
from topsheet_desk.vault.schema import applied, unapplied
from topsheet_desk.vault.write_once import missing, tables

_MIGRATE = "Stop the desk, make a backup, and run `topsheet desk migrate`."


def migrations() -> Part:
    """Whether the database has had every migration of this version."""
    part = Part("migrations")
    part.count("applied", len(applied()))
    for name in unapplied():
        part.fault(
            name, "was not applied", "The desk expects tables that are not there, or are another.", _MIGRATE
        )
    return part


def triggers() -> Part:
    """Whether every write-once trigger stands, is on and refuses."""
    part = Part("triggers")
    part.count("tables written once", len(tables()))
    for name in missing(connection):
        part.fault(
            name,
            "the trigger is missing, off or another",
            "Rows that are kept could be changed or removed without a word.",
            f"`topsheet desk migrate` puts it back. Nobody but a database owner can take it away, so: {RESTORE}",
        )
    return part


def constraints() -> Part:
    """Whether every CHECK and UNIQUE of the tables is still there."""
    part = Part("constraints")
    with connection.cursor() as cursor:
        for record in apps.get_app_config("desk").get_models():
            wanted = [constraint.name for constraint in record._meta.constraints]
            there = connection.introspection.get_constraints(cursor, record._meta.db_table)
            part.count("named constraints", len(wanted))
            for name in wanted:
                if name not in there:
                    part.fault(
                        f"{record._meta.db_table}.{name}",
                        "the constraint is missing",
                        "Rows that may not be could be written.",
                    )
    return part


def integrity() -> Part:
    """What the database finds wrong in itself, and every reference that leads to no row."""
    part = Part("integrity")
    if connection.vendor == "sqlite":
        _sqlite(part)
    for record in apps.get_models(include_auto_created=True):
        for field in record._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                _references(part, record, field)
    return part


def _sqlite(part: Part) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        for (said,) in cursor.fetchall():
            if said != "ok":
                part.fault(
                    "desk.sqlite3",
                    said,
                    "The file of the database is damaged, or holds what its own rules forbid.",
                )


def _references(part: Part, record: type[models.Model], field: models.ForeignKey[Any, Any]) -> None:
    """Asked of both databases alike: keys can be switched off on either."""
    part.count("references")
    target = field.remote_field.model._base_manager.filter(
        **{field.target_field.attname: OuterRef(field.attname)}
    )
    lost = record._base_manager.filter(~Exists(target), **{f"{field.attname}__isnull": False})
    for key, gone in lost.values_list("pk", field.attname).iterator():
        part.fault(
            f"{record._meta.db_table} {key}",
            f"{field.name} leads to row {gone} of {field.remote_field.model._meta.db_table}, which is not there",
            "A row that others rest on was taken away.",
        )
