"""A figure's tree as the reader may see it: what is withheld is named as withheld, and says nothing else."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from topsheet.figures import Citation, Figure, Status, Value
from topsheet.film.by_name import figure_by_name
from topsheet.money import Money
from topsheet_desk.site import formats
from topsheet_desk.site.asked_day import day_of
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.sight import Sight
from topsheet_desk.vault.lookups import Ask, Sitting, sit
from topsheet_desk.vault.lookups.stating import figures_on
from topsheet_desk.vault.refusals import NoSuchFigure

MOST_NODES = 160
OPEN_TO = 1


@dataclass(frozen=True, slots=True)
class Node:
    """One figure in the tree; `more` counts causes that are not drawn here but on the figure's own page."""

    name: str
    label: str
    worth: str
    tone: str
    how: str
    source: str
    rule: Citation | None
    causes: tuple[Node, ...]
    more: int
    depth: int

    @property
    def is_open(self) -> bool:
        """Whether the tree starts with this node unfolded."""
        return self.depth <= OPEN_TO and len(self.causes) <= 12

    @property
    def unverified(self) -> bool:
        """Whether its rule has not been checked against its source."""
        return self.rule is not None and self.rule.status is Status.UNVERIFIED


@dataclass(frozen=True, slots=True)
class Why:
    """The explanation of one figure."""

    sitting: Sitting
    node: Node
    page: Page = Page.WHY


@dataclass(slots=True)
class _Branch:
    figure: Figure[Value]
    depth: int
    causes: list[_Branch] = field(default_factory=list)


def _grown(root: Figure[Value], sight: Sight) -> _Branch:
    """The tree by levels until it has enough nodes, so that the nearest causes are drawn first."""
    trunk = _Branch(root, 0)
    waiting, left = deque([trunk]), MOST_NODES
    while waiting:
        branch = waiting.popleft()
        causes = branch.figure.inputs
        if not sight.sees(branch.figure.name) or (len(causes) > left and branch is not trunk):
            continue
        left -= len(causes)
        branch.causes = [_Branch(cause, branch.depth + 1) for cause in causes]
        waiting.extend(branch.causes)
    return trunk


def _node(branch: _Branch, sight: Sight) -> Node:
    figure = branch.figure
    if not sight.sees(figure.name):
        return Node("", "Not shared with your role", "withheld", "quiet", "", "", None, (), 0, branch.depth)
    open_book = all(sight.sees(cause.name) for cause in figure.inputs)
    how = figure.how if open_book else "made from figures that are not all shared with your role"
    negative = isinstance(figure.value, Money) and figure.value.amount < 0
    return Node(
        figure.name,
        figure.label,
        formats.of(figure),
        "decide" if negative else "",
        how,
        figure.source,
        figure.rule,
        tuple(_node(cause, sight) for cause in branch.causes),
        0 if branch.causes else len(figure.inputs),
        branch.depth,
    )


def _stated(sitting: Sitting, name: str) -> Figure[Value] | None:
    """A figure of the receipts or statements made up to the day asked, which the film as planned does not have."""
    if not name.startswith(("statement.", "receipts.", "rerun.")) or not sitting.sight.sees(name):
        return None
    return figures_on(sitting.plan, day_of(sitting.ask).day).get(name)


def why(ask: Ask, name: str) -> Why:
    """The tree of a figure. Raises NotShared, NoSuchFigure."""
    sitting = sit(ask, Page.WHY)
    figure = sitting.film.figures.get(name)
    if ask.as_of or figure is None:  # the day that is asked for decides what was known
        figure = _stated(sitting, name) or figure
    if figure is None and sitting.sight.sees(name):
        figure = figure_by_name(sitting.film, name)
    if figure is None or not sitting.sight.sees(name):
        raise NoSuchFigure
    return Why(sitting, _node(_grown(figure, sitting.sight), sitting.sight))
