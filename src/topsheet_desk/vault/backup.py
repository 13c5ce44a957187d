"""The whole desk written into one archive, as it stood at one moment, while people go on writing."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db import connection, models

from topsheet import __version__
from topsheet_desk.vault.backup_archive import MANIFEST, Manifest, TableFile, archived, columns, line
from topsheet_desk.vault.lookups.check import heads
from topsheet_desk.vault.schema import applied
from topsheet_desk.vault.snapshot import snapshot

_BATCH = 500


def write_backup(path: Path, *, now: datetime) -> Manifest:
    """Write the archive: whole or not at all, readable by its owner only. Raises FileExistsError, OSError."""
    if path.exists():
        raise FileExistsError(path)
    with _whole(path) as file, ZipFile(file, "w", ZIP_DEFLATED, compresslevel=6) as archive, snapshot():
        manifest = Manifest(
            __version__,
            now.isoformat(),
            connection.vendor,
            tuple(sorted(applied())),
            tuple(_write(archive, record) for record in archived()),
            tuple(astuple(head) for head in heads()),
        )
        archive.writestr(MANIFEST, manifest.text())
    return manifest


def _write(archive: ZipFile, record: type[models.Model]) -> TableFile:
    """One table into its file, row by row."""
    table = TableFile(record._meta.db_table, columns(record), 0, "")
    digest, rows = hashlib.sha256(), 0
    names = [field.attname for field in record._meta.concrete_fields]
    # No date in the archive's own list: the manifest has the moment.
    about = ZipInfo(table.path)
    about.compress_type = ZIP_DEFLATED
    with archive.open(about, "w", force_zip64=True) as file:
        for row in record._base_manager.order_by("pk").values_list(*names).iterator(_BATCH):
            text = line(row)
            digest.update(text)
            file.write(text)
            rows += 1
    return TableFile(table.name, table.columns, rows, digest.hexdigest())


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    """A file beside the path, moved there when it is complete and on the disk; nothing is left of it otherwise."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
        _sync(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """The name of a new file, too, must outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
