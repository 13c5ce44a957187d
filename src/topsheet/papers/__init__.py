"""Papers: what leaves the desk, each first a typed value and then a text, a page, a file or a chart.

Takes in a computed `Film`. Hands on the executive producer's one page (text, HTML, JSON, PDF), explanations of a
figure, and chart specifications. Computes nothing: every number it prints is a figure of the film.
"""

from __future__ import annotations

from topsheet.papers.explanation import explain_json, explain_text
from topsheet.papers.html import one_page_html
from topsheet.papers.json import figure_values, one_page_json
from topsheet.papers.one_page import Cell, OnePage, Part, Table, one_page
from topsheet.papers.pdf import one_page_pdf
from topsheet.papers.spell import spell
from topsheet.papers.text import one_page_text

__all__ = [
    "Cell",
    "OnePage",
    "Part",
    "Table",
    "explain_json",
    "explain_text",
    "figure_values",
    "one_page",
    "one_page_html",
    "one_page_json",
    "one_page_pdf",
    "one_page_text",
    "spell",
]
