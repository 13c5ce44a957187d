"""The unit ledger of a production as values of the library: classes, movements, holders, the offering in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from topsheet import rules
from topsheet.documents import Problem, Severity
from topsheet.finance import units
from topsheet.money import Money, Percent
from topsheet.rules import Exemption, RuleNotInForce
from topsheet_desk.vault.lookups.facts import money_of
from topsheet_desk.vault.records import Holder, Offering, UnitClass, UnitMovement


@dataclass(frozen=True, slots=True)
class Raise:
    """Everything a production's units stand on; a holder's key in the movements is their number."""

    offering: Offering | None
    classes: tuple[units.UnitClass, ...]
    holders: tuple[Holder, ...]
    movements: tuple[units.Movement, ...]

    @property
    def names(self) -> dict[str, str]:
        """The name of each holder by their key."""
        return {str(holder.number): holder.name for holder in self.holders}

    def problems(self, movements: Sequence[units.Movement]) -> list[Problem]:
        """What stands against these rows: what cannot be, and what breaks a limit."""
        return [*units.check(self.classes, movements), *self.broken(movements)]

    def broken(self, movements: Sequence[units.Movement]) -> list[Problem]:
        """What breaks the limits of the exemption, by the rule in force on the day of the last sale."""
        sold = units.sales(self.classes, movements)
        exempt = self.exemption(max((sale.day for sale in sold), default=date.max)) if sold else None
        return (
            units.over_the_limit(exempt, sold)
            if isinstance(exempt, Exemption)
            else [exempt]
            if exempt
            else []
        )

    def exemption(self, on: date) -> Exemption | Problem | None:
        """The rule in force on a day; a Problem where none is, None where the offering names none."""
        if self.offering is None or not self.offering.exemption:
            return None
        try:
            return rules.load().exemption(self.offering.exemption, on=on)
        except RuleNotInForce as refusal:
            return Problem(
                "the offering",
                f"nobody can count against {self.offering.exemption}",
                str(refusal),
                "Count by hand, and ask counsel.",
                Severity.WARNING,
            )

    def raised(self, as_of: date) -> units.RaiseReport | None:
        """The raise against its minimum; None without an offering."""
        offering = self.offering
        if offering is None:
            return None
        minor = offering.minimum_minor
        return units.raise_report(
            self.classes,
            self.movements,
            minimum=None if minor is None else money_of(minor, offering.currency),
            by=offering.minimum_date,
            currency=offering.currency,
            as_of=as_of,
        )


def raise_of(production: int) -> Raise:
    """The units of a production: four queries."""
    classes = UnitClass.objects.filter(production=production).order_by("code")
    return Raise(
        Offering.objects.filter(production=production).order_by("-number").first(),
        tuple(map(class_of, classes)),
        tuple(Holder.objects.filter(production=production).order_by("number")),
        tuple(map(movement_of, rows_of(production))),
    )


def rows_of(production: int) -> list[UnitMovement]:
    """Every row of the unit ledger, in order."""
    rows = UnitMovement.objects.filter(production=production).order_by("number")
    return list(rows.select_related("unit_class", "holder", "to", "reverses", "reversed_by"))


def class_of(record: UnitClass) -> units.UnitClass:
    """A class as the library reads it."""
    price = money_of(record.price_minor, record.currency)
    return units.UnitClass(record.code, record.name, price, record.authorised, Percent(record.premium))


def movement_of(record: UnitMovement) -> units.Movement:
    """A row as the library reads it."""
    return units.Movement(
        record.number,
        units.Move(record.kind),
        record.date,
        record.unit_class.code,
        str(record.holder.number),
        record.units,
        amount_of_row(record),
        str(record.to.number) if record.to else "",
        record.accredited,
        record.verified,
        record.reverses.number if record.reverses else None,
    )


def amount_of_row(record: UnitMovement) -> Money | None:
    """The money a row states; None where it states units."""
    return None if record.amount_minor is None else money_of(record.amount_minor, record.unit_class.currency)


def own_units(production: int, party: str, as_of: date) -> list[tuple[units.UnitClass, units.HoldingReport]]:
    """What the holders of a party have: nobody else's."""
    mine = (
        {
            str(number)
            for number in Holder.objects.filter(production=production, party=party).values_list(
                "number", flat=True
            )
        }
        if party
        else set()
    )
    if not mine:
        return []
    found = raise_of(production)
    classes = {each.code: each for each in found.classes}
    table = units.cap_table(found.classes, found.movements, as_of=as_of)
    return [(classes[line.unit_class], line) for line in table.holdings if line.holder in mine]
