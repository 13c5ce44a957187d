"""The one page as a single HTML file that can be mailed and printed; it loads nothing."""

from __future__ import annotations

from html import escape

from topsheet.film import Film
from topsheet.papers.one_page import Cell, Part, Table, one_page

STYLE = """
body{font:15px/1.45 system-ui,sans-serif;color:#1d2328;background:#fdfcfa;max-width:60rem;margin:2rem auto;
  padding:0 1rem}
h1,h2{font-family:Georgia,serif;font-weight:600}h1{margin-bottom:0}
h2{margin:2rem 0 .2rem;border-top:1px solid #c9c4ba;padding-top:.8rem}
table{border-collapse:collapse;margin:.8rem 0 1.2rem;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.2rem .6rem .2rem 0;border-bottom:1px solid #e4e0d8;vertical-align:top}
th{font-size:.8rem;color:#5b5f63}.n{text-align:right}.alarm{color:#a3261b;font-weight:600}.note{color:#5b5f63;font-size:.85rem}
@media print{body{background:#fff;margin:0;max-width:none;font-size:10pt}h2{break-after:avoid}tr{break-inside:avoid}}
"""


def one_page_html(film: Film) -> str:
    """The page as one HTML document; cells that need a decision are red and say so to a screen reader."""
    page = one_page(film)
    parts = "".join(_part(part) for part in page.parts)
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in page.notes)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(page.title)}</title>'
        f"<style>{STYLE}</style></head><body><main><h1>{escape(page.title)}</h1><p>{escape(page.subtitle)}</p>"
        f"{parts}{notes}</main></body></html>\n"
    )


def _part(part: Part) -> str:
    tables = "".join(_table(table) for table in part.tables)
    return f"<section><h2>{escape(part.heading)}</h2><p>{escape(part.answer)}</p>{tables}</section>"


def _table(table: Table) -> str:
    right = [any(row[at].number for row in table.rows) for at in range(len(table.columns))]
    heads = "".join(
        f'<th scope="col"{_class(at)}>{escape(name)}</th>'
        for name, at in zip(table.columns, right, strict=True)
    )
    rows = "".join("<tr>" + "".join(_cell(cell) for cell in row) + "</tr>" for row in table.rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _class(number: bool) -> str:
    return ' class="n"' if number else ""


def _cell(cell: Cell) -> str:
    classes = " ".join(word for word, on in (("n", cell.number), ("alarm", cell.alarm)) if on)
    shown = escape(cell.text) + (' <span class="alarm">(decide)</span>' if cell.alarm else "")
    named = f' data-figure="{escape(cell.figure)}"' if cell.figure else ""
    spelled = f' class="{classes}"' if classes else ""
    return f"<td{spelled}{named}>{shown}</td>"
