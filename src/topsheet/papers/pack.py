"""The pack: every paper for a financier or a studio in one file, all of one film on one day."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from topsheet.papers.deck import Deck, deck
from topsheet.papers.deck_pptx import deck_pptx
from topsheet.papers.finance_memo import finance_memo
from topsheet.papers.finance_workbook import finance_workbook
from topsheet.papers.one_pager import one_pager
from topsheet.papers.paper import Basis, Paper, Stamp, stamp_of
from topsheet.papers.paper_pdf import paper_pdf
from topsheet.papers.workbook import Book
from topsheet.papers.workbook_xlsx import workbook_xlsx

NAME = "Pack"
_NEVER = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Pack:
    """The papers of one basis."""

    stamp: Stamp
    memo: Paper
    workbook: Book
    deck: Deck
    one_pager: Paper


def pack(basis: Basis) -> Pack:
    """The papers of a film as it stands, or with an option adopted; a term sheet is for one reader, and not in it."""
    papers = (finance_memo(basis), finance_workbook(basis), deck(basis), one_pager(basis))
    return Pack(stamp_of(basis, NAME), *papers)


def pack_zip(made: Pack) -> bytes:
    """The papers in one .zip, with a text that says what they were made from; the same pack gives the same bytes."""
    stamp = made.stamp
    told = f"{stamp.title}\n{stamp.plan}\n{stamp.line}\n\nSHA-256 of the documents: {stamp.digest}\n"
    files = {
        "README.txt": told.encode(),
        "finance-memo.pdf": paper_pdf(made.memo),
        "finance-workbook.xlsx": workbook_xlsx(made.workbook),
        "pitch-deck.pptx": deck_pptx(made.deck),
        "one-pager.pdf": paper_pdf(made.one_pager),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _NEVER), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
