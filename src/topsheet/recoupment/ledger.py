"""The ledger: receipts on their days through the terms, every payment an entry that says why.

A run is a pure function of the receipts and a day, so looking back at any past day gives what was given then.
Between receipts the ledger stops on every day on which the terms themselves change: interest capitalised, a
condition that begins or ends, an amendment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from topsheet.recoupment.explain import explain
from topsheet.recoupment.program import Origin, Program, on_coins, program_of, versions_of
from topsheet.recoupment.program.calendar import Span, capital_days
from topsheet.recoupment.steps import Step, payees
from topsheet.recoupment.terms import Accrues, Pot, Terms

# What a run without entries knows.
TOTALS = ("in", "had", "held", "left")
Results = Mapping[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class Received:
    """Coins that came in on a day, from where, and registers reported that day (their level to date)."""

    day: date
    amounts: Mapping[Origin, int]
    levels: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """What one payee gets at one step on one day: entitled to date less paid before, from what could be paid."""

    day: date
    pot: Pot
    step: Step
    payee: str
    before: int
    now: int
    why: str

    @property
    def to_date(self) -> int:
        """Paid to date at this step."""
        return self.before + self.now


@dataclass(frozen=True)
class DayRun:
    """Where everything stands at the end of a day."""

    day: date
    pots: tuple[Pot, ...]
    names: tuple[tuple[str, ...], ...]
    row: tuple[int, ...]

    @cached_property
    def results(self) -> Results:
        """Every result of the program by its name."""
        return dict(zip(self.names, self.row, strict=True))


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every day on which something happened, in order."""

    terms: Terms
    days: tuple[DayRun, ...]

    def at(self, day: date) -> DayRun | None:
        """How everything stood at the end of a day; None before the first."""
        found = [each for each in self.days if each.day <= day]
        return found[-1] if found else None

    def entries(self) -> Iterator[Entry]:
        """Every payment, in the order in which it was made; those of nothing are left out."""
        before: Results = {}
        for run in self.days:
            for pot in run.pots:
                for step in pot.steps:
                    for payee in dict.fromkeys(payees(step)):
                        name = ("paid", step.id, payee)
                        was = before.get(name, 0)
                        now = run.results[name] - was
                        if now:
                            why = explain(self.terms, pot, step, payee, run.results, now)
                            yield Entry(run.day, pot, step, payee, was, now, why)
            before = {**before, **run.results}


def ledger(
    terms: Terms, received: Sequence[Received], until: date | None = None, *, totals: bool = False
) -> Ledger:
    """Receipts through the terms, day by day, up to and with a day (the last receipt's when not given).

    With `totals` each day knows only what everyone has had, what is held and what is left, and has no entries.

    Receipts of one day are one sum, so their order does not matter. Amounts are whole coins; a correction may be
    negative, and nothing is then paid until it is made up. Nothing is paid back.
    """
    last = until or max((each.day for each in received), default=None)
    if last is None:
        return Ledger(terms, ())
    due = [each for each in received if each.day <= last]
    origins = sorted({origin for each in due for origin in each.amounts})
    rising = all(amount >= 0 for each in due for amount in each.amounts.values())
    run, wanted, program = _function(terms, tuple(origins), rising, totals)
    first = min((each.day for each in due), default=last)
    days = sorted({each.day for each in due} | turning_days(terms, program, first, last))
    rows = run(_listed(terms, program, days, due, first))
    pots = versions_of(terms)
    runs = [
        DayRun(day, pots[version_on(terms, day)], wanted, row) for day, row in zip(days, rows, strict=True)
    ]
    return Ledger(terms, tuple(runs))


def _function(
    terms: Terms, origins: tuple[Origin, ...], rising: bool, totals: bool
) -> tuple[Any, tuple[tuple[str, ...], ...], Program]:
    key = f"ledger {rising} {totals} {origins!r}"
    if key not in terms.made:
        program = program_of(terms, origins, rising=rising)
        names = dict.fromkeys(name for each in program.versions for name in each.results)
        wanted = tuple(name for name in names if not totals or name[0] in TOTALS)
        terms.made[key] = (on_coins(program, wanted), wanted, program)
    made: tuple[Any, tuple[tuple[str, ...], ...], Program] = terms.made[key]
    return made


def _listed(
    terms: Terms, program: Program, days: Sequence[date], due: Sequence[Received], first: date
) -> list[Any]:
    classes: dict[date, list[int]] = {day: [0] * program.classes for day in days}
    levels: dict[date, dict[str, int]] = {day: {} for day in days}
    for each in due:
        for origin, amount in each.amounts.items():
            classes[each.day][program.origins[origin]] += amount
        levels[each.day] |= each.levels
    standing = dict.fromkeys(program.levels, 0)
    listed = []
    for day, answers in zip(days, program.calendar.answers(days, first), strict=True):
        standing |= levels[day]
        levels_now = [standing[each] for each in program.levels]
        listed.append((classes[day], levels_now, answers, version_on(terms, day), True))
    return listed


def turning_days(terms: Terms, program: Program, first: date, last: date) -> set[date]:
    """The days, up to the last, on which the terms change by themselves.

    Before the first receipt nothing changes but what bears interest.
    """
    spans: list[Span] = [of for _, of in program.calendar.asked if not isinstance(of, Accrues)]
    found = {day for span in spans for day in span if day}
    found |= {each.since for each in terms.amended}
    capital = {day for each in terms.accruals for day in capital_days(each, last)}
    return capital | {day for day in found if first < day <= last}


def version_on(terms: Terms, day: date) -> int:
    """How many amendments hold on a day: the number of the version in force."""
    return sum(each.since <= day for each in terms.amended)
