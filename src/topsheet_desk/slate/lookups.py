"""The films of a person, each with what their role sees of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from topsheet.figures import Figure, Value
from topsheet.film import Film
from topsheet_desk.site import formats
from topsheet_desk.site.permissions import Page, home_page
from topsheet_desk.site.tables import Cell, Tone, dated, shown
from topsheet_desk.vault.lookups import Seat, contacts, reading, seats_of


@dataclass(frozen=True, slots=True)
class SlateFilm:
    """One film on the slate; `facts` are empty for a role that does not open the cockpit."""

    slug: str
    title: str
    role: str
    url: str
    facts: tuple[tuple[str, Cell, str], ...]
    stage: str
    next_title: str
    next_reason: str
    broken: int


def slate_of(person: int, today: date) -> tuple[SlateFilm, ...]:
    """Every film that shows the person at least one page."""
    return tuple(_film(seat, today) for seat in seats_of(person) if _address(seat))


def keeps_contacts(person: int) -> bool:
    """Whether the person keeps contacts: raises money somewhere, or sees a contact they made."""
    return bool(contacts.raising(person)) or contacts.visible(person).exists()


def _home(seat: Seat) -> Page | None:
    return next((home for role in seat.roles if (home := home_page(role))), None)


def _address(seat: Seat) -> str:
    """The page a person starts on: of their first role that opens one, else that of their own participation."""
    home = _home(seat)
    page = home.value if home else "participations" if seat.deals else ""
    return reverse(page, args=[seat.slug]) if page else ""


def _film(seat: Seat, today: date) -> SlateFilm:
    url = _address(seat)
    stamped = reading.stamp(seat.production)
    film = reading.film_alone(stamped, today)
    if film is None:
        broken = len(reading.problems(stamped, today)) if seat.may(Page.PROBLEMS) else 0
        return SlateFilm(
            seat.slug, seat.slug.replace("-", " ").title(), seat.role.label, url, (), "", "", "", broken
        )
    if not seat.may(Page.COCKPIT):
        return SlateFilm(seat.slug, film.title, seat.role.label, url, (), "", "", "", 0)
    gate = next((gate for gate in film.greenlight.gates if gate.state == "BLOCKED"), None)
    gate = gate or next((gate for gate in film.greenlight.gates if gate.state == "OPEN"), None)
    return SlateFilm(
        seat.slug,
        film.title,
        seat.role.label,
        url,
        _facts(film),
        _stage(film),
        gate.title if gate else "None: every gate is met",
        formats.sentence(gate.reason) if gate else "",
        0,
    )


def _facts(film: Film) -> tuple[tuple[str, Cell, str], ...]:
    finance, short = film.finance, film.finance.gap.value.amount > 0
    start, days = film.schedule.start, film.schedule.shoot_days.value
    last: Figure[Value] = finance.gap if short else finance.surplus
    return (
        ("Direct cost", shown(film.budget.direct), film.currency),
        ("Total budget", shown(film.budget.total), film.currency),
        ("Covered", shown(finance.covered), "signed or better"),
        (last.label, shown(last, tone=Tone.DECIDE if short else Tone.PLAIN), film.currency),
        ("First shooting day", replace(shown(start), text=dated(start.value).text), f"{days} days planned"),
        ("Greenlight", _state(film), "by the gates of the film"),
    )


def _state(film: Film) -> Cell:
    state = film.greenlight.state
    return shown(state, tone=Tone.DECIDE if state.value == "BLOCKED" else Tone.PLAIN)


def _stage(film: Film) -> str:
    return film.stage.replace("_", " ").capitalize()
