"""`topsheet desk export` and `import`, as a person types them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.topsheet_desk.conftest import NIGHT_FERRY, SLUG
from topsheet_desk.commands import app
from topsheet_desk.vault.folder import files_of
from topsheet_desk.vault.lookups.exchange import export_of_everything
from topsheet_desk.vault.records import LogLine, Person, Production

KEEPER = "ep@nightferry.example"


def desk(*words: str) -> tuple[int, str]:
    """The exit code and what was printed."""
    done = CliRunner().invoke(app, list(words), env={"COLUMNS": "200"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


@pytest.fixture(autouse=True)
def home(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The commands open the desk of the test."""
    monkeypatch.setenv("TOPSHEET_HOME", str(desk))
    return desk


def test_a_production_goes_to_a_folder_and_comes_in_under_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "ferry"
    code, said = desk("export", SLUG, str(folder))
    assert (code, f"to {folder}" in said) == (0, True)
    assert files_of(folder) == dict(export_of_everything(SLUG).files)
    code, said = desk("import", str(folder), "--as", KEEPER)
    told = ("Total budget: USD 6,000,000", "History, verified: ", "ferry is on the desk")
    assert (code, [words in said for words in told]) == (0, [True] * 3)
    assert dict(export_of_everything("ferry").files) == files_of(folder)


def test_an_export_is_written_over_an_older_one_and_over_nothing_else(tmp_path: Path) -> None:
    folder, packed = tmp_path / "out", tmp_path / "out.zip"
    for target in (folder, packed):
        assert desk("export", SLUG, str(target))[0] == 0
        assert desk("export", SLUG, str(target))[0] == 0
    (folder / "desk" / "stale.json").write_text("[]")
    (folder / "mine.txt").write_text("kept")
    desk("export", SLUG, str(folder))
    assert ((folder / "desk" / "stale.json").exists(), (folder / "mine.txt").read_text()) == (False, "kept")
    other = tmp_path / "other"
    shutil.copytree(NIGHT_FERRY, other)
    before = files_of(other)
    code, said = desk("export", SLUG, str(other))
    assert (code, "holds something else" in said, files_of(other)) == (2, True, before)
    (tmp_path / "notes.zip").write_bytes(b"mine")
    assert (desk("export", SLUG, str(tmp_path / "notes.zip"))[0], (tmp_path / "notes.zip").read_bytes()) == (
        2,
        b"mine",
    )


def test_whose_eyes_it_is_taken_out_with(tmp_path: Path) -> None:
    code, said = desk("export", SLUG, str(tmp_path / "a"), "--as", "producer@nightferry.example")
    assert (code, "left out: private.yaml" in said, (tmp_path / "a" / "private.yaml").exists()) == (
        0,
        True,
        False,
    )
    assert LogLine.objects.get(production=None).person == Person.objects.get(
        email="producer@nightferry.example"
    )
    for who, words in (
        ("line@nightferry.example", "To take out here"),
        ("nobody@x.example", "Nobody on this desk"),
    ):
        code, said = desk("export", SLUG, str(tmp_path / "b"), "--as", who)
        assert (code, words in said, (tmp_path / "b").exists()) == (2, True, False)
    code, said = desk("export", "nonsuch", str(tmp_path / "c"))
    assert (code, "no production called nonsuch" in said) == (2, True)


def test_what_cannot_be_taken_in_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "ferry"
    desk("export", SLUG, str(folder))
    log = folder / "desk" / "log.json"
    log.write_bytes(log.read_bytes().replace(b"with", b"without", 1))
    code, said = desk("import", str(folder), "--as", KEEPER)
    assert (code, "desk/log.json, row 1" in said, "--papers-only" in said) == (2, True, True)
    assert desk("import", str(folder), "--as", KEEPER, "--papers-only", "--slug", "papers")[0] == 0
    assert desk("import", str(folder), "--as", "producer@nightferry.example")[0] == 2
    code, said = desk("import", str(tmp_path / "nothing"), "--as", KEEPER)
    assert (code, "there is no folder or file" in said) == (2, True)
    assert list(Production.objects.order_by("slug").values_list("slug", flat=True)) == [SLUG, "papers"]


def test_a_zip_comes_in_as_its_folder_does(tmp_path: Path) -> None:
    packed = tmp_path / "Night Ferry.zip"
    desk("export", SLUG, str(packed))
    code, said = desk("import", str(packed), "--as", KEEPER, "--slug", "again", "--yes")
    assert (code, "again is on the desk" in said) == (0, True)
