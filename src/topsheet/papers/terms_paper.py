"""The terms of recoupment on paper: drawn, in plain English, and what they come to, so that a lawyer can read them."""

from __future__ import annotations

import re

from topsheet.film import Film, terms_ready
from topsheet.papers.one_page import Cell, Part, Table
from topsheet.papers.paper import Basis, Drawing, NotMade, Paper, stamp_of
from topsheet.papers.recoupment_page import breakevens_part, cases_part
from topsheet.papers.spell import spell_days
from topsheet.papers.terms_picture import pictures
from topsheet.recoupment import Terms, VariantReport, terms_text

NAME = "Terms of recoupment"
_SIZE = re.compile(r'width="(\d+)" height="(\d+)"')
_EARLY = "Some of those named do not count on this day; these are the terms over all that is planned, without cases."
_NOTE = "This paper reads back what is written in recoupment.yaml. Signed agreements alone bind."


def terms_paper(basis: Basis) -> Paper:
    """The terms, or the variant that `source` names. Raises NotMade where they cannot be run."""
    film, variant = basis.film, None
    if basis.source:
        known = {each.id: each for each in film.recoupment.variants if not each.missing}
        variant = known.get(basis.source)
        if variant is None:
            told = ", ".join(known) or "none: the terms stand alone"
            raise NotMade(f"There is no variant {basis.source!r} of these terms. Name one of: {told}.")
    ready = terms_ready(film.production, film.finance, basis.source)
    if ready is None:
        raise NotMade(
            "The terms of recoupment contradict themselves. `topsheet recoupment check` names what is wrong."
        )
    terms, counted = ready
    parts = [_english(terms), *_comes_to(film, variant)]
    lead = f"{variant.title}. {variant.note}".strip() if variant else ""
    notes = (_NOTE,) if counted else (_EARLY, _NOTE)
    return Paper(stamp_of(basis, NAME), lead, tuple(parts), notes, _drawings(terms))


def _english(terms: Terms) -> Part:
    rows = tuple(
        (Cell(f"{n}."), Cell(spell_days(words))) for n, words in enumerate(terms_text(terms), start=1)
    )
    return Part(
        "In English", "In the order in which it is paid.", (Table(("No.", "What the terms say"), rows),)
    )


def _comes_to(film: Film, variant: VariantReport | None) -> list[Part]:
    report = variant or film.recoupment
    found = [cases_part(report.cases)] if report.cases else []
    return [*found, *([breakevens_part(report.breakevens, film.currency)] if report.breakevens else [])]


def _drawings(terms: Terms) -> tuple[Drawing, ...]:
    """Each version with its pots beside each other, in the letters of the paper."""
    return tuple(
        Drawing(
            each.title,
            each.wide.replace('font-family="sans-serif"', 'font-family="Libertinus Serif"', 1),
            *_size(each.wide),
        )
        for each in pictures(terms)
    )


def _size(svg: str) -> tuple[int, int]:
    found = _SIZE.search(svg)
    return (int(found[1]), int(found[2])) if found else (1, 1)
