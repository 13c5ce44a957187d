"""The offers of a film: side by side at any gross, which is the better where, and who has what further down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from topsheet.figures import Figure, Value
from topsheet.film.chain import Film
from topsheet.film.returns import terms_ready
from topsheet.film.roots import every_figure
from topsheet.money import Money, minor_digits
from topsheet.recoupment import CaseReport
from topsheet.recoupment.arrangements import Offer
from topsheet.recoupment.curve import levels_of, mixture_of
from topsheet.recoupment.offers import OfferReport, offered
from topsheet.recoupment.offers_further import Below, Further
from topsheet.recoupment.offers_ranked import Line, Span, grosses_for, line_of, spans

_PARTS = re.compile(r"\.(at|with)_(\d{1,15})(?=\.|$)")
_OR = re.compile(r"recoupment\.offer\.(.+)\.turn\.\d+")


@dataclass(frozen=True)
class Compared:
    """Offers beside the first of them, at some grosses, with what the production receives from elsewhere.

    `below` is None while the production's own terms cannot be run; `early` where they are run over sources that do not
    count yet.
    """

    reports: tuple[OfferReport, ...]
    lines: tuple[Line, ...]
    below: Below | None
    early: bool = False
    grosses: tuple[Decimal, ...] = ()

    @cached_property
    def best(self) -> tuple[Span, ...]:
        """Which of all offers brings most, from nothing to any gross."""
        return spans(self.lines)

    def pair(self, other: str) -> tuple[Span, ...]:
        """Which of the first and one other brings more. Raises StopIteration for an offer that is not there."""
        return spans((self.lines[0], next(each for each in self.lines if each.offer.id == other)))

    def further(self, report: OfferReport) -> tuple[Further, ...]:
        """When each position of the production's terms has its money back under an offer."""
        line = next(each for each in self.lines if each.offer.id == report.offer.id)
        return self.below.recouped(report.offer, line.terms, line.clauses.guarantee) if self.below else ()

    def cases(self, report: OfferReport) -> tuple[CaseReport, ...]:
        """Everyone's part of what an offer brings at each gross, and of what comes from elsewhere."""
        return tuple(self.below.run(report.offer, case) for case in report.cases) if self.below else ()


def compared(
    film: Film, offers: Sequence[Offer], grosses: Sequence[Decimal] = (), other: Money | None = None
) -> Compared:
    """Offers compared, the first with each; at round grosses where none are asked, beside the middle case."""
    made, currency = film.production, film.currency
    tree = made.trees["recoupment"]
    lines = tuple(line_of(each, currency, tree) for each in offers)
    asked = tuple(grosses) or grosses_for(lines)
    ready = terms_ready(made, film.finance)
    below = None
    if ready:
        document = made.recoupment
        elsewhere = middle_of(film) if other is None else other
        below = Below(ready[0], elsewhere, mixture_of(document), levels_of(document))
    early = ready is not None and not ready[1]
    reports = offered(offers, asked, currency, tree)
    # One figure for each clause, whichever way leads to it.
    lines = tuple(replace(line, clauses=report.clauses) for line, report in zip(lines, reports, strict=True))
    return Compared(reports, lines, below, early, asked)


def middle_of(film: Film) -> Money:
    """The gross of the middle case, which the production is taken to receive from elsewhere; nothing without one."""
    cases = film.recoupment.cases
    return cases[len(cases) // 2].gross.value if cases else Money.zero(film.currency)


def offer_figure(film: Film, name: str) -> Figure[Value] | None:
    """A figure of the offers by its name, which says the grosses it is of; None where there is none."""
    offers = {each.id: each for each in film.production.recoupment.offers}
    if not name.startswith("recoupment.offer."):
        return None
    if turned := _OR.fullmatch(name):
        ids = turned[1].split(".or.")
        if not set(ids) <= offers.keys() or len(ids) < 2:
            return None
        return every_figure((compared(film, [offers[each] for each in ids]).best,)).get(name)
    mine = offers.get(name.split(".")[2])
    if mine is None:
        return None
    told = dict(_PARTS.findall(name))
    first = next((each for id_, each in offers.items() if f".than.{id_}." in f"{name}."), mine)
    at = [_money(told[each], film.currency) if each in told else None for each in ("at", "with")]
    pair = [first, mine] if first is not mine else [mine]
    found = compared(film, pair, [at[0].amount] if at[0] else (), at[1])
    roots: tuple[object, ...] = (found.reports,)
    if "with" in told:
        last = found.reports[-1]
        roots = (found.cases(last),) if "at" in told else (found.further(last),)
    return every_figure(roots).get(name)


def _money(coins: str, currency: str) -> Money:
    return Money(Decimal(coins).scaleb(-minor_digits(currency)), currency)
