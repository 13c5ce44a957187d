from __future__ import annotations

from decimal import Decimal
from textwrap import dedent

from topsheet.documents import Problem, read_yaml, validate
from topsheet.market import MarketDocument, MarketReport, estimates
from topsheet.money import Money

# Six territories of a sales agent's table: 1,900,000 of takes.
TABLE = """\
kind: market
version: 1
currency: USD
date: 2026-10-15
territories:
  - {code: DE, name: Germany, ask: 672000, take: 420000}
  - {code: FR, name: France, ask: 496000, take: 310000}
  - {code: JP, name: Japan, ask: 448000, take: 280000}
  - {code: ES, name: Spain, ask: 304000, take: 190000}
  - {code: IT, name: Italy, ask: 256000, take: 160000}
  - {code: RW, name: Rest, ask: 864000, take: 540000}
"""


def usd(amount: int) -> Money:
    return Money(Decimal(amount), "USD")


def made(text: str, sold: dict[str, str] | None = None) -> tuple[MarketReport, list[Problem]]:
    tree, problems = read_yaml(dedent(text), "market.yaml")
    assert tree, problems
    document, problems = validate(MarketDocument, tree)
    assert document, problems
    return estimates(document, tree, sold or {})


def test_what_is_unsold_is_added_at_ask_and_take() -> None:
    report, problems = made(TABLE)
    assert (report.unsold_take.value, report.unsold_ask.value, problems) == (
        usd(1_900_000),
        usd(3_040_000),
        [],
    )


def test_what_is_sold_leaves_the_totals_and_names_its_buyer() -> None:
    report, problems = made(TABLE, {"DE": "Pre-sale Germany"})
    assert (report.unsold_take.value, report.unsold_ask.value, problems) == (
        usd(1_480_000),
        usd(2_368_000),
        [],
    )
    assert [(row.code, row.sold_by) for row in report.territories if row.sold] == [("DE", "Pre-sale Germany")]
    assert report.unsold_take.how == "takes of 5 unsold territories"


def test_a_take_opens_to_its_line() -> None:
    report, _ = made(TABLE)
    assert report.territories[1].take.source == "market.yaml:7 territories[1]"


def test_a_territory_twice_and_a_take_above_its_ask() -> None:
    text = TABLE.replace("code: FR", "code: DE").replace("take: 280000", "take: 480000")
    _, problems = made(text)
    assert problems == [
        Problem(
            "market.yaml:7 territories[1]",
            "territory DE appears twice",
            "Its take would be lent on twice.",
            "Keep one of the two rows.",
        ),
        Problem(
            "market.yaml:8 territories[2]",
            "Japan: the take 480,000 is above the ask 448,000",
            "The take is the lowest price; it cannot exceed the opening price.",
            "Swap the two, or correct one.",
        ),
    ]
