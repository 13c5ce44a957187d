"""The triggers that make kept rows unchangeable, on SQLite and on PostgreSQL.

They are armed after every migration: a later migration that alters a table on SQLite rebuilds it and drops its
triggers without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

_WORDS = "what is kept cannot be changed"
_FUNCTION = "topsheet_write_once"
_POSTGRESQL_BODY = (
    f"BEGIN RAISE EXCEPTION '%: {_WORDS}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END"
)
# Those that are on for every session, without a condition, and call our function as we wrote it.
_POSTGRESQL_TRIGGERS = (
    "SELECT t.tgname, c.relname, t.tgtype FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND t.tgenabled = 'A' AND t.tgqual IS NULL "
    "AND p.proname = %s AND trim(p.prosrc) = %s AND pg_table_is_visible(c.oid)"
)


def tables() -> list[str]:
    """The tables whose rows are written once."""
    return [record._meta.db_table for record in apps.get_models() if getattr(record, "write_once", False)]


def arm(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in its place; those that stand are made anew."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if connection.vendor == "postgresql":
            cursor.execute(_postgresql_function())
        for table in tables():
            if table in there:
                for statement in _statements(connection.vendor, table):
                    cursor.execute(statement)


def disarm(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger away: for tests that empty tables, and for proving that the check sees it."""
    with connection.cursor() as cursor:
        for table in tables():
            for name in trigger_names(connection.vendor, table):
                on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should stand and do not, or stand switched off, or no longer refuse."""
    wanted = [(name, table) for table in tables() for name in trigger_names(connection.vendor, table)]
    expected: dict[tuple[str, str], tuple[object, ...]]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_TRIGGERS, [_FUNCTION, _POSTGRESQL_BODY])
            expected = {(name, table): (name, table, _kind(name)) for name, table in wanted}
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            expected = {(name, table): (name, _sqlite_trigger(name, table)) for name, table in wanted}
        standing = set(cursor.fetchall())
    return [name for name, table in wanted if expected[name, table] not in standing]


def trigger_names(vendor: str, table: str) -> list[str]:
    """The names of a table's triggers."""
    kinds = ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete", "replace")
    return [f"{table}_no_{kind}" for kind in kinds]


def arm_after_migrate(sender: AppConfig, using: str, **_: Any) -> None:  # noqa: ARG001  # Django's signature
    """Django's `post_migrate`: every migration ends with the triggers in place."""
    arm(connections[using])


def _statements(vendor: str, table: str) -> Iterator[str]:
    if vendor == "postgresql":
        for kind in ("update", "delete", "truncate"):
            each = "STATEMENT" if kind == "truncate" else "ROW"
            name = f"{table}_no_{kind}"
            yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
            yield (
                f'CREATE TRIGGER "{name}" BEFORE {kind.upper()} ON "{table}" '
                f"FOR EACH {each} EXECUTE FUNCTION {_FUNCTION}()"
            )
            # ALWAYS: also for a session that plays a replica, where ordinary triggers sleep.
            yield f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{name}"'
        return
    for name in trigger_names(vendor, table):
        yield f'DROP TRIGGER IF EXISTS "{name}"'
        yield _sqlite_trigger(name, table)


def _sqlite_trigger(name: str, table: str) -> str:
    refuse = f"SELECT RAISE(ABORT, '{table}: {_WORDS}')"
    kind = name.rpartition("_")[2]
    if kind != "replace":
        return f'CREATE TRIGGER "{name}" BEFORE {kind.upper()} ON "{table}" BEGIN {refuse}; END'
    # INSERT OR REPLACE removes the old row without firing the delete trigger.
    there = f'SELECT 1 FROM "{table}" WHERE id = NEW.id'  # noqa: S608  # our own table's name
    return f'CREATE TRIGGER "{name}" BEFORE INSERT ON "{table}" WHEN EXISTS ({there}) BEGIN {refuse}; END'


def _kind(name: str) -> int:
    """What PostgreSQL notes of a trigger: before (2), each row (1), and update (16), delete (8) or truncate (32)."""
    return {"update": 19, "delete": 11, "truncate": 34}[name.rpartition("_")[2]]


def _postgresql_function() -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${_POSTGRESQL_BODY}$$"
    )
