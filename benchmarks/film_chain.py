"""A whole feature read and computed, and how soon the command answers, beside the floor under each.

Goals on two cores: `topsheet --version` under 150 ms, `topsheet film` under 500 ms. The floor under reading is PyYAML's
C loader on the same seven documents, which checks nothing; the floor under a command is an empty Python process.
In one process the figures are CPU time, the median of some rounds; processes are timed by the clock, at their best.

Run `python benchmarks/film_chain.py [folder]`.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import yaml
from timing import seconds

from topsheet.film import Production, compute, read_folder

ROUNDS = 7
NIGHT_FERRY = Path(__file__).parents[1] / "examples" / "night_ferry"
TOPSHEET = Path(sys.executable).with_name("topsheet")
DAY = date(2026, 11, 24)


def process_seconds(command: Sequence[str]) -> float:
    """The shortest of some runs of a command, from its start to its end."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    return min(taken)


def read(folder: Path) -> Production:
    """The production of the folder; ends the benchmark when it cannot be read."""
    production, problems = read_folder(folder)
    if production is None:
        raise SystemExit("\n".join(str(problem) for problem in problems))
    return production


def load_only(folder: Path) -> list[object]:
    """The same documents by PyYAML alone: no line numbers, no checks, no script."""
    return [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in sorted(folder.glob("*.yaml"))]


def main(arguments: list[str]) -> None:
    """Measure reading, computing and the two commands, and print each beside its floor and its goal."""
    folder = Path(arguments[0]) if arguments else NIGHT_FERRY
    production = read(folder)
    alone = replace(production, finance=production.finance.model_copy(update={"options": ()}))
    reading, loading = seconds(lambda: read(folder), ROUNDS), seconds(lambda: load_only(folder), ROUNDS)
    one = seconds(lambda: compute(alone, as_of=DAY), ROUNDS)
    every = seconds(lambda: compute(production, as_of=DAY), ROUNDS)
    python = process_seconds([sys.executable, "-c", "pass"])
    version = process_seconds([str(TOPSHEET), "--version"])
    film = process_seconds([str(TOPSHEET), "film", str(folder)])
    rows = [
        ("read and check the folder", reading, f"{reading / loading:.1f} x PyYAML's load alone"),
        ("PyYAML's load alone", loading, "floor"),
        ("compute one chain", one, ""),
        (
            "compute with every option",
            every,
            f"{every / one:.1f} x one chain, for {_chains(production)} chains",
        ),
        ("read and compute one chain", reading + one, "goal 500 ms, process start apart"),
        ("topsheet --version", version, f"goal 150 ms; {version / python:.1f} x an empty process"),
        ("topsheet film", film, f"goal 500 ms; {film / python:.1f} x an empty process"),
        ("python -c pass", python, "floor"),
    ]
    sys.stdout.write(f"{folder.name}\n")
    for what, taken, beside in rows:
        sys.stdout.write(f"{what:28} {taken * 1000:8.1f} ms  {beside}\n")


def _chains(production: Production) -> int:
    return 1 + len(production.finance.options)


if __name__ == "__main__":
    main(sys.argv[1:])
