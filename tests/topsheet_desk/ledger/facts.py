"""Facts for the tests of the ledger: Night Ferry's own accounts, days around its shoot."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from topsheet.money import Money
from topsheet_desk.vault.lookups.facts import Fact, money_of

NOW = datetime(2027, 4, 6, 12, tzinfo=UTC)
ACCOUNTS = ("1400", "2000", "3300", "3600")
KINDS = ("COST", "COMMITMENT", "RECEIPT", "DRAWDOWN", "PAYMENT")


def cost(amount: str = "1250.50", day: str = "2027-03-29", **more: str) -> Fact:
    """A cost of Night Ferry's camera account."""
    told = {"account": "3300", "payee": "Harbor Marine", "paper": "INV-7", **more}
    kind, currency = told.pop("kind", "COST"), told.pop("currency", "USD")
    return Fact(kind, date.fromisoformat(day), Money(Decimal(amount), currency), **told)


_WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20).map(
    str.strip
) | st.sampled_from(
    ["=cmd()", "+1", "-1", "@x", "'tis", "''", "a\tb", 'say "no"', "two\nlines", "two\r\nlines", "日本 ünï"]
)

FACTS = st.builds(
    Fact,
    kind=st.sampled_from(KINDS),
    date=st.dates(date(2027, 3, 1), date(2027, 4, 6)),
    amount=st.builds(money_of, st.integers(1, 10**12), st.sampled_from(("USD", "USD", "CAD", "JPY", "KWD"))),
    account=st.sampled_from(ACCOUNTS),
    payee=_WORDS,
    memo=_WORDS,
    paper=_WORDS,
    place=_WORDS,
    episode=_WORDS,
    department=_WORDS,
)
