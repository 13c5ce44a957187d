"""The page as PDF: a real file, the same each time, and no text of the papers becomes markup."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from tests.topsheet.papers.films import STRANGE, night_ferry, strange
from topsheet.papers import one_page, one_page_pdf
from topsheet.papers.pdf import one_page_pdf as made_again

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
UNICODE = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>")


def inflated(pdf: bytes) -> bytes:
    """The whole file with its compressed parts opened."""
    parts = [pdf]
    for stream in STREAM.findall(pdf):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(parts)


def letters(pdf: bytes) -> set[str]:
    """Every letter that the fonts of the file map back to text: what a reader can search and copy."""
    found = UNICODE.findall(inflated(pdf))
    return {
        bytes.fromhex(text.decode()).decode("utf-16-be", "replace") for _, text in found if len(text) % 4 == 0
    }


def test_file_is_a_pdf_of_a_few_pages() -> None:
    pdf = one_page_pdf(night_ferry())
    assert pdf.startswith(b"%PDF-1.")
    assert pdf.rstrip().endswith(b"%%EOF")
    counts = [int(count) for count in re.findall(rb"/Type\s*/Pages.*?/Count (\d+)", inflated(pdf), re.DOTALL)]
    assert counts
    assert 1 <= max(counts) <= 4


def test_same_film_gives_the_same_bytes() -> None:
    assert one_page_pdf(night_ferry()) == made_again(night_ferry())


def test_every_letter_of_the_page_is_in_the_file() -> None:
    page = one_page(night_ferry())
    cells = [c.text for part in page.parts for table in part.tables for row in table.rows for c in row]
    wanted = {
        letter for text in [page.title, page.subtitle, *cells] for letter in text if not letter.isspace()
    }
    assert wanted - {part for text in letters(one_page_pdf(night_ferry())) for part in text} == set()


def test_markup_in_the_title_comes_out_literally(tmp_path: Path) -> None:
    pdf = one_page_pdf(strange(tmp_path / "film"))
    opened = inflated(pdf)
    written = (b"\xfe\xff" + STRANGE.encode("utf-16-be"), STRANGE.encode("utf-16-be").hex().encode())
    assert any(form in opened or form.upper() in opened for form in written)
    found = {part for text in letters(pdf) for part in text}
    assert set('#*&<>$\\_"@`~[]/%') - found == set()
