"""What is kept cannot be changed: the database itself refuses, also after a migration that made a table anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from tests.topsheet_desk.vault import kept_rows
from topsheet.film import Film
from topsheet_desk.vault import write_once
from topsheet_desk.vault.records import Entry
from topsheet_desk.vault.records.kept import Kept

WORDS = "what is kept cannot be changed"


@pytest.fixture
def rows(film: Film) -> None:
    """The desk with rows in every book."""
    kept_rows.write_all(film)


def refused(statement: str) -> bool:
    """Whether the database refuses the statement in the words of the triggers."""
    with pytest.raises(DatabaseError, match=WORDS), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return True


@pytest.mark.usefixtures("rows")
def test_update_and_delete_are_refused_in_every_table_that_is_kept() -> None:
    tables = {"desk_contactchange", "desk_paper", "desk_save", *(record._meta.db_table for record in _kept())}
    assert set(write_once.tables()) == tables
    for table in sorted(tables):
        assert refused(f'UPDATE "{table}" SET id = id')  # noqa: S608  # the test's own words
        assert refused(f'DELETE FROM "{table}"')  # noqa: S608  # the test's own words


@pytest.mark.usefixtures("rows")
def test_through_the_records_it_is_refused_as_well() -> None:
    entry = Entry.objects.get(number=1)
    entry.payee = "Somebody Else"
    for act in (entry.save, entry.delete, lambda: Entry.objects.update(payee="Nobody")):
        with pytest.raises(DatabaseError, match=WORDS), transaction.atomic():
            act()


@pytest.mark.usefixtures("rows")
def test_a_row_cannot_be_replaced_under_its_id_nor_under_its_number() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no INSERT OR REPLACE")
    names = [field.column for field in Entry._meta.concrete_fields]
    quoted = ", ".join(f'"{name}"' for name in names)
    for given in ("id", "max_id"):
        chosen = quoted if given == "id" else quoted.replace('"id"', "99999", 1)
        assert refused(
            f'INSERT OR REPLACE INTO "desk_entry" ({quoted}) SELECT {chosen} FROM "desk_entry" WHERE number = 1'  # noqa: S608  # the test's own words
        )


@pytest.mark.usefixtures("rows")
def test_a_table_cannot_be_emptied_at_once() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    connection.check_constraints()  # PostgreSQL empties no table with checks still waiting
    assert refused('TRUNCATE "desk_save"')
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    # Ordinary triggers sleep for a replica; ours do not.
    assert refused('DELETE FROM "desk_save"')


@pytest.fixture
def longer_memos(committed: None) -> Iterator[None]:  # noqa: ARG001  # the database is used
    """A later migration alters a column of a kept table: on SQLite the editor makes the whole table anew."""
    short, long = _memo(500), _memo(600)
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, short, long)
    yield
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, long, short)


@pytest.mark.usefixtures("longer_memos")
def test_a_later_migration_that_makes_a_table_anew_ends_with_its_triggers_in_place() -> None:
    lost = write_once.missing(connection)
    if connection.vendor == "sqlite":
        assert lost == write_once.trigger_names("sqlite", "desk_entry")
    call_command("migrate", verbosity=0)
    assert write_once.missing(connection) == []


def _kept() -> list[type[Kept]]:
    return [record for record in apps.get_models() if issubclass(record, Kept)]


def _memo(length: int) -> models.CharField[str, str]:
    field: models.CharField[str, str] = models.CharField(max_length=length, blank=True)
    field.set_attributes_from_name("memo")
    field.model = Entry
    return field
