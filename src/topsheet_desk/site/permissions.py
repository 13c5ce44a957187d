"""Who may do what: one table, `may(actor, act, thing)`, asked by lookups and actions and never by pages.

The line producer builds and defends the budget and needs the cash, so sees every room but two: the market's asks
and takes and the investors' returns are the producers' business. A co-producer and the accountant read as the line
producer does. The director writes on the script and sees schedule and topsheet, not what other people are paid. An
investor, a financier and a sales agent see the portal: their own line; a financier also decides what is above the
executive producer's authority. An investor takes the term sheets and one pages that were made for them to
see. A client and a guest, for now, see nothing. Whoever sits for a party that shares in gross or net reads that party's
own statements (`Seat.deals`), in whichever role; the producers read all of them.

Who else might finance the film, what they were sent, their terms and who holds units is the producers' business alone.
Contacts are the desk's: a producer of any production keeps them, and reads those on their own productions and those
they made themselves (`vault/lookups/contacts.py`). A private note is its author's, whatever their role.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
    CLOSING = "closing"
    GREENLIGHT = "greenlight"
    RECOUPMENT = "recoupment"
    STATEMENTS = "statements"
    RECEIPTS = "receipts"
    PARTICIPATIONS = "participations"
    OFFERS = "offers"
    PORTAL = "portal"
    MADE = "made_papers"
    DOCUMENTS = "documents"
    DECISIONS = "decisions"
    FUNDRAISING = "fundraising"
    LEDGER = "ledger"
    REPORTS = "reports"
    PEOPLE = "people"
    LOG = "log"
    PROBLEMS = "problems"
    WHY = "why"
    SEARCH = "search"
    PAPERS = "papers"
    PRIVATE = "private"


class Act(StrEnum):
    """What can be done; the thing it is done to is a page, a kind of document, request or entry, or a role."""

    OPEN = "open"
    READ = "read"
    EDIT = "edit"
    SEAL = "seal"
    ASK = "ask"
    DECIDE = "decide"
    WAIVE = "waive"
    RECORD = "record"
    CLOSE = "close"
    FILE = "file"
    SET_REPORTS = "set_reports"
    SEAT = "seat"
    GRANT = "grant"
    DELEGATE = "delegate"
    MAKE = "make"
    TAKE_OUT = "take_out"
    TAKE_IN = "take_in"
    RAISE = "raise"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person as they come to a production: who they are, and every role they hold there."""

    person: int
    roles: tuple[Role, ...]


_EP, _P, _CO, _LP = Role.EXECUTIVE_PRODUCER, Role.PRODUCER, Role.CO_PRODUCER, Role.LINE_PRODUCER
_AP, _D, _ACC = Role.ASSOCIATE_PRODUCER, Role.DIRECTOR, Role.ACCOUNTANT
_PRODUCERS = frozenset({_EP, _P})
_OFFICE = _PRODUCERS | {_CO, _LP}
_COSTS = _OFFICE | {_ACC}
_TEAM = _COSTS | {_AP, _D}

