"""A paste before it is recorded: every row with what stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from topsheet.documents import Problem, Severity
from topsheet.money import Money
from topsheet_desk.ledger.lookups import Desk, coins
from topsheet_desk.ledger.paste import Line, read_paste
from topsheet_desk.site.tables import dated
from topsheet_desk.vault.lookups import ledger
from topsheet_desk.vault.lookups.facts import Fact, problems_of_fact


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A line as a person checks it: its cells, and its problems, worst first."""

    place: str
    cells: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def stopped(self) -> bool:
        """Whether something must be mended first."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Preview:
    """All rows, what is said of the whole, and the facts to record when nothing stands against them."""

    rows: tuple[PreviewRow, ...]
    problems: tuple[Problem, ...]
    facts: tuple[Fact, ...]
    places: tuple[str, ...]
    sums: tuple[str, ...]
    alike: int

    @property
    def stopped(self) -> int:
        """How many rows must be mended."""
        return sum(row.stopped for row in self.rows)

    @property
    def ready(self) -> bool:
        """Whether it can be confirmed."""
        whole = any(problem.severity is Severity.ERROR for problem in self.problems)
        return bool(self.rows) and not self.stopped and not whole


def preview_of(
    text: str, desk: Desk, *, kind: str, currency: str, as_adjustment: bool, today: date
) -> Preview:
    """The preview of a paste, measured by the ledger as it stands."""
    paste = read_paste(text, kind=kind, currency=currency)
    standing = ledger.standing(desk.seat.production, today)
    rows = [
        _row(line, problems_of_fact(line.fact, standing, as_adjustment=as_adjustment, where=f"line {line.number}")
             if line.fact else ())
        for line in paste.lines
    ]  # fmt: skip
    good = [place for place, row in enumerate(rows) if not row.stopped]
    facts = [fact for place in good if (fact := paste.lines[place].fact)]
    alike = _alike(desk.seat.production, facts, [paste.lines[place].number for place in good])
    for place, problem in zip(good, alike, strict=True):
        if problem:
            rows[place] = replace(rows[place], problems=(*rows[place].problems, problem))
    return Preview(
        tuple(rows),
        paste.problems,
        tuple(facts),
        tuple(rows[place].place for place in good),
        _sums(facts),
        sum(problem is not None for problem in alike),
    )


def _row(line: Line, found: Sequence[Problem]) -> PreviewRow:
    written = line.written
    names = ("date", "kind", "payee", "account", "amount", "currency", "paper", "memo")
    cells = _cells(line.fact) if line.fact else tuple(written.get(name, "") for name in names)
    return PreviewRow(f"line {line.number}", cells, (*line.problems, *found))


def _cells(fact: Fact) -> tuple[str, ...]:
    kind = fact.kind.capitalize()
    day, amount = dated(fact.date).text, coins(fact.amount)
    return day, kind, fact.payee, fact.account, amount, fact.amount.currency, fact.paper, fact.memo


def _alike(production: int, facts: Sequence[Fact], lines: Sequence[int]) -> list[Problem | None]:
    """For each fact a warning where the ledger, or an earlier line, has the same."""
    seen: dict[tuple[object, ...], int] = {}
    told: list[Problem | None] = []
    for fact, line, number in zip(facts, lines, ledger.alike(production, facts), strict=True):
        key = ledger.key_of(fact)
        what = f"looks like row {number} of the ledger" if number else ""
        what = what or (f"looks like line {seen[key]}" if key in seen else "")
        told.append(_twice(line, what) if what else None)
        seen.setdefault(key, line)
    return told


def _twice(line: int, what: str) -> Problem:
    return Problem(
        f"line {line}",
        what,
        "It has the same kind, day, amount, payee and paper number, and would count twice.",
        "Remove the line, unless it is another one.",
        Severity.WARNING,
    )


def _sums(facts: Sequence[Fact]) -> tuple[str, ...]:
    """The sum of each kind in each currency, in words."""
    sums: dict[tuple[str, str], Money] = {}
    for fact in facts:
        key = fact.kind, fact.amount.currency
        sums[key] = sums.get(key, Money.zero(fact.amount.currency)) + fact.amount
    return tuple(f"{kind.capitalize()} {code} {coins(total)}" for (kind, code), total in sorted(sums.items()))
