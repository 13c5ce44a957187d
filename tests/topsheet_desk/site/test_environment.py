"""What the desk reads from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from topsheet_desk.site import environment


def test_a_postgresql_url_becomes_a_database_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "TOPSHEET_DATABASE_URL", "postgresql://ann:p%40ss@db.example:5433/desk?sslmode=require"
    )
    assert environment.database() == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "desk",
        "USER": "ann",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"sslmode": "require"},
    }


def test_without_a_url_the_database_is_a_file_of_the_workspace(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TOPSHEET_DATABASE_URL", raising=False)
    monkeypatch.setenv("TOPSHEET_HOME", str(tmp_path))
    assert environment.database()["NAME"] == tmp_path / "desk.sqlite3"


def test_another_database_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOPSHEET_DATABASE_URL", "mysql://x/y")
    with pytest.raises(environment.BadEnvironment, match="must start with postgresql://"):
        environment.database()


def test_the_secret_is_made_once_and_read_by_its_owner_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TOPSHEET_SECRET_KEY", raising=False)
    monkeypatch.setenv("TOPSHEET_HOME", str(tmp_path))
    assert environment.secret_key() == ""
    environment.keep_secret_key(tmp_path)
    made = environment.secret_key()
    environment.keep_secret_key(tmp_path)
    assert (len(made) > 50, environment.secret_key() == made) == (True, True)
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_hosts_are_this_machine_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOPSHEET_ALLOWED_HOSTS", raising=False)
    assert environment.allowed_hosts() == ["127.0.0.1", "localhost", "[::1]"]
    monkeypatch.setenv("TOPSHEET_ALLOWED_HOSTS", "desk.example, other.example,")
    assert environment.allowed_hosts() == ["desk.example", "other.example"]
