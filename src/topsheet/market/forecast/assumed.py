"""What is assumed where the estimates say nothing: the cautious reading, with its reason; none of it is verified."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from topsheet.figures import Citation, Figure, Status, Value
from topsheet.money import Percent

V = TypeVar("V", bound=Value)


def _cited(title: str, url: str, as_of: str) -> Citation:
    return Citation(title, url, as_of, Status.UNVERIFIED)


PROBABILITY = Percent(Decimal(50))
PROBABILITY_FROM = _cited(
    "Planning rates of the trade press: expect about half of the territories to sell",
    "https://blog.alex4d.com",
    "2007",
)
LENDERS_FROM = _cited(
    "Lenders look at the take, the lowest price the agent may close at", "https://filmclosings.com", ""
)
# The price that one sale in ten does not reach: a buyer's low is about half of a buyer's high.
LOW = Decimal("0.5")
LOW_FROM = _cited(
    "Planning rates low to high for a small film: the high is about twice the low",
    "https://d2dvd.blogspot.com",
    "2007-11",
)
LAG = 3
LAG_FROM = _cited("Practice in pre-sales: cash 30 to 90 days after delivery and quality control", "", "")
WITHHOLDING = Percent(Decimal(0))
WITHHOLDING_FROM = _cited("No withholding tax is written, so none is taken off", "", "")
CORRELATION = Percent(Decimal(30))
CORRELATION_FROM = _cited(
    "Between films 2 to 10% is measured; the territories of one film share the film, so more is assumed",
    "",
    "2019",
)
TAIL_INDEX = Decimal("1.6")
TAIL_INDEX_FROM = _cited(
    "De Vany and Walls, Journal of Cultural Economics 23: receipts have a Pareto tail; 1.3 to 1.7 is quoted",
    "https://ideas.repec.org",
    "1999",
)
TAIL_LIMIT = Decimal(10)
TAIL_LIMIT_FROM = _cited("A single sale above ten times its P90 is not counted on", "", "")


def assumed(name: str, label: str, value: V, how: str, rule: Citation, *inputs: Figure[Value]) -> Figure[V]:
    """A value nobody wrote: how it was chosen, from what, and on whose word."""
    return Figure(name, label, value, how, inputs, rule=rule)
