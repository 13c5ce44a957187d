"""Formulas that were never computed, that depend on themselves, or a workbook too long to check whole."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.documents import Severity, counted
from topsheet.finance.workbook.model import Finding
from topsheet.finance.workbook.study import Study


def check(study: Study) -> Iterator[Finding]:
    """One finding for a workbook whose formulas carry no computed value."""
    if not study.book.computed:
        return
    bare = [at for at in study.trees if study.book.cells[at].value is None]
    if not bare:
        return
    yield Finding(
        str(bare[0]),
        f"{len(bare)} of {counted(len(study.trees), 'formula')} carry no computed value, beginning with this one",
        "Whoever opens the file in a viewer, a phone or a program sees nothing or zero; nobody has seen its results.",
        "Open it in a spreadsheet program, let it compute, look at the results, and save.",
        Severity.WARNING,
        code="uncalculated",
    )


def circles(study: Study) -> Iterator[Finding]:
    """One finding for all circles, with the first one spelt out."""
    for at in study.trees:
        study.values.of(at)
    if not study.values.circles:
        return
    path = study.values.circles[0]
    first = path.index(min(path))
    path = path[first:] + path[:first]
    way = " → ".join(str(at) for at in (*path[:6], path[0]))
    more = len(study.values.circles) - 1
    yield Finding(
        str(path[0]),
        f"depends on itself: {way}{f', and {more} more such circles' if more else ''}",
        "A spreadsheet shows zero, or whatever it reached when it stopped; a borrowed fee is such a circle.",
        "Break the circle with a solved amount, such as fee = need × rate ÷ (1 − rate).",
        Severity.WARNING,
        code="circular",
    )


def too_long(study: Study) -> Iterator[Finding]:
    """One finding when there was more than is looked at, so that silence about the rest is not taken for clean."""
    if study.unfinished:
        yield Finding(
            study.book.name,
            f"holds {' and '.join(study.unfinished)}, so some of it was not checked",
            "What was not checked may be wrong.",
            "Check the plan's own sheets in a workbook without the data behind them.",
            Severity.WARNING,
            code="too_long",
        )
