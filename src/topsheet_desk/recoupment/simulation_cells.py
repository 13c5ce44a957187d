"""How what futures say stands in a cell: chances, amounts, multiples and rates, each with what a machine reads."""

from __future__ import annotations

from decimal import Decimal

from topsheet.figures import Figure, Status, Value
from topsheet.money import Money, Percent
from topsheet.recoupment.futures.wording import at, coin
from topsheet.recoupment.returns.spread import Chance, Spread
from topsheet_desk.site import formats
from topsheet_desk.site.tables import Cell, Tone

NONE = Cell("–", tone=Tone.QUIET)
LEVELS = (10, 50, 90)


def share(value: Percent) -> Cell:
    """A share of futures with one decimal."""
    return Cell(f"{value.rounded(1).value:,.1f}\N{NO-BREAK SPACE}%", value=f"{value.value.normalize():f}")


def points(value: Decimal, *, signed: bool = False) -> Cell:
    """A difference of two shares, with one decimal."""
    rounded = Percent(value).rounded(1).value
    words = f"{rounded:+,.1f}" if signed else f"{rounded:,.1f}"
    return Cell(_minus(words), value=f"{value.normalize():f}")


def chance(found: Chance | None) -> Cell:
    """How often something happens."""
    return share(found.value) if found else NONE


def between(found: Chance) -> Cell:
    """Where 19 of 20 drawings of so many futures would put it."""
    low, high = found.low.rounded(1).value, found.high.rounded(1).value
    return Cell(f"{low:,.1f} to {high:,.1f}\N{NO-BREAK SPACE}%", tone=Tone.QUIET)


def amount(value: float, currency: str) -> Cell:
    """A drawn amount, to the whole unit: its coins are the luck of one future."""
    whole = round(coin(value, currency).amount)
    return Cell(formats.money(Money(Decimal(whole), currency)), value=str(whole))


def amounts(spread: Spread, currency: str) -> list[Cell]:
    """What it is in a bad, a middle and a good future."""
    return [amount(at(spread, level), currency) for level in LEVELS]


def multiples(spread: Spread | None) -> list[Cell]:
    """Times the money put in."""
    if spread is None:
        return [NONE] * len(LEVELS)
    found = [at(spread, level) for level in LEVELS]
    return [Cell(f"{each:,.2f}×", value=f"{each:.6f}") for each in found]


def rates(spread: Spread | None) -> list[Cell]:
    """A yearly rate; everything lost is −100 %."""
    if spread is None:
        return [NONE] * len(LEVELS)
    found = [at(spread, level) * 100 for level in LEVELS]
    return [Cell(_minus(f"{each:,.1f}\N{NO-BREAK SPACE}%"), value=f"{each:.4f}") for each in found]


def assumed(figure: Figure[Value]) -> bool:
    """Whether it rests on a source that nobody has verified."""
    return figure.rule is not None and figure.rule.status is Status.UNVERIFIED


def given(figure: Figure[Value]) -> Cell:
    """What the forecast rests on, as a page writes it."""
    value = figure.value
    held = value if isinstance(value, Money | Percent) else None
    tone = Tone.QUIET if assumed(figure) else Tone.PLAIN
    return Cell(formats.of(figure), value=formats.plain(value), figure=figure.name, tone=tone, amount=held)


def _minus(words: str) -> str:
    return words.replace("-", formats.MINUS)
