"""A paper of words and tables as PDF, set by typst; the data goes in beside the template and is never markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib import resources

from topsheet.papers.one_page import Table
from topsheet.papers.paper import Drawing, Paper

_UNIT = 25.4 / 96  # millimetres of a unit of a drawing
_PAGE = (170.0, 215.0)  # what a drawing may take of a page, in millimetres
_SHORT = 22  # letters up to which a column of words is as wide as its longest


def paper_pdf(paper: Paper) -> bytes:
    """The bytes of a PDF file, A4, made the same way each time from the same paper."""
    import typst

    stamp = paper.stamp
    told = {"title": stamp.title, "paper": stamp.paper, "plan": stamp.plan, "line": stamp.line}
    parts = [asdict(part) for part in paper.parts]
    for written, part in zip(parts, paper.parts, strict=True):
        for table, made in zip(written["tables"], part.tables, strict=True):
            table["right"] = [any(row[at].number for row in made.rows) for at in range(len(made.columns))]
            table["wide"] = _wide(made, table["right"])
    more = {"currency": stamp.currency, "lead": paper.lead, "parts": parts, "notes": paper.notes}
    more["drawings"] = [_placed(each) for each in paper.drawings]
    template = resources.files("topsheet.papers").joinpath("paper.typ").read_bytes()
    data = json.dumps({**told, **more}, ensure_ascii=False)
    return typst.compile(template, format="pdf", timestamp=0, sys_inputs={"paper": data})


def _placed(drawing: Drawing) -> dict[str, object]:
    """A drawing at its own size, or as large as a page takes it."""
    scale = min(_UNIT, _PAGE[0] / drawing.width, _PAGE[1] / drawing.height)
    size = {"width": drawing.width * scale, "height": drawing.height * scale}
    return {"title": drawing.title, "svg": drawing.svg, **size}


def _wide(table: Table, right: list[bool]) -> list[int]:
    """The part of the line each column takes that is left by the others; 0 for a column as wide as its words."""
    longest = [max((len(row[at].text) for row in table.rows), default=0) for at in range(len(table.columns))]
    wide = [
        min(letters, 60) if letters > _SHORT and not number else 0
        for letters, number in zip(longest, right, strict=True)
    ]
    return wide if any(wide) else [1, *wide[1:]]
