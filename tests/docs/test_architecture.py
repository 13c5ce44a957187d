"""ARCHITECTURE.md tells the truth: its paths and functions exist, and each figure is made where its table says."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.docs.pages import NIGHT_FERRY, ROOT, read
from topsheet.figures import Figure
from topsheet.film import compute, read_folder, terms_for
from topsheet.film.any_gross import at_gross
from topsheet.film.forecasted import forecast_of
from topsheet.film.offers import compared
from topsheet.film.roots import every_figure
from topsheet.film.statements import figures_of, stated
from topsheet.money import Money
from topsheet.rules.answers import value_figure

TEXT = read("ARCHITECTURE.md")
CODE = re.compile(r"`([^`\n]+)`")
IN_THE_REPOSITORY = ("src/", "docs/", "examples/", "tests/", "tools/", "benchmarks/")


def rows(heading: str) -> list[list[str]]:
    """The cells of the tables in a section, without headings and rules."""
    section = TEXT.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [
        row
        for at, row in enumerate(cells)
        if not _rule(row) and not _rule(cells[min(at + 1, len(cells) - 1)])
    ]


def _rule(row: list[str]) -> bool:
    return all(set(cell) <= set("-:") for cell in row)


def test_every_path_exists() -> None:
    named = [word for word in CODE.findall(TEXT) if word.startswith(IN_THE_REPOSITORY)]
    assert len(named) > 40
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_function_of_the_trace_stands_in_its_file() -> None:
    lost = []
    for row in rows("One figure traced: the gap of 598,900"):
        files = [ROOT / path for cell in row for path in CODE.findall(cell) if path.endswith(".py")]
        names = [name for name in CODE.findall(row[2]) if name.isidentifier()]
        if row[0].isdigit() and not files:
            continue
        assert names, row
        text = "\n".join(file.read_text(encoding="utf-8") for file in files)
        lost += [
            f"{name} in {row}"
            for name in names
            if not re.search(rf"^(?:def|class) {name}\b|^{name} = ", text, re.MULTILINE)
        ]
    assert lost == []


def table() -> dict[str, list[str]]:
    """The files by prefix of a figure's name."""
    told = {}
    for prefixes, files in rows("Which file makes a figure"):
        for prefix in CODE.findall(prefixes):
            told[prefix] = CODE.findall(files)
    return told


@pytest.fixture(scope="module")
def makers() -> dict[str, set[str]]:
    """By name of a figure of Night Ferry, any option and its statements: the files whose code made one."""
    made: dict[str, set[str]] = defaultdict(set)
    original = Figure.__init__

    def noted(self: Figure[Any], *given: Any, **named: Any) -> None:
        original(self, *given, **named)
        frame = sys._getframe(1)
        while frame.f_code.co_filename.endswith("figures/make.py") and frame.f_back:
            frame = frame.f_back
        made[self.name].add(frame.f_code.co_filename)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "__init__", noted)
        value_figure.cache_clear()  # a rule's figure is made once a process: another test may have made it
        production, _ = read_folder(NIGHT_FERRY)
        assert production is not None
        names = set[str]()
        for option in (None, "a"):
            film = compute(production, as_of=date(2026, 11, 24), option=option)
            assert film is not None
            names |= set(film.figures)
            later = stated(film, date(2030, 4, 1))
            assert later is not None
            names |= {name for name in figures_of(film, later) if name.startswith("statement.")}
            found = compared(film, production.recoupment.offers)
            below = [(found.further(each), found.cases(each)) for each in found.reports]
            roots = every_figure((found.reports, found.best, below))
            drawn = forecast_of(film)
            assert drawn is not None
            names |= {figure.name for figure in drawn.figures}
            ready = terms_for(production, film.finance)
            assert ready is not None
            names |= set(every_figure((at_gross(film, ready, Money(Decimal("2500000.01"), "USD")),)))
            names |= {name for name in roots if name.startswith("recoupment.offer.")}
    return {name: made[name] for name in names}


def test_every_figure_is_made_where_the_table_says(makers: dict[str, set[str]]) -> None:
    told, used = table(), set[str]()
    lies: dict[str, set[str]] = defaultdict(set)
    for name, files in makers.items():
        prefix = max((p for p in told if name.startswith(p)), key=len, default="")
        used.add(prefix)
        here = {Path(file).relative_to(ROOT).as_posix() for file in files}
        if not here & set(told.get(prefix, [])):
            lies[prefix or name] |= here
    assert dict(lies) == {}
    assert sorted(set(told) - used) == ["budget.overhead"]  # a charge that Night Ferry does not have


def test_the_gap_is_as_traced() -> None:
    production, _ = read_folder(NIGHT_FERRY)
    film = compute(production, as_of=date(2026, 11, 24)) if production else None
    assert film is not None
    assert f"{film.finance.gap.value.amount:,.0f}" == "598,900"
    for figure in ("budget.direct", "budget.total", "finance.committed", "incentives.us-md-film.credit"):
        assert f"`{figure}` {film.figures[figure].value.amount:,.0f}" in TEXT  # type: ignore[union-attr]  # money
