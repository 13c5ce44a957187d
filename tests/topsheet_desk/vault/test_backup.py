"""A backup holds every row and comes back as it was, on either database; what is not one is refused."""

from __future__ import annotations

import json
import resource
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client

from tests.topsheet_desk.real_desk import ROOT, TOPSHEET, RealDesk, real_desk
from tests.topsheet_desk.vault import kept_rows
from topsheet.film import Film
from topsheet_desk.vault import backup_restore
from topsheet_desk.vault.backup import write_backup
from topsheet_desk.vault.backup_archive import MANIFEST, BadArchive, Manifest
from topsheet_desk.vault.backup_restore import AnotherVersion, NotEmpty, read_backup, restore_backup


@pytest.fixture
def archive(film: Film, tmp_path: Path) -> Path:
    """A backup of a desk with rows in every book, and somebody signed in."""
    from topsheet_desk.vault.records import Person

    kept_rows.write_all(film)
    Client().force_login(Person.objects.get(email="ep@nightferry.example"))
    path = tmp_path / "desk.zip"
    write_backup(path, now=kept_rows.NOON)
    return path


def rewritten(archive: Path, name: str, change: str, to: str) -> Path:
    """The archive with some words of one of its files replaced."""
    path = archive.with_name("changed.zip")
    with ZipFile(archive) as old, ZipFile(path, "w") as new:
        for member in old.namelist():
            text = old.read(member).decode()
            assert member != name or change in text
            new.writestr(member, text.replace(change, to) if member == name else text)
    return path


def test_it_holds_every_row_but_the_sessions(archive: Path) -> None:
    told = {table.name: table.rows for table in read_backup(archive).tables}
    with connection.cursor() as cursor:
        there = {}
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT COUNT(*) FROM "{name}"')  # noqa: S608  # the database's own names
            there[name] = cursor.fetchone()[0]
    assert there.pop("django_session") == 1
    del there["django_migrations"]  # a state to compare, not rows to carry
    del (
        there["usersessions_usersession"],
        there["desk_cache"],
    )  # who is signed in, and tries counted for minutes
    assert told == there
    assert all(told[name] for name in there if name.startswith("desk_"))


def test_only_its_owner_reads_it_and_nothing_else_is_left(archive: Path) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert list(archive.parent.iterdir()) == [archive]


def test_the_manifest_says_what_is_in_it(archive: Path) -> None:
    manifest = read_backup(archive)
    assert (manifest.made_at, manifest.database) == ("2026-11-24T12:00:00+00:00", connection.vendor)
    assert ("desk", "0002_vault") in manifest.migrations
    assert [head[:3] for head in manifest.heads if head[0] == "desk_decision"] == [
        ("desk_decision", manifest.heads[0][1], 2)
    ]


def test_it_overwrites_nothing(archive: Path) -> None:
    before = archive.read_bytes()
    with pytest.raises(FileExistsError):
        write_backup(archive, now=kept_rows.NOON)
    assert archive.read_bytes() == before


def _there_and_back(archive: Path, desk: RealDesk, again: Path) -> Manifest:
    """What a desk holds that was filled from the archive."""
    restored = desk.command("restore", archive)
    assert (restored.returncode, restored.stdout.splitlines()[-1]) == (0, "Everything adds up."), restored
    assert desk.command("backup", again).returncode == 0
    return read_backup(again)


