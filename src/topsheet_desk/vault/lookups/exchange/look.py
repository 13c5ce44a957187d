"""A folder looked into before it is taken in: what is taken, what is left aside and why, and the film it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from topsheet.documents import Problem
from topsheet.film import Film, compute, problems_of, read_files
from topsheet_desk.site import formats
from topsheet_desk.vault.folder import Papers, Parts, papers_in, parts_of
from topsheet_desk.vault.lookups.exchange import books
from topsheet_desk.vault.lookups.exchange.history import left_out, read_history
from topsheet_desk.vault.lookups.exchange.reader import History, Unverified
from topsheet_desk.vault.records import Person

_UNKNOWN = "a folder of a production has no such file"
_LOOSE = "its rows carry no seals here; paste them into the ledger once the production is open"


@dataclass(frozen=True, slots=True)
class Look:
    """What a folder holds; `history` is what can be taken in, `unverified` why it cannot, `partial` what it lacks."""

    texts: Mapping[str, str]
    left: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    film: Film | None
    history: History | None
    unverified: Unverified | None
    partial: tuple[str, ...]

    @property
    def headline(self) -> tuple[tuple[str, str], ...]:
        """The film's first figures, as they will stand after it was taken in."""
        return headline(self.film)

    @property
    def title(self) -> str:
        """The film's title, where its papers can be read."""
        return self.film.title if self.film else ""


def look_into(files: Mapping[str, bytes], today: date) -> Look:
    """The folder looked into; its history, if it has one, verified row by row."""
    parts = parts_of(files)
    papers = papers_in(parts.documents)
    film, problems = film_of(papers.texts, today)
    history, unverified, partial = _history(parts)
    return Look(
        papers.texts,
        _left(parts, papers, history),
        (*papers.problems, *problems),
        film,
        history,
        unverified,
        partial,
    )


def strangers(history: History) -> tuple[str, ...]:
    """Who signs in the history and is not known on this desk."""
    known = {email.lower() for email in Person.objects.values_list("email", flat=True)}
    return tuple(
        f"{name} <{address}>" for key, (name, address) in sorted(history.signers.items()) if key not in known
    )


def film_of(texts: Mapping[str, str], today: date) -> tuple[Film | None, tuple[Problem, ...]]:
    """The film that texts make, and everything wrong with them."""
    production, found = read_files("folder", texts)
    if production is None:
        return None, tuple(found)
    as_of = production.document.as_of or today
    film = compute(production, as_of=as_of, weigh=False)
    return film, film.problems if film else problems_of(production, as_of=as_of)


def headline(film: Film | None) -> tuple[tuple[str, str], ...]:
    """The first figures of a film, with its currency beside the amounts."""
    if film is None:
        return ()
    plan, days = film.finance, film.schedule
    amounts = (film.budget.total, plan.committed, plan.gap)
    return (
        *((figure.label, f"{film.currency} {formats.money(figure.value)}") for figure in amounts),
        (days.shoot_days.label, formats.show(days.shoot_days.value)),
        (days.start.label, formats.show(days.start.value)),
    )


def _history(parts: Parts) -> tuple[History | None, Unverified | None, tuple[str, ...]]:
    if books.BOOK not in parts.history:
        return None, None, ()
    try:
        partial = left_out(parts.history)
        return (None, None, partial) if partial else (read_history(parts.history), None, ())
    except Unverified as refusal:
        return None, refusal, ()


def _left(parts: Parts, papers: Papers, history: History | None) -> tuple[tuple[str, str], ...]:
    aside = [(name, _UNKNOWN) for name in (*parts.left, *papers.left)]
    aside += [(name, "its text cannot be kept") for name in parts.documents if name not in papers.texts]
    if history is None:
        rest = [
            name for name in parts.history if books.BOOK not in parts.history or name.startswith("ledger/")
        ]
        aside += [
            (name, _LOOSE if name.startswith("ledger/") else "it belongs to a history") for name in rest
        ]
    return tuple(sorted(aside))
