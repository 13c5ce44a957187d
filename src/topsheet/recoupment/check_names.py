"""Names: that each means one thing, and what a clause may refer to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from topsheet.documents.strict_yaml import Path
from topsheet.figures import Figure
from topsheet.money import Money
from topsheet.recoupment.clauses import Tier, TopLine, When
from topsheet.recoupment.document import RecoupmentDocument
from topsheet.recoupment.findings import Findings
from topsheet.recoupment.model import Position
from topsheet.recoupment.terms import coins


@dataclass(frozen=True)
class Known:
    """What the clauses of a document may name."""

    document: RecoupmentDocument
    positions: tuple[Position, ...]
    inflows: Mapping[str, Figure[Money]]
    parties: tuple[str, ...]
    accounts: tuple[str, ...]
    registers: tuple[str, ...]
    reported: frozenset[str]
    dated: str  # what in the terms depends on days, in words; empty when nothing does

    @property
    def payees(self) -> tuple[str, ...]:
        """Who can be paid without a claim."""
        return (*self.parties, *self.accounts)

    def whole(self, amount: Decimal | None, path: Path, found: Findings) -> None:
        """Say when an amount is not whole coins."""
        if amount is not None and coins(amount, self.document.currency).denominator != 1:
            found.whole(path, amount, self.document.currency)


def check_names(
    document: RecoupmentDocument,
    plan: Sequence[Position],
    everybody: Sequence[Position],
    inflows: Mapping[str, Figure[Money]],
    found: Findings,
) -> Known:
    """Say every name that means two things; gives what the clauses may name."""
    lists = (
        ("parties", "party"),
        ("claims", "claim"),
        ("accounts", "account"),
        ("registers", "register"),
        ("pots", "pot"),
        ("events", "event"),
        ("inside", "corridor inside a party"),
        ("amendments", "amendment"),
        ("offers", "offer"),
        ("crossed", "group of crossed pots"),
    )
    for name, what in lists:
        found.repeats([each.id for each in getattr(document, name)], (name,), what)
    taken = {position.id: position.name for position in plan}
    for name, what in lists[:3]:
        for at, each in enumerate(getattr(document, name)):
            if each.id in taken:
                where = "in the finance plan" if any(each.id == position.id for position in plan) else "here"
                found.say(
                    (name, at, "id"),
                    f"the {what} `{each.id}` has the id of {taken[each.id]} {where}",
                    "Payments to the two could not be told apart.",
                    f"Give the {what} another id.",
                )
            called = each.name if name == "parties" else each.label
            taken.setdefault(each.id, called)
            if not called.strip():
                found.say(
                    (name, at, "name" if name == "parties" else "label"),
                    f"the {what} `{each.id}` has no name",
                    "Nobody could read in a statement who is paid.",
                    "Write the name its contract gives it.",
                )
    _steps(document, found)
    return Known(
        document,
        tuple(everybody),
        inflows,
        tuple(each.id for each in document.parties),
        tuple(each.id for each in document.accounts),
        tuple(each.id for each in document.registers),
        frozenset(each.id for each in document.registers if each.reported),
        _dated(document),
    )


def lists_of(document: RecoupmentDocument) -> Iterator[tuple[Path, tuple[TopLine | Tier, ...]]]:
    """Every list of costs and of tiers that runs beside the others, with its place."""
    yield ("off_the_top",), document.off_the_top
    yield ("tiers",), document.tiers
    for at, pot in enumerate(document.pots):
        yield ("pots", at, "off_the_top"), pot.off_the_top
        yield ("pots", at, "tiers"), pot.tiers


def _steps(document: RecoupmentDocument, found: Findings) -> None:
    """Ids of costs and tiers, which name figures: once among all that run beside each other."""
    seen: dict[str, Path] = {}
    for path, steps in lists_of(document):
        found.repeats([step.id for step in steps], path, "cost" if path[-1] == "off_the_top" else "tier")
        _beside(seen, path, steps, found)
    beside: dict[str, Path] = {}
    for path, steps in list(lists_of(document))[2:]:
        beside |= {step.id: path for step in steps}
    costs: tuple[Path, Sequence[TopLine | Tier]] = (("off_the_top",), document.off_the_top)
    tiers: tuple[Path, Sequence[TopLine | Tier]] = (("tiers",), document.tiers)
    for at, each in enumerate(document.amendments):
        changed: list[tuple[Path, Sequence[TopLine | Tier]]] = []
        if each.off_the_top is not None:
            changed.append(costs := (("amendments", at, "off_the_top"), each.off_the_top))
            found.repeats([line.id for line in each.off_the_top], costs[0], "cost")
        if each.tiers is not None:
            changed.append(tiers := (("amendments", at, "tiers"), each.tiers))
        stand = [pair for pair in (costs, tiers) if pair not in changed]
        seen = beside | {step.id: place for place, listed in stand for step in listed}
        for place, listed in changed:
            _beside(seen, place, listed, found)
    for at, variant in enumerate(document.variants):
        _beside(dict(beside), ("variants", at, "tiers"), variant.tiers, found)


def _beside(seen: dict[str, Path], path: Path, steps: Sequence[TopLine | Tier], found: Findings) -> None:
    """Say which steps have the id of one in another list that runs at the same time."""
    for at, step in enumerate(steps):
        if (other := seen.setdefault(step.id, path)) != path:
            what = "cost off the top" if other[-1] == "off_the_top" else "tier of another pot"
            if path[-1] == "off_the_top" and other[-1] == "tiers":
                what = "tier"
            found.say(
                (*path, at, "id"),
                f"the {'cost' if path[-1] == 'off_the_top' else 'tier'} `{step.id}` has the id of a {what}",
                "Their figures could not be told apart.",
                f"Give the {'cost' if path[-1] == 'off_the_top' else 'tier'} another id.",
            )


def whens(document: RecoupmentDocument) -> Iterator[tuple[Path, When]]:
    """Every condition with its place."""
    lists = [*lists_of(document)]
    for at, amendment in enumerate(document.amendments):
        lists.append((("amendments", at, "off_the_top"), amendment.off_the_top or ()))
        lists.append((("amendments", at, "tiers"), amendment.tiers or ()))
    lists += [(("variants", at, "tiers"), variant.tiers) for at, variant in enumerate(document.variants)]
    for path, steps in lists:
        yield from (((*path, at, "when"), step.when) for at, step in enumerate(steps) if step.when)
    for at, account in enumerate(document.accounts):
        if account.release:
            yield ("accounts", at, "release"), account.release


def _dated(document: RecoupmentDocument) -> str:
    if document.interest:
        return "Interest"
    if document.amendments:
        return "An amendment"
    if any(when.since or when.until or when.event for _, when in whens(document)):
        return "A condition"
    return ""


def all_lists(document: RecoupmentDocument) -> list[tuple[Path, tuple[object, ...]]]:
    """Every list of costs and tiers, those of amendments included."""
    found: list[tuple[Path, tuple[object, ...]]] = [*lists_of(document)]
    for at, amendment in enumerate(document.amendments):
        found.append((("amendments", at, "off_the_top"), amendment.off_the_top or ()))
        found.append((("amendments", at, "tiers"), amendment.tiers or ()))
    found += [(("variants", at, "tiers"), variant.tiers) for at, variant in enumerate(document.variants)]
    return found
