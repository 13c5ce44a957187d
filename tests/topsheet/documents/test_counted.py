from __future__ import annotations

from decimal import Decimal

import pytest

from topsheet.documents import counted


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [
        (0, ("error",), "0 errors"),
        (1, ("error",), "1 error"),
        (1200, ("row",), "1,200 rows"),
        (Decimal("1.0"), ("part",), "1 part"),
        (Decimal("0.5"), ("part",), "0.5 parts"),
        (2, ("source brings", "sources bring"), "2 sources bring"),
    ],
)
def test_one_is_said_as_one(number: int | Decimal, words: tuple[str, ...], said: str) -> None:
    assert counted(number, *words) == said
