"""`topsheet schema`: what an editor checks is what the program reads."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from topsheet.cli.commands import app
from topsheet.cli.new import new
from topsheet.documents import read_yaml, validate
from topsheet.film import KINDS, OPTIONAL

FERRY = Path(__file__).resolve().parents[3] / "examples" / "night_ferry"


def schema(kind: str) -> dict[str, Any]:
    result = CliRunner().invoke(app(), ["schema", kind], catch_exceptions=False)
    assert result.exit_code == 0
    told: dict[str, Any] = json.loads(result.stdout)
    return told


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("schema") / "start"
    with redirect_stdout(io.StringIO()):
        new(folder, "A Film")
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_schema_names_its_kind_and_closes_the_document(kind: str) -> None:
    told = schema(kind)
    assert told["properties"]["kind"]["const"] == kind
    assert told["properties"]["version"]["const"] == 1
    assert told["additionalProperties"] is False
    assert {"kind", "version"} <= set(told["required"])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("which", ["start", "night_ferry"])
def test_papers_of_both_productions_fit_their_schema(kind: str, which: str, start: Path) -> None:
    path = (start if which == "start" else FERRY) / f"{kind}.yaml"
    if kind in {"start": OPTIONAL, "night_ferry": ()}[which]:
        assert not path.exists()
        return
    tree, problems = read_yaml(path.read_text(encoding="utf-8"), path.name)
    assert tree is not None
    document, found = validate(KINDS[kind], tree)
    assert (problems, found, document is not None) == ([], [], True)
    told = schema(kind)
    assert set(tree.value) <= set(told["properties"])
    assert set(told["required"]) <= set(tree.value)


def test_percent_is_a_number_or_a_word_in_the_schema() -> None:
    percent = schema("budget")["$defs"]["ChargeDoc"]["properties"]["percent"]
    assert [part["type"] for part in percent["anyOf"]] == ["number", "string"]
