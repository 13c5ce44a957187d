"""Which figures a role sees, wherever they stand: on a page, in a table, or inside the tree of another figure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from topsheet.film import Film
from topsheet_desk.site.permissions import SEES_LINES, SEES_TERMS
from topsheet_desk.site.roles import Role

_LINE_PRODUCER = (
    "script.",
    "schedule.",
    "budget.",
    "rule.",
    "incentives.",
    "finance.",
    "closing.",
    "cash.",
    "stress.",
    "greenlight.",
    "production.",
)
_DIRECTOR = ("script.", "schedule.")
_TERMS = re.compile(
    r"finance\.(collateral_surplus|gap_cover|answer\.gap_loan|mandate\.)"
    r"|cash\.loan\.|(cash|stress\.[^.]+)\.reserve\."
    r"|finance\.source\.[^.]+\.(claim|rate|interest|reserve|reserve_left|surplus|sizing|fee|advance|lent_on|amount|costs|net|price)\b"
)


@dataclass(frozen=True, slots=True)
class Sight:
    """The names a role sees: all of them, or those under its prefixes and on its list, less those held back."""

    everything: bool = False
    prefixes: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    held_back: frozenset[str] = frozenset()

    def sees(self, name: str) -> bool:
        """Whether a figure of this name is shown; a name nobody thought of is not."""
        if name in self.held_back:
            return False
        return self.everything or name in self.names or name.startswith(self.prefixes)


def sight_of(role: Role, film: Film) -> Sight:
    """What the role sees of this film's figures."""
    if role in SEES_TERMS:
        return Sight(everything=True)
    if role in SEES_LINES:
        return Sight(prefixes=_LINE_PRODUCER, held_back=frozenset(_terms(film)))
    if role is Role.DIRECTOR:
        return Sight(prefixes=_DIRECTOR, names=frozenset(_topsheet(film)))
    if role is Role.ASSOCIATE_PRODUCER:
        return Sight(prefixes=_DIRECTOR)
    return Sight()


def _terms(film: Film) -> Iterable[str]:
    """Investors' and lenders' terms: what each must get back, what it charges, and the collateral behind it.

    What a gap lender allows is made of the market's takes, which are the producers' business.
    """
    yield from (name for name in film.figures if _TERMS.match(name))


def _topsheet(film: Film) -> Iterable[str]:
    """The totals of the topsheet; an account is among them only where no account of its section holds a fee.

    Otherwise the withheld account would be the section less the others.
    """
    budget = film.budget
    yield from (budget.direct.name, budget.total.name, *(charge.name for charge in budget.contractual))
    yield budget.finance_costs.total.name
    for section in budget.sections:
        yield section.total.name
        if not any(line.basis == "fee" for account in section.accounts for line in account.lines):
            yield from (account.total.name for account in section.accounts)
