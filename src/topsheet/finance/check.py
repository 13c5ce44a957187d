"""Mistakes in a finance plan that figures alone would not show."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from topsheet.documents import Problem, Severity, Tree, named_twice
from topsheet.documents.strict_yaml import Path
from topsheet.finance.check_collateral import check_collateral
from topsheet.finance.kinds import Crowdfunding, Presale
from topsheet.finance.licences import check_territories
from topsheet.finance.model import FinanceDocument


def check(document: FinanceDocument, tree: Tree) -> list[Problem]:
    """Problems of the plan by itself: names twice, territories sold twice, days out of order, circles."""
    return [
        *_ids(document, tree),
        *check_territories(document, tree),
        *_commissions(document, tree),
        *check_collateral(document, tree),
        *_after(document, tree),
        *_campaigns(document, tree),
        *_draws(document, tree),
    ]


def _ids(document: FinanceDocument, tree: Tree) -> list[Problem]:
    def of(key: str, rows: tuple[object, ...]) -> list[tuple[tuple[str | int, ...], str]]:
        return [((key, at, "id"), row.id) for at, row in enumerate(rows)]  # type: ignore[attr-defined]

    lost = "Nobody could say which of the two a figure belongs to."
    return [
        *named_twice(
            tree,
            of("sources", document.sources),
            "the source id",
            "One of the two would be lost from the totals.",
        ),
        *named_twice(tree, of("stresses", document.stresses), "the stress id", lost),
        *named_twice(tree, of("mandates", document.mandates), "the mandate id", lost),
        *named_twice(tree, of("draws", document.draws), "the drawdown id", lost),
    ]


def _commissions(document: FinanceDocument, tree: Tree) -> list[Problem]:
    return [
        Problem(
            tree.where(("sources", place, "commission")),
            f"{source.name} pays no commission",
            "A sales agent takes a share of every guarantee; without it the plan holds money that never comes.",
            "Write the agent's percentage, or say in the note that no agent is involved.",
            Severity.WARNING,
        )
        for place, source in enumerate(document.sources)
        if isinstance(source, Presale)
        and source.status != "withdrawn"
        and not source.commission.percent.value
        and not source.note
    ]


def _after(document: FinanceDocument, tree: Tree) -> list[Problem]:
    """Sources that come after one that is not there, or after themselves by way of others."""
    first = {source.id: source.after for source in document.sources}
    problems, told = [], set[frozenset[str]]()
    for place, source in enumerate(document.sources):
        for at, wanted in enumerate(source.after):
            if wanted not in first:
                problems.append(
                    Problem(
                        tree.where(("sources", place, "after", at)),
                        f"{source.name} comes after `{wanted}`, which is no source of the plan",
                        "It would wait for nothing, or for ever.",
                        "Name one of the plan's sources.",
                    )
                )
        circle = _circle(source.id, first)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            problems.append(
                Problem(
                    tree.where(("sources", place, "after")),
                    f"each waits for the next: {' → '.join((*circle, circle[0]))}",
                    "None of them could ever be drawn first.",
                    "Take one of them out of `after`.",
                )
            )
    return problems


def _circle(start: str, first: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The sources by which one waits for itself, in order; empty when it does not."""
    waiting: list[tuple[str, tuple[str, ...]]] = [(start, (start,))]
    seen = set[str]()
    while waiting:
        here, path = waiting.pop()
        for wanted in first.get(here, ()):
            if wanted == start:
                return path
            if wanted not in seen:
                seen.add(wanted)
                waiting.append((wanted, (*path, wanted)))
    return ()


def _campaigns(document: FinanceDocument, tree: Tree) -> list[Problem]:
    problems = []
    for place, source in enumerate(document.sources):
        if not isinstance(source, Crowdfunding):
            continue
        at: Path = ("sources", place)
        if source.opens and source.opens > source.deadline:
            problems.append(
                Problem(
                    tree.where((*at, "opens")),
                    f"{source.name} opens on {source.opens}, after its deadline of {source.deadline}",
                    "No day is left on which anybody could pledge.",
                    "Correct one of the two days.",
                )
            )
        for row, (before, later) in enumerate(pairwise(source.pledges), start=1):
            if later.day <= before.day:
                problems.append(
                    Problem(
                        tree.where((*at, "pledges", row)),
                        f"{source.name}: {later.day} stands after {before.day}",
                        "Where the campaign stands is read from the last row.",
                        "Put the days in order, each once.",
                    )
                )
        if isinstance(source.paid_on, date) and source.paid_on < source.deadline:
            problems.append(
                Problem(
                    tree.where((*at, "paid_on")),
                    f"{source.name} is paid on {source.paid_on}, before its deadline of {source.deadline}",
                    "A platform pays when a campaign has ended.",
                    "Correct one of the two days.",
                )
            )
        late = next((row for row, pledge in enumerate(source.pledges) if pledge.day > source.deadline), None)
        if late is not None:
            problems.append(
                Problem(
                    tree.where((*at, "pledges", late, "day")),
                    f"{source.name} was pledged money on {source.pledges[late].day}, after {source.deadline}",
                    "A campaign takes nothing after its deadline.",
                    "Correct the day or the deadline.",
                )
            )
    return problems


def _draws(document: FinanceDocument, tree: Tree) -> list[Problem]:
    known = {source.id for source in document.sources}
    return [
        Problem(
            tree.where(("draws", place, "source")),
            f"the drawdown {draw.id} draws on `{draw.source}`, which is no source of the plan",
            "Nobody would be asked for the money.",
            "Name one of the plan's sources.",
        )
        for place, draw in enumerate(document.draws)
        if draw.source not in known
    ]
