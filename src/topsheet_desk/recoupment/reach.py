"""What each party gets at any gross: the slider's page, its table, and the curve behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from topsheet.figures import Figure
from topsheet.film import Film, terms_ready
from topsheet.film.any_gross import at_gross
from topsheet.money import Money, Percent, minor_digits, percent_of
from topsheet.papers import charts
from topsheet.recoupment import CaseReport, Terms
from topsheet.recoupment.curve import Curve, curve, levels_of, mixture_of
from topsheet.recoupment.program import ANYWHERE
from topsheet_desk.recoupment.shown import day_of, steps_table
from topsheet_desk.site import formats
from topsheet_desk.site.amounts import amount_of, fault_of
from topsheet_desk.site.charts import Chart
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, Tone, Weight, table, text
from topsheet_desk.vault.lookups import Sitting
from topsheet_desk.vault.once import Itself, once

# The slider has at least so many places, at a step that reads well.
_PLACES = 200


@dataclass(frozen=True, slots=True)
class Reach:
    """A gross and what it gives: `most` and `step` are the slider's, in whole units; `wrong` what could not be read."""

    gross: Money
    most: int
    step: int
    asked: str
    wrong: str
    chosen: str
    choices: tuple[tuple[str, str], ...]
    tables: tuple[Table, Table]
    chart: Chart
    full: str

    @property
    def place(self) -> int:
        """Where the slider stands."""
        return min(int(self.gross.amount), self.most)

    @property
    def most_told(self) -> str:
        """Where the slider ends, as it reads."""
        return f"{self.most:,}"

    @property
    def query(self) -> str:
        """What is asked, as the end of an address."""
        return f"gross={self.gross.amount:f}&terms={self.chosen}"


def reach_of(sitting: Sitting, asked: str, chosen: str) -> Reach | None:
    """Everyone's part of a gross, under the terms or a variant; None while the terms cannot be run."""
    film = sitting.film
    if not film.recoupment.terms_text:
        return None
    choices = (
        ("", "The terms"),
        *((each.id, each.title) for each in film.recoupment.variants if not each.missing),
    )
    chosen = chosen if chosen in dict(choices) else ""
    found = terms_ready(film.production, film.finance, chosen)
    if found is None:
        return None
    terms, document = found[0], film.production.recoupment
    mixture = mixture_of(document)
    line = _line(Itself(film), chosen)
    unit = 10 ** minor_digits(terms.currency)
    step = _round_step(line.full * Fraction(3, 2) / unit / _PLACES)
    most = max(int(line.full * Fraction(3, 2) / unit / step) + 1, 1) * step
    gross, wrong = _gross(terms, asked, film)
    case = at_gross(film, terms, gross)
    note = "" if set(mixture) == {ANYWHERE} else " Receipts come in the proportions of the first case."
    return Reach(
        gross,
        most,
        step,
        asked if wrong else f"{gross.amount:,f}".removesuffix(".00"),
        wrong,
        chosen,
        choices if len(choices) > 1 else (),
        (
            _table(
                sitting, terms, line, case, f"Paid in whole coins, as a statement would.{day_of(terms)}{note}"
            ),
            steps_table(sitting.cell, case, terms.currency),
        ),
        _chart(terms, line, most * unit, film, chosen),
        formats.money(terms.money(line.full)),
    )


@once(16)
def _line(film: Itself[Film], chosen: str) -> Curve:
    """The curve of the terms or a variant that can be run: a slider asks it for one gross after another."""
    made = film.value
    ready = terms_ready(made.production, made.finance, chosen)
    if ready is None:
        raise ValueError(chosen)
    document = made.production.recoupment
    return curve(ready[0], mixture_of(document), levels_of(document))


def _round_step(wanted: Fraction) -> int:
    """1, 2 or 5 and noughts, not more than what is wanted."""
    step = 1
    while True:
        for each in (1, 2, 5):
            if step * each * 2 > wanted:
                return step * each
        step *= 10


