"""What falls short of a limit does not print as the limit."""

from __future__ import annotations

from decimal import Decimal

from topsheet.money import Percent


def test_rounding_down_never_reaches_the_next_hundredth() -> None:
    assert str(Percent(Decimal("99.999")).rounded_down()) == "99.99%"
    assert str(Percent(Decimal("99.999"))) == "100.00%"
