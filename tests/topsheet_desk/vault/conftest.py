"""A database that really commits, as other connections and other processes see it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:  # noqa: ARG001  # the database is used
    """The triggers are taken off before Django empties the tables, which puts them back."""
    from django.db import connection

    from topsheet_desk.vault import write_once

    yield
    write_once.disarm(connection)
