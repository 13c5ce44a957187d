"""Lantern Street at each step of its story: the example's own papers with the words of that day."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conftest import ROOT
from topsheet.film import Film, compute, read_folder
from topsheet.finance import StageReport
from topsheet.money import Money

EXAMPLE = ROOT / "examples" / "lantern_street"
# Words of one paper and what they become.
Edits = Mapping[str, tuple[tuple[str, str], ...]]


def usd(amount: int | str) -> Money:
    return Money(Decimal(amount), "USD")


def put(*many: Edits) -> Edits:
    """Several sets of edits as one, in their order."""
    return {
        file: tuple(edit for edits in many for edit in edits.get(file, ()))
        for edits in many
        for file in edits
    }


@cache
def _film(edits: tuple[tuple[str, tuple[tuple[str, str], ...]], ...], as_of: date, option: str) -> Film:
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "lantern_street"
        shutil.copytree(EXAMPLE, copy)
        for file, changes in edits:
            text = (copy / file).read_text(encoding="utf-8")
            for before, after in changes:
                assert before in text, f"not in {file}: {before}"
                text = text.replace(before, after)
            (copy / file).write_text(text, encoding="utf-8")
        production, problems = read_folder(copy)
    assert production, problems
    film = compute(production, as_of=as_of, option=option or None, weigh=not option)
    assert film
    return film


def film_on(day: date, edits: Edits | None = None, option: str = "") -> Film:
    """The production with some words of its papers changed, computed on a day, with an option or as it stands."""
    return _film(tuple((edits or {}).items()), day, option)


def stage(film: Film, wanted: str) -> StageReport:
    return next(each for each in film.finance.stages if each.id == wanted)


def gate(film: Film, wanted: str) -> tuple[str, str]:
    found = next(each for each in film.greenlight.gates if each.id == wanted)
    return found.state, found.reason


def without(kind: str, first: str, then: str) -> tuple[tuple[str, str], ...]:
    """The edit that takes a part of a paper out, from one mark up to the next."""
    text = (EXAMPLE / f"{kind}.yaml").read_text(encoding="utf-8")
    start = text.index(first)
    return ((text[start : text.index(then, start)], ""),)


# Version 1, January 2025: no guild, no executive producer, dearer by 25,000, a year earlier.
V1: Edits = {
    "production.yaml": (("as_of: 2026-02-16", "as_of: 2025-02-24"),),
    "schedule.yaml": (("start: 2026-05-04", "start: 2025-05-05"),),
    "budget.yaml": (
        ('rate: "rule:sag-aftra.ultra_low_budget.day_performer", fringes: [sag]', "rate: 300"),
        ('rate: "rule:sag-aftra.ultra_low_budget.day_performer"', "rate: 300"),
        ("what: Producer, unit: flat, rate: 3000", "what: Producer, unit: flat, rate: 10000"),
        ("what: Director, unit: flat, rate: 2500", "what: Director, unit: flat, rate: 10000"),
        ("unit: week, rate: 1450", "unit: week, rate: 2950"),
        ("unit: flat, rate: 6500", "unit: flat, rate: 9500"),
        ("rate: 3237.06", "rate: 5811"),
    ),
    "finance.yaml": without("finance", "  - id: ep_equity", "  - id: kickstarter"),
    "recoupment.yaml": (
        ("director_money, ep_equity, friends_family", "director_money, friends_family"),
        ("  - {position: ep_equity, target: 100}\n", ""),
    ),
}
X_OFFERS: Edits = {
    "finance.yaml": (
        (
            "status: withdrawn\n    status_date: 2025-03-28\n    evidence: Letter of 28 March 2025",
            "status: loi",
        ),
    )
}
# The rental cut of step 3 is taken, and the rewards of the campaign are costed: 412 backers, 2,500 to make and send.
RENTAL_CUT: Edits = {
    "budget.yaml": (("unit: week, rate: 1900", "unit: week, rate: 1900, less: 2000"),),
    "finance.yaml": (
        ("title: Smaller lighting package", "title: Smaller lighting package\n    adopted: 2026-02-20"),
    ),
}
COSTED: Edits = {
    "finance.yaml": (("backers: 300 ", "backers: 412 "), ("fulfilment: 300 ", "fulfilment: 2500 "))
}


def pledged(*days: tuple[str, int, int]) -> Edits:
    """What stood on the campaign's page on each of some days: the day, the total, the backers."""
    rows = ", ".join(f"{{day: {day}, total: {total}, backers: {backers}}}" for day, total, backers in days)
    return {"finance.yaml": (("    platform: 5\n", f"    platform: 5\n    pledges: [{rows}]\n"),)}


def grant(status: str, day: str) -> Edits:
    return {"finance.yaml": (("status: approached", f"status: {status}\n    status_date: {day}"),)}


DAY_28 = ("2026-07-12", 27400, 411)
OPEN = put(RENTAL_CUT, COSTED)
SHORT = put(OPEN, pledged(DAY_28))
# The executive producer pledges what is missing, as one backer of many.
TOPPED_UP = put(OPEN, pledged(DAY_28, ("2026-07-13", 33000, 412)))
DECLINED = put(TOPPED_UP, grant("withdrawn", "2026-08-03"))
