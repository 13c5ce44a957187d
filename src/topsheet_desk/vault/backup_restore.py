"""An archive read into an empty desk: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.core.management.color import no_style
from django.db import connection, models, transaction

from topsheet_desk.vault.backup_archive import (
    MADE_BY_MIGRATE,
    BadArchive,
    Manifest,
    TableFile,
    archived,
    columns,
    lines,
    open_archive,
    read_manifest,
    values,
    verify,
)
from topsheet_desk.vault.schema import applied

_BATCH = 500


class NotEmpty(Exception):
    """The desk has rows already."""


class AnotherVersion(Exception):
    """The archive was made under other migrations than this database has had."""


def read_backup(path: Path) -> Manifest:
    """What a backup says of itself. Raises BadArchive."""
    with open_archive(path) as archive:
        return read_manifest(archive)


def restore_backup(path: Path) -> Manifest:
    """Fill the desk from the archive in one transaction. Raises BadArchive, AnotherVersion, NotEmpty."""
    with open_archive(path) as archive:
        manifest = read_manifest(archive)
        _same_version(manifest)
        verify(archive, manifest)
        with transaction.atomic():
            _refuse_rows()
            _empty()
            for table, record in _pairs(manifest):
                _fill(archive, table, record)
            _count_on()
    return manifest


def _same_version(manifest: Manifest) -> None:
    here, there = applied(), frozenset(manifest.migrations)
    if here == there:
        return
    if here < there:
        raise AnotherVersion(
            f"The backup was made by Topsheet {manifest.topsheet}, which has {len(there - here)} migrations more than "
            "this desk. Install that version or a later one, run `topsheet desk migrate`, and restore again."
        )
    raise AnotherVersion(
        f"The backup was made by Topsheet {manifest.topsheet}, before {len(here - there)} migrations of this desk. "
        "Install that version beside this one, restore into an empty database there, then upgrade it with "
        "`topsheet desk migrate`."
    )


def _pairs(manifest: Manifest) -> Iterator[tuple[TableFile, type[models.Model]]]:
    records = {record._meta.db_table: record for record in archived()}
    if sorted(records) != sorted(table.name for table in manifest.tables):
        raise BadArchive("the backup has not the tables of this desk")
    for table in manifest.tables:
        if table.columns != columns(records[table.name]):
            raise BadArchive(f"the table {table.name} of the backup has other columns than this desk")
        yield table, records[table.name]


def _refuse_rows() -> None:
    for record in archived():
        if record._meta.label_lower not in MADE_BY_MIGRATE and record._base_manager.exists():
            raise NotEmpty(record._meta.db_table)


def _empty() -> None:
    """Take out what the migrations wrote by themselves: the archive brings its own."""
    with connection.cursor() as cursor:
        for record in reversed(archived()):
            if record._meta.label_lower in MADE_BY_MIGRATE:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(record._meta.db_table)}")  # noqa: S608  # our own table's name


def _fill(archive: ZipFile, table: TableFile, record: type[models.Model]) -> None:
    """Every row as it was: no default, no clock and no counter has a say."""
    fields, quote = record._meta.concrete_fields, connection.ops.quote_name
    named = ", ".join(quote(name) for name in table.columns)
    marks = ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {quote(table.name)} ({named}) VALUES ({marks})"  # noqa: S608  # our own names
    rows = (values(record, text) for text in lines(archive, table))
    with connection.cursor() as cursor:
        while batch := [_prepared(fields, row) for row in islice(rows, _BATCH)]:
            cursor.executemany(insert, batch)


def _prepared(fields: Any, row: list[Any]) -> list[Any]:
    return [
        field.get_db_prep_save(value, connection=connection) for field, value in zip(fields, row, strict=True)
    ]


def _count_on() -> None:
    """Let each table's counter go on after the last row."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), archived()):
            cursor.execute(statement)
