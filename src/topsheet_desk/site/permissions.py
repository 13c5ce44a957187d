"""Who may open which page: one table, asked by lookups and never by pages.

The line producer builds and defends the budget and needs the cash, so sees every room but two: the market's asks
and takes and the investors' returns are the producers' business. The director sees script, schedule and the
budget's topsheet, not what other people are paid. An investor sees the portal: their own line. A client, for now,
sees nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from topsheet_desk.site.roles import Role


class Page(StrEnum):
    """A page, or family of pages, that a role opens or does not."""

    COCKPIT = "cockpit"
    SCRIPT = "script"
    SCHEDULE = "schedule"
    BUDGET = "budget"
    INCENTIVES = "incentives"
    MARKET = "market"
    FINANCE = "finance"
    GREENLIGHT = "greenlight"
    RECOUPMENT = "recoupment"
    PROBLEMS = "problems"
    WHY = "why"
    PAPERS = "papers"
    PORTAL = "portal"


_EVERY_ROOM = frozenset(set(Page) - {Page.PORTAL})
_MAY: Mapping[Role, frozenset[Page]] = {
    Role.EXECUTIVE_PRODUCER: _EVERY_ROOM,
    Role.PRODUCER: _EVERY_ROOM,
    Role.LINE_PRODUCER: _EVERY_ROOM - {Page.MARKET, Page.RECOUPMENT, Page.PAPERS},
    Role.DIRECTOR: frozenset({Page.SCRIPT, Page.SCHEDULE, Page.BUDGET, Page.WHY}),
    Role.INVESTOR: frozenset({Page.PORTAL}),
    Role.CLIENT: frozenset(),
}
# The producers alone read investors' terms: what each must get back, and on which terms.
SEES_TERMS = frozenset({Role.EXECUTIVE_PRODUCER, Role.PRODUCER})
# What single people are paid stands on budget lines; the director sees the topsheet above them.
SEES_LINES = SEES_TERMS | {Role.LINE_PRODUCER}


def may(role: Role, page: Page) -> bool:
    """Whether the role opens the page."""
    return page in _MAY[role]


def home_page(role: Role) -> Page | None:
    """The page a role starts on, or None for a role that opens nothing."""
    return next((page for page in Page if may(role, page)), None)
