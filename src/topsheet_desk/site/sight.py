"""Which figures a role sees, wherever they stand: on a page, in a table, or inside the tree of another figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from topsheet.figures import Figure, Value
from topsheet.film import Film
from topsheet.finance import LENDERS_AND_BUYERS
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
# Of a lender's or a buyer's paper: what it brings in cash, and no more. Of anybody's: not what they get back.
_BRINGS = re.compile(r"cash(\.|$)|(counted|planned)$")
_GETS_BACK = re.compile(r"(claim|collateral|lent_on|surplus)(\.|$)")
_TERMS = re.compile(r"cash\.loan\.|finance\.mandate\.|(cash|stress\.[^.]+)\.reserve\.")
# Sums that are kept though terms are among their parts: nobody can plan the money without them.
_SUMS = re.compile(
    r"finance\.(face|bridge|committed|committed_cash|planned)|finance\.stage\.[^.]+\.(committed|planned)"
    r"|finance\.source\.[^.]+\.cash(\..+)?|budget\.finance_costs|greenlight\.state"
    r"|(cash|stress\.[^.]+)\.(through_shoot|lowest(_shoot)?\.(balance|day))(\.(balance|day))?"
    r"|(cash|cash\.week|stress\.[^.]+)\.\d{4}-\d\d(-\d\d)?\.(out|deposits)"
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

    def shows(self, figure: Figure[Value]) -> bool:
        """Whether a figure is shown that is reckoned beside the film, from its figures: where every cause is."""
        if figure.name.startswith("consequence."):
            return all(self.shows(cause) for cause in figure.inputs)
        return self.sees(figure.name)

    def and_also(self, other: Sight) -> Sight:
        """What is seen of two films at once: nothing that one of them holds back."""
        return replace(self, held_back=self.held_back | other.held_back)


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
    """Lenders', buyers' and investors' terms, and whatever is made of them, but for the sums everybody plans with.

    What a lender charges or holds back, the collateral behind it, a buyer's guarantee and deposit rate, an agent's
    commission, what each must get back: by the kind of the source, so that a term nobody thought of is one as well.
    """
    kinds = {source.id: source.kind for source in film.production.finance.sources}
    found: dict[int, bool] = {}
    waiting = list(film.figures.values())
    while waiting:
        figure = waiting[-1]
        causes = [cause for cause in figure.inputs if id(cause) not in found]
        if causes and id(figure) not in found:
            waiting += causes
            continue
        waiting.pop()
        if id(figure) not in found:
            of_terms = any(found[id(cause)] for cause in figure.inputs) and not _SUMS.fullmatch(figure.name)
            found[id(figure)] = of_terms or _is_term(figure.name, kinds)
    yield from (name for name, figure in film.figures.items() if found[id(figure)])


def _is_term(name: str, kinds: Mapping[str, str]) -> bool:
    """Whether a figure by itself is somebody's term."""
    if not name.startswith("finance.source."):
        return bool(_TERMS.match(name))
    source, _, what = name.removeprefix("finance.source.").partition(".")
    kind = kinds.get(source, "")
    if kind == "bridge_loan" and what in ("", "planned"):  # what a bridge covers is what it costs
        return True
    if kind in LENDERS_AND_BUYERS:
        return not _BRINGS.match(what or "counted")
    return bool(_GETS_BACK.match(what))


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
