"""Films that the papers are tested on: Night Ferry as it stands and with an option, and one with a strange title."""

from __future__ import annotations

import io
import shutil
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path

from topsheet.cli.new import new
from topsheet.film import Film, compute, read_folder

FERRY = Path(__file__).resolve().parents[3] / "examples" / "night_ferry"
# What a paper is for, where it is for one investment or one deal alone.
MEANT = {
    "term-sheet": "equity_a",
    "investor-page": "equity_a",
    "participation": "director",
    "participation-workbook": "director",
}
STRANGE = r'#let *Stars* & <b>$5</b> \ _"yes"_ @me `code` ~ [é] // 100%'


@cache
def night_ferry(option: str | None = None) -> Film:
    return computed(FERRY, option)


def computed(folder: Path, option: str | None = None) -> Film:
    production, problems = read_folder(folder)
    assert production is not None, problems
    assert production.document.as_of is not None
    film = compute(production, as_of=production.document.as_of, option=option)
    assert film is not None
    return film


def strange(folder: Path) -> Film:
    """A new film whose title, investor and gate are full of other languages' markup."""
    with redirect_stdout(io.StringIO()):
        new(folder, STRANGE)
    path = folder / "finance.yaml"
    path.write_text(path.read_text().replace("name: First investor", "name: '<script>#panic()</script>'"))
    return computed(folder)


def with_prints(folder: Path) -> Film:
    """Night Ferry with 100,000 signed for prints and advertising."""
    shutil.copytree(FERRY, folder / "film")
    path = folder / "film" / "finance.yaml"
    prints = (
        "  - {id: prints, kind: release_money, name: Prints, face: 100000, status: signed,\n"
        "     status_date: 2026-11-02, instalments: [{share: 100, on: 2027-09-01}]}\n"
    )
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("sources:\n", f"sources:\n{prints}", 1), encoding="utf-8")
    return computed(folder / "film")
