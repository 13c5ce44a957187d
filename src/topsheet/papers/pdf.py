"""The one page as PDF, set by typst; the data goes in beside the template, so no text can become markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib import resources

from topsheet.film import Film
from topsheet.papers.one_page import one_page


def one_page_pdf(film: Film) -> bytes:
    """The page as the bytes of a PDF file, A4, made the same way each time from the same film."""
    import typst

    page = one_page(film)
    told = asdict(page)
    for part, value in zip(told["parts"], page.parts, strict=True):
        for table, made in zip(part["tables"], value.tables, strict=True):
            table["right"] = [any(row[at].number for row in made.rows) for at in range(len(made.columns))]
    template = resources.files("topsheet.papers").joinpath("one_page.typ").read_bytes()
    return typst.compile(
        template, format="pdf", timestamp=0, sys_inputs={"page": json.dumps(told, ensure_ascii=False)}
    )
