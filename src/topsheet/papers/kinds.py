"""Every paper there is to make: its kind, what it is called, the value it is first and the file it then becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from topsheet.papers.deck import deck
from topsheet.papers.deck_pptx import deck_pptx
from topsheet.papers.finance_memo import finance_memo
from topsheet.papers.finance_workbook import finance_workbook
from topsheet.papers.investor_page import investor_page
from topsheet.papers.offers_page import offers_paper
from topsheet.papers.one_pager import one_pager
from topsheet.papers.pack import pack, pack_zip
from topsheet.papers.paper import Basis, facts_digest
from topsheet.papers.paper_pdf import paper_pdf
from topsheet.papers.participation_statement import participation_book, participation_statement
from topsheet.papers.term_sheet import term_sheet
from topsheet.papers.terms_paper import terms_paper
from topsheet.papers.workbook_xlsx import workbook_xlsx

_PDF = "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper; `says` makes the value from a basis, `write` the bytes from the value."""

    id: str
    name: str
    ending: str
    media: str
    says: Callable[[Basis], Any]
    write: Callable[[Any], bytes]

    def make(self, basis: Basis) -> MadePaper:
        """The paper made. Raises NotMade where the film does not allow it."""
        value = self.says(basis)
        return MadePaper(self.write(value), facts_digest(value), value.stamp.digest)

    def facts(self, basis: Basis) -> str:
        """The digest of what the paper would say, without writing it. Raises NotMade."""
        return facts_digest(self.says(basis))


@dataclass(frozen=True, slots=True)
class MadePaper:
    """The bytes of a paper, the digest of its own facts and that of the documents it was made from."""

    content: bytes
    facts: str
    documents: str


# Papers that are for one investment, and can be shown to its investor.
FOR_ONE = ("term-sheet", "investor-page")
PAPERS: Mapping[str, PaperKind] = {
    kind.id: kind
    for kind in (
        PaperKind(
            "workbook",
            "Finance workbook",
            "xlsx",
            f"{_OFFICE}.spreadsheetml.sheet",
            finance_workbook,
            workbook_xlsx,
        ),
        PaperKind("memo", "Finance memo", "pdf", _PDF, finance_memo, paper_pdf),
        PaperKind("term-sheet", "Investor term sheet, summary", "pdf", _PDF, term_sheet, paper_pdf),
        PaperKind("investor-page", "Investor one page", "pdf", _PDF, investor_page, paper_pdf),
        PaperKind("deck", "Pitch deck", "pptx", f"{_OFFICE}.presentationml.presentation", deck, deck_pptx),
        PaperKind("one-pager", "One-pager", "pdf", _PDF, one_pager, paper_pdf),
        PaperKind(
            "participation", "Participation statement", "pdf", _PDF, participation_statement, paper_pdf
        ),
        PaperKind(
            "participation-workbook",
            "Participation statement, workbook",
            "xlsx",
            f"{_OFFICE}.spreadsheetml.sheet",
            participation_book,
            workbook_xlsx,
        ),
        PaperKind("terms", "Terms of recoupment", "pdf", _PDF, terms_paper, paper_pdf),
        PaperKind("offers", "Offers compared", "pdf", _PDF, offers_paper, paper_pdf),
        PaperKind("pack", "Pack", "zip", "application/zip", pack, pack_zip),
    )
}
