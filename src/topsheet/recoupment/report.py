"""One case written out: the rows from gross to the last coin, then what each one has had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from topsheet.figures import Figure, difference, sum_of
from topsheet.money import Money, Percent, percent_of
from topsheet.recoupment.model import CaseReport, PartyReport, PositionReport
from topsheet.recoupment.program import ANYWHERE, Origin
from topsheet.recoupment.rows import Page
from topsheet.recoupment.terms import Terms
from topsheet.recoupment.waterfall import in_case, pour


@dataclass(frozen=True, slots=True)
class Income:
    """Receipts that come on one day: their sum, what of it comes from where, and numbers reported with them."""

    gross: Figure[Money]
    origins: Mapping[Origin, Figure[Money]] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)


def written_out(terms: Terms, income: Income, name: str, label: str = "") -> CaseReport:
    """Everyone's part of some receipts; `name` begins the name of every figure, as `recoupment.case.1`.

    Amounts are whole coins of the terms' currency. Raises ValueError for a gross that is negative, in another
    currency, or not whole coins.
    """
    terms, gross = in_case(terms), income.gross
    origins = income.origins or {ANYWHERE: gross}
    for each in origins.values():
        amount = terms.coins(each.value.amount)
        if amount < 0 or amount.denominator != 1 or each.value.currency != terms.currency:
            raise ValueError(f"receipts are whole coins of {terms.currency} and not negative")
    page = Page(terms, name, gross, origins)
    run = pour(
        terms, {at: int(terms.coins(each.value.amount)) for at, each in origins.items()}, income.levels
    )
    rest = page.write(run)
    positions = tuple(_positions(page))
    kinds = dict.fromkeys(each.kind for each in terms.positions)
    returned = tuple(_kind(kind, [each for each in positions if each.kind == kind], name) for kind in kinds)
    parties = tuple(
        PartyReport(each, who, sum_of(f"{name}.party.{each}", f"Paid to {who}", page.gets[each], page.zero))
        for each, who in terms.beside.items()
    )
    accounts = tuple(
        PartyReport(
            each.id,
            each.label,
            sum_of(f"{name}.account.{each.id}", f"Put into {each.label}", page.gets[each.id], page.zero),
        )
        for each in terms.accounts
    )
    rows = (gross, *page.rows, rest)
    return CaseReport(label, gross, rows, positions, returned, parties, tuple(page.strays), rest, accounts)


def _positions(page: Page) -> Iterator[PositionReport]:
    for each in page.terms.positions:
        name = f"{page.name}.position.{each.id}"
        paid = sum_of(name, f"Paid to {each.name}", page.gets[each.id], page.zero, "from every step")
        entitled, stray = paid, None
        if owned := page.owns[each.id]:
            stray = sum_of(f"{name}.stray", f"Stray coins of {each.name}", owned, page.zero)
            entitled = difference(f"{name}.entitled", f"{each.name}, rounded down", paid, stray)
        value = percent_of(paid.value.amount, each.invested.value.amount)
        causes = (paid, each.invested)
        returned = Figure(f"{name}.returned", f"Returned to {each.name}", value, "paid ÷ amount", causes)
        yield PositionReport(each.id, each.name, each.kind, each.invested, paid, entitled, stray, returned)


def _kind(kind: str, of_kind: list[PositionReport], name: str) -> Figure[Percent]:
    """The return of a kind taken together: recouped and shares of profit, over what was invested."""
    paid = sum((each.paid.value.amount for each in of_kind), Decimal(0))
    invested = sum((each.invested.value.amount for each in of_kind), Decimal(0))
    inputs = tuple(figure for each in of_kind for figure in (each.paid, each.invested))
    label, value = f"Returned to {kind.replace('_', ' ')}", percent_of(paid, invested)
    return Figure(f"{name}.returned.{kind}", label, value, "all paid ÷ all amounts", inputs)
