"""Which migrations the database has had, and which this version still has for it."""

from __future__ import annotations

from functools import lru_cache

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

State = frozenset[tuple[str, str]]


def applied() -> State:
    """The migrations the database has had, as (app, name)."""
    return frozenset(MigrationRecorder(connection).applied_migrations())


def unapplied() -> tuple[str, ...]:
    """The migrations this version has and the database has not, as `app.name`, in the order they would run."""
    return _unapplied(applied())


@lru_cache(maxsize=4)
def _unapplied(_: State) -> tuple[str, ...]:
    """Worked out once for each state of the database: the code does not change while it runs."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(f"{migration.app_label}.{migration.name}" for migration, _backwards in plan)
