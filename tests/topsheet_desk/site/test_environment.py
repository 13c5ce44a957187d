"""What the desk reads from the environment."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from topsheet_desk.site import environment

ROOT = Path(__file__).resolve().parents[3]


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
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"sslmode": "require", "connect_timeout": 10, "options": "-c lock_timeout=10s"},
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


GOOD = {
    "TOPSHEET_SECRET_KEY": "aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789-and-fifteen-more",
    "TOPSHEET_ALLOWED_HOSTS": "desk.example",
}
REMEDY = re.compile(r"(Make one|Name what people type|Unset it): ")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, []),
        (
            {"TOPSHEET_SECRET_KEY": ""},
            ["TOPSHEET_SECRET_KEY is not set, so anybody's session could be forged."],
        ),
        (
            {"TOPSHEET_SECRET_KEY": "short"},
            ["TOPSHEET_SECRET_KEY can be guessed: it takes 50 mixed letters or more."],
        ),
        (
            {"TOPSHEET_SECRET_KEY": "ab" * 40},
            ["TOPSHEET_SECRET_KEY can be guessed: it takes 50 mixed letters or more."],
        ),
        (
            {"TOPSHEET_ALLOWED_HOSTS": " , "},
            ["TOPSHEET_ALLOWED_HOSTS is not set, so nobody could call the desk by its name."],
        ),
        (
            {"TOPSHEET_ALLOWED_HOSTS": "desk.example,*"},
            ["TOPSHEET_ALLOWED_HOSTS holds *, so a letter could lead to somebody else's site."],
        ),
        (
            {"TOPSHEET_HTTPS": "on", "TOPSHEET_URL": ""},
            ["TOPSHEET_URL does not begin with https://, so the links in letters would lead elsewhere."],
        ),
        ({"TOPSHEET_HTTPS": "on", "TOPSHEET_URL": "https://desk.example"}, []),
        ({"TOPSHEET_DEBUG": "on"}, ["TOPSHEET_DEBUG is on, so a mistake would show the desk's insides."]),
    ],
)
def test_what_others_must_rely_on_is_refused_when_missing_or_weak(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, str], told: list[str]
) -> None:
    for name, value in {"TOPSHEET_DEBUG": "", "TOPSHEET_HTTPS": "", **GOOD, **changed}.items():
        monkeypatch.setenv(name, value)
    found = environment.against_production()
    assert [sentence[: len(start)] for sentence, start in zip(found, told, strict=True)] == told
    assert [
        sentence
        for sentence in found
        if not re.search(r"(Make one|Name what people type|Unset it): ", sentence)
    ] == []


def test_a_log_level_is_one_of_the_known_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    for told, level in (("", "WARNING"), ("info", "INFO")):
        monkeypatch.setenv("TOPSHEET_LOG_LEVEL", told)
        assert environment.log_level() == level
    monkeypatch.setenv("TOPSHEET_LOG_LEVEL", "LOUD")
    with pytest.raises(environment.BadEnvironment, match="is one of DEBUG, INFO, WARNING, ERROR"):
        environment.log_level()


def test_the_example_file_holds_every_variable_with_its_meaning_and_default_and_no_other() -> None:
    wanted = "\n".join(
        f"# {variable.meaning}\n{variable.name}={variable.default}\n" for variable in environment.VARIABLES
    )
    head, _, rest = (ROOT / "deploy.env.example").read_text(encoding="utf-8").partition("\n\n")
    assert all(line.startswith("# ") for line in head.splitlines())
    assert rest == wanted


def test_every_variable_that_is_read_is_in_the_table_and_on_the_page_of_the_commands() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src" / "topsheet_desk").rglob("*.py")
    )
    names = {variable.name for variable in environment.VARIABLES}
    read = {*re.findall(r'"(TOPSHEET_[A-Z_]+)"', source), *re.findall(r'envvar="([A-Z_]+)"', source)}
    assert read == names
    page = (ROOT / "docs" / "rooms" / "cli.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (.+) \| .+ \|$", page, re.MULTILINE))
    assert sorted(rows) == sorted(names)


@pytest.mark.parametrize(
    ("told", "url"),
    [
        ("", "http://127.0.0.1:8000"),
        ("https://desk.example/", "https://desk.example"),
        ("http://h:8/d", "http://h:8/d"),
    ],
)
def test_links_in_letters_begin_where_the_desk_is_reached(
    monkeypatch: pytest.MonkeyPatch, told: str, url: str
) -> None:
    monkeypatch.setenv("TOPSHEET_URL", told)
    assert environment.site_url() == url


@pytest.mark.parametrize(
    "told", ["desk.example", "ftp://desk.example", "https://", "https://desk.example/?a=1"]
)
def test_what_is_no_address_of_a_desk_is_refused(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("TOPSHEET_URL", told)
    with pytest.raises(environment.BadEnvironment, match="TOPSHEET_URL"):
        environment.site_url()


def test_a_mail_url_names_server_port_and_how_to_speak_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOPSHEET_MAIL_URL", "smtp+tls://desk%40film.example:p%3Aw@mail.example")
    monkeypatch.setenv("TOPSHEET_MAIL_FROM", "Night Ferry <desk@film.example>")
    mail = environment.mail()
    assert (mail.sender, mail.scheme, mail.host, mail.port, mail.user, mail.password, mail.backend) == (
        "Night Ferry <desk@film.example>",
        "smtp+tls",
        "mail.example",
        587,
        "desk@film.example",
        "p:w",
        "django.core.mail.backends.smtp.EmailBackend",
    )


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("smtp://127.0.0.1", 25),
        ("smtp+ssl://mail.example", 465),
        ("smtp+tls://mail.example:2587", 2587),
    ],
)
def test_each_way_to_a_mail_server_has_its_port(monkeypatch: pytest.MonkeyPatch, url: str, port: int) -> None:
    monkeypatch.setenv("TOPSHEET_MAIL_URL", url)
    assert environment.mail().port == port


@pytest.mark.parametrize("url", ["mail.example", "https://mail.example", "smtp+tls://", "smtp:mail.example"])
def test_a_mail_url_that_names_no_server_is_refused_with_an_example(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("TOPSHEET_MAIL_URL", url)
    with pytest.raises(environment.BadEnvironment, match=r"smtp\+tls://user:password@host:587"):
        environment.mail()


def test_without_a_mail_url_letters_are_files_of_the_workspace(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TOPSHEET_MAIL_URL", raising=False)
    monkeypatch.setenv("TOPSHEET_HOME", str(tmp_path))
    mail = environment.mail()
    assert (mail.backend, mail.folder) == (
        "django.core.mail.backends.filebased.EmailBackend",
        tmp_path / "mail",
    )
