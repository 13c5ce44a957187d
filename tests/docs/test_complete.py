"""What exists is in the documentation: commands, rooms, kinds, rules, programmes, and the trade's codes."""

from __future__ import annotations

import re
from importlib.metadata import entry_points
from typing import get_args

import yaml
from typer.main import get_command

from tests.docs.pages import ROOT, read
from topsheet.cli.commands import GROUP, app
from topsheet.film.folder import KINDS
from topsheet.finance import kinds, terms
from topsheet.rules import load

ROOMS = sorted(path.parent.name for path in (ROOT / "src" / "topsheet").glob("*/__init__.py"))
RULES = sorted((ROOT / "src" / "topsheet" / "rules" / "data").rglob("*.yaml"))
GLOSSARY = read("docs/glossary.md")


def missing(words: list[str], text: str) -> list[str]:
    """The words that do not stand in the text as code."""
    return [word for word in words if f"`{word}`" not in text]


def test_every_command_has_its_line() -> None:
    own = get_command(app()).commands  # type: ignore[attr-defined]  # a Typer with commands is a group
    names = [*own, *(entry.name for entry in entry_points(group=GROUP))]
    text = read("docs/rooms/cli.md")
    assert set(names) >= {"film", "why", "new", "schema", "desk"}
    assert [name for name in names if not re.search(rf"`topsheet {name}\b", text)] == []


def test_every_room_has_its_page_and_its_place_in_the_map_and_the_glossary() -> None:
    architecture = read("ARCHITECTURE.md")
    assert [room for room in ROOMS if not (ROOT / "docs" / "rooms" / f"{room}.md").is_file()] == []
    assert missing(ROOMS, architecture) == []
    assert missing(ROOMS, GLOSSARY) == []


def test_the_map_names_the_rooms_in_the_order_of_the_walls() -> None:
    walls = read(".importlinter").split("layers =", 1)[1].split("exhaustive", 1)[0].split()
    mapped = re.findall(r"^\| `(\w+)` \| .*docs/rooms/", read("ARCHITECTURE.md"), re.MULTILINE)
    assert mapped == walls[::-1]


def test_every_kind_of_document_is_in_the_folder_and_the_command() -> None:
    film, command = read("docs/rooms/film.md"), read("docs/rooms/cli.md")
    assert missing(list(KINDS), film) == []
    assert missing(list(KINDS), command) == []


def test_every_rule_file_is_in_the_changelog() -> None:
    names = [path.relative_to(ROOT / "src/topsheet/rules/data").as_posix() for path in RULES]
    assert missing(names, read("CHANGELOG.md")) == []


def test_every_programme_is_on_its_page() -> None:
    programmes = [
        yaml.safe_load(path.read_text(encoding="utf-8"))["id"]
        for path in RULES
        if path.parent.name == "programmes"
    ]
    assert missing(programmes, read("docs/rooms/incentives.md")) == []


def test_every_decision_is_dated_and_weighs_something_else() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [page.name[:4] for page in pages]
    assert len(set(numbers)) == len(numbers)
    undated = [
        page.name
        for page in pages
        if not re.search(r"^Date: \d{4}-\d\d-\d\d", page.read_text(), re.MULTILINE)
    ]
    assert undated == []
    weighed = ("What we considered", "What we did not choose", "considered")
    assert [page.name for page in pages if not any(word in page.read_text() for word in weighed)] == []


def test_every_kind_of_source_is_in_the_glossary() -> None:
    union = get_args(get_args(kinds.Source)[0])
    words = [get_args(source.model_fields["kind"].annotation)[0] for source in union]
    assert "equity" in words
    assert missing(words, GLOSSARY) == []


def test_every_status_is_in_the_glossary_in_the_order_of_the_ladder() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", GLOSSARY.split("**Status**", 1)[1], re.MULTILINE)
    assert tuple(rows) == get_args(terms.Status)


def test_every_view_is_in_the_glossary_with_its_label() -> None:
    views = [(view.id, view.label) for view in load().views()]
    assert [view for view, label in views if f"| `{view}` | {label} |" not in GLOSSARY] == []


def test_every_code_of_the_day_out_of_days_is_in_the_glossary() -> None:
    assert missing(["SW", "W", "H", "WD", "PW", "WF", "SWF", "SWD", "PWF"], GLOSSARY) == []


def test_every_benchmark_is_on_its_page() -> None:
    files = [f"benchmarks/{path.name}" for path in sorted((ROOT / "benchmarks").glob("*.py"))]
    assert len(files) > 4
    assert missing(files, read("docs/benchmarks.md")) == []


def test_every_variable_of_the_desk_is_on_its_page() -> None:
    settings = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src/topsheet_desk/site").glob("*.py")
    )
    names = sorted(set(re.findall(r'"(TOPSHEET_[A-Z_]+)"', settings)))
    assert "TOPSHEET_HOME" in names
    assert missing(names, read("docs/rooms/cli.md")) == []