def _gross(terms: Terms, asked: str, film: Film) -> tuple[Money, str]:
    """The gross that was asked for; else the middle case's."""
    cases = film.recoupment.cases
    first = cases[len(cases) // 2].gross.value if cases else Money(Decimal(0), terms.currency)
    if not asked.strip():
        return first, ""
    amount = amount_of(asked, terms.currency)
    if amount is None:
        return (
            first,
            f"{formats.sentence(fault_of(asked))}. Write it as 1,250.50. Below is {formats.money(first)}.",
        )
    coins = terms.coins(amount)
    if amount < 0 or coins.denominator != 1 or coins > 10**17:
        return (
            first,
            f"A gross is not negative, in whole coins, and no fortune. Below is {formats.money(first)}.",
        )
    return terms.money(int(coins)), ""


def _table(sitting: Sitting, terms: Terms, line: Curve, case: CaseReport, note: str) -> Table:
    marginal = line.marginal(terms.coins(case.gross.value.amount))
    rows = [
        Row((text(each.name), _cell(sitting, each.invested), _cell(sitting, each.paid),
             sitting.cell(each.returned, tone=Tone.QUIET), _next(marginal.get(each.id))))
        for each in case.positions
    ]  # fmt: skip
    rows += [
        Row(
            (
                text(each.name),
                text("–", tone=Tone.QUIET),
                _cell(sitting, each.paid),
                text(""),
                _next(marginal.get(each.id)),
            )
        )
        for each in (*case.parties, *case.accounts)
    ]
    rest = 1 - sum(marginal.values(), Fraction(0))
    if case.undistributed.value or rest:
        rows.append(
            Row(
                (text("Given to nobody"), text(""), _cell(sitting, case.undistributed), text(""), _next(rest))
            )
        )
    rows.append(
        Row(
            (text("Together"), text(""), _money(_sum(terms, case)), text(""), _next(Fraction(1))),
            Weight.TOTAL,
        )
    )
    columns = (
        Column("Who"),
        Column("Put in or owed", Kind.MONEY),
        Column("Paid", Kind.MONEY),
        Column("of it", Kind.NUMBER),
        Column("Of the next coin", Kind.NUMBER),
    )
    caption = f"At a gross of {formats.money(case.gross.value)}"
    return table("reach", caption, columns, rows, unit=terms.currency, note=note)


def _sum(terms: Terms, case: CaseReport) -> Money:
    parts = [*(each.paid.value for each in case.positions), *(each.paid.value for each in case.parties)]
    parts += [each.paid.value for each in case.accounts]
    return sum(parts, case.undistributed.value + Money.zero(terms.currency))


def _cell(sitting: Sitting, figure: Figure[Money]) -> Cell:
    return sitting.cell(figure, tone=Tone.PLAIN if figure.value else Tone.QUIET)


def _money(value: Money) -> Cell:
    return Cell(
        formats.money(value),
        value=formats.plain(value),
        amount=value,
        tone=Tone.PLAIN if value else Tone.QUIET,
    )


def _percent(value: Percent) -> Cell:
    return Cell(formats.percent(value), value=formats.plain(value), amount=value, tone=Tone.QUIET)


def _next(share: Fraction | None) -> Cell:
    if not share:
        return text("–", tone=Tone.QUIET, value="0")
    return _percent(percent_of(Decimal(share.numerator), Decimal(share.denominator)))


def _chart(terms: Terms, line: Curve, most: int, film: Film, chosen: str) -> Chart:
    asked = next(
        (each.breakevens for each in film.recoupment.variants if each.id == chosen),
        film.recoupment.breakevens,
    )
    evens = [(each.label, each.value) for each in asked if isinstance(each.value, Money)]
    inside = [(label, gross) for label, gross in evens if terms.coins(gross.amount) <= most]
    spec = charts.by_gross(list(_rows(terms, line, most)), inside, terms.currency)
    told = "".join(f" {label}: {formats.money(gross)}." for label, gross in inside)
    return Chart(
        "reach-chart",
        "Who has had what, at any gross",
        spec,
        f"Every bend is where somebody has been paid in full or begins to be.{told}",
        "reach",
    )


def _rows(terms: Terms, line: Curve, most: int) -> Iterator[tuple[Money, str, Money]]:
    """Everyone's part at every bend up to the end of the slider; who never has anything is left out."""
    grosses = [*(point.gross for point in line.points if point.gross < most), Fraction(most)]
    last = line.had(most)
    bends = [(terms.money(gross), line.had(gross)) for gross in grosses]
    for who in [each for each, amount in last.items() if amount]:
        for gross, had in bends:
            yield gross, terms.named(who), terms.money(had[who])
