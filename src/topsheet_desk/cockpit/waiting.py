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
    found = [*_gates(sitting), *_cash(sitting), *_edges(sitting), *_unverified(sitting), *_problems(sitting)]
    order = [Tone.DECIDE, Tone.WATCH, Tone.PLAIN, Tone.QUIET, Tone.GOOD]
    return tuple(sorted(found, key=lambda item: order.index(item.tone)))


def _go(sitting: Sitting, page: Page, part: str = "") -> str:
    query = f"?option={sitting.ask.option}" if sitting.ask.option else ""
    return reverse(page.value, args=[sitting.seat.slug]) + query + part


def _gates(sitting: Sitting) -> Iterator[Waiting]:
    tones = {"BLOCKED": Tone.DECIDE, "OPEN": Tone.PLAIN, "WARNING": Tone.WATCH}
    for gate in sitting.film.greenlight.gates:
        if gate.state in tones:
            yield Waiting(
                gate.state.capitalize(),
                tones[gate.state],
                gate.title,
                gate.reason,
                "Greenlight",
                _go(sitting, Page.GREENLIGHT),
            )


def _cash(sitting: Sitting) -> Iterator[Waiting]:
    for stress in sitting.film.cash.stresses:
        if stress.negative:
            worst = min(stress.negative, key=lambda month: month.closing.value.amount)
            low = formats.money(worst.closing.value)
            remedy = f" {stress.remedies[0].text}." if stress.remedies else ""
            yield Waiting(
                "Warning",
                Tone.WATCH,
                f"The account runs empty if: {stress.title.lower()}",
                f"Lowest balance {low} in {worst.month:%B %Y}.{remedy}",
                "Cash",
                _go(sitting, Page.FINANCE, "#cash"),
            )


def _edges(sitting: Sitting) -> Iterator[Waiting]:
    for view in sitting.film.budget.views:
        if view.near_edge and view.headroom is not None:
            room = formats.money(view.headroom.value)
            yield Waiting(
                "Near edge",
                Tone.WATCH,
                f"{view.label}: {room} below the next tier",
                f"Counted today as {view.tier}.",
                "Budget",
                _go(sitting, Page.BUDGET, "#views"),
            )


def _unverified(sitting: Sitting) -> Iterator[Waiting]:
    for figure in unverified_rules(sitting):
        source = figure.rule.title if figure.rule else ""
        yield Waiting(
            "Unverified",
            Tone.QUIET,
            figure.label,
            f"Used as {formats.show(figure.value)}; nobody has checked it against its source ({source}).",
            "Why",
            reverse("why", args=[sitting.seat.slug, figure.name]),
        )


def unverified_rules(sitting: Sitting) -> list[Figure[Value]]:
    """The figures taken from a rule that nobody has verified, as far as the reader sees them."""
    return [
        figure
        for name, figure in sorted(sitting.film.figures.items())
        if figure.rule is not None and figure.rule.status is Status.UNVERIFIED and sitting.sight.sees(name)
    ]


def _problems(sitting: Sitting) -> Iterator[Waiting]:
    for problem in sitting.film.problems:
        error = problem.severity is Severity.ERROR
        yield Waiting(
            "Problem" if error else "Warning",
            Tone.DECIDE if error else Tone.WATCH,
            f"{problem.where}: {problem.what}",
            problem.fix,
            "Problems",
            _go(sitting, Page.PROBLEMS),
        )
