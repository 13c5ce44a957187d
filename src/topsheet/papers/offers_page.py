"""Offers of distributors side by side: as a page of text, and as a paper of one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from topsheet.figures import Figure, Value
from topsheet.film import Film
from topsheet.film.offers import Compared, compared
from topsheet.money import Money
from topsheet.papers.one_page import Cell, OnePage, Part, Table, cell
from topsheet.papers.paper import Basis, NotMade, Paper, stamp_of
from topsheet.papers.recoupment_page import page_of
from topsheet.papers.spell import spell
from topsheet.recoupment.arrangements import Offer
from topsheet.recoupment.offers import OfferCase, OfferReport, clause_told
from topsheet.recoupment.offers_further import NEVER
from topsheet.recoupment.offers_ranked import Span

NAME = "Offers compared"
_ACROSS = 4  # grosses beside each other in one table
# What is shown of an offer, and how it is called.
CLAUSE_NAMES = {
    "guarantee": "Minimum guarantee",
    "fee": "Distribution fee",
    "order": "Order",
    "costs": "Costs recouped, at most",
    "share": "Production's share above the guarantee",
}
CASE_NAMES = {
    "fee": "Fee",
    "costs": "Costs recouped",
    "recouped": "Guarantee recouped",
    "above": "Left above the guarantee",
    "overage": "Production's share of it",
    "net": "To the production",
}
NOTES = (
    "Grosses are what the distributor takes in. The guarantee is had whatever comes in.",
    "A difference is told by turning the first offer into the other, a clause at a time; its parts add up to it.",
)


def offers_page(film: Film, found: Compared) -> OnePage:
    """Every offer at each gross of the distributor, which is best where, and which clause makes the difference."""
    parts = [_which(found), *_each_gross(found), *_why(found), *_further(found)]
    return page_of(film, "Offers under the same receipts", parts)


def offers_paper(basis: Basis, found: Compared | None = None) -> Paper:
    """The offers of the film on one page, as they were compared, or all beside the first. Raises NotMade."""
    offers = basis.film.production.recoupment.offers
    if not offers:
        raise NotMade("There are no offers. Write one under `offers:` in recoupment.yaml.")
    made = found or compared(basis.film, offers)
    parts = (_clauses(made), _which(made), _nets(made), *_why(made), *_further(made))
    return Paper(stamp_of(basis, NAME), "", parts, NOTES)


def best_told(found: Compared) -> str:
    """Which offer is best where, in a sentence."""
    return (
        " ".join(_span_told(each) for each in found.best) if len(found.reports) > 1 else "There is one offer."
    )


def _span_told(span: Span) -> str:
    verb = "bring the same and most" if len(span.best) > 1 else "brings most"
    return f"{names(span.best)} {verb} {reach(span)}."


def names(offers: Sequence[Offer]) -> str:
    """Offers by their titles."""
    return " and ".join(each.title for each in offers)


def reach(span: Span) -> str:
    """From where to where, in words."""
    since, until = (each and spell(each.value) for each in (span.since, span.until))
    if since and until:
        return f"from a gross of {since} to {until}"
    return (
        f"from a gross of {since} on" if since else f"up to a gross of {until}" if until else "at every gross"
    )


def titles(found: Compared) -> tuple[str, ...]:
    """The offers by their titles, in the order compared."""
    return tuple(report.offer.title for report in found.reports)


def clause_rows(found: Compared) -> Iterator[tuple[str, tuple[tuple[str, Figure[Value] | None], ...]]]:
    """Each clause with the words of every offer, and the figure behind them where there is one."""
    for name, label in CLAUSE_NAMES.items():
        told = ((clause_told(each.offer, name), getattr(each.clauses, name, None)) for each in found.reports)
        yield label, tuple(told)
    for name, label in (("territory", "Territory"), ("medium", "Medium")):
        listed = [", ".join(getattr(each.offer, name)) for each in found.reports]
        if any(listed):
            yield label, tuple((words or "any", None) for words in listed)
    if any(each.offer.note for each in found.reports):
        yield "Note", tuple((each.offer.note, None) for each in found.reports)


def _clauses(found: Compared) -> Part:
    rows = tuple(
        (Cell(label), *(Cell(words, figure.name if figure else "") for words, figure in told))
        for label, told in clause_rows(found)
    )
    return Part("What is offered", "", (Table(("Clause", *titles(found)), rows),))


def _which(found: Compared) -> Part:
    return Part("Which is the best?", best_told(found), ())


def _nets(found: Compared) -> Part:
    rows = []
    for n, gross in enumerate(found.reports[0].cases):
        more = [each.differences[n] for each in found.reports[1:]]
        rows.append(
            (
                Cell(spell(gross.gross.value)),
                *(cell(each.cases[n].net) for each in found.reports),
                *map(cell, more),
            )
        )
    heads = [
        f"{each} less the first" if len(titles(found)) > 2 else "Difference" for each in titles(found)[1:]
    ]
    return Part(
        "What the production has of it", "", (Table(("At a gross of", *titles(found), *heads), tuple(rows)),)
    )


def _each_gross(found: Compared) -> Iterator[Part]:
    for n in range(len(found.grosses)):
        cases = [(report, report.cases[n]) for report in found.reports]
        rows = [
            (Cell(label), *(cell(getattr(case, name)) for _, case in cases))
            for name, label in CASE_NAMES.items()
        ]
        best, case = max(cases, key=_worth)
        answer = f"{best.offer.title} brings the production most, {spell(case.net.value)}."
        gross = spell(case.gross.value)
        yield Part(f"At gross {gross}?", answer, (Table(("Of it", *titles(found)), tuple(rows)),))


def _worth(pair: tuple[OfferReport, OfferCase]) -> Money:
    return pair[1].net.value


def _why(found: Compared) -> Iterator[Part]:
    first = found.reports[0]
    for report in found.reports[1:]:
        title = f"What {report.offer.title} brings more or less, clause by clause"
        grosses = range(len(report.cases))
        tables = (_because(first, report, grosses[at : at + _ACROSS]) for at in grosses[::_ACROSS])
        yield Part(title, "", tuple(tables))


def _because(first: OfferReport, report: OfferReport, grosses: range) -> Table:
    rows = [
        (
            Cell(told[0].label),
            Cell(told[0].theirs),
            Cell(told[0].ours),
            *(cell(told[n].amount) for n in grosses),
        )
        for told in zip(*report.reasons, strict=True)
    ]
    rows.append((Cell("Together"), Cell(""), Cell(""), *(cell(report.differences[n]) for n in grosses)))
    heads = (f"at {spell(report.cases[n].gross.value)}" for n in grosses)
    return Table(("Clause", first.offer.title, report.offer.title, *heads), tuple(rows))


def _further(found: Compared) -> Iterator[Part]:
    if found.below is None:
        return
    all_ = [found.further(report) for report in found.reports]
    rows = tuple(
        (
            Cell(told[0].position.name),
            cell(told[0].position.invested),
            *(_reached(each.gross) for each in told),
        )
        for told in zip(*all_, strict=True)
    )
    elsewhere = f"with {spell(found.below.other)} from elsewhere"
    answer = f"The least gross of the distributor at which each has its money back, {elsewhere}."
    if rows:
        yield Part(
            "Who is recouped, at which gross?",
            answer,
            (Table(("Position", "Put in or owed", *titles(found)), rows),),
        )


def _reached(figure: Figure[Value]) -> Cell:
    return Cell(reached(figure), figure.name)


def reached(figure: Figure[Value]) -> str:
    """The gross at which somebody has their money back, in words where it is none."""
    if figure.value == NEVER:
        return NEVER
    if isinstance(figure.value, Money) and not figure.value:
        return figure.how if figure.name.endswith(".gross") else "nothing"
    return spell(figure.value)
