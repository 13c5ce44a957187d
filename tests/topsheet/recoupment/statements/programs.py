"""Random terms, receipts that became known some time after they came, and the days of statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from tests.topsheet.recoupment.languages import FIRST, Written, received, writings
from topsheet.figures import Figure
from topsheet.money import Money
from topsheet.recoupment.document import Made
from topsheet.recoupment.statements import Statement, statements
from topsheet.recoupment.terms import Terms
from topsheet.release import Receipt, Reported

ZERO = Money(Decimal(0), "USD")


@dataclass(frozen=True)
class Told:
    """Terms, and everything that was ever known of receipts and of registers."""

    terms: Terms
    receipts: tuple[Receipt, ...]
    reported: tuple[Reported, ...]
    made: tuple[Made, ...]

    def stated(self, as_of: date | None = None, *, known: bool = False) -> tuple[Statement, ...]:
        """The statements; with `known` from nothing but what was known on the day."""
        receipts: Sequence[Receipt] = self.receipts
        if known and as_of:
            receipts = [each for each in receipts if each.known <= as_of]
        return statements(self.terms, receipts, self.reported, self.made, as_of)


def receipt(
    name: str, amount: int, day: date, known: date, origin: tuple[str, str, str] = ("", "", "")
) -> Receipt:
    """A receipt of so many cents, of which nothing was withheld."""
    net = Money(Decimal(amount).scaleb(-2), "USD")
    territory, medium, contract = origin
    return Receipt(
        id=name, statement="agent", kind="collection_agent", payer="Payer", contract=contract, territory=territory,
        medium=medium, currency="USD", gross=net, withheld=ZERO, charges=ZERO, rate=Decimal(1), day=day,
        value_date=day, known=known, amount=net, corrects="", net=Figure(f"receipts.{name}.net", name, net),
    )  # fmt: skip


@st.composite
def told(draw: st.DrawFn, *, least: int = 0) -> Told:
    """Receipts may be corrections below nothing where `least` is."""
    written: Written = draw(writings())
    receipts, reported = list[Receipt](), list[Reported]()
    for at, each in enumerate(draw(received(least=least))):
        late = timedelta(days=draw(st.integers(0, 150)))
        for n, (origin, amount) in enumerate(each.amounts.items()):
            receipts.append(receipt(f"r{at}_{n}", amount, each.day, each.day + late, origin))
        level = Decimal(each.levels["box_office"])
        reported.append(
            Reported("box_office", each.day, each.day + late, Figure(f"level.{at}", "Level", level))
        )
    days = sorted(draw(st.sets(st.integers(1, 1_100), min_size=1, max_size=5)))
    gap = draw(st.integers(0, 90))
    made = tuple(Made(to=FIRST + timedelta(days=day - gap), made=FIRST + timedelta(days=day)) for day in days)
    return Told(written.terms, tuple(receipts), tuple(reported), made)
