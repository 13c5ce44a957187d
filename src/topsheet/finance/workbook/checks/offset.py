"""Formulas that read the row beside the one they are named after; arithmetic on a text."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.finance.workbook.evaluate import Reason, Unknown
from topsheet.finance.workbook.formulas import Area, Ref, walk
from topsheet.finance.workbook.model import At, Finding
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role, tokens

_STEPS = (1, -1, 2, -2, 3, -3)
_SAME = frozenset(
    {
        Role.EXHIBITOR,
        Role.COMMISSION,
        Role.BOND,
        Role.CONTINGENCY,
        Role.CREDIT,
        Role.INTEREST,
        Role.EQUITY,
        Role.GAP,
    }
)
_MOST_READERS = 5_000


def check(study: Study) -> Iterator[Finding]:
    """One finding for each block that is off by the same number of rows, and for each text that is reckoned with."""
    blamed = set[At]()
    groups: dict[tuple[str, str, int], list[tuple[At, At]]] = {}
    for at, read in _readers(study):
        groups.setdefault((at.sheet, read.sheet, read.column), []).append((at, read))
    for pairs in groups.values():
        step, block = _off(study, pairs)
        if block:
            blamed.update(read for _, read in block)
            yield _block(study, step, block)
    yield from _texts(study, blamed)


def _readers(study: Study) -> Iterator[tuple[At, At]]:
    """Each named formula that reads one cell elsewhere, and that cell."""
    for at, tree in list(study.trees.items())[:_MOST_READERS]:
        if any(isinstance(node, Area) for node in walk(tree)):
            continue
        refs = {node.at for node in walk(tree) if isinstance(node, Ref)}
        away = {ref for ref in refs if ref.sheet != at.sheet} or (refs if isinstance(tree, Ref) else set())
        if len(away) == 1 and study.label(at).beside:
            read = next(iter(away))
            if read.row != at.row or read.sheet != at.sheet:
                yield at, read


def _off(study: Study, pairs: list[tuple[At, At]]) -> tuple[int, list[tuple[At, At]]]:
    """The step by which most labels fit better, and the formulas that it fits."""
    best: tuple[int, list[tuple[At, At]]] = (0, [])
    for step in _STEPS:
        fits = [
            (at, read)
            for at, read in pairs
            if (there := _fit(study, at, read, step)) >= 0.5 and there > _fit(study, at, read, 0)
        ]
        if len(fits) > len(best[1]):
            best = (step, fits)
    step, fits = best
    lone = len(fits) == 1 and (study.words(fits[0][1]) or fits[0][1] not in study.book.cells)
    return (step, fits) if len(fits) > 1 or lone else (0, [])


def _fit(study: Study, at: At, read: At, step: int) -> float:
    """How well a formula's words fit those of the row it reads, or of one some rows below: 0 to 1."""
    row = At(read.sheet, read.row + step, read.column)
    if row not in study.book.cells:
        return 0
    mine, theirs = study.label(at).beside, study.words_of_row(row)
    one, other = tokens(mine), tokens(theirs)
    if not one or not other:
        return 0
    words = len(one & other) / min(len(one), len(other)) + len(one & other) / (10 * len(one | other))
    return max(words, 0.6 if study.said(mine) & study.said(theirs) & _SAME else 0)


def _block(study: Study, step: int, block: list[tuple[At, At]]) -> Finding:
    rows = sorted({read.row for _, read in block})
    first, last = block[0][1], block[-1][1]
    wanted = ", ".join(dict.fromkeys(study.name(at) for at, _ in block))
    read = f"rows {rows[0]} to {rows[-1]}" if len(rows) > 1 else f"row {rows[0]}"
    right = f"rows {rows[0] + step} to {rows[-1] + step}" if len(rows) > 1 else f"row {rows[0] + step}"
    text = next((cell for _, cell in block if study.words(cell)), None)
    says = f"; {text} holds the text “{study.written_in(text)[:60]}”" if text else ""
    return Finding(
        str(block[0][0]),
        f"{wanted} read {read} of {first.sheet} ({first} to {last}), and these stand in {right}{says}",
        "Each step works with its neighbour's figure, so every result below is of something else.",
        f"Point these formulas {abs(step)} row{'s' if abs(step) > 1 else ''} {'down' if step > 0 else 'up'}.",
        code="reference_off_by_one",
    )


def _texts(study: Study, blamed: set[At]) -> Iterator[Finding]:
    told = set(blamed)
    for at in study.trees:
        found = study.values.of(at)
        if not isinstance(found, Unknown) or found.reason is not Reason.TEXT or found.at is None:
            continue
        source = study.origin(found.at)
        if source in told or found.at in told:
            continue
        told |= {source, found.at}
        yield Finding(
            str(at),
            f"{study.name(at)} reckons with {source}, which holds the text “{study.written_in(source)[:60]}”",
            "A spreadsheet answers with #VALUE!, and everything that follows from it is lost.",
            "Point the formula at the cell with the number, or write a number there.",
            code="reference_off_by_one",
        )
