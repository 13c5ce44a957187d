"""What waits for someone: gates that block, warnings that the figures give, rules nobody has verified."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from topsheet.documents import Severity
from topsheet.figures import Figure, Status, Value
from topsheet_desk.site import formats
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.tables import Tone
from topsheet_desk.vault.lookups import Sitting

# The gate that counts unverified rules; here each of their sources stands on its own line instead.
UNVERIFIED = "rules"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: its state in a word, what it is, why, and where to look."""

    state: str
    tone: Tone
    title: str
    reason: str
    where: str = ""
    url: str = ""


def waiting(sitting: Sitting) -> tuple[Waiting, ...]:
    """Everything that waits, the blocking first."""
    found = [*_gates(sitting), *_cash(sitting), *_unverified(sitting), *_problems(sitting)]
    order = [Tone.DECIDE, Tone.WATCH, Tone.PLAIN, Tone.QUIET, Tone.GOOD]
    return tuple(sorted(found, key=lambda item: order.index(item.tone)))


def _go(sitting: Sitting, page: Page, part: str = "") -> str:
    query = f"?option={sitting.ask.option}" if sitting.ask.option else ""
    return reverse(page.value, args=[sitting.seat.slug]) + query + part


def _gates(sitting: Sitting) -> Iterator[Waiting]:
    tones = {"BLOCKED": Tone.DECIDE, "OPEN": Tone.PLAIN, "WARNING": Tone.WATCH}
    for gate in sitting.film.greenlight.gates:
        if gate.state in tones and gate.id != UNVERIFIED:
            yield Waiting(
                gate.state.capitalize(),
                tones[gate.state],
                gate.title,
                formats.sentence(gate.reason),
                "Greenlight",
                _go(sitting, Page.GREENLIGHT),
            )


def _cash(sitting: Sitting) -> Iterator[Waiting]:
    report, where = sitting.film.cash, _go(sitting, Page.FINANCE, "#cash")
    empty = next((month for month in report.months if month.closing.value.amount < 0), None)
    if empty is not None:
        low = formats.money(report.lowest.value)
        reason = f"Every receipt on time, the balance falls to {low}."
        yield Waiting(
            "Warning",
            Tone.WATCH,
            f"The account runs empty in {empty.month:%B %Y}",
            reason,
            "Cash",
            where,
        )
    for stress in report.stresses:
        if stress.lowest_shoot.value.amount < 0:
            low = formats.money(stress.lowest_shoot.value)
            remedy = f" Remedy: {stress.remedies[0].text}." if stress.remedies else ""
            title = f"The account runs empty while shooting if: {stress.title[:1].lower()}{stress.title[1:]}"
            yield Waiting("Warning", Tone.WATCH, title, f"Lowest balance {low}.{remedy}", "Cash", where)


def _unverified(sitting: Sitting) -> Iterator[Waiting]:
    """One entry a source that nobody has checked, with what it is used for."""
    by_source: dict[str, list[Figure[Value]]] = {}
    for figure in unverified_rules(sitting):
        by_source.setdefault(figure.rule.title if figure.rule else "", []).append(figure)
    for source, used in by_source.items():
        yield Waiting(
            "Unverified",
            Tone.QUIET,
            source,
            f"Nobody has checked this source. It gives: {', '.join(figure.label for figure in used)}.",
            "Why",
            reverse("why", args=[sitting.seat.slug, used[0].name]),
        )


def unverified_rules(sitting: Sitting) -> list[Figure[Value]]:
    """The figures taken from a rule that nobody has verified, as far as the reader sees them."""
    return [
        figure
        for name, figure in sorted(sitting.film.figures.items())
        if figure.rule is not None and figure.rule.status is Status.UNVERIFIED and sitting.sight.sees(name)
    ]


def _problems(sitting: Sitting) -> Iterator[Waiting]:
    for problem in sitting.problems:
        error = problem.severity is Severity.ERROR
        yield Waiting(
            "Problem" if error else "Warning",
            Tone.DECIDE if error else Tone.WATCH,
            f"{problem.where}: {problem.what}",
            problem.fix,
            "Problems",
            _go(sitting, Page.PROBLEMS),
        )