_PAGES: Mapping[Page, frozenset[Role]] = {
    Page.COCKPIT: _COSTS,
    Page.SCRIPT: _TEAM,
    Page.SCHEDULE: _TEAM,
    Page.BUDGET: _COSTS | {_D},
    Page.INCENTIVES: _COSTS,
    Page.MARKET: _PRODUCERS,
    Page.FINANCE: _COSTS,
    Page.CLOSING: _COSTS,
    Page.GREENLIGHT: _COSTS,
    Page.RECOUPMENT: _PRODUCERS,
    Page.STATEMENTS: _PRODUCERS,
    Page.RECEIPTS: _PRODUCERS,
    Page.PARTICIPATIONS: _PRODUCERS,
    Page.OFFERS: _PRODUCERS,
    Page.DOCUMENTS: _TEAM,
    Page.DECISIONS: _TEAM | {Role.FINANCIER},
    Page.FUNDRAISING: _PRODUCERS,
    Page.LEDGER: _COSTS,
    Page.REPORTS: _TEAM,
    Page.PEOPLE: _PRODUCERS,
    Page.LOG: _COSTS,
    Page.PROBLEMS: _COSTS,
    Page.WHY: _TEAM,
    Page.SEARCH: _TEAM,
    Page.PAPERS: _PRODUCERS,
    Page.MADE: _PRODUCERS | {_LP, Role.INVESTOR},
    Page.PRIVATE: frozenset({_EP}),
    Page.PORTAL: frozenset({Role.INVESTOR, Role.FINANCIER, Role.SALES_AGENT}),
}
# The text of a document tells all it holds: the finance plan's every term, the budget's every fee.
_EDITS: Mapping[str, frozenset[Role]] = {
    "production": _PRODUCERS,
    "screenplay": _PRODUCERS | {_CO, _D},
    "breakdown": _OFFICE | {_D},
    "schedule": _OFFICE,
    "budget": _OFFICE,
    "market": _PRODUCERS,
    "finance": _PRODUCERS,
    "recoupment": _PRODUCERS,
    "participations": _PRODUCERS,
    "closing": _PRODUCERS,
    "receipts": _PRODUCERS,
    "private": frozenset({_EP}),
}
_READS: Mapping[str, frozenset[Role]] = {
    **_EDITS,
    "production": _COSTS,
    "screenplay": _TEAM,
    "breakdown": _TEAM,
    "schedule": _TEAM,
    "budget": _COSTS,
    "closing": _COSTS,
}
_ENTRIES = ("COST", "COMMITMENT", "RECEIPT", "DRAWDOWN", "PAYMENT")
_ASKS: Mapping[str, frozenset[Role]] = {
    "REVISION": _OFFICE | {_D},
    "SPEND": _TEAM,
    "GREENLIGHT": _OFFICE,
    "QUESTION": _TEAM,
}
_DECIDES: Mapping[str, frozenset[Role]] = {
    "REVISION": _PRODUCERS,
    "SPEND": _PRODUCERS | {_CO, _LP, _AP, Role.FINANCIER},
    "GREENLIGHT": frozenset({_EP}),
    "QUESTION": frozenset(Role),
}
# Papers for others. The line producer's workbook is made without anybody's terms.
_MAKES: Mapping[str, frozenset[Role]] = {
    "workbook": _PRODUCERS | {_LP},
    "memo": _PRODUCERS,
    "term-sheet": _PRODUCERS,
    "investor-page": _PRODUCERS,
    "deck": _PRODUCERS,
    "one-pager": _PRODUCERS,
    "participation": _PRODUCERS,
    "participation-workbook": _PRODUCERS,
    "terms": _PRODUCERS,
    "offers": _PRODUCERS,
    "pack": _PRODUCERS,
}
# A seat that names a party reads that party's participation, and nobody else's; a client has none.
OWN_PARTICIPATION = "own_participation"
_WHOLE: Mapping[Act, frozenset[Role]] = {
    Act.WAIVE: frozenset({_EP}),
    Act.CLOSE: _PRODUCERS | {_ACC},
    Act.FILE: _TEAM,
    Act.SET_REPORTS: _PRODUCERS,
    Act.GRANT: _PRODUCERS,
    Act.DELEGATE: _PRODUCERS | {_CO, _LP, _AP, Role.FINANCIER},
    Act.TAKE_OUT: _PRODUCERS,
    Act.TAKE_IN: _PRODUCERS,
    Act.RAISE: _PRODUCERS,
}
_TABLE: Mapping[tuple[Act, str], frozenset[Role]] = {
    **{(Act.OPEN, page): roles for page, roles in _PAGES.items()},
    **{(Act.READ, kind): roles for kind, roles in _READS.items()},
    (Act.READ, OWN_PARTICIPATION): frozenset(Role) - {Role.CLIENT},
    **{(Act.EDIT, kind): roles for kind, roles in _EDITS.items()},
    **{(Act.SEAL, kind): roles for kind, roles in _EDITS.items()},
    **{(Act.ASK, kind): roles for kind, roles in _ASKS.items()},
    **{(Act.DECIDE, kind): roles for kind, roles in _DECIDES.items()},
    **{(Act.MAKE, kind): roles for kind, roles in _MAKES.items()},
    **{(Act.RECORD, kind): _COSTS - {_CO} for kind in _ENTRIES},
    **{(Act.SEAT, role): _PRODUCERS for role in Role},
    **{(act, ""): roles for act, roles in _WHOLE.items()},
}
# The producers alone read terms: what investors get back, lenders charge, buyers pay (sight.py).
SEES_TERMS = _PRODUCERS
# What single people are paid stands on budget lines; the director sees the topsheet above them.
SEES_LINES = _COSTS


def may(actor: Actor, act: Act, thing: str = "") -> bool:
    """Whether one of the actor's roles may do the act to the thing; what the table does not name, nobody may."""
    return bool(_TABLE.get((act, thing), frozenset()) & set(actor.roles))


def role_for(actor: Actor, act: Act, thing: str = "") -> Role | None:
    """The role in which the actor does the act: the first in the hierarchy that may; None when none may."""
    able = _TABLE.get((act, thing), frozenset())
    return next((role for role in Role if role in able and role in actor.roles), None)


def opens(role: Role, page: Page) -> bool:
    """Whether the role by itself opens the page."""
    return may(Actor(0, (role,)), Act.OPEN, page)


def roles_that(act: Act, thing: str = "") -> tuple[Role, ...]:
    """Every role that may do the act to the thing, in the order of the hierarchy."""
    return tuple(role for role in Role if role in _TABLE.get((act, thing), frozenset()))


def home_page(role: Role) -> Page | None:
    """The page a role starts on, or None for a role that opens nothing."""
    return next((page for page in Page if opens(role, page)), None)
