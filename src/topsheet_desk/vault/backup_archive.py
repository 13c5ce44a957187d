"""The archive of a desk: a ZIP of one JSON Lines file a table, and a manifest that says what must be in it.

The form is decision 0010. It is the same from either database, so that an archive also moves a desk between them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.apps import apps
from django.db import models

FORMAT = "topsheet-backup"
VERSION = 1
MANIFEST = "manifest.json"
# Signed in today, signed out tomorrow: nothing that a desk must remember.
_PASSING = ("sessions", "usersessions")
# Rows that every migration writes by itself, and that an archive replaces by its own.
MADE_BY_MIGRATE = ("contenttypes.contenttype", "auth.permission", "sites.site")
# What reading a ZIP can raise where its bytes are not those that were written.
_DAMAGED = (BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zlib.error)
Row = Sequence[Any]


class BadArchive(Exception):
    """The file is not a backup of a desk, or not the one that was written."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """One table of the archive: its columns in order, how many rows, and the SHA-256 of its file."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str

    @property
    def path(self) -> str:
        """The name of its file in the archive."""
        return f"tables/{self.name}.jsonl"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself. `heads` are the last rows of the books: table, book, number, seal."""

    topsheet: str
    made_at: str
    database: str
    migrations: tuple[tuple[str, str], ...]
    tables: tuple[TableFile, ...]
    heads: tuple[tuple[str, str, int, str], ...]

    def text(self) -> str:
        """The manifest as it stands in the archive."""
        return json.dumps({"format": FORMAT, "version": VERSION, **asdict(self)}, indent=1) + "\n"


def archived() -> list[type[models.Model]]:
    """Every table that an archive holds, in the order in which the rows rest on each other as far as there is one."""
    return [
        record
        for record in apps.get_models(include_auto_created=True)
        if record._meta.managed and not record._meta.proxy and record._meta.app_label not in _PASSING
    ]


def columns(record: type[models.Model]) -> tuple[str, ...]:
    """The columns of a table in their order."""
    return tuple(str(field.column) for field in record._meta.concrete_fields)


def line(row: Row) -> bytes:
    """A row as a line: days and moments in ISO 8601, exact numbers as text, bytes in base 64."""
    text = json.dumps(row, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode() + b"\n"


def values(record: type[models.Model], text: bytes) -> list[Any]:
    """A line as values of the table's fields. Raises BadArchive."""
    fields = record._meta.concrete_fields
    row = json.loads(text)
    if not isinstance(row, list) or len(row) != len(fields):
        raise BadArchive(f"a row of {record._meta.db_table} has not the columns that the manifest names")
    return [_value(field, value) for field, value in zip(fields, row, strict=True)]


def read_manifest(archive: ZipFile) -> Manifest:
    """What the archive says of itself. Raises BadArchive for another format or a version that is not known."""
    try:
        told = json.loads(archive.read(MANIFEST))
        if told.pop("format") != FORMAT:
            raise BadArchive("the file is not a backup of a desk")
        if told.pop("version") != VERSION:
            raise BadArchive("the backup is of a form that this version does not know; use a newer Topsheet")
        tables = (TableFile(**{**table, "columns": tuple(table["columns"])}) for table in told.pop("tables"))
        return Manifest(
            tables=tuple(tables),
            migrations=tuple((app, name) for app, name in told.pop("migrations")),
            heads=tuple((table, book, number, seal) for table, book, number, seal in told.pop("heads")),
            **told,
        )
    except (KeyError, TypeError, AttributeError, *_DAMAGED) as error:
        raise BadArchive("the file is not a backup of a desk") from error


def open_archive(path: Path) -> ZipFile:
    """The archive, open for reading. Raises BadArchive where the file is no archive, or is cut off."""
    try:
        return ZipFile(path)
    except (BadZipFile, OSError) as error:
        raise BadArchive(f"{path} cannot be opened as a backup ({type(error).__name__})") from error


def verify(archive: ZipFile, manifest: Manifest) -> None:
    """Read the whole archive once, and compare each file with its digest and its rows. Raises BadArchive."""
    for table in manifest.tables:
        digest, rows = hashlib.sha256(), 0
        for text in lines(archive, table):
            digest.update(text)
            rows += 1
        if (digest.hexdigest(), rows) != (table.sha256, table.rows):
            raise BadArchive(f"{table.path} is not what the backup wrote: the archive was damaged or changed")


def lines(archive: ZipFile, table: TableFile) -> Iterator[bytes]:
    """The lines of a table's file. Raises BadArchive where it is missing or damaged."""
    try:
        with archive.open(table.path) as file:
            yield from file
    except (KeyError, *_DAMAGED) as error:
        raise BadArchive(f"{table.path} is missing or damaged") from error


def _plain(value: object) -> object:
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(value).decode()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _value(field: models.Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    return base64.b64decode(value) if isinstance(field, models.BinaryField) else field.to_python(value)