@pytest.mark.slow
def test_every_row_comes_back_as_it_was_also_in_the_other_database(
    archive: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    first = read_backup(archive)
    with real_desk(tmp_path / "sqlite", postgresql=False) as desk:
        second = _there_and_back(archive, desk, tmp_path / "second.zip")
    assert (second.tables, second.heads) == (first.tables, first.heads)
    if request.config.getoption("--postgresql"):
        with real_desk(tmp_path / "postgresql", postgresql=True) as desk:
            third = _there_and_back(tmp_path / "second.zip", desk, tmp_path / "third.zip")
        assert (third.tables, third.heads, third.database) == (first.tables, first.heads, "postgresql")


@pytest.mark.slow
def test_a_restored_desk_goes_on(archive: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """New rows come after the old ones: the counters of the tables were moved on; a second restore is refused."""
    postgresql = bool(request.config.getoption("--postgresql"))
    with real_desk(tmp_path / "desk", postgresql=postgresql) as desk:
        assert desk.command("restore", archive).returncode == 0
        desk.writers("seed")
        assert desk.command("check").returncode == 0
        again = desk.command("restore", archive)
        assert again.returncode == 2
        assert again.stderr.startswith(
            "Nothing was restored: this desk has rows already, in account_emailaddress."
        )


@pytest.mark.slow
def test_a_disk_that_fills_up_leaves_no_half_backup(tmp_path: Path) -> None:
    with real_desk(tmp_path / "desk", postgresql=False) as desk:
        assert desk.command("migrate").returncode == 0
        desk.writers("seed")
        full = subprocess.run(
            [TOPSHEET, "desk", "backup", tmp_path / "out" / "desk.zip"],
            cwd=ROOT,
            env=desk.variables,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=_little_room(tmp_path / "out"),  # one thread, before anything runs
        )
    assert (full.returncode, list((tmp_path / "out").iterdir())) == (2, [])
    assert "was not written (File too large). Nothing is left of it; the desk is as it was." in full.stderr


def _little_room(folder: Path) -> Callable[[], None]:
    folder.mkdir()
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


@pytest.mark.django_db
def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    text, other = tmp_path / "notes.zip", tmp_path / "other.zip"
    text.write_text("a shopping list", encoding="utf-8")
    with ZipFile(other, "w") as zipped:
        zipped.writestr("photo.txt", "a holiday")
    for path, why in ((text, "cannot be opened as a backup"), (other, "is not a backup of a desk")):
        with pytest.raises(BadArchive, match=why):
            restore_backup(path)
    with pytest.raises(BadArchive, match="cannot be opened"):
        restore_backup(tmp_path / "missing.zip")


def test_a_cut_off_archive_is_refused(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-200])
    with pytest.raises(BadArchive, match="cannot be opened as a backup"):
        read_backup(archive)


def test_a_changed_archive_is_refused_before_a_row_is_written(archive: Path) -> None:
    changed = rewritten(archive, "tables/desk_entry.jsonl", "Harbour Marine Ltd", "Somebody Else Ltd")
    with pytest.raises(BadArchive, match=r"tables/desk_entry\.jsonl is not what the backup wrote"):
        restore_backup(changed)


def test_a_damaged_archive_is_refused(archive: Path) -> None:
    raw = bytearray(archive.read_bytes())
    with ZipFile(archive) as zipped:
        about = zipped.getinfo("tables/desk_paper.jsonl")
    raw[about.header_offset + 2000] ^= 0xFF
    archive.write_bytes(raw)
    with pytest.raises(BadArchive, match=r"tables/desk_paper\.jsonl is missing or damaged"):
        restore_backup(archive)


@pytest.mark.parametrize(
    ("change", "to", "says"),
    [
        ('"0002_vault"', '"0003_later"', "Install that version beside this one"),
        (
            '"0002_vault"\n',
            '"0002_vault"\n  ],\n  [\n   "desk",\n   "0003_later"\n',
            "which has 1 migrations more",
        ),
    ],
)
def test_another_state_of_the_tables_is_refused_with_what_to_do(
    archive: Path, change: str, to: str, says: str
) -> None:
    with pytest.raises(AnotherVersion, match=says):
        restore_backup(rewritten(archive, MANIFEST, change, to))


def test_a_form_of_tomorrow_is_refused(archive: Path) -> None:
    with pytest.raises(BadArchive, match="use a newer Topsheet"):
        read_backup(rewritten(archive, MANIFEST, '"version": 1', '"version": 2'))


def test_a_desk_with_rows_is_refused(archive: Path) -> None:
    with pytest.raises(NotEmpty, match="account_emailaddress"):
        restore_backup(archive)


def test_a_row_that_cannot_stand_undoes_the_whole_restore(archive: Path, tmp_path: Path) -> None:
    """An archive that is whole, and whose row breaks a rule of the database."""
    import hashlib

    changed = rewritten(archive, "tables/desk_entry.jsonl", '"COST"', '"GIFT"')
    with ZipFile(changed) as zipped:
        digest = hashlib.sha256(zipped.read("tables/desk_entry.jsonl")).hexdigest()
        wanted = next(
            table for table in json.loads(zipped.read(MANIFEST))["tables"] if table["name"] == "desk_entry"
        )
    honest = rewritten(changed.rename(tmp_path / "one.zip"), MANIFEST, wanted["sha256"], digest)
    with real_desk(tmp_path / "desk", postgresql=False) as desk:
        refused = desk.command("restore", honest)
        assert refused.returncode == 2
        assert "the database refused a row of the backup (IntegrityError)" in refused.stderr
        assert "2 " not in desk.command("check").stdout.split("papers", 1)[1].splitlines()[0]
    assert backup_restore.read_backup(honest).tables
