"""The tables of the offers page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from topsheet.figures import Figure, Value
from topsheet.film.offers import Compared
from topsheet.money import Money
from topsheet.papers.offers_page import CASE_NAMES, CLAUSE_NAMES, clause_rows, names, reached, titles
from topsheet.recoupment.offers import OfferReport
from topsheet.recoupment.offers_ranked import Span
from topsheet_desk.site import formats
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, Tone, Weight, table, text

Cells = Callable[..., Cell]


def tables_of(
    cell: Cells, found: Compared, other: OfferReport | None, edit: Mapping[str, str]
) -> Iterator[Table]:
    """Every table of the page; `other` is the offer held against the first, `edit` where each offer is changed."""
    yield _clauses(cell, found, edit)
    if other:
        yield _spans(cell, "better", "Which of the two is better", found.pair(other.offer.id))
        if len(found.reports) > 2:
            yield _spans(cell, "best", "Which of all is best", found.best)
    yield _nets(cell, found, other)
    if other:
        yield _why(cell, found, other)
    yield _steps(cell, found)
    if found.below:
        yield _recouped(cell, found)
        yield _further(cell, found)


def _clauses(cell: Cells, found: Compared, edit: Mapping[str, str]) -> Table:
    rows = [
        Row(
            (
                text(label),
                *(replace(cell(figure), text=words) if figure else text(words) for words, figure in told),
            )
        )
        for label, told in clause_rows(found)
    ]
    if edit:
        links = (text("Change it", anchor=edit[report.offer.id]) for report in found.reports)
        rows.append(Row((text(""), *links)))
    for at, clause in enumerate(CLAUSE_NAMES if edit else ()):
        rows[at] = replace(rows[at], cells=(rows[at].cells[0], *(
            replace(made, edit=f"{edit[report.offer.id]}{clause}/", edit_id=f"cell-{report.offer.id}-{clause}",
                    edit_label=f"{CLAUSE_NAMES[clause].lower()} of {report.offer.title}")
            for made, report in zip(rows[at].cells[1:], found.reports, strict=True)
        )))  # fmt: skip
    heads = (Column("Clause"), *(Column(each) for each in titles(found)))
    return table("offers", "The offers, clause by clause", heads, rows, unit=_unit(found))


def _spans(cell: Cells, name: str, caption: str, spans: tuple[Span, ...]) -> Table:
    columns = (
        Column("From a gross of", Kind.MONEY),
        Column("To", Kind.MONEY),
        Column("Better for the production"),
    )
    rows = [
        Row((cell(each.since) if each.since else text("nothing", value="0", tone=Tone.QUIET),
             cell(each.until) if each.until else text("any gross", tone=Tone.QUIET),
             text(names(each.best) + (": the same" if len(each.best) > 1 else ""))))
        for each in spans
    ]  # fmt: skip
    return table(name, caption, columns, rows, note="Solved exactly, not sampled; figures open to how.")


def _nets(cell: Cells, found: Compared, other: OfferReport | None) -> Table:
    heads = [Column("At a gross of", Kind.MONEY), *(Column(each, Kind.MONEY) for each in titles(found))]
    if other:
        heads.append(Column(f"{other.offer.title} less {found.reports[0].offer.title}", Kind.MONEY))
    rows = []
    for n, case in enumerate(found.reports[0].cases):
        more = [_signed(cell, other.differences[n])] if other else []
        most = max(report.cases[n].net.value for report in found.reports)
        nets = [
            _best(cell(report.cases[n].net), report.cases[n].net.value == most, found)
            for report in found.reports
        ]
        rows.append(Row((_money(case.gross.value), *nets, *more)))
    note = "The guarantee, and the share of what is left above it. The best at each gross is green."
    return table("nets", "What the production has of it", heads, rows, unit=_unit(found), note=note)


def _best(cell: Cell, best: bool, found: Compared) -> Cell:  # one question, one answer
    return replace(cell, tone=Tone.GOOD) if best and len(found.reports) > 1 else cell


def _why(cell: Cells, found: Compared, other: OfferReport) -> Table:
    """What each clause makes of the difference, at each gross."""
    first = found.reports[0].offer
    columns = (
        Column("Clause"),
        Column(first.title),
        Column(other.offer.title),
        *(Column(f"At {formats.money(case.gross.value)}", Kind.MONEY) for case in other.cases),
    )
    rows = [
        Row(
            (
                text(told[0].label),
                text(told[0].theirs),
                text(told[0].ours),
                *(_signed(cell, each.amount) for each in told),
            )
        )
        for told in zip(*other.reasons, strict=True)
    ]
    rows.append(Row((text("Together"), text(""), text(""), *(_signed(cell, each) for each in other.differences)),
                    Weight.TOTAL))  # fmt: skip
    note = "One offer turned into the other a clause at a time, in this order; the parts add up to the whole."
    caption = f"What {other.offer.title} brings more or less than {first.title}"
    return table("differences", caption, columns, rows, unit=_unit(found), note=note)


def _steps(cell: Cells, found: Compared) -> Table:
    rows = []
    for n, case in enumerate(found.reports[0].cases):
        rows.append(Row((text(f"At a gross of {formats.money(case.gross.value)}"),), Weight.HEAD))
        for name, label in CASE_NAMES.items():
            told = (cell(getattr(report.cases[n], name)) for report in found.reports)
            rows.append(Row((text(label), *told), Weight.SUM if name == "net" else Weight.LINE))
    columns = (Column("Of it"), *(Column(each, Kind.MONEY) for each in titles(found)))
    return table("steps", "How it is worked out", columns, rows, unit=_unit(found))


def _recouped(cell: Cells, found: Compared) -> Table:
    """The gross at which each position has its money back, under each offer."""
    rows = [
        Row((text(told[0].position.name), cell(told[0].position.invested), _reached(cell, told[0].needed),
             *(_reached(cell, each.gross) for each in told)))
        for told in zip(*(found.further(report) for report in found.reports), strict=True)
    ]  # fmt: skip
    columns = (
        Column("Position"),
        Column("Put in or owed", Kind.MONEY),
        Column("Needs of this", Kind.MONEY),
        *(Column(f"Gross: {each}", Kind.MONEY) for each in titles(found)),
    )
    return table("recouped", "Who is recouped, at which gross of the distributor", columns, rows,
                 unit=_unit(found), note=_elsewhere(found) + " To the coin.")  # fmt: skip


def _reached(cell: Cells, figure: Figure[Value]) -> Cell:
    made = cell(figure)
    return (
        made
        if isinstance(figure.value, Money) and figure.value
        else replace(made, text=reached(figure), amount=None)
    )


def _further(cell: Cells, found: Compared) -> Table:
    """What each position has had at each gross, under each offer."""
    cases = [found.cases(report) for report in found.reports]
    rows = []
    for n, (asked, *_) in enumerate(zip(found.reports[0].cases, *cases, strict=True)):
        rows.append(Row((text(f"At a gross of {formats.money(asked.gross.value)}"),), Weight.HEAD))
        for at, position in enumerate(cases[0][n].positions):
            pairs = ((each[n].positions[at].paid, each[n].positions[at].returned) for each in cases)
            told = (made for paid, back in pairs for made in (cell(paid), cell(back, tone=Tone.QUIET)))
            rows.append(Row((text(position.name), *told)))
    columns = (
        Column("Position"),
        *(
            each
            for title in titles(found)
            for each in (Column(title, Kind.MONEY), Column("of it", Kind.NUMBER))
        ),
    )
    return table(
        "further", "What each position has had", columns, rows, unit=_unit(found), note=_elsewhere(found)
    )


def _elsewhere(found: Compared) -> str:
    other = found.below.other if found.below else None
    early = (
        " Some of those named do not count yet; these are the terms over all that is planned."
        if found.early
        else ""
    )
    return (
        f"Through the production's terms, with {formats.money(other)} received from elsewhere.{early}"
        if other
        else ""
    )


def _signed(cell: Cells, figure: Figure[Money]) -> Cell:
    """A difference: more is no good news by itself, and less nothing to decide."""
    made = replace(cell(figure), tone=Tone.PLAIN if figure.value else Tone.QUIET)
    return replace(made, text=f"+{made.text}") if figure.value.amount > 0 else made


def _money(value: Money) -> Cell:
    return Cell(formats.money(value), value=formats.plain(value), amount=value)


def _unit(found: Compared) -> str:
    return found.lines[0].terms.currency
